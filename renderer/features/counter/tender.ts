import { type CurrencyCode, decimalsOf, type Minor, minor, ZERO } from '@shared/kernel/money.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'

/** One payment of a sale as it is being taken. `given` is what the customer hands over, null while the field is empty. */
export interface Tender {
  readonly method: PaymentMethod
  readonly given: Minor | null
  readonly reference: string
}

/** Taken payments, and the one in the field. */
export interface TenderPlan {
  readonly total: Minor
  readonly taken: readonly Tender[]
  readonly current: Tender
}

export interface TenderSummary {
  /** Still to be paid once the current payment counts too. */
  readonly due: Minor
  readonly change: Minor
  /** What the current payment may cover: the total less what is taken. */
  readonly open: Minor
}

export type TenderProblem =
  | { readonly type: 'StillDue'; readonly due: Minor }
  /** Only cash gives change. */
  | { readonly type: 'TooMuch'; readonly excess: Minor }

export interface SalePayment {
  readonly method: PaymentMethod
  readonly amount: Minor
  readonly tendered?: Minor
  readonly change?: Minor
  readonly reference?: string
}

const givenOf = (tender: Tender): Minor => tender.given ?? ZERO

/** The first payment to fill in: cash for the whole sum. */
export const startPlan = (total: Minor): TenderPlan => ({
  total,
  taken: [],
  current: { method: 'cash', given: total, reference: '' },
})

/** The sale grew or shrank while it was being paid: an untouched amount follows, a typed one stays. */
export function withTotal(plan: TenderPlan, total: Minor): TenderPlan {
  if (total === plan.total) return plan
  const untouched = plan.current.given === openAmount(plan)
  const next = { ...plan, total }
  return untouched ? { ...next, current: { ...plan.current, given: openAmount(next) } } : next
}

export const withMethod = (plan: TenderPlan, method: PaymentMethod): TenderPlan => ({
  ...plan,
  current: { method, given: openAmount(plan), reference: '' },
})

export function summarise(plan: TenderPlan): TenderSummary {
  const open = openAmount(plan)
  const rest = open - givenOf(plan.current)
  return {
    open,
    due: minor(Math.max(0, rest)),
    change: minor(plan.current.method === 'cash' ? Math.max(0, -rest) : 0),
  }
}

/** Puts the current payment among the taken ones and opens the next for what is left; unchanged when nothing is left. */
export function takeCurrent(plan: TenderPlan): TenderPlan {
  const { due } = summarise(plan)
  if (due === 0 || givenOf(plan.current) === 0) return plan
  return {
    ...plan,
    taken: [...plan.taken, plan.current],
    current: { method: plan.current.method, given: due, reference: '' },
  }
}

export function dropTaken(plan: TenderPlan, index: number): TenderPlan {
  const next = { ...plan, taken: plan.taken.filter((_, at) => at !== index) }
  return { ...next, current: { ...plan.current, given: openAmount(next) } }
}

export function problemOf(plan: TenderPlan): TenderProblem | null {
  const rest = plan.total - takenSum(plan) - givenOf(plan.current)
  if (rest > 0) return { type: 'StillDue', due: minor(rest) }
  const changeable = plan.current.method === 'cash' ? givenOf(plan.current) : 0
  return -rest > changeable ? { type: 'TooMuch', excess: minor(-rest - changeable) } : null
}

/** The payments of the sale: cash keeps what the goods cost and says what was handed over and given back. */
export function toPayments(plan: TenderPlan): SalePayment[] {
  const payments = plan.taken.map((tender) => toPayment(tender, givenOf(tender)))
  const kept = minor(Math.min(openAmount(plan), givenOf(plan.current)))
  return kept > 0 ? [...payments, toPayment(plan.current, kept)] : payments
}

function toPayment(tender: Tender, amount: Minor): SalePayment {
  const reference = tender.reference.trim()
  return {
    method: tender.method,
    amount,
    ...(tender.method === 'cash' && {
      tendered: givenOf(tender),
      change: minor(givenOf(tender) - amount),
    }),
    ...(reference !== '' && { reference }),
  }
}

const takenSum = (plan: TenderPlan): number => plan.taken.reduce((sum, tender) => sum + givenOf(tender), 0)

const openAmount = (plan: TenderPlan): Minor => minor(Math.max(0, plan.total - takenSum(plan)))

/** Notes people pay with, in whole units. XOF and XAF: BCEAO and BEAC notes; the others: the usual ones. */
const NOTES: Partial<Record<CurrencyCode, readonly number[]>> = {
  XOF: [500, 1_000, 2_000, 5_000, 10_000],
  XAF: [500, 1_000, 2_000, 5_000, 10_000],
  GNF: [5_000, 10_000, 20_000],
  NGN: [100, 200, 500, 1_000],
}
const USUAL_NOTES = [5, 10, 20, 50, 100] as const
const MAX_QUICK = 5

/**
 * What a customer is likely to hand over for that sum: the next full multiple of each note, without the exact sum.
 * 1 250 FCFA gives 1 500, 2 000, 5 000, 10 000.
 */
export function quickCashAmounts(due: Minor, currency: CurrencyCode): Minor[] {
  if (due <= 0) return []
  const scale = 10 ** decimalsOf(currency)
  const amounts = (NOTES[currency] ?? USUAL_NOTES).map((note) => {
    const value = note * scale
    return Math.ceil(due / value) * value
  })
  return [...new Set(amounts)]
    .filter((amount) => amount > due)
    .sort((a, b) => a - b)
    .slice(0, MAX_QUICK)
    .map(minor)
}
