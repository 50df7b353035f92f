import { touch } from '@shared/domain/authoring.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { settleCredit } from '@shared/domain/customers/settlement.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { addPayment, settlePayment } from '@shared/domain/orders/payments.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { checkAgainstClose } from '@shared/domain/till/check-till.ts'
import { denominationsOf, sumCounted } from '@shared/domain/till/denominations.ts'
import { foldShifts, nextShiftNumber, openShiftOf, type Shift } from '@shared/domain/till/fold-shifts.ts'
import { proofOf, receiptRuns, receiptStanding } from '@shared/domain/till/receipt-runs.ts'
import { type CashInput, closeShift, moveCash, openShift } from '@shared/domain/till/shift.ts'
import { shiftFigures } from '@shared/domain/till/shift-figures.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { CURRENCIES, minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { shiftCloseDetailsSchema } from '@shared/schemas/till.schema.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  actorOf,
  authorOn,
  cartOf,
  cash,
  DAY,
  idOf,
  lineOf,
  mustBeOk,
  mustFit,
  openedShift,
  START,
  shiftOf,
  soldOrder,
  type TestDeps,
  testDeps,
} from './builders.ts'

const HERE = authorOn('A1')
const THERE = authorOn('B1')
const SERIES = { deviceCode: 'A1', epoch: 1 }

let deps: TestDeps
let opening: MoneyMovement
let shift: Shift
beforeEach(() => {
  deps = testDeps(41)
  opening = openedShift({ deps })
  shift = shiftOf(opening)
  deps.advance(60_000)
})

const out = (amount: number, known: Partial<CashInput> = {}): CashInput => ({
  kind: 'cash-out',
  amount: minor(amount),
  reason: 'purchase',
  note: '',
  businessDay: DAY,
  ...known,
})
const moved = (input: CashInput): MoneyMovement => mustBeOk(moveCash(shift, input, HERE, deps))
const sold = (units: number, payments = [cash(units * 1_000)], author = HERE): Order =>
  soldOrder(cartOf([lineOf('a', { quantity: quantity(units) })]), { payments, author, deps })
const onCredit = (): Order =>
  soldOrder(cartOf([lineOf('a', { quantity: quantity(4) })], { customerId: idOf('c'), customerName: 'c' }), {
    payments: [{ method: 'credit', amount: minor(4_000) }],
    deps,
  })
const backOf = (order: Order, author = HERE): Order =>
  mustBeOk(
    returnLines(
      order,
      {
        lines: [{ lineId: order.lines[0]?.id ?? '', quantity: quantity(1) }],
        reason: '',
        restock: true,
        refundMethod: 'cash',
        businessDay: DAY,
      },
      author,
      deps,
    ),
  )
const closed = (orders: readonly Order[], pieces: number, explanation = '', of = shift) =>
  closeShift(
    of,
    {
      counted: [
        { value: minor(1_000), count: pieces },
        { value: minor(5_000), count: 0 },
      ],
      explanation,
      businessDay: DAY,
      orders,
    },
    HERE,
    deps,
  )
const expectedCash = (orders: readonly Order[], movements: readonly MoneyMovement[] = []): number =>
  shiftFigures(shift, orders, movements).cash.expected
const refusalOf = (before: MoneyMovement | null, after: MoneyMovement) => {
  const checked = checkDocument('moneyMovements', before, after)
  return checked.ok ? null : (checked.error.params.rule ?? checked.error.code)
}

