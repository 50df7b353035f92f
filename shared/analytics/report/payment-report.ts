import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import type { DayRange } from '../figures.ts'
import { type OrderColumns, PAYMENT_PROFILE_WIDTH } from '../order-columns.ts'
import { PROFILE_AT } from '../scan-acts.ts'
import type { ReportRequest } from './report-definition.ts'
import { type Cell, measureColumn, nameColumn, type ReportTable } from './report-table.ts'
import { knownNote } from './sales-notes.ts'
import { type SelectedPayments, selectPayments } from './select-payments.ts'

const COLUMNS = [
  nameColumn('method', 'method'),
  measureColumn('payments', 'count', { only: 'payments' }),
  measureColumn('received', 'money', { only: 'received' }),
  measureColumn('refunded', 'money', { only: 'refunds', better: 'less' }),
  measureColumn('balance', 'money', { only: 'payments' }),
  measureColumn('share', 'percent', { better: 'neither', only: 'payments' }),
]

interface MethodSums {
  readonly counts: Float64Array
  readonly received: Float64Array
  readonly refunded: Float64Array
}

/** Money by the way it came and went, on the day it moved, whether or not goods moved with it. */
export function paymentReport(columns: OrderColumns, request: ReportRequest): ReportTable {
  const sumsOf = (range: DayRange) => sumPayments(columns, selectPayments(columns, { ...request, range }))
  const now = sumsOf(request.range)
  const before = request.compare && sumsOf(request.compare)
  const methods = PAYMENT_METHODS.map((method, i) => ({ method, i })).filter(
    ({ i }) => (now.counts[i] ?? 0) + (before?.counts[i] ?? 0) > 0,
  )
  return {
    columns: COLUMNS,
    rows: methods.map(({ method, i }) => ({
      key: method,
      cells: [method, ...figures(now, [i])],
      before: before && [null, ...figures(before, [i])],
      opens: { to: 'orders', only: 'payments', filters: { method: [method] } },
    })),
    total: {
      cells: [null, ...figures(now, ALL)],
      before: before && [null, ...figures(before, ALL)],
      opens: { to: 'orders', only: 'payments' },
    },
    chart: { kind: 'lying-bar', axis: 'method', series: ['balance'] },
    notes: knownNote(columns, request),
  }
}

const ALL = PAYMENT_METHODS.map((_, i) => i)

function sumPayments(columns: OrderColumns, { rows, count }: SelectedPayments): MethodSums {
  const { profile, amount } = columns.payments.columns.data
  const { flat } = columns.paymentProfiles
  const sums = {
    counts: new Float64Array(PAYMENT_METHODS.length),
    received: new Float64Array(PAYMENT_METHODS.length),
    refunded: new Float64Array(PAYMENT_METHODS.length),
  }
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0
    const method = flat[(profile[row] ?? 0) * PAYMENT_PROFILE_WIDTH + PROFILE_AT.method] ?? 0
    const moved = amount[row] ?? 0
    sums.counts[method] = (sums.counts[method] ?? 0) + 1
    if (moved < 0) sums.refunded[method] = (sums.refunded[method] ?? 0) - moved
    else sums.received[method] = (sums.received[method] ?? 0) + moved
  }
  return sums
}

function figures({ counts, received, refunded }: MethodSums, methods: readonly number[]): Cell[] {
  const sum = (of: Float64Array, which: readonly number[]) =>
    which.reduce((total, i) => total + (of[i] ?? 0), 0)
  const whole = sum(received, ALL) - sum(refunded, ALL)
  const balance = sum(received, methods) - sum(refunded, methods)
  return [
    sum(counts, methods),
    sum(received, methods),
    sum(refunded, methods),
    balance,
    whole === 0 ? null : balance / whole,
  ]
}
