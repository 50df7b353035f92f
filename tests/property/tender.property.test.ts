import {
  dropTaken,
  problemOf,
  startPlan,
  summarise,
  type TenderPlan,
  takeCurrent,
  toPayments,
  withMethod,
  withTotal,
} from '@renderer/features/counter/tender.ts'
import { sign } from '@shared/domain/authoring.ts'
import { tender } from '@shared/domain/orders/payments.ts'
import { minor } from '@shared/kernel/money.ts'
import { mayDiscount, mostDiscount } from '@shared/policy/discount-limit.ts'
import { ROLES } from '@shared/schemas/people.schema.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actorOf, authorOn, testDeps } from '../unit/shared/builders.ts'

const amount = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 9_000_000 }))

/** What a cashier may do with the dialog open, in any order. */
const step: fc.Arbitrary<(plan: TenderPlan) => TenderPlan> = fc.oneof(
  fc.constantFrom(...PAYMENT_METHODS).map((method) => (plan: TenderPlan) => withMethod(plan, method)),
  fc.option(amount).map((given) => (plan: TenderPlan) => ({
    ...plan,
    current: { ...plan.current, given: given === null ? null : minor(given) },
  })),
  fc.constant(takeCurrent),
  fc.nat(4).map((at) => (plan: TenderPlan) => dropTaken(plan, at)),
  amount.map((total) => (plan: TenderPlan) => withTotal(plan, minor(total))),
)

const anyPlan = fc
  .tuple(amount, fc.array(step, { maxLength: 12 }))
  .map(([total, steps]) => steps.reduce((plan, act) => act(plan), startPlan(minor(total))))

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0)

describe('taking the money', () => {
  it('whatever is typed, a plan without a problem pays the total exactly, and the domain takes it as it is', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        fc.pre(problemOf(plan) === null)
        const payments = toPayments(plan)
        expect(sum(payments.map((payment) => payment.amount))).toBe(plan.total)
        expect(summarise(plan).due).toBe(0)
        const given = sum([...plan.taken, plan.current].map((each) => each.given ?? 0))
        expect(summarise(plan).change).toBe(given - plan.total)
        // Cash of which nothing is kept goes back whole: no payment says it.
        const change = summarise(plan).open === 0 ? 0 : given - plan.total
        expect(sum(payments.map((payment) => payment.change ?? 0))).toBe(change)
        for (const { method, amount: kept, tendered, change } of payments) {
          expect(kept).toBeGreaterThan(0)
          if (tendered !== undefined || change !== undefined)
            expect([method, tendered]).toEqual(['cash', kept + (change ?? 0)])
        }
        const deps = testDeps()
        const inputs = payments.map(({ method, amount: kept, tendered }) => ({
          method,
          amount: tendered ?? kept,
        }))
        const taken = tender(inputs, plan.total, sign(authorOn('A1'), deps), deps)
        expect(taken.ok && taken.value.map((payment) => payment.amount)).toEqual(
          payments.map((payment) => payment.amount),
        )
      }),
    )
  })

  it('too little says how much is missing, too much how much there is too much of', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const problem = problemOf(plan)
        const given = sum([...plan.taken, plan.current].map((each) => each.given ?? 0))
        if (given < plan.total) expect(problem).toEqual({ type: 'StillDue', due: plan.total - given })
        else if (problem) {
          expect(problem.type).toBe('TooMuch')
          const isCash = plan.current.method === 'cash'
          expect(problem.type === 'TooMuch' && problem.excess).toBe(
            given - plan.total - (isCash ? (plan.current.given ?? 0) : 0),
          )
        }
      }),
    )
  })
})

describe('a discount', () => {
  it('POLICY-2 may be as large as the dialog says, and not a franc larger', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLES), fc.integer({ min: 0, max: 9_000_000_000 }), (role, gross) => {
        const actor = actorOf(role)
        const most = mostDiscount(actor, gross)
        expect(mayDiscount(actor, gross, most)).toBe(true)
        if (most < gross) expect(mayDiscount(actor, gross, most + 1)).toBe(false)
      }),
    )
  })
})
