import { checkDocument } from '@shared/domain/check-document.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { addPayment, amountDue } from '@shared/domain/orders/payments.ts'
import { returnable, returnLines } from '@shared/domain/orders/returns.ts'
import { foldMoney } from '@shared/domain/stock/postings.ts'
import { foldShifts, type Shift } from '@shared/domain/till/fold-shifts.ts'
import { closeShift, moveCash } from '@shared/domain/till/shift.ts'
import { shiftFigures } from '@shared/domain/till/shift-figures.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { MoneyPosting } from '@shared/schemas/postings.ts'
import { type ShiftFigures, shiftCloseDetailsSchema } from '@shared/schemas/till.schema.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
  cash,
  DAY,
  idOf,
  lineOf,
  mustBeOk,
  mustFit,
  openedShift,
  shiftOf,
  soldOrder,
  type TestDeps,
  testDeps,
} from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

const cashAmount = fc.integer({ min: 1, max: 9_000 })

/** What one till, or another one beside it, does in a shift. */
const act = fc.oneof(
  fc.record({
    kind: fc.constant('sell' as const),
    units: fc.integer({ min: 1, max: 9 }),
    by: fc.constantFrom('cash', 'exact', 'mixed', 'credit', 'wave'),
    here: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('return' as const), at: fc.nat(20), here: fc.boolean() }),
  fc.record({ kind: fc.constant('settle' as const), at: fc.nat(20), here: fc.boolean() }),
  fc.record({ kind: fc.constant('cancel' as const), at: fc.nat(20), here: fc.boolean() }),
  fc.record({ kind: fc.constant('cash-in' as const), amount: cashAmount, here: fc.constant(true) }),
  fc.record({ kind: fc.constant('cash-out' as const), amount: cashAmount, here: fc.constant(true) }),
)
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

const HERE = authorOn('A1')
const THERE = authorOn('B1')

interface Day {
  readonly deps: TestDeps
  readonly opening: MoneyMovement
  readonly orders: Order[]
  readonly movements: MoneyMovement[]
}

/** Sales of before the opening, so that what happens to them later can be told from sales of the shift. */
function liveThrough(acts: readonly Act[], before: number): Day {
  const deps = testDeps(acts.length + 1)
  const orders: Order[] = []
  const movements: MoneyMovement[] = []
  for (let i = 0; i < before; i++) orders.push(sale({ units: 2, by: i % 2 ? 'credit' : 'cash' }, true, deps))
  const opening = openedShift({ deps })
  for (const each of acts) {
    deps.advance(1_000)
    perform(each, { deps, opening, orders, movements })
  }
  return { deps, opening, orders, movements }
}

function sale({ units, by }: { units: number; by: string }, here: boolean, deps: TestDeps): Order {
  const total = units * 1_000
  const payments = {
    cash: [cash(total + 500)],
    exact: [cash(total)],
    mixed: [{ method: 'wave' as const, amount: minor(400) }, cash(total - 400)],
    credit: [{ method: 'credit' as const, amount: minor(total) }],
    wave: [{ method: 'wave' as const, amount: minor(total) }],
  }[by]
  const lines = [lineOf('a', { quantity: quantity(units), discount: minor(0) })]
  const cart = cartOf(lines, { customerId: idOf('c'), customerName: 'c' })
  return soldOrder(cart, { ...(payments && { payments }), author: here ? HERE : THERE, deps })
}

function perform(each: Act, { deps, opening, orders, movements }: Day): void {
  const author = each.here ? HERE : THERE
  if (each.kind === 'sell') return void orders.push(sale(each, each.here, deps))
  if (each.kind === 'cash-in' || each.kind === 'cash-out') {
    const terms = { kind: each.kind, amount: minor(each.amount), reason: 'bank', note: '', businessDay: DAY }
    return void movements.push(mustBeOk(moveCash(shiftOf(opening, ...movements), terms, author, deps)))
  }
  const { at: chosen, kind } = each
  const at = chosen % Math.max(1, orders.length)
  const order = orders[at]
  if (order) orders[at] = changed(kind, order, author, deps)
}

function changed(
  kind: 'return' | 'settle' | 'cancel',
  order: Order,
  author: typeof HERE,
  deps: TestDeps,
): Order {
  if (kind === 'cancel') {
    const result = cancelOrder(order, { reason: '', refundMethod: 'cash' }, author, deps)
    return result.ok ? result.value : order
  }
  if (kind === 'settle') {
    const result = addPayment(order, cash(Math.max(1, Math.floor(amountDue(order) / 2))), author, deps)
    return result.ok ? result.value : order
  }
  const [line] = returnable(order)
  if (!line) return order
  const lines = [{ lineId: line.lineId, quantity: quantity(1) }]
  const input = { lines, reason: '', restock: true, refundMethod: 'cash' as const, businessDay: DAY }
  return mustBeOk(returnLines(order, input, author, deps))
}

const days = fc
  .record({ acts: fc.array(act, { maxLength: 25 }), before: fc.nat(3) })
  .map(({ acts, before }) => liveThrough(acts, before))

const figuresOf = ({ opening, orders, movements }: Day): ShiftFigures =>
  shiftFigures(shiftOf(opening), orders, movements)

const shuffledTwice = <T>(list: readonly T[]) =>
  fc
    .shuffledSubarray([...list, ...list], { minLength: list.length * 2, maxLength: list.length * 2 })
    .map((all) => all)

