import { type Author, touch } from '@shared/domain/authoring.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { cancelOrder, ORDER_TRANSITIONS, transition } from '@shared/domain/orders/lifecycle.ts'
import { overReturned } from '@shared/domain/orders/over-return.ts'
import { addPayment, amountDue, netPaid, settlePayment } from '@shared/domain/orders/payments.ts'
import { returnable, returnLines } from '@shared/domain/orders/returns.ts'
import { foldMoney, foldStock } from '@shared/domain/stock/postings.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import { ORDER_STATUSES, type Order } from '@shared/schemas/orders.schema.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actorOf,
  authorOn,
  cartOf,
  cash,
  componentOf,
  DAY,
  idOf,
  lineOf,
  mustFit,
  nextReceipt,
  soldOrder,
  type TestDeps,
  testDeps,
} from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

const method = fc.constantFrom(...PAYMENT_METHODS)

/** What somebody may try on an order; what the domain refuses changes nothing. */
type Act =
  | { act: 'return'; line: number; units: number; restock: boolean; method: (typeof PAYMENT_METHODS)[number] }
  | { act: 'cancel'; method: (typeof PAYMENT_METHODS)[number] }
  | { act: 'pay'; method: (typeof PAYMENT_METHODS)[number]; amount: number }
  | { act: 'settle'; payment: number; failed: boolean }
  | { act: 'move'; to: (typeof ORDER_STATUSES)[number] }
  | { act: 'note'; text: string }

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('return' as const),
      line: fc.nat(3),
      units: fc.integer({ min: 1, max: 4 }),
      restock: fc.boolean(),
      method,
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('cancel' as const), method }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('pay' as const),
      method,
      amount: fc.integer({ min: 1, max: 9_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('settle' as const), payment: fc.nat(4), failed: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('move' as const), to: fc.constantFrom(...ORDER_STATUSES) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('note' as const), text: fc.constantFrom('a', 'b') }) },
)

function perform(order: Order, wanted: Act, author: Author, deps: TestDeps): Order {
  deps.advance(1)
  const result = attempt(order, wanted, author, deps)
  return result?.ok ? result.value : order
}

function attempt(order: Order, wanted: Act, author: Author, deps: TestDeps) {
  switch (wanted.act) {
    case 'return': {
      const line = order.lines[wanted.line]
      if (!line) return null
      const lines = [{ lineId: line.id, quantity: quantity(wanted.units) }]
      const { restock, method: refundMethod } = wanted
      return returnLines(order, { lines, reason: 'r', restock, refundMethod, businessDay: DAY }, author, deps)
    }
    case 'cancel':
      return cancelOrder(order, { reason: 'r', refundMethod: wanted.method }, author, deps)
    case 'pay':
      return addPayment(order, { method: wanted.method, amount: minor(wanted.amount) }, author, deps)
    case 'settle': {
      const payment = order.payments[wanted.payment]
      return payment
        ? settlePayment(order, payment.id, wanted.failed ? 'failed' : 'confirmed', author, deps)
        : null
    }
    case 'move':
      return transition(order, wanted.to, author, deps)
    case 'note':
      return { ok: true as const, value: touch({ ...order, note: wanted.text }, author, deps) }
  }
}

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 4 }),
  unitPrice: fc.integer({ min: 0, max: 3_333 }),
  discount: fc.integer({ min: 0, max: 500 }),
  taxRate: fc.constantFrom(0, 700, 1_800),
  isBundle: fc.boolean(),
})

/** Sales of every kind: single goods and bundles, taxed inside or on top, discounted by line and as a whole, paid, split or on credit. */
const sale = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    discount: fc.integer({ min: 0, max: 1_000 }),
    pricesIncludeTax: fc.boolean(),
    onCredit: fc.integer({ min: 0, max: 100 }),
    split: fc.constantFrom('cash' as const, 'wave' as const, 'card' as const),
    hasCustomer: fc.boolean(),
  })
  .map(({ lines, discount, pricesIncludeTax, onCredit, split, hasCustomer }) => {
    const cartLines = lines.map((known, i) => {
      const gross = known.quantity * known.unitPrice
      return lineOf(`l${i}`, {
        quantity: quantity(known.quantity),
        unitPrice: minor(known.unitPrice),
        discount: minor(Math.min(known.discount, gross)),
        taxRate: known.taxRate,
        // Of goods that are sold by themselves too, where there are such lines.
        ...(known.isBundle && i !== 1
          ? { components: [componentOf('variant-l1', 2), componentOf('salt', 3)] }
          : {}),
      })
    })
    const subtotal = cartLines.reduce((sum, each) => sum + each.quantity * each.unitPrice - each.discount, 0)
    const customer = hasCustomer ? { customerId: idOf('customer'), customerName: 'Awa' } : {}
    const cart = cartOf(cartLines, { discount: minor(Math.min(discount, subtotal)), ...customer })
    const terms = { currency: 'XOF' as const, pricesIncludeTax }
    const receipt = nextReceipt()
    const { total } = soldOrder(cart, { terms, receipt })
    const credit = hasCustomer ? Math.floor((total * onCredit) / 100) : 0
    const real = total - credit
    const first = Math.floor(real / 3)
    const payments = [
      { method: split, amount: minor(first) },
      cash(real - first),
      { method: 'credit' as const, amount: minor(credit) },
    ].filter(({ amount }) => amount > 0)
    return soldOrder(cart, { terms, receipt, payments })
  })

