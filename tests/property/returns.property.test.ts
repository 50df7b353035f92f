import { checkDocument } from '@shared/domain/check-document.ts'
import { EXCHANGE_METHOD, exchangeTerms } from '@shared/domain/orders/exchange.ts'
import { overReturned } from '@shared/domain/orders/over-return.ts'
import { returnable, returnLines } from '@shared/domain/orders/returns.ts'
import { foldMoney } from '@shared/domain/stock/postings.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { authorOn, cartOf, DAY, lineOf, mustBeOk, soldOrder, testDeps } from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

/*
 * Several tills take goods of one sale back, each knowing what it has heard of so far, and meet in any order.
 */

const TILLS = ['A1', 'A2', 'A3'] as const
const DEPS = { A1: testDeps(31), A2: testDeps(32), A3: testDeps(33) }
type Till = (typeof TILLS)[number]

const lines = fc.array(
  fc.record({ units: fc.integer({ min: 1, max: 7 }), price: fc.integer({ min: 0, max: 999 }) }),
  { minLength: 1, maxLength: 3 },
)
const acts = fc.array(
  fc.record({
    till: fc.constantFrom(...TILLS),
    line: fc.nat(2),
    units: fc.integer({ min: 1, max: 7 }),
    restock: fc.boolean(),
    hears: fc.boolean(),
  }),
  { maxLength: 10 },
)

const refundedOf = (order: Order): number =>
  order.payments.reduce((sum, { kind, amount }) => sum + (kind === 'refund' ? amount : 0), 0)

function makeSale(
  sold: readonly { units: number; price: number }[],
  discount: number,
  isInside: boolean,
): Order {
  const cart = cartOf(
    sold.map(({ units, price }, i) =>
      lineOf(`article-${i}`, { quantity: quantity(units), unitPrice: minor(price) }),
    ),
  )
  const subtotal = sold.reduce((sum, { units, price }) => sum + units * price, 0)
  const terms = { currency: 'XOF', pricesIncludeTax: isInside } as const
  const less = minor(Math.floor((subtotal * discount) / 100))
  return soldOrder({ ...cart, discount: less, discountReason: 'geste' }, { terms })
}

/** What the till does with what it knows; what may not come back is not taken. */
function act(
  order: Order,
  { till, line, units, restock }: { till: Till; line: number; units: number; restock: boolean },
) {
  const lineId = order.lines[line]?.id
  if (lineId === undefined) return order
  const back = returnLines(
    order,
    {
      lines: [{ lineId, quantity: quantity(units), restock }],
      reason: 'r',
      restock,
      refundMethod: 'cash',
      businessDay: DAY,
    },
    authorOn(till),
    DEPS[till],
  )
  return back.ok ? back.value : order
}

const union = (base: Order, copies: readonly Order[]): Order =>
  copies.reduce((all, copy) => mergeDocument('orders', base, copy, all).document as Order, base) // orders make an order

const factsOf = (order: Order) => ({
  returns: order.returns.map(({ id }) => id).sort(),
  payments: order.payments.map(({ id }) => id).sort(),
  over: overReturned(order),
})

it('ORDER-3 MERGE-5 refunds never exceed what was paid unless goods came back twice, and then exactly that is named, in any order of arrival', () => {
  fc.assert(
    fc.property(
      lines,
      fc.integer({ min: 0, max: 100 }),
      fc.boolean(),
      acts,
      (sold, discount, isInside, steps) => {
        const base = makeSale(sold, discount, isInside)
        const copyByTill = new Map<Till, Order>(TILLS.map((till) => [till, base]))
        for (const step of steps) {
          const known = copyByTill.get(step.till) ?? base
          const heard = step.hears ? union(base, [...copyByTill.values()]) : known
          copyByTill.set(step.till, act(heard, step))
        }
        const copies = TILLS.map((till) => copyByTill.get(till) ?? base)
        const all = union(base, copies)
        expect(factsOf(union(base, copies.toReversed()))).toEqual(factsOf(all))
        expect(checkDocument('orders', base, all).ok).toBe(true)
        const over = overReturned(all)
        const named = over.reduce((sum, { excess }) => sum + excess, 0)
        if (over.length === 0) expect(refundedOf(all)).toBeLessThanOrEqual(base.total)
        if (isInside) expect(refundedOf(all)).toBeLessThanOrEqual(base.total + named)
        for (const till of TILLS) {
          const own = all.payments.filter(
            ({ kind, deviceId }) => kind === 'refund' && deviceId === authorOn(till).deviceId,
          )
          expect(own.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(base.total)
        }
        const everythingBack = returnable(all).length === 0 && over.length === 0
        // What shares were rounded down by goes with the last unit, to whoever knows that it is the last.
        const rounded = 2 * all.returns.length
        if (everythingBack) expect(refundedOf(all)).toBeGreaterThanOrEqual(base.total - rounded)
      },
    ),
    { numRuns: runs(300) },
  )
})

it('EXCHANGE-1 whatever is exchanged, the account of the exchange is even and the drawer moves by the difference', () => {
  fc.assert(
    fc.property(lines, lines, fc.integer({ min: 1, max: 7 }), (sold, wanted, units) => {
      const old = makeSale(sold, 0, true)
      const [line] = returnable(old)
      if (!line) return
      const back = Math.min(units, line.quantity)
      const fresh = makeSale(wanted, 0, true)
      const wish = { lineId: line.lineId, quantity: quantity(back) }
      const credit = Math.floor((line.amount * back) / line.quantity)
      const { used, due, paidOut } = exchangeTerms(minor(credit), fresh.total)
      const returned = mustBeOk(
        returnLines(
          old,
          {
            lines: [wish],
            reason: 'r',
            restock: true,
            refundMethod: 'cash',
            businessDay: DAY,
            exchange: { amount: used, reference: fresh.number },
          },
          authorOn('A1'),
          DEPS.A1,
        ),
      )
      const bought = soldOrder(
        cartOf(
          fresh.lines.map(({ id, unitPrice, quantity: count }) => lineOf(id, { unitPrice, quantity: count })),
        ),
        {
          payments: [
            ...(used > 0 ? [{ method: EXCHANGE_METHOD, amount: used, reference: old.number }] : []),
            ...(due > 0 ? [{ method: 'cash' as const, amount: due }] : []),
          ],
        },
      )
      const moved = (account: string) =>
        [returned, bought].reduce((sum, order) => sum + (foldMoney(order.moneyPostings).get(account) ?? 0), 0)
      expect(moved(`method:${EXCHANGE_METHOD}`)).toBe(0)
      expect(moved('method:cash') - old.total).toBe(due - paidOut)
      expect(checkDocument('orders', old, returned).ok && checkDocument('orders', null, bought).ok).toBe(true)
    }),
    { numRuns: runs(300) },
  )
})
