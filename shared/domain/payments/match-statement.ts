import type { Minor } from '@shared/kernel/money.ts'
import { type MobileMethod, type MobilePayment, referenceKey } from './mobile-money.ts'

/** Money that came in, as the operator tells it. */
export interface StatementLine {
  /** Row in the file. */
  readonly row: number
  readonly reference: string
  readonly amount: Minor
  /** Null where the file does not say. */
  readonly at: number | null
}

/** One line and the one payment that it proves. */
export interface Pairing {
  readonly line: StatementLine
  readonly payment: MobilePayment
}

/** Each line stands in exactly one list, and so does each declared payment of the operator within the statement's days. */
export interface StatementMatch {
  /** PAY-2: same reference, same amount, declared: what the statement proves. */
  readonly proved: readonly Pairing[]
  /** Same amount at about the same time, and a payment without a reference: a person has to say so. */
  readonly likely: readonly Pairing[]
  /** Confirmed already, or a paid debt: nothing to do. */
  readonly known: readonly Pairing[]
  /** The reference fits, the amount does not. */
  readonly differing: readonly Pairing[]
  /** The reference stands on a payment that was declared with the other operator, or that failed. */
  readonly contrary: readonly Pairing[]
  /** Several payments name this money: somebody used a reference twice (PAY-1). */
  readonly reused: readonly { readonly line: StatementLine; readonly payments: readonly MobilePayment[] }[]
  /** The same money again in the same file. */
  readonly repeated: readonly StatementLine[]
  /** Nobody here has declared this money. */
  readonly unmatched: readonly StatementLine[]
  /** Declared here within the days of the statement, and not on it. */
  readonly missing: readonly MobilePayment[]
}

/** How far the clocks of a till and of an operator may be apart where only amount and time tell. */
const LIKELY_MS = 30 * 60_000
const DAY_MS = 86_400_000

/** Compares an operator's statement with the payments that this device knows. Pure; the order of neither list matters but for ties. */
export function matchStatement(
  lines: readonly StatementLine[],
  payments: readonly MobilePayment[],
  method: MobileMethod,
): StatementMatch {
  const byKey = groupByKey(payments)
  const match = emptyMatch()
  const seen = new Set<string>()
  const loose: StatementLine[] = []
  for (const line of [...lines].sort((a, b) => a.row - b.row)) {
    const key = referenceKey(line.reference)
    if (key !== '' && seen.has(key)) match.repeated.push(line)
    else placeByReference(match, line, byKey.get(key) ?? [], method, loose)
    seen.add(key)
  }
  placeByTime(match, loose, payments, method)
  return { ...match, missing: missingOf(match, lines, payments, method) }
}

function groupByKey(payments: readonly MobilePayment[]): ReadonlyMap<string, readonly MobilePayment[]> {
  const byKey = new Map<string, MobilePayment[]>()
  for (const payment of payments) {
    if (payment.key === '') continue
    const same = byKey.get(payment.key)
    if (same) same.push(payment)
    else byKey.set(payment.key, [payment])
  }
  return byKey
}

type Growing = { -readonly [List in keyof Omit<StatementMatch, 'missing'>]: StatementMatch[List][number][] }

const emptyMatch = (): Growing => ({
  proved: [],
  likely: [],
  known: [],
  differing: [],
  contrary: [],
  reused: [],
  repeated: [],
  unmatched: [],
})

function placeByReference(
  match: Growing,
  line: StatementLine,
  named: readonly MobilePayment[],
  method: MobileMethod,
  loose: StatementLine[],
): void {
  const living = named.filter(({ status }) => status !== 'failed')
  const [payment] = living.length > 0 ? living : named
  if (living.length > 1) match.reused.push({ line, payments: living })
  else if (payment === undefined) loose.push(line)
  else if (payment.method !== method || payment.status === 'failed') match.contrary.push({ line, payment })
  else if (payment.amount !== line.amount) match.differing.push({ line, payment })
  else if (payment.status === 'declared') match.proved.push({ line, payment })
  else match.known.push({ line, payment })
}

/** Only where one line and one payment have nobody else to go with: a guess among several would be anybody's. */
function placeByTime(
  match: Growing,
  loose: readonly StatementLine[],
  payments: readonly MobilePayment[],
  method: MobileMethod,
): void {
  const unnamed = payments.filter(
    (payment) => payment.key === '' && payment.status === 'declared' && payment.method === method,
  )
  const fits = (line: StatementLine, payment: MobilePayment): boolean =>
    line.at !== null && line.amount === payment.amount && Math.abs(line.at - payment.at) <= LIKELY_MS
  for (const line of loose) {
    const fitting = unnamed.filter((payment) => fits(line, payment))
    const [payment] = fitting
    const isMutual =
      payment !== undefined &&
      fitting.length === 1 &&
      loose.filter((other) => fits(other, payment)).length === 1
    if (isMutual) match.likely.push({ line, payment })
    else match.unmatched.push(line)
  }
}

/** A statement covers the whole days of its first and last line; at its edges clocks may differ. */
function missingOf(
  match: Growing,
  lines: readonly StatementLine[],
  payments: readonly MobilePayment[],
  method: MobileMethod,
): MobilePayment[] {
  const times = lines.flatMap(({ at }) => at ?? [])
  if (times.length === 0) return []
  const first = Math.floor(Math.min(...times) / DAY_MS) * DAY_MS
  const last = Math.max(...times)
  const placed = new Set<string>([
    ...[match.proved, match.likely, match.known, match.differing, match.contrary]
      .flat()
      .map(({ payment }) => payment.paymentId),
    ...match.reused.flatMap(({ payments: several }) => several.map(({ paymentId }) => paymentId)),
  ])
  return payments.filter(
    (payment) =>
      payment.method === method &&
      payment.status === 'declared' &&
      payment.at >= first &&
      payment.at <= last &&
      !placed.has(payment.paymentId),
  )
}
