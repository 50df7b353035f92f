import { CELL_AT, CELL_WIDTH, type OrderColumns } from '../order-columns.ts'
import { DEAD_DAY } from '../owned-rows.ts'
import { scanLines } from '../scan-lines.ts'
import { AT, hasLines, sumAt } from '../sums.ts'
import { forEachActLines } from './act-lines.ts'
import type { DaySpan } from './day-span.ts'

/** What one item sold in a span, less what came back. */
export interface ItemSales {
  /** The item's number in the columns. */
  readonly item: number
  readonly units: number
  readonly revenue: number
}

/** Only items of which something was sold or came back. */
export function itemSales(parts: OrderColumns, currency: number | undefined, span: DaySpan): ItemSales[] {
  const { byItem } = scanLines(parts, span.first, span.last, currency)
  const sales: ItemSales[] = []
  for (let item = 0; item < byItem.count; item++) {
    if (!hasLines(byItem, item)) continue
    const revenue = sumAt(byItem, item, AT.sales) - sumAt(byItem, item, AT.returned)
    sales.push({ item, units: sumAt(byItem, item, AT.units), revenue })
  }
  return sales
}

/** Units that each item sold in a span, less what came back, by its number. One pass over the lines. */
export function soldUnits(parts: OrderColumns, currency: number | undefined, span: DaySpan): Float64Array {
  const byCell = new Float64Array(parts.cells.size)
  const { cell, quantity } = parts.lines.columns.data
  forEachActLines(parts, (_act, day, from, to) => {
    if (day < span.first || day > span.last) return
    for (let row = from; row < to; row++) {
      const of = cell[row] as number // a row of the lines, as below
      byCell[of] = (byCell[of] as number) + (quantity[row] as number)
    }
  })
  const byItem = new Float64Array(parts.items.variants.values.length)
  for (let of = 0; of < byCell.length; of++) {
    const said = (what: number) => parts.cells.flat[of * CELL_WIDTH + what] ?? 0
    if (said(CELL_AT.currency) !== currency) continue
    const item = said(CELL_AT.item)
    byItem[item] = (byItem[item] ?? 0) + (byCell[of] ?? 0)
  }
  return byItem
}

/** The last day on which each item was sold, by its number; `DEAD_DAY` where it never was. One pass over the lines. */
export function lastSoldDays(parts: OrderColumns): Int32Array {
  const byCell = new Int32Array(parts.cells.size).fill(DEAD_DAY)
  const { cell } = parts.lines.columns.data
  forEachActLines(parts, (_act, day, from, to) => {
    if (day === DEAD_DAY) return
    for (let row = from; row < to; row++) {
      const of = cell[row] as number // a row of the lines
      if (day > (byCell[of] as number)) byCell[of] = day
    }
  })
  const byItem = new Int32Array(parts.items.variants.values.length).fill(DEAD_DAY)
  for (let of = 0; of < byCell.length; of++) {
    if (parts.cells.flat[of * CELL_WIDTH + CELL_AT.isReturn] === 1) continue
    const item = parts.cells.flat[of * CELL_WIDTH + CELL_AT.item] ?? 0
    byItem[item] = Math.max(byItem[item] as number, byCell[of] as number)
  }
  return byItem
}
