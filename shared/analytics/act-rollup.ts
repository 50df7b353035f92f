import { type Columns, createColumns } from './columns.ts'
import type { ACT_SPEC } from './order-columns.ts'

/** Sums of acts that share day and profile; `acts` 0 means that nothing is left there. */
export const ROLLUP_SPEC = {
  day: 'i32',
  profile: 'u32',
  acts: 'f64',
  lines: 'f64',
  units: 'f64',
  tax: 'f64',
  revenue: 'f64',
  margin: 'f64',
  marginRevenue: 'f64',
  discount: 'f64',
  cost: 'f64',
} as const

const SUMMED = ['lines', 'units', 'tax', 'revenue', 'margin', 'marginRevenue', 'discount', 'cost'] as const
/** More profiles than a shop can have: currencies × countries × channels × devices × staff. */
const PROFILES = 1_048_576

/**
 * Acts summed per day and profile, kept in step row by row: a report reads some thousand of these instead of every
 * order. Exact both ways, because the amounts are integers.
 */
export interface ActRollup {
  readonly columns: Columns<typeof ROLLUP_SPEC>
  add(acts: Columns<typeof ACT_SPEC>, row: number): void
  subtract(acts: Columns<typeof ACT_SPEC>, row: number): void
}

export function createActRollup(): ActRollup {
  const columns = createColumns(ROLLUP_SPEC)
  const rowByKey = new Map<number, number>()
  const rowFor = (day: number, profile: number): number => {
    const key = day * PROFILES + profile
    const known = rowByKey.get(key)
    if (known !== undefined) return known
    const row = columns.append(1)
    columns.data.day[row] = day
    columns.data.profile[row] = profile
    rowByKey.set(key, row)
    return row
  }
  const apply = (acts: Columns<typeof ACT_SPEC>, act: number, sign: 1 | -1) => {
    const row = rowFor(acts.data.day[act] ?? 0, acts.data.profile[act] ?? 0)
    columns.data.acts[row] = (columns.data.acts[row] ?? 0) + sign
    for (const name of SUMMED)
      columns.data[name][row] = (columns.data[name][row] ?? 0) + sign * (acts.data[name][act] ?? 0)
  }
  return {
    columns,
    add: (acts, row) => apply(acts, row, 1),
    subtract: (acts, row) => apply(acts, row, -1),
  }
}
