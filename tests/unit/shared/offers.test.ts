import { checkDocument } from '@shared/domain/check-document.ts'
import { applyOffers, NO_OFFERS } from '@shared/domain/offers/apply-offers.ts'
import { isRunning, offerMomentOf } from '@shared/domain/offers/offer-moment.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import type { Promotion } from '@shared/schemas/offers.schema.ts'
import { describe, expect, it } from 'vitest'
import { actorOf, cartOf, idOf, lineOf, mustFit, soldOrder } from './builders.ts'
import { francs, listOf, offersOf, promotionOf, WEDNESDAY } from './offer-builders.ts'

const day = (value: number) => value as BusinessDay // a known calendar day
const COFFEE = lineOf('cafe', { quantity: quantity(3), unitPrice: francs(1_000) })
const TEA = lineOf('the', { quantity: quantity(2), unitPrice: francs(400), categoryId: idOf('category') })

/** What each line is given, by its name. */
function given(promotion: Partial<Promotion>, lines = [COFFEE, TEA]): Record<string, number> {
  const { lines: priced } = applyOffers(cartOf(lines), offersOf(promotionOf('promo', promotion)), WEDNESDAY)
  return Object.fromEntries(priced.map(({ name, discount }) => [name, discount]))
}

describe('a promotion', () => {
  it('takes a part of the price off everything, or off what it names', () => {
    expect(given({ rate: 1_000 })).toEqual({ cafe: 300, the: 80 })
    expect(given({ rate: 1_000, everything: false, variantIds: [COFFEE.variantId] })).toEqual({
      cafe: 300,
      the: 0,
    })
    expect(given({ rate: 1_000, everything: false, categoryIds: [idOf('category')] })).toEqual({
      cafe: 0,
      the: 80,
    })
    expect(given({ rate: 1_000, everything: false })).toEqual({ cafe: 0, the: 0 })
  })

  it('PROMO-1 takes an amount off each, never more than it costs', () => {
    expect(given({ type: 'amount', amount: francs(450) })).toEqual({ cafe: 1_350, the: 800 })
  })

  it('gives the cheapest of what is bought and got', () => {
    expect(given({ type: 'buy-get', buy: 2, get: 1, rate: 10_000 })).toEqual({ cafe: 0, the: 400 })
    expect(given({ type: 'buy-get', buy: 1, get: 1, rate: 5_000 })).toEqual({ cafe: 0, the: 400 })
    expect(given({ type: 'buy-get', buy: 5, get: 1, rate: 10_000 })).toEqual({ cafe: 0, the: 0 })
  })

  it('lowers the price from so many of one article on, over all its lines', () => {
    const breaks = [
      { from: quantity(3), price: francs(900) },
      { from: quantity(10), price: francs(700) },
    ]
    const again = { ...lineOf('cafe-2', { quantity: quantity(7) }), variantId: COFFEE.variantId }
    expect(given({ type: 'price-breaks', breaks })).toEqual({ cafe: 300, the: 0 })
    expect(given({ type: 'price-breaks', breaks }, [COFFEE, again])).toEqual({ cafe: 900, 'cafe-2': 2_100 })
    expect(given({ type: 'price-breaks', breaks: [{ from: quantity(1), price: francs(5_000) }] }).cafe).toBe(
      0,
    )
  })

  it('of goods by weight is for what the price is for', () => {
    const rice = lineOf('riz', {
      quantity: quantity(2_500),
      unitPrice: francs(600),
      pricePer: 1_000,
      unit: 'gram',
    })
    expect(given({ type: 'amount', amount: francs(100) }, [rice])).toEqual({ riz: 250 })
    expect(given({ type: 'buy-get', buy: 1, get: 1, rate: 10_000 }, [rice])).toEqual({ riz: 0 })
  })

  it('PROMO-2 on a line the best one wins, and one that adds up comes on top', () => {
    const half = promotionOf('half', { rate: 5_000, everything: false, variantIds: [COFFEE.variantId] })
    const tenth = promotionOf('tenth', { rate: 1_000 })
    const extra = promotionOf('extra', { rate: 2_000, addsUp: true })
    const { lines } = applyOffers(cartOf([COFFEE, TEA]), offersOf(tenth, extra, half), WEDNESDAY)
    expect(lines.map(({ promotions }) => promotions?.map(({ name, amount }) => [name, amount]))).toEqual([
      [
        ['half', 1_500],
        ['extra', 600],
      ],
      [
        ['tenth', 80],
        ['extra', 160],
      ],
    ])
    expect(lines[0]?.discountReason).toBe('half + extra')
  })

  it('PROMO-2 one that needs several lines takes them only when it gives more than all they had', () => {
    const three = promotionOf('three', { type: 'buy-get', buy: 2, get: 1, rate: 10_000 })
    const small = promotionOf('small', { rate: 100 })
    const large = promotionOf('large', { rate: 4_000 })
    const names = (...promotions: (typeof three)[]) =>
      applyOffers(cartOf([COFFEE, TEA]), offersOf(...promotions), WEDNESDAY).lines.flatMap(
        (line) => line.promotions?.map(({ name }) => name) ?? [],
      )
    expect(names(three, small)).toEqual(['three'])
    expect(names(three, large)).toEqual(['large', 'large'])
  })

  it('PROMO-3 what a person took off a line stands instead', () => {
    const given = { ...COFFEE, discount: francs(50), discountReason: 'fidèle' }
    const { lines } = applyOffers(cartOf([given]), offersOf(promotionOf('half', { rate: 5_000 })), WEDNESDAY)
    expect(lines).toEqual([given])
  })
})