/** An order that came another way and still has its road ahead, unpaid. */
const onlineOrder = fc
  .tuple(
    sale,
    fc.constantFrom('pending' as const, 'confirmed' as const, 'processing' as const, 'shipped' as const),
  )
  .map(([order, status]): Order => {
    const owed = { ...order, payments: [], moneyPostings: onAccount(order) }
    return {
      ...owed,
      channel: 'online',
      receipt: null,
      number: 'W-1',
      status,
      paymentStatus: order.total === 0 ? 'paid' : 'pending',
    }
  })

function onAccount(order: Order): Order['moneyPostings'] {
  const [first] = order.moneyPostings
  if (!first) return []
  const entry = { receivable: order.total, sales: -(order.total - order.tax), tax: -order.tax }
  return Object.entries(entry).map(([account, amount]) => ({
    ...first,
    id: idOf(`${order.id}-${account}`),
    account,
    amount: minor(amount),
  }))
}

const order = fc.oneof(sale, onlineOrder)

describe('the life of an order', () => {
  it('ORDER-1 LEDGER-2 every order that the domain makes passes the check that the server makes', () => {
    fc.assert(
      fc.property(order, fc.array(act, { maxLength: 8 }), (start, acts) => {
        const author = authorOn('A1')
        const deps = testDeps(99)
        expect(checkDocument('orders', null, start)).toEqual({ ok: true, value: undefined })
        let current = start
        for (const wanted of acts) {
          const next = perform(current, wanted, author, deps)
          expect(checkDocument('orders', current, next)).toEqual({ ok: true, value: undefined })
          expect(authorizeWrite(actorOf('admin', author), 'orders', current, next)).toEqual({
            ok: true,
            value: undefined,
          })
          mustFit('orders', next)
          current = next
        }
        expect(checkDocument('orders', start, current)).toEqual({ ok: true, value: undefined })
      }),
      { numRuns: runs(120) },
    )
  })

  it('ORDER-3 one device alone never takes back more than was sold nor pays out more than came in', () => {
    fc.assert(
      fc.property(order, fc.array(act, { maxLength: 12 }), (start, acts) => {
        const deps = testDeps(5)
        const end = acts.reduce((current, wanted) => perform(current, wanted, authorOn('A1'), deps), start)
        expect(overReturned(end)).toEqual([])
        const failed = end.payments.some(({ status }) => status === 'failed')
        if (!failed) expect(netPaid(end)).toBeGreaterThanOrEqual(0)
        for (const left of returnable(end)) expect(left.quantity).toBeGreaterThan(0)
      }),
      { numRuns: runs(90) },
    )
  })

  it('ORDER-3 what comes back in parts gives back exactly what the line brought, tax included', () => {
    fc.assert(
      fc.property(
        sale,
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 16, maxLength: 16 }),
        (start, sizes) => {
          const deps = testDeps(6)
          let current = start
          for (const units of sizes) {
            const next = returnable(current)[0]
            if (!next) break
            const act: Act = {
              act: 'return',
              line: current.lines.findIndex(({ id }) => id === next.lineId),
              units: Math.min(units, next.quantity),
              restock: true,
              method: 'cash',
            }
            current = perform(current, act, authorOn('A1'), deps)
          }
          expect(returnable(current)).toEqual([])
          expect(current.returns.reduce((sum, { total }) => sum + total, 0)).toBe(start.total)
          expect(amountDue(current)).toBe(0)
          const money = foldMoney(current.moneyPostings)
          expect([money.get('sales') ?? 0, money.get('tax') ?? 0, money.get('receivable') ?? 0]).toEqual([
            0, 0, 0,
          ])
          for (const onHand of foldStock(current.stockPostings).values()) expect(onHand).toBe(0)
        },
      ),
      { numRuns: runs(90) },
    )
  })

  it('LEDGER-3 cancelling brings every account and every shelf back to where it was', () => {
    fc.assert(
      fc.property(order, fc.array(act, { maxLength: 4 }), (start, acts) => {
        const deps = testDeps(11)
        const sound = acts.filter(
          (each) => each.act !== 'settle' && !(each.act === 'return' && !each.restock),
        )
        const worked = sound.reduce(
          (current, wanted) => perform(current, wanted, authorOn('A1'), deps),
          start,
        )
        const end = perform(worked, { act: 'cancel', method: 'cash' }, authorOn('A1'), deps)
        if (end.status !== 'cancelled') return
        const money = foldMoney(end.moneyPostings)
        for (const account of ['sales', 'tax', 'shipping']) expect(money.get(account) ?? 0).toBe(0)
        for (const onHand of foldStock(end.stockPostings).values()) expect(onHand).toBe(0)
      }),
      { numRuns: runs(90) },
    )
  })
})