describe('a debt that is paid', () => {
  const paid = (author = HERE): MoneyMovement => {
    const debts = [{ orderId: idOf('o'), number: 'A1-1-000001', open: minor(5_000) }]
    const about = { customerId: idOf('c'), currency: 'XOF', businessDay: DAY } as const
    return mustBeOk(settleCredit({ ...about, debts, payment: cash(10_000) }, author, deps))
  }

  it('SHIFT-2 counts where it was paid, between opening and Z', () => {
    const early = paid()
    const opened = openedShift({ deps })
    const [within, elsewhere] = [paid(), paid(THERE)]
    const [open] = foldShifts([early, opened, within, elsewhere])
    expect(open?.movements).toEqual([within])
    const z = mustBeOk(closed([], 0, 'Drawer emptied', open))
    const [shut] = foldShifts([early, opened, within, elsewhere, z, paid()])
    expect(shut?.movements).toEqual([within])
    expect(shut?.z?.figures.cash).toMatchObject({ tendered: 10_000, change: 5_000 })
    expect(shut?.z?.figures.cash.expected).toBe((shut?.float ?? 0) + 5_000)
    expect(shut?.z?.figures.methods).toEqual([{ method: 'cash', received: 5_000, refunded: 0 }])
    expect(refusalOf(null, z)).toBeNull()
  })
})

describe('opening', () => {
  it('SHIFT-4 numbers shifts without gaps, each device and receipt epoch by itself', () => {
    expect(opening.reference).toBe('A1-1-Z0001')
    const shifts = foldShifts([opening, mustBeOk(closed([], 20))])
    expect(formatShift(nextShiftNumber(shifts, HERE.deviceId, SERIES))).toBe('A1-1-Z0002')
    expect(nextShiftNumber(shifts, THERE.deviceId, { deviceCode: 'B1', epoch: 1 }).counter).toBe(1)
    expect(nextShiftNumber(shifts, HERE.deviceId, { deviceCode: 'A1', epoch: 2 }).counter).toBe(1)
  })

  it('is refused while a shift is open on this device, and allowed beside another till', () => {
    const input = { float: minor(0), currency: 'XOF' as const, businessDay: DAY, series: SERIES }
    expect(openShift({ ...input, shifts: [shift] }, HERE, deps)).toMatchObject({
      ok: false,
      error: { type: 'ShiftOpen', number: { counter: 1 } },
    })
    expect(openShift({ ...input, shifts: [shift] }, THERE, deps).ok).toBe(true)
  })

  it('SHIFT-3 takes the float out of the safe, and posts nothing for none', () => {
    expect(opening.postings.map(({ account, amount }) => [account, amount])).toEqual([
      ['method:cash', 20_000],
      ['safe', -20_000],
    ])
    const empty = openedShift({ deps, float: 0 })
    mustFit('moneyMovements', empty)
    expect(empty.postings).toEqual([])
    expect(refusalOf(null, empty)).toBeNull()
  })

  it('refuses a float that is no amount', () => {
    const input = { currency: 'XOF' as const, businessDay: DAY, series: SERIES, shifts: [] }
    const wrong = openShift({ ...input, float: -1 as never }, HERE, deps)
    expect(wrong).toEqual({ ok: false, error: { type: 'InvalidAmount' } })
  })
})