describe('when a promotion runs', () => {
  const at = (hour: number, date = 11) => offerMomentOf(Date.UTC(2026, 2, date, hour), 0)
  const runs = (known: Partial<Promotion>, moment = WEDNESDAY) =>
    isRunning(promotionOf('p', known).value, moment)

  it('from its first to its last day, each included, while it is switched on', () => {
    expect(runs({ fromDay: day(20_260_311), toDay: day(20_260_311) })).toBe(true)
    expect(runs({ fromDay: day(20_260_312) })).toBe(false)
    expect(runs({ toDay: day(20_260_310) })).toBe(false)
    expect(runs({ enabled: false })).toBe(false)
  })

  it('a happy hour on its weekdays, also past midnight', () => {
    const hours = { weekdays: [3], fromMinute: 17 * 60, toMinute: 19 * 60 }
    expect([16, 17, 18, 19].map((hour) => runs({ hours }, at(hour)))).toEqual([false, true, true, false])
    expect(runs({ hours }, at(18, 12))).toBe(false)
    const night = { weekdays: [3], fromMinute: 22 * 60, toMinute: 2 * 60 }
    expect(
      [at(23), at(1, 12), at(1, 11), at(23, 12)].map((moment) => runs({ hours: night }, moment)),
    ).toEqual([true, true, false, false])
    const sunday = { weekdays: [7], fromMinute: 22 * 60, toMinute: 2 * 60 }
    expect(runs({ hours: sunday }, at(1, 16))).toBe(true)
  })

  it('on the clock of the shop', () => {
    const moment = offerMomentOf(Date.UTC(2026, 2, 11, 23, 30), 60)
    expect(moment).toEqual({ day: 20_260_312, weekday: 4, minute: 30 })
  })
})

describe('a price list', () => {
  const prices = (list: ReturnType<typeof listOf>, lines = [COFFEE, TEA]) =>
    applyOffers(cartOf(lines), { ...NO_OFFERS, priceList: list }, WEDNESDAY).lines

  it('PRICE-1 has its own price for an article, and a part off all others', () => {
    const list = listOf({ rate: 1_000, prices: [{ variantId: COFFEE.variantId, price: francs(850) }] })
    expect(prices(list).map(({ unitPrice, priceList }) => [unitPrice, priceList?.name])).toEqual([
      [850, 'Grossiste'],
      [360, 'Grossiste'],
    ])
  })

  it('PRICE-1 changes no price that was typed or weighed, and counts only while it is valid', () => {
    const typed = { ...COFFEE, openPrice: true }
    expect(prices(listOf({ rate: 1_000 }), [typed])).toEqual([typed])
    expect(prices(listOf({ rate: 1_000, toDay: day(20_260_310) }))).toEqual([COFFEE, TEA])
    expect(prices(listOf())).toEqual([COFFEE, TEA])
  })

  it('promotions count from its prices', () => {
    const offers = { ...offersOf(promotionOf('half', { rate: 5_000 })), priceList: listOf({ rate: 1_000 }) }
    expect(applyOffers(cartOf([COFFEE]), offers, WEDNESDAY).lines[0]).toMatchObject({
      unitPrice: 900,
      discount: 1_350,
    })
  })
})

describe('the order', () => {
  const offers = { ...offersOf(promotionOf('half', { rate: 5_000 })), priceList: listOf({ rate: 1_000 }) }
  const order = () => soldOrder(applyOffers(cartOf([COFFEE, TEA]), offers, WEDNESDAY))

  it('PROMO-5 names what was given and passes the server, whoever sold', () => {
    const sold = order()
    mustFit('orders', sold)
    expect(sold.lines[0]).toMatchObject({
      unitPrice: 900,
      discount: 1_350,
      discountReason: 'half',
      promotions: [{ name: 'half', amount: 1_350 }],
      priceList: { name: 'Grossiste' },
    })
    expect(checkDocument('orders', null, sold).ok).toBe(true)
    expect(authorizeWrite(actorOf('cashier'), 'orders', null, sold).ok).toBe(true)
  })

  it('PROMO-5 whose promotions are not its discount is refused', () => {
    const sold = order()
    const tampered = (promotions: (typeof sold)['lines'][number]['promotions']) => ({
      ...sold,
      lines: sold.lines.map((line, i) => (i === 0 ? { ...line, promotions: promotions ?? [] } : line)),
    })
    const [first] = sold.lines[0]?.promotions ?? []
    if (!first) throw new Error('The line has a promotion')
    for (const wrong of [
      [],
      [{ ...first, amount: minor(1_349) }],
      [first, { ...first, amount: minor(0) }],
      [{ ...first, name: '' }],
    ])
      expect(checkDocument('orders', null, tampered(wrong))).toMatchObject({ ok: false })
  })

  it('a cashier’s own discount beside promotions stays within his limit', () => {
    const half = applyOffers(cartOf([COFFEE]), offersOf(promotionOf('half', { rate: 5_000 })), WEDNESDAY)
    const with_ = (discount: number) =>
      authorizeWrite(
        actorOf('cashier'),
        'orders',
        null,
        soldOrder({ ...half, discount: minor(discount), discountReason: 'geste' }),
      ).ok
    expect([with_(300), with_(301)]).toEqual([true, false])
  })
})
