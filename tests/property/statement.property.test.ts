import { confirmByStatement } from '@shared/domain/payments/confirm-payment.ts'
import { matchStatement, type StatementLine } from '@shared/domain/payments/match-statement.ts'
import {
  type MobilePayment,
  mobilePaymentsOfOrder,
  referenceKey,
} from '@shared/domain/payments/mobile-money.ts'
import { readStatement } from '@shared/import/statement-import.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authorOn, cartOf, lineOf, mustBeOk, START, soldOrder, testDeps } from '../unit/shared/builders.ts'

const METHODS = ['wave', 'orange-money'] as const
const STATUSES = ['declared', 'confirmed', 'failed', 'recorded'] as const
const office = authorOn('B1')

const reference = fc.constantFrom('', '12', 'T-AAAAA', 't aaaaa', 'T.BBBBB', 'CCCCC1', 'DDDDD2', 'EEEEE3')
const amount = fc.constantFrom(500, 1_000, 2_500)
const time = fc.integer({ min: 0, max: 5 }).map((hours) => START + hours * 20 * 60_000)
const payments = fc
  .array(
    fc.record({
      reference,
      amount,
      at: time,
      method: fc.constantFrom(...METHODS),
      status: fc.constantFrom(...STATUSES),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map((one, index): MobilePayment => {
      const [id, deps] = [`P${index}`, testDeps(index + 1)]
      const sold = { collection: 'orders' as const, documentId: deps.ids.next(), number: id }
      const told = { currency: 'XOF' as const, key: referenceKey(one.reference), by: office.staffId }
      return {
        ...one,
        ...sold,
        ...told,
        paymentId: deps.ids.next(),
        amount: minor(one.amount),
        deviceId: office.deviceId,
      }
    }),
  )
const lines = fc
  .array(fc.record({ reference, amount, at: fc.option(time) }), { maxLength: 8 })
  .map((all) =>
    all.map((one, index): StatementLine => ({ ...one, row: index + 2, amount: minor(one.amount) })),
  )

const pairings = (match: ReturnType<typeof matchStatement>) => [
  ...match.proved,
  ...match.likely,
  ...match.known,
  ...match.differing,
  ...match.contrary,
]

describe('an operator’s statement against what was declared', () => {
  test('PAY-2 every line stands in exactly one list', () => {
    fc.assert(
      fc.property(lines, payments, (given, known) => {
        const match = matchStatement(given, known, 'wave')
        const placed = [
          ...pairings(match).map(({ line }) => line.row),
          ...match.reused.map(({ line }) => line.row),
          ...match.repeated.map(({ row }) => row),
          ...match.unmatched.map(({ row }) => row),
        ]
        expect(placed.sort((a, b) => a - b)).toEqual(given.map(({ row }) => row))
      }),
    )
  })

  test('PAY-2 a payment is proved by one line at most, of its operator, its amount and its reference', () => {
    fc.assert(
      fc.property(lines, payments, (given, known) => {
        const { proved, likely } = matchStatement(given, known, 'wave')
        const confirmed = [...proved, ...likely]
        expect(new Set(confirmed.map(({ payment }) => payment.paymentId)).size).toBe(confirmed.length)
        for (const { line, payment } of confirmed) {
          expect(payment).toMatchObject({ status: 'declared', method: 'wave', amount: line.amount })
        }
        for (const { line, payment } of proved) {
          expect(payment.key).toBe(referenceKey(line.reference))
          expect(known.filter(({ key, status }) => key === payment.key && status !== 'failed')).toHaveLength(
            1,
          )
        }
        for (const { line, payment } of likely) {
          expect(payment.key).toBe('')
          expect(Math.abs((line.at ?? 0) - payment.at)).toBeLessThanOrEqual(30 * 60_000)
        }
      }),
    )
  })

  test('the order of the payments changes nothing, nor that of the lines but for which of two equal ones is the repetition', () => {
    fc.assert(
      fc.property(lines, payments, (given, known) => {
        const match = matchStatement(given, known, 'wave')
        expect(matchStatement([...given].reverse(), known, 'wave')).toEqual(match)
        const turned = matchStatement(given, [...known].reverse(), 'wave')
        expect(turned.proved).toEqual(match.proved)
        expect(turned.likely).toEqual(match.likely)
        expect(turned.unmatched).toEqual(match.unmatched)
      }),
    )
  })

  test('a declared payment that is not on it is missing, and one that is placed is not', () => {
    fc.assert(
      fc.property(lines, payments, (given, known) => {
        const match = matchStatement(given, known, 'wave')
        const placed = new Set(pairings(match).map(({ payment }) => payment.paymentId))
        for (const payment of match.missing) {
          expect(payment).toMatchObject({ status: 'declared', method: 'wave' })
          expect(placed.has(payment.paymentId)).toBe(false)
        }
      }),
    )
  })
})

describe('PAY-3 the same statement again', () => {
  const sale = (index: number, given: string): Order =>
    soldOrder(cartOf([lineOf('riz', { unitPrice: minor(1_000 * (index + 1)), taxRate: 0 })]), {
      deps: testDeps(index + 1),
      payments: [
        { method: 'wave', amount: minor(1_000 * (index + 1)), ...(given !== '' && { reference: given }) },
      ],
    })

  test('changes nothing, whatever was proved or agreed to the first time', () => {
    fc.assert(
      fc.property(fc.uniqueArray(reference, { minLength: 1, maxLength: 5 }), (references) => {
        const orders = references.map((given, index) => sale(index, given))
        const given = orders.map(
          (order, index): StatementLine => ({
            row: index + 2,
            reference: references[index] || `UNNAMED-${index}`,
            amount: order.total,
            at: START,
          }),
        )
        const run = (before: readonly Order[]): Order[] => {
          const match = matchStatement(given, before.flatMap(mobilePaymentsOfOrder), 'wave')
          const agreed = [...match.proved, ...match.likely]
          return before.map((order) => {
            const found = agreed.find(({ payment }) => payment.documentId === order.id)
            if (!found) return order
            const proof = {
              paymentId: found.payment.paymentId,
              file: 'wave · novembre.csv',
              reference: found.line.reference,
            }
            return mustBeOk(confirmByStatement(order, proof, office, testDeps(9)))
          })
        }
        const once = run(orders)
        const twice = run(once)
        expect(twice.every((order, index) => order === once[index])).toBe(true)
        const again = matchStatement(given, once.flatMap(mobilePaymentsOfOrder), 'wave')
        expect([...again.proved, ...again.likely]).toEqual([])
      }),
    )
  })
})

describe('reading a statement', () => {
  const context = { fileName: 'wave.csv', currency: 'XOF' as const, utcOffsetMinutes: 0 }
  const whole = fc.record({
    reference: fc.stringMatching(/^[A-Z]{2}[0-9]{6}$/),
    amount: fc.integer({ min: 1, max: 5_000_000 }),
    minute: fc.integer({ min: 0, max: 1_439 }),
  })
  const grouped = (value: number, by: string): string => String(value).replace(/\B(?=(\d{3})+$)/g, by)

  test.each([',', ';', '\t'] as const)(
    'is the same whatever divides cells (%j), groups digits, and orders columns',
    (delimiter) => {
      fc.assert(
        fc.property(
          fc.uniqueArray(whole, { minLength: 1, maxLength: 8, selector: (one) => one.reference }),
          fc.constantFrom('', ' ', '\u202f', '.', ','),
          fc.boolean(),
          fc.boolean(),
          (rows, group, isFrench, isTurned) => {
            const header = isFrench
              ? ['Date et heure', 'Identifiant de transaction', 'Montant (FCFA)']
              : ['Date time', 'Transaction ID', 'Amount']
            const clock = (minute: number): string =>
              `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
            const cells = rows.map(({ reference: id, amount: sum, minute }) => [
              `21/11/2026 ${clock(minute)}`,
              id,
              `"${grouped(sum, group)}"`,
            ])
            const order = (row: readonly string[]): string =>
              (isTurned ? [...row].reverse() : row).join(delimiter)
            const text = ['Relevé Wave Business', order(header), ...cells.map(order)].join('\r\n')
            const read = mustBeOk(readStatement(new TextEncoder().encode(text), context))
            expect(read.rejected).toEqual([])
            expect(read.method).toBe('wave')
            expect(read.lines.map(({ reference: id, amount: sum, at }) => [id, sum, at])).toEqual(
              rows.map((row) => [row.reference, row.amount, Date.UTC(2026, 10, 21, 0, row.minute)]),
            )
          },
        ),
      )
    },
  )
})