describe('cash in and out', () => {
  it('needs an amount and a reason, and words where the reason says nothing', () => {
    const errorOf = (input: CashInput) => {
      const result = moveCash(shift, input, HERE, deps)
      return result.ok ? null : result.error.type
    }
    expect(errorOf(out(0))).toBe('InvalidAmount')
    expect(errorOf(out(500, { reason: '' }))).toBe('ReasonRequired')
    expect(errorOf(out(500, { reason: 'change' }))).toBe('ReasonRequired')
    expect(errorOf(out(500, { reason: 'other', note: '  ' }))).toBe('ReasonRequired')
    expect(errorOf(out(500, { reason: 'other', note: 'taxi' }))).toBeNull()
    expect(errorOf(out(500, { kind: 'cash-in', reason: 'change' }))).toBeNull()
  })

  it('is refused once the shift is closed', () => {
    const z = mustBeOk(closed([], 20))
    expect(moveCash(shiftOf(opening, z), out(500), HERE, deps)).toMatchObject({
      ok: false,
      error: { type: 'ShiftClosed' },
    })
  })

  it('SHIFT-9 does not belong to a shift whose Z does not list it', () => {
    const listed = moved(out(2_000))
    const late = moved(out(700))
    const z = mustBeOk(closed([], 18, '', shiftOf(opening, listed)))
    expect(checkAgainstClose(listed, z)).toBeNull()
    expect(checkAgainstClose(late, z)?.params.rule).toBe('SHIFT-9')
    expect(checkAgainstClose(late, null)).toBeNull()
  })

  it('SHIFT-10 is closed elsewhere with a reason, says so, and takes what its own device still brings', () => {
    const byManager = (explanation: string) =>
      closeShift(
        shift,
        { counted: [{ value: minor(500), count: 40 }], explanation, businessDay: DAY, orders: [] },
        THERE,
        deps,
      )
    expect(byManager(' ')).toMatchObject({
      ok: false,
      error: { type: 'DifferenceUnexplained', difference: 0 },
    })
    const z = mustBeOk(byManager('tablette volée'))
    expect(z.note).toBe('tablette volée')
    expect(shiftOf(opening, z).z).toMatchObject({ isFromElsewhere: true, deviceId: HERE.deviceId })
    expect(checkDocument('moneyMovements', null, z).ok).toBe(true)
    expect(checkAgainstClose(moved(out(700)), z)).toBeNull()
    const manager = actorOf('manager', THERE)
    const cashier = actorOf('cashier', THERE)
    expect(authorizeWrite(manager, 'moneyMovements', null, z).ok).toBe(true)
    expect(authorizeWrite(cashier, 'moneyMovements', null, z)).toMatchObject({
      error: { code: 'SERVER_FIELD' },
    })
    expect(authorizeWrite(manager, 'moneyMovements', null, { ...z, note: '' }).ok).toBe(false)
    expect(mustBeOk(closed([], 20)).note).toBe('')
    expect(shiftOf(opening, mustBeOk(closed([], 20))).z?.isFromElsewhere).toBe(false)
  })
})

describe('counting', () => {
  it.each(CURRENCIES)('%s is counted by notes and coins of its own, the largest first', (currency) => {
    const values = denominationsOf(currency)
    expect(values).toEqual([...new Set(values)].sort((a, b) => b - a))
    expect(values.every((value) => Number.isSafeInteger(value) && value > 0)).toBe(true)
  })

  it('adds up what was counted', () => {
    const counted = denominationsOf('XOF').map((value, at) => ({ value, count: at === 0 ? 2 : 1 }))
    expect(sumCounted(counted)).toBe(
      2 * 10_000 + 5_000 + 2_000 + 1_000 + 500 + 250 + 200 + 100 + 50 + 25 + 10 + 5 + 1,
    )
  })
})