describe('an order that several devices worked on apart', () => {
  const work = fc.array(act, { maxLength: 4 })
  /** One device works, or brings its work to the server; `act: null` is the latter. */
  const step = fc.record({
    device: fc.nat(2),
    act: fc.option(act, { nil: null, freq: 2 }),
  })

  it('MERGE-5 ORDER-3 whatever devices do apart, and whenever they meet, their union passes check and policy and loses no fact', () => {
    fc.assert(
      fc.property(order, fc.array(step, { maxLength: 14 }), (start, steps) => {
        let server = start
        const devices = ['A1', 'A2', 'B1'].map((device, i) => ({
          author: authorOn(device),
          deps: testDeps(100 + i),
          base: start,
          local: start,
        }))
        const everything: Order[] = []
        const sync = (device: (typeof devices)[number]) => {
          const { document: merged } = mergeDocument('orders', device.base, device.local, server)
          everything.push(device.local)
          const actor = actorOf('admin', device.author)
          expect(checkDocument('orders', server, merged)).toEqual({ ok: true, value: undefined })
          expect(authorizeWrite(actor, 'orders', server, merged)).toEqual({ ok: true, value: undefined })
          expect(ORDER_STATUSES.indexOf(merged.status)).toBeGreaterThanOrEqual(
            ORDER_STATUSES.indexOf(server.status),
          )
          mustFit('orders', merged)
          server = merged
          Object.assign(device, { base: merged, local: merged })
        }
        for (const { device: at, act: wanted } of steps) {
          const device = devices[at]
          if (!device) continue
          if (wanted) device.local = perform(device.local, wanted, device.author, device.deps)
          else sync(device)
        }
        for (const device of devices) sync(device)
        for (const local of everything) {
          for (const list of ['payments', 'returns', 'stockPostings', 'moneyPostings', 'events'] as const) {
            const ids = new Set(server[list].map(({ id }) => id))
            expect(local[list].filter(({ id }) => !ids.has(id))).toEqual([])
          }
        }
        expect(mergeDocument('orders', server, server, server).document).toEqual(server)
      }),
      { numRuns: runs(120) },
    )
  })

  it('MERGE-3 both replicas pick the same facts and states, whoever was first', () => {
    fc.assert(
      fc.property(order, work, work, (base, first, second) => {
        const deps1 = testDeps(1)
        const deps2 = testDeps(2)
        const a = first.reduce((current, wanted) => perform(current, wanted, authorOn('A1'), deps1), base)
        const b = second.reduce((current, wanted) => perform(current, wanted, authorOn('A2'), deps2), base)
        const ab = mergeDocument('orders', base, a, b).document
        const ba = mergeDocument('orders', base, b, a).document
        expect(ab.status).toBe(ba.status)
        const ids = (document: Order) =>
          [...document.payments, ...document.returns, ...document.events].map(({ id }) => id).sort()
        expect(ids(ab)).toEqual(ids(ba))
        expect(foldMoney(ab.moneyPostings).get('method:cash')).toBe(
          foldMoney(ba.moneyPostings).get('method:cash'),
        )
      }),
      { numRuns: runs(60) },
    )
  })
})

describe('the table of transitions', () => {
  it('ORDER-2 never leads back, and cancelled is the end', () => {
    const ranks = [...ORDER_STATUSES]
    for (const from of ORDER_STATUSES)
      for (const to of ORDER_TRANSITIONS[from]) expect(ranks.indexOf(to)).toBeGreaterThan(ranks.indexOf(from))
    expect(ORDER_TRANSITIONS.cancelled).toEqual([])
  })
})
