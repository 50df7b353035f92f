import {
  dropTaken,
  problemOf,
  quickCashAmounts,
  startPlan,
  summarise,
  type TenderPlan,
  takeCurrent,
  toPayments,
  withMethod,
  withTotal,
} from '@renderer/features/counter/tender.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const given = (plan: TenderPlan, amount: number | null): TenderPlan => ({
  ...plan,
  current: { ...plan.current, given: amount === null ? null : minor(amount) },
})

describe('taking the money', () => {
  test('cash for the exact sum is ready at once', () => {
    const plan = startPlan(minor(1_250))
    expect(problemOf(plan)).toBeNull()
    expect(toPayments(plan)).toEqual([{ method: 'cash', amount: 1_250, tendered: 1_250, change: 0 }])
  })

  test('cash above the sum gives change and keeps the sum', () => {
    const plan = given(startPlan(minor(1_250)), 2_000)
    expect(summarise(plan)).toEqual({ open: 1_250, due: 0, change: 750 })
    expect(toPayments(plan)).toEqual([{ method: 'cash', amount: 1_250, tendered: 2_000, change: 750 }])
  })

  test('a part kept by Enter leaves the rest for another method', () => {
    const part = takeCurrent(given(startPlan(minor(5_000)), 2_000))
    const plan = withMethod(part, 'wave')
    expect(plan.current.given).toBe(3_000)
    expect(problemOf(plan)).toBeNull()
    expect(toPayments(plan)).toEqual([
      { method: 'cash', amount: 2_000, tendered: 2_000, change: 0 },
      { method: 'wave', amount: 3_000 },
    ])
  })

  test('Enter on a full amount keeps nothing aside: it is no way to end the sale', () => {
    const plan = given(startPlan(minor(1_000)), 1_000)
    expect(takeCurrent(plan)).toBe(plan)
    expect(takeCurrent(given(plan, 5_000)).taken).toEqual([])
    expect(takeCurrent(given(plan, null)).taken).toEqual([])
  })

  test('too little is still due', () => {
    expect(problemOf(given(startPlan(minor(1_000)), 999))).toEqual({ type: 'StillDue', due: 1 })
    expect(problemOf(given(startPlan(minor(1_000)), null))).toEqual({ type: 'StillDue', due: 1_000 })
  })

  test('only cash may be too much', () => {
    const plan = given(withMethod(startPlan(minor(1_000)), 'orange-money'), 1_200)
    expect(problemOf(plan)).toEqual({ type: 'TooMuch', excess: 200 })
  })

  test('a payment taken out is due again', () => {
    const part = takeCurrent(given(startPlan(minor(5_000)), 2_000))
    expect(dropTaken(part, 0)).toEqual(startPlan(minor(5_000)))
  })

  test('an article scanned while paying raises an untouched amount and leaves a typed one', () => {
    const plan = startPlan(minor(1_000))
    expect(withTotal(plan, minor(1_500)).current.given).toBe(1_500)
    expect(withTotal(given(plan, 2_000), minor(1_500)).current.given).toBe(2_000)
    expect(problemOf(withTotal(given(plan, 2_000), minor(2_500)))).toEqual({ type: 'StillDue', due: 500 })
  })

  test('a total that fell below what was taken is a problem, not a silent overpayment', () => {
    const part = withMethod(takeCurrent(given(startPlan(minor(5_000)), 4_000)), 'wave')
    expect(problemOf(given(withTotal(part, minor(3_000)), 0))).toEqual({ type: 'TooMuch', excess: 1_000 })
  })

  test('a sale of nothing to pay has no payment', () => {
    const plan = startPlan(minor(0))
    expect(problemOf(plan)).toBeNull()
    expect(toPayments(plan)).toEqual([])
  })

  test('the reference of an operator goes with its payment', () => {
    const plan = withMethod(startPlan(minor(1_000)), 'orange-money')
    const referenced = { ...plan, current: { ...plan.current, reference: ' CI2411.1200.A1 ' } }
    expect(toPayments(referenced)).toEqual([
      { method: 'orange-money', amount: 1_000, reference: 'CI2411.1200.A1' },
    ])
  })

  test('a plan without a problem pays exactly the total, however it is split', () => {
    const part = fc.record({
      method: fc.constantFrom(...PAYMENT_METHODS),
      amount: fc.integer({ min: 0, max: 6_000 }),
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.array(part, { maxLength: 5 }), (total, parts) => {
        let plan = startPlan(minor(total))
        for (const { method, amount } of parts) plan = takeCurrent(given(withMethod(plan, method), amount))
        if (problemOf(plan) !== null) return
        const payments = toPayments(plan)
        expect(payments.reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
        for (const { amount, tendered, change } of payments) {
          expect(amount).toBeGreaterThan(0)
          if (tendered !== undefined) expect(tendered - (change ?? 0)).toBe(amount)
        }
      }),
    )
  })
})

describe('notes a customer may hand over', () => {
  const amounts = (due: number): Minor[] => quickCashAmounts(minor(due), 'XOF')

  test('are the next full multiples of the notes, each once, smallest first', () => {
    expect(amounts(1_250)).toEqual([1_500, 2_000, 5_000, 10_000])
    expect(amounts(5_000)).toEqual([6_000, 10_000])
  })

  test('never repeat the exact sum and never fall below it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), (due) => {
        for (const amount of amounts(due)) expect(amount).toBeGreaterThan(due)
      }),
    )
  })

  test('are in cents where the currency has them', () => {
    expect(quickCashAmounts(minor(1_230), 'EUR')).toEqual([1_500, 2_000, 5_000, 10_000])
  })

  test('are none when nothing is due', () => {
    expect(amounts(0)).toEqual([])
  })
})