describe('what should be in the drawer', () => {
  it('SHIFT-2 the change that was given does not inflate the till', () => {
    const { cash: drawer } = shiftFigures(shift, [sold(3, [cash(10_000)])], [])
    expect(drawer).toMatchObject({ tendered: 10_000, change: 7_000, expected: 23_000 })
  })

  it('SHIFT-2 only the cash of a mixed payment counts, and every method is told', () => {
    const mixed = sold(5, [{ method: 'wave', amount: minor(3_000) }, cash(2_000)])
    const figures = shiftFigures(shift, [mixed], [])
    expect(figures.cash.expected).toBe(22_000)
    expect(figures.methods).toEqual([
      { method: 'cash', received: 2_000, refunded: 0 },
      { method: 'wave', received: 3_000, refunded: 0 },
    ])
  })

  it('SHIFT-2 a payment that turned out to have failed was never taken', () => {
    const order = sold(5, [{ method: 'wave', amount: minor(3_000) }, cash(2_000)])
    const failed = order.payments.reduce(
      (settled, { id }) => mustBeOk(settlePayment(settled, id, 'failed', HERE, deps)),
      order,
    )
    const figures = shiftFigures(shift, [failed], [])
    expect(figures.cash.expected).toBe(20_000)
    expect(figures.methods).toEqual([])
  })

  it('SHIFT-2 cash that goes back counts, also for a sale of an earlier shift', () => {
    const early = soldOrder(cartOf([lineOf('a', { quantity: quantity(2) })]), { deps: testDeps(40) })
    const figures = shiftFigures(shift, [backOf(early)], [])
    expect(figures.sales.count).toBe(0)
    expect(figures.returns).toEqual({ count: 1, total: 1_000 })
    expect(figures.cash).toMatchObject({ tendered: 0, refunded: 1_000, expected: 19_000 })
    expect(figures.taxes).toEqual([{ rate: 1_800, charged: 0, givenBack: 152 }])
  })

  it('SHIFT-2 a debt that is paid in cash later counts when it is paid', () => {
    const order = onCredit()
    expect(expectedCash([order])).toBe(20_000)
    const paid = mustBeOk(addPayment(order, cash(1_500), HERE, deps))
    expect(expectedCash([paid])).toBe(21_500)
    const elsewhere = mustBeOk(addPayment(order, cash(1_500), THERE, deps))
    expect(expectedCash([elsewhere])).toBe(20_000)
  })

  it('SHIFT-2 what another till sold, took back or paid out is not in this drawer', () => {
    expect(expectedCash([sold(3, undefined, THERE), backOf(sold(2), THERE)])).toBe(22_000)
  })

  it('SHIFT-2 a shift begins behind its mark, whatever the clock was set to meanwhile', () => {
    deps.advance(-3_600_000)
    expect(expectedCash([sold(2)])).toBe(22_000)
  })

  it('SHIFT-2 history that this device imports is in no drawer, a return of it made here is', () => {
    const { payments: _, ...rest } = sold(2)
    const imported: Order = {
      ...rest,
      channel: 'import',
      receipt: null,
      payments: [],
      stockPostings: [],
      moneyPostings: [],
      returns: backOf(sold(2)).returns.map((record) => ({ ...record, id: idOf('imported-return') })),
    }
    const none = shiftFigures(shift, [imported], [])
    expect(none.returns.count + none.sales.count).toBe(0)
    deps.advance(1)
    const figures = shiftFigures(shift, [backOf(imported)], [])
    expect(figures.returns).toEqual({ count: 1, total: 1_000 })
    expect(figures.cash.expected).toBe(19_000)
  })

  it('SHIFT-2 a cancelled sale is out of the drawer again', () => {
    const cancelled = mustBeOk(
      cancelOrder(sold(2, [cash(5_000)]), { reason: '', refundMethod: 'cash' }, HERE, deps),
    )
    const figures = shiftFigures(shift, [cancelled], [])
    expect(figures.cash.expected).toBe(20_000)
    expect(figures.cancelled).toEqual({ count: 1, total: 2_000 })
    expect(figures.taxes).toEqual([{ rate: 1_800, charged: 305, givenBack: 305 }])
  })

  it('SHIFT-2 counts cash in and out', () => {
    const movements = [moved(out(2_000)), moved(out(5_000, { kind: 'cash-in', reason: 'change' }))]
    expect(expectedCash([sold(1)], movements)).toBe(24_000)
  })

  it('adds up discounts of lines and of whole carts', () => {
    const cart = cartOf([lineOf('a', { quantity: quantity(3), discount: minor(200) })], {
      discount: minor(300),
      discountReason: 'x',
    })
    expect(shiftFigures(shift, [soldOrder(cart, { deps })], []).sales).toEqual({
      count: 1,
      total: 2_500,
      discounts: 500,
    })
  })
})

