import { minor } from '@shared/kernel/money.ts'
import type { LineFigures, SalesFigures } from './figures.ts'

/** Where each figure stands in a record of sums. `documents` counts returns that have no sale beside them here. */
export const AT = {
  lines: 0,
  units: 1,
  sales: 2,
  returned: 3,
  tax: 4,
  margin: 5,
  marginRevenue: 6,
  orders: 7,
  returns: 8,
  returnOnly: 9,
  discount: 10,
  /** Of the lines whose cost is known. */
  cost: 11,
} as const
export const SUM_WIDTH = 12

/** Records of sums side by side in one array: one allocation before a scan, none within. */
export interface Sums {
  readonly values: Float64Array
  readonly count: number
}

export const createSums = (count: number): Sums => ({ values: new Float64Array(count * SUM_WIDTH), count })

/** What one record adds to another; both stand in the caller's arrays. */
export function addRecord(into: Sums, record: number, from: Sums, fromRecord: number): void {
  const base = record * SUM_WIDTH
  const fromBase = fromRecord * SUM_WIDTH
  for (let i = 0; i < SUM_WIDTH; i++)
    into.values[base + i] = (into.values[base + i] ?? 0) + (from.values[fromBase + i] ?? 0)
}

export function addTo(sums: Sums, record: number, figure: number, amount: number): void {
  const at = record * SUM_WIDTH + figure
  sums.values[at] = (sums.values[at] ?? 0) + amount
}

export const sumAt = (sums: Sums, record: number, figure: number): number =>
  sums.values[record * SUM_WIDTH + figure] ?? 0

/** Whether anything was counted into that record: sums may cancel out, lines only add up. */
export const hasLines = (sums: Sums, record: number): boolean => sumAt(sums, record, AT.lines) > 0

export function lineFigures(sums: Sums, record: number): LineFigures {
  const at = (figure: number) => sumAt(sums, record, figure)
  return {
    lines: at(AT.lines),
    units: minor(at(AT.units)),
    sales: minor(at(AT.sales)),
    returned: minor(at(AT.returned)),
    revenue: minor(at(AT.sales) - at(AT.returned)),
    tax: minor(at(AT.tax)),
    margin: minor(at(AT.margin)),
    marginRevenue: minor(at(AT.marginRevenue)),
  }
}

export function salesFigures(sums: Sums, record: number): SalesFigures {
  const orders = sumAt(sums, record, AT.orders)
  return {
    ...lineFigures(sums, record),
    orders,
    returns: sumAt(sums, record, AT.returns),
    documents: orders + sumAt(sums, record, AT.returnOnly),
  }
}