/** The numbers of a shift, one by one: what adds up when a shift is looked at in two halves. */
const additive = ({ float, cash: drawer, sales, returns, cancelled, methods, taxes }: ShiftFigures) => {
  const sums = new Map<string, number>()
  const add = (name: string, value: number): void => void sums.set(name, (sums.get(name) ?? 0) + value)
  for (const [name, value] of Object.entries(drawer)) add(`cash.${name}`, value)
  add('cash.expected', -float)
  for (const [name, value] of Object.entries(sales)) add(`sales.${name}`, value)
  for (const [name, value] of Object.entries(returns)) add(`returns.${name}`, value)
  for (const [name, value] of Object.entries(cancelled)) add(`cancelled.${name}`, value)
  for (const { method, received, refunded } of methods) {
    add(`${method}.received`, received)
    add(`${method}.refunded`, refunded)
  }
  for (const { rate, charged, givenBack } of taxes) {
    add(`${rate}.charged`, charged)
    add(`${rate}.givenBack`, givenBack)
  }
  return sums
}

describe('a shift', () => {
  it('SHIFT-2 has the same figures in whatever order its documents arrive, and however often', () => {
    fc.assert(
      fc.property(
        days.chain((day) =>
          fc.tuple(fc.constant(day), shuffledTwice(day.orders), shuffledTwice(day.movements)),
        ),
        ([day, orders, movements]) => {
          expect(shiftFigures(shiftOf(day.opening), orders, movements)).toEqual(figuresOf(day))
        },
      ),
      { numRuns: runs(100) },
    )
  })

  it('SHIFT-2 is the sum of its parts, however its documents are parted', () => {
    fc.assert(
      fc.property(days, fc.nat(), (day, seed) => {
        const isFirst = (_: unknown, at: number): boolean => ((seed >> (at % 30)) & 1) === 1
        const isSecond = (_: unknown, at: number): boolean => !isFirst(_, at)
        const whole = additive(figuresOf(day))
        const parts = [isFirst, isSecond].map((isIn) =>
          additive(shiftFigures(shiftOf(day.opening), day.orders.filter(isIn), day.movements.filter(isIn))),
        )
        for (const [name, value] of whole)
          expect([name, parts.reduce((sum, part) => sum + (part.get(name) ?? 0), 0)]).toEqual([name, value])
      }),
      { numRuns: runs(100) },
    )
  })

  it('SHIFT-2 expects the cash that the ledger says this device moved since the opening', () => {
    fc.assert(
      fc.property(days, (day) => {
        const shift = shiftOf(day.opening)
        const ofHere = ({ id, deviceId }: MoneyPosting): boolean =>
          deviceId === HERE.deviceId && id > shift.mark
        const postings = [
          ...day.orders.flatMap(({ moneyPostings }) => moneyPostings).filter(ofHere),
          ...[day.opening, ...day.movements].flatMap(({ postings }) => postings),
        ]
        expect(figuresOf(day).cash.expected).toBe(foldMoney(postings).get('method:cash') ?? 0)
      }),
      { numRuns: runs(200) },
    )
  })

  it('SHIFT-3 leaves no cash behind when it is closed, whatever was counted, and the Z is believed', () => {
    fc.assert(
      fc.property(days, fc.nat(80), (day, pieces) => {
        const shift = shiftOf(day.opening, ...day.movements)
        const counted = [{ value: minor(1_000), count: pieces }]
        const input = { counted, explanation: 'compté deux fois', businessDay: DAY, orders: day.orders }
        const z = mustBeOk(closeShift(shift, input, HERE, day.deps))
        mustFit('moneyMovements', z)
        expect(checkDocument('moneyMovements', null, z)).toEqual({ ok: true, value: undefined })
        const { figures } = shiftCloseDetailsSchema.parse(z.details)
        const closing = foldMoney(z.postings)
        expect(figures.cash.expected + (closing.get('method:cash') ?? 0)).toBe(0)
        expect(closing.get('safe') ?? 0).toBe(pieces * 1_000)
        expect(figures).toEqual(figuresOf(day))
      }),
      { numRuns: runs(100) },
    )
  })

  it('SHIFT-2 what one shift counts the next does not, and between them nothing is lost', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), fc.nat(20), (acts, cut) => {
        const early = liveThrough(acts.slice(0, cut), 1)
        const input = { counted: [], explanation: 'x', businessDay: DAY, orders: early.orders }
        const first = shiftOf(early.opening, ...early.movements)
        const z = mustBeOk(closeShift(first, input, HERE, early.deps))
        const shifts: Shift[] = foldShifts([early.opening, ...early.movements, z])
        const opening = openedShift({ deps: early.deps, shifts, float: 0 })
        const day: Day = { deps: early.deps, opening, orders: [...early.orders], movements: [] }
        for (const each of acts.slice(cut)) perform(each, day)
        const all = shiftFigures(first, day.orders, [...early.movements, ...day.movements])
        const expected = (figures: ShiftFigures): number => figures.cash.expected - figures.float
        expect(expected(figuresOf(day)) + expected(shiftCloseDetailsSchema.parse(z.details).figures)).toBe(
          expected(all),
        )
      }),
      { numRuns: runs(100) },
    )
  })
})