describe('SHIFT-6 the proof of the receipts', () => {
  const numbered = (counter: number, rev: number, epoch = 1) => ({
    receipt: { deviceCode: 'A1', epoch, counter },
    rev,
    placedAt: START + counter,
  })

  it('tells which numbers there are, which the server has, and which are missing', () => {
    const runs = receiptRuns([numbered(7, 0), numbered(3, 1), numbered(4, 2), numbered(7, 0)])
    expect(runs).toEqual([
      {
        deviceCode: 'A1',
        epoch: 1,
        first: 3,
        last: 7,
        from: START + 3,
        to: START + 7,
        present: 3,
        received: 2,
        missing: [5, 6],
      },
    ])
    expect(proofOf(runs)).toEqual({ expected: 5, present: 3, received: 2 })
  })

  it('keeps two series apart', () => {
    const runs = receiptRuns([numbered(1, 1, 2), numbered(41, 1), numbered(42, 1)])
    expect(runs.map(({ epoch, first, last }) => [epoch, first, last])).toEqual([
      [1, 41, 42],
      [2, 1, 1],
    ])
    expect(proofOf(runs)).toEqual({ expected: 3, present: 3, received: 3 })
  })

  it('tells of an old Z what has reached the server since, and what is gone from this device', () => {
    const runs = receiptRuns([3, 4, 5].map((counter) => numbered(counter, 0)))
    const now = [numbered(3, 1), numbered(5, 0), numbered(6, 0), numbered(4, 1, 2)]
    expect(receiptStanding(runs, now)).toEqual({
      expected: 3,
      present: 2,
      received: 1,
      missing: ['A1-1-000004'],
      unsent: ['A1-1-000005'],
    })
  })

  it('has nothing to prove without a sale', () => {
    expect(proofOf(receiptRuns([]))).toEqual({ expected: 0, present: 0, received: 0 })
  })
})

describe('closing', () => {
  it('SHIFT-8 takes a difference only with its explanation', () => {
    const orders = [sold(2)]
    expect(closed(orders, 21)).toEqual({
      ok: false,
      error: { type: 'DifferenceUnexplained', difference: -1_000 },
    })
    const z = mustBeOk(closed(orders, 21, ' billet rendu en trop '))
    mustFit('moneyMovements', z)
    expect(z.note).toBe('billet rendu en trop')
    expect(refusalOf(null, z)).toBeNull()
    expect(z.postings.map(({ account, amount }) => [account, amount])).toEqual([
      ['method:cash', -22_000],
      ['safe', 21_000],
      ['cash-difference', 1_000],
    ])
  })

  it('leaves the shift closed: it is not closed twice, and the next one may open', () => {
    const z = mustBeOk(closed([], 20))
    const shifts = foldShifts([z, opening])
    expect(openShiftOf(shifts, HERE.deviceId)).toBeNull()
    expect(closed([], 20, '', shiftOf(z, opening))).toMatchObject({
      ok: false,
      error: { type: 'ShiftClosed' },
    })
    expect(openedShift({ deps, shifts }).reference).toBe('A1-1-Z0002')
  })

  it('what the next shift counts begins where this one ends', () => {
    const orders = [sold(2)]
    const z = mustBeOk(closed(orders, 22))
    const next = shiftOf(openedShift({ deps, shifts: foldShifts([opening, z]) }))
    expect(shiftFigures(next, [...orders, sold(1)], []).cash.expected).toBe(21_000)
  })

  it('refuses a count that nobody can have counted', () => {
    expect(closed([], -1, 'x')).toEqual({ ok: false, error: { type: 'InvalidCount' } })
    expect(closed([], 1_000_000, 'x')).toEqual({ ok: false, error: { type: 'InvalidCount' } })
    expect(closed([], 0.5, 'x')).toEqual({ ok: false, error: { type: 'InvalidCount' } })
  })

  it('SHIFT-1 a Z, an opening and a cash movement never change, not even their words', () => {
    const documents = [mustBeOk(closed([], 20)), opening, moved(out(300))]
    for (const document of documents) {
      expect(refusalOf(document, touch({ ...document, note: 'x' }, HERE, deps))).toBe('SHIFT-1')
      expect(refusalOf(document, touch({ ...document, reference: 'A1-1-Z0009' }, HERE, deps))).toBe('SHIFT-1')
      expect(refusalOf(document, touch({ ...document, details: { x: 1 } }, HERE, deps))).toBe('SHIFT-1')
      expect(refusalOf(document, touch({ ...document, archived: true }, HERE, deps))).toBe('LEDGER-3')
      expect(refusalOf(document, touch(document, HERE, deps))).toBeNull()
    }
  })
})

