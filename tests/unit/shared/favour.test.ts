import { checkDocument } from '@shared/domain/check-document.ts'
import { foldCredit } from '@shared/domain/customers/credit-account.ts'
import { archiveCustomer, newCustomer } from '@shared/domain/customers/customer.ts'
import { favourOf, refundFavour } from '@shared/domain/customers/favour.ts'
import { checkTill } from '@shared/domain/till/check-till.ts'
import { foldShifts } from '@shared/domain/till/fold-shifts.ts'
import { shiftFigures } from '@shared/domain/till/shift-figures.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actorOf,
  authorOn,
  DAY,
  mustBeOk,
  mustFit,
  openedShift,
  shiftOf,
  type TestDeps,
  testDeps,
} from './builders.ts'
import { AMINATA, creditOfPayment, creditOfSale, paid, saleOnCredit } from './credit-builders.ts'

const author = authorOn('A1')
const payOut = (
  amount: number,
  favour: number,
  deps: TestDeps,
  method: PaymentMethod = 'cash',
  device = author,
) =>
  refundFavour(
    {
      customerId: AMINATA,
      currency: 'XOF',
      favour: minor(favour),
      amount: minor(amount),
      method,
      businessDay: DAY,
    },
    device,
    deps,
  )

/** A debt of 4 000 that two tills took: 4 000 is in her favour. */
function inFavour(deps: TestDeps) {
  const sale = saleOnCredit(4_000, { deps })
  const owed = [{ orderId: sale.id, number: sale.number, open: minor(4_000) }]
  const payments = [paid(owed, 4_000, deps), paid(owed, 4_000, testDeps(77), 'B1')]
  return [creditOfSale(sale), ...payments.map(creditOfPayment)]
}

describe('CREDIT-7 what is in a customer’s favour', () => {
  it('is paid out, and nothing is owed on either side afterwards', () => {
    const deps = testDeps()
    const before = inFavour(deps)
    expect(favourOf(foldCredit(before))).toBe(4_000)
    const movement = mustBeOk(payOut(4_000, 4_000, deps))
    expect(foldCredit([...before, creditOfPayment(movement)])).toMatchObject({ balance: 0, debts: [] })
    expect(creditOfPayment(movement).entries).toMatchObject([
      { kind: 'refund', method: 'cash', amount: 4_000 },
    ])
    mustFit('moneyMovements', movement)
    expect(checkDocument('moneyMovements', null, movement).ok).toBe(true)
    expect(checkTill(null, movement)).toBeNull()
    expect(authorizeWrite(actorOf('cashier'), 'moneyMovements', null, movement).ok).toBe(true)
    expect(authorizeWrite(actorOf('logistics'), 'moneyMovements', null, movement).ok).toBe(false)
  })

  it('is never paid out beyond what is known, by a promise, or where there is nothing', () => {
    const deps = testDeps()
    expect(payOut(4_001, 4_000, deps)).toMatchObject({ error: { type: 'AboveFavour', favour: 4_000 } })
    expect(payOut(1_000, 0, deps)).toMatchObject({ error: { type: 'NothingInFavour' } })
    expect(payOut(0, 4_000, deps)).toMatchObject({ error: { type: 'NothingInFavour' } })
    expect(payOut(1_000, 4_000, deps, 'credit')).toMatchObject({ error: { type: 'NotMoney' } })
  })

  it.each([
    [
      'more than its own favour',
      { about: 'refund', method: 'cash', amount: 4_000, favour: 3_000 },
      'CREDIT-7',
    ],
    [
      'something else than is posted',
      { about: 'refund', method: 'cash', amount: 3_000, favour: 4_000 },
      'LEDGER-5',
    ],
    ['a promise', { about: 'refund', method: 'credit', amount: 4_000, favour: 4_000 }, 'CREDIT-7'],
    ['another shape', { about: 'refund', method: 'cash', amount: 4_000 }, 'CREDIT-7'],
  ])('is refused by the server when it says %s', (_what, details, rule) => {
    const movement = mustBeOk(payOut(4_000, 4_000, testDeps()))
    expect(checkDocument('moneyMovements', null, { ...movement, details })).toMatchObject({
      error: { code: 'RULE', params: { rule } },
    })
  })

  it('SHIFT-2 leaves the drawer of the shift it was paid out in', () => {
    const deps = testDeps()
    const opening = openedShift({ deps })
    deps.advance(1_000)
    const cash = mustBeOk(payOut(1_500, 4_000, deps))
    const wave = mustBeOk(payOut(500, 2_500, deps, 'wave'))
    const [shift] = foldShifts([opening, cash, wave])
    const figures = shiftFigures(shift ?? shiftOf(opening), [], shift?.movements ?? [])
    expect(figures.cash).toMatchObject({ refunded: 1_500, expected: figures.float - 1_500 })
    expect(figures.methods).toEqual([
      { method: 'cash', received: 0, refunded: 1_500 },
      { method: 'wave', received: 0, refunded: 500 },
    ])
  })

  it('CREDIT-1 paid out at two tills apart is owed by the customer, in any order of arrival, and no more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 4 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (amounts, turn) => {
          const deps = testDeps()
          const known = inFavour(deps)
          const paidOut = amounts.map((amount) => creditOfPayment(mustBeOk(payOut(amount, 4_000, deps))))
          const all = [...known, ...paidOut]
          const turned = all
            .map((_, i) => all[(i * 7 + turn) % all.length] ?? all[0])
            .filter((one) => one !== undefined)
          const total = amounts.reduce((sum, amount) => sum + amount, 0)
          const account = foldCredit([...turned, ...all])
          expect(account.balance).toBe(total - 4_000)
          const open = account.debts.reduce((sum, debt) => sum + debt.open, 0)
          expect(open).toBe(Math.max(0, account.balance))
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('CUSTOMER-4 a customer', () => {
  const customer = newCustomer({ name: 'Aminata Sow' }, author, testDeps())
  it('whose account is even is archived', () => {
    expect(mustBeOk(archiveCustomer(customer, minor(0))).archived).toBe(true)
  })
  it.each([500, -500])('whose balance is %i stays', (balance) => {
    expect(archiveCustomer(customer, balance as Minor)).toEqual({
      ok: false,
      error: { type: 'OpenBalance', balance },
    })
  })
})
