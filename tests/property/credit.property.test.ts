import { createCreditBook } from '@renderer/projections/credit-book.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { foldCredit } from '@shared/domain/customers/credit-account.ts'
import { type CreditDocument, creditAmountOf } from '@shared/domain/customers/credit-entries.ts'
import { debtAgeOf, sumByAge } from '@shared/domain/customers/debt-age.ts'
import { amountOwed, settleCredit } from '@shared/domain/customers/settlement.ts'
import { statementOf } from '@shared/domain/customers/statement.ts'
import { addDays } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorOn, DAY, idOf, mustBeOk, START, testDeps } from '../unit/shared/builders.ts'
import { AMINATA, payInput } from '../unit/shared/credit-builders.ts'
import { runs } from './runs.ts'

const DAY_MS = 86_400_000
const author = authorOn('A1')

/** Orders and settlements of one customer; settlements name orders that may owe more, less or nothing, or not exist. */
const documentsOf = (customer = AMINATA): fc.Arbitrary<CreditDocument[]> =>
  fc
    .array(
      fc.record({
        isOrder: fc.boolean(),
        day: fc.integer({ min: 0, max: 120 }),
        amounts: fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 1, maxLength: 3 }),
        named: fc.array(fc.record({ at: fc.nat(11), amount: fc.integer({ min: 1, max: 900 }) }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 12 },
    )
    .map((all) =>
      all.map(({ isOrder, day, amounts, named }, i): CreditDocument => {
        const at = START + day * DAY_MS
        return {
          collection: isOrder ? 'orders' : 'moneyMovements',
          documentId: idOf(`${customer}-document-${i}`),
          customerId: customer,
          currency: 'XOF',
          label: `A1-1-${i}`,
          at,
          entries: amounts.map((amount, place) => ({
            id: idOf(`${customer}-posting-${i}-${place}`),
            kind: isOrder ? 'sale' : 'settlement',
            at: at + place,
            by: idOf('staff'),
            deviceId: idOf('A1'),
            amount: minor(isOrder ? amount : -Math.abs(amount)),
            method: null,
          })),
          settles: isOrder
            ? []
            : named.map((one) => ({
                orderId: idOf(`${customer}-document-${one.at}`),
                amount: minor(one.amount),
              })),
        }
      }),
    )

/** Any order of a list, with some of it repeated. */
const delivered = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length }),
      fc.array(fc.nat(Math.max(0, list.length - 1)), { maxLength: 6 }),
    )
    .map(([all, again]) => [...again.flatMap((at) => all[at] ?? []), ...all])

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

describe('the credit book', () => {
  it('CREDIT-1 tells the same account whatever the order of arrival and the repetition', () => {
    fc.assert(
      fc.property(
        documentsOf().chain((all) => fc.tuple(fc.constant(all), delivered(all))),
        ([all, arrived]) => {
          expect(foldCredit(arrived)).toEqual(foldCredit(all))
        },
      ),
      { numRuns: runs(200) },
    )
  })

  it('CREDIT-2 what is open sums to what is owed, and no debt is open while something is in his favour', () => {
    fc.assert(
      fc.property(documentsOf(), (all) => {
        const { balance, debts, history } = foldCredit(all)
        expect(balance).toBe(sum(all.map(creditAmountOf)))
        expect(sum(debts.map(({ open }) => open))).toBe(Math.max(0, balance))
        for (const { open, amount } of debts) expect(open > 0 && open <= amount).toBe(true)
        expect(debts.map(({ at }) => at)).toEqual(debts.map(({ at }) => at).toSorted((a, b) => a - b))
        expect(history.at(-1)?.balanceAfter ?? 0).toBe(balance)
      }),
      { numRuns: runs(200) },
    )
  })

  it('CREDIT-2 every open franc has one age', () => {
    fc.assert(
      fc.property(documentsOf(), fc.integer({ min: 0, max: 300 }), (all, days) => {
        const { debts } = foldCredit(all)
        const byAge = sumByAge(debts, addDays(DAY, days), 0)
        expect(sum(Object.values(byAge))).toBe(sum(debts.map(({ open }) => open)))
        expect(Object.keys(byAge)).toContain(debtAgeOf(days))
      }),
      { numRuns: runs(100) },
    )
  })

  it('CREDIT-3 a payment is spread to the last franc, never above what is open, and is taken by the server', () => {
    fc.assert(
      fc.property(documentsOf(), fc.integer({ min: 1, max: 4_000 }), (all, amount) => {
        const { debts, balance } = foldCredit(all)
        fc.pre(debts.length > 0)
        const movement = mustBeOk(settleCredit(payInput(debts, amount), author, testDeps()))
        expect(checkDocument('moneyMovements', null, movement).ok).toBe(true)
        const taken = Math.min(amount, amountOwed(debts))
        expect(sum(movement.postings.map((posting) => Math.max(0, posting.amount)))).toBe(taken)
        const after = foldCredit([
          ...all,
          {
            collection: 'moneyMovements',
            documentId: movement.id,
            customerId: AMINATA,
            currency: 'XOF',
            label: '',
            at: movement.at,
            entries: [
              {
                id: idOf('paid'),
                kind: 'settlement',
                at: movement.at,
                by: idOf('staff'),
                deviceId: idOf('A1'),
                amount: minor(-taken),
                method: 'cash',
              },
            ],
            settles: debts.map(({ orderId, open }) => ({ orderId, amount: open })),
          },
        ])
        expect(after.balance).toBe(balance - taken)
      }),
      { numRuns: runs(150) },
    )
  })

  it('CREDIT-6 a statement adds up for every range', () => {
    fc.assert(
      fc.property(documentsOf(), fc.nat(120), fc.nat(60), (all, start, length) => {
        const { history } = foldCredit(all)
        const range = { from: addDays(DAY, start), to: addDays(DAY, start + length) }
        const { opening, charged, paid, closing } = statementOf(history, range, 0)
        expect(opening + charged - paid).toBe(closing)
      }),
      { numRuns: runs(100) },
    )
  })
})

describe('the book in the worker', () => {
  const other = idOf('customer-other')

  it('CREDIT-1 kept change by change it says what a new one built from the documents says', () => {
    const states = fc
      .tuple(documentsOf(), documentsOf(), documentsOf(other))
      .chain(([older, newer, others]) =>
        fc.tuple(
          delivered([...older, ...others]),
          fc.constant(newer),
          fc.array(fc.nat(11), { maxLength: 4 }),
        ),
      )
    fc.assert(
      fc.property(states, ([older, newer, gone]) => {
        const book = createCreditBook()
        const last = new Map<string, CreditDocument>()
        const apply = (document: CreditDocument) => {
          book.apply(document.documentId, document, false)
          last.set(document.documentId, document)
          // Asked in between, so that what was kept of an answer has to be forgotten.
          book.account(document.customerId, 'XOF')
        }
        for (const document of [...older, ...newer]) apply(document)
        for (const at of gone) {
          const id = idOf(`${AMINATA}-document-${at}`)
          book.apply(id, null, false)
          last.delete(id)
        }
        const rebuilt = createCreditBook(book.parts())
        for (const customer of [AMINATA, other]) {
          const own = [...last.values()].filter(({ customerId }) => customerId === customer)
          expect(book.account(customer, 'XOF')).toEqual(foldCredit(own))
          expect(rebuilt.account(customer, 'XOF')).toEqual(foldCredit(own))
        }
      }),
      { numRuns: runs(150) },
    )
  })
})
