import {
  draftOfPriceList,
  draftOfPromotion,
  NEW_PRICE_LIST,
  NEW_PROMOTION,
  type PromotionDraft,
  readPriceList,
  readPromotion,
} from '@renderer/features/offers/promotion-draft.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { describe, expect, test } from 'vitest'
import { idOf } from '../../shared/builders.ts'
import { listOf, promotionOf } from '../../shared/offer-builders.ts'

const day = (value: number) => value as BusinessDay // a known calendar day
const problems = (changes: Partial<PromotionDraft>) =>
  readPromotion({ ...NEW_PROMOTION, name: 'Noël', everything: true, ...changes }).problems

describe('the form of a promotion', () => {
  test('gives back what it was opened with', () => {
    const { value } = promotionOf('nuit', {
      type: 'price-breaks',
      rate: 750,
      fromDay: day(20_260_301),
      toDay: day(20_260_331),
      hours: { weekdays: [5, 6], fromMinute: 22 * 60 + 30, toMinute: 2 * 60 },
      breaks: [{ from: quantity(6), price: minor(450) }],
    })
    expect(readPromotion(draftOfPromotion(value)).value).toEqual(value)
  })

  test('says what is missing, and only for the kind that is chosen', () => {
    expect(readPromotion(NEW_PROMOTION).problems).toEqual(['name', 'target'])
    expect(problems({})).toEqual([])
    expect(problems({ percent: '0' })).toEqual(['percent'])
    expect(problems({ percent: '101' })).toEqual(['percent'])
    expect(problems({ type: 'amount', percent: '' })).toEqual(['amount'])
    expect(problems({ type: 'price-breaks' })).toEqual(['breaks'])
    expect(problems({ everything: false, categoryIds: [idOf('category')] })).toEqual([])
  })

  test('refuses days and hours that never come', () => {
    expect(problems({ fromDay: '2026-03-02', toDay: '2026-03-01' })).toEqual(['days'])
    const hours = { weekdays: [1], from: '17:00', to: '19:00' }
    expect(problems({ hours })).toEqual([])
    for (const wrong of [{ weekdays: [] }, { to: '17:00' }, { from: '' }])
      expect(problems({ hours: { ...hours, ...wrong } })).toEqual(['hours'])
  })
})

describe('the form of a price list', () => {
  test('gives back what it was opened with, and asks for every price', () => {
    const { value } = listOf({ rate: 1_250, prices: [{ variantId: idOf('rice'), price: minor(5_000) }] })
    expect(readPriceList(draftOfPriceList(value)).value).toEqual(value)
    const unpriced = { ...NEW_PRICE_LIST, name: 'Gros', prices: [{ variantId: idOf('rice'), price: null }] }
    expect(readPriceList(unpriced).problems).toEqual(['prices'])
  })
})