describe('what the server does not believe', () => {
  const z = (): MoneyMovement => mustBeOk(closed([sold(2)], 22))
  const withFigures = (change: object): MoneyMovement => {
    const document = z()
    const details = shiftCloseDetailsSchema.parse(document.details)
    return { ...document, details: { ...details, figures: { ...details.figures, ...change } } }
  }
  const withDetails = (document: MoneyMovement, change: object): MoneyMovement => ({
    ...document,
    details: { ...document.details, ...change },
  })
  const posting = (document: MoneyMovement, amount: number): MoneyMovement => ({
    ...document,
    postings: document.postings.map((each, at) => ({ ...each, amount: minor(at === 0 ? amount : -amount) })),
  })

  it.each<[string, string, () => MoneyMovement]>([
    ['SHIFT-5', 'a float that is not told', () => ({ ...opening, details: {} })],
    ['LEDGER-5', 'another float than is posted', () => withDetails(opening, { float: 5 })],
    ['LEDGER-5', 'an opening that posts more', () => posting(opening, 90_000)],
    ['SHIFT-4', 'an opening under an id of its own', () => ({ ...opening, id: idOf('own') })],
    [
      'SHIFT-4',
      'the number of another shift',
      () => withDetails(opening, { number: { ...SERIES, counter: 9 } }),
    ],
    ['SHIFT-4', 'another number on the slip', () => ({ ...opening, reference: 'A1-1-Z0009' })],
    ['SHIFT-7', 'cash out without a reason', () => ({ ...moved(out(500)), reason: '' })],
    ['SHIFT-7', 'cash out for a reason of cash in', () => ({ ...moved(out(500)), reason: 'change' })],
    ['LEDGER-5', 'cash out that comes in', () => posting(moved(out(500)), 500)],
    ['SHIFT-4', 'cash out of no shift', () => ({ ...moved(out(500)), shiftId: null })],
    ['SHIFT-5', 'a Z that says nothing', () => ({ ...z(), details: {} })],
    ['SHIFT-4', 'a second Z of a shift', () => ({ ...z(), id: idOf('second') })],
    ['SHIFT-4', 'the Z of another shift', () => ({ ...z(), shiftId: idOf('other') })],
    ['SHIFT-8', 'a count that is not the sum', () => ({ ...z(), denominations: [] })],
    ['SHIFT-8', 'a difference without words', () => ({ ...mustBeOk(closed([], 19, 'x')), note: ' ' })],
    [
      'SHIFT-5',
      'an expected sum that does not follow',
      () =>
        withFigures({
          cash: { tendered: 2_000, change: 0, refunded: 0, paidIn: 0, paidOut: 0, expected: 9 },
        }),
    ],
    ['SHIFT-5', 'other cash by method than in the drawer', () => withFigures({ methods: [] })],
    [
      'SHIFT-5',
      'cash movements that are not in the sum',
      () =>
        withFigures({
          movements: [{ id: idOf('m'), kind: 'cash-out', reason: 'bank', note: '', amount: 700 }],
        }),
    ],
    [
      'SHIFT-5',
      'more receipts than there are numbers',
      () =>
        withFigures({
          receipts: [{ ...SERIES, first: 1, last: 2, from: 0, to: 0, present: 3, received: 0, missing: [] }],
        }),
    ],
    ['LEDGER-5', 'a Z that leaves cash in the drawer', () => ({ ...z(), postings: [] })],
  ])('%s %s', (rule, _name, forge) => {
    expect(refusalOf(null, forge())).toBe(rule)
  })

  it('believes what the till itself made', () => {
    for (const document of [opening, moved(out(500)), z()]) expect(refusalOf(null, document)).toBeNull()
  })
})
