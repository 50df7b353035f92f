import type { Offers } from '@shared/domain/offers/apply-offers.ts'
import { type OfferMoment, offerMomentOf } from '@shared/domain/offers/offer-moment.ts'
import type { NamedPromotion } from '@shared/domain/offers/promote.ts'
import { minor, ZERO } from '@shared/kernel/money.ts'
import type { PriceList, Promotion } from '@shared/schemas/offers.schema.ts'
import { idOf } from './builders.ts'

/** Wednesday the 11th of March 2026, half past five in the afternoon. */
export const WEDNESDAY: OfferMoment = offerMomentOf(Date.UTC(2026, 2, 11, 17, 30), 0)

/** Nothing off everything, until told. */
export const promotionOf = (word: string, known: Partial<Promotion> = {}): NamedPromotion => ({
  id: idOf(`promotion-${word}`),
  value: {
    name: word,
    enabled: true,
    fromDay: null,
    toDay: null,
    hours: null,
    everything: true,
    variantIds: [],
    categoryIds: [],
    type: 'percent',
    rate: 0,
    amount: ZERO,
    buy: 1,
    get: 1,
    breaks: [],
    addsUp: false,
    ...known,
  },
})

export const listOf = (known: Partial<PriceList> = {}): NonNullable<Offers['priceList']> => ({
  id: idOf('list'),
  value: { name: 'Grossiste', enabled: true, fromDay: null, toDay: null, rate: 0, prices: [], ...known },
})

export const offersOf = (...promotions: readonly NamedPromotion[]): Offers => ({
  promotions,
  priceList: null,
})

export const francs = (amount: number) => minor(amount)
