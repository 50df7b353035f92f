import type { OrderColumns } from '../order-columns.ts'
import { type Asked, selectActs } from '../report/select-acts.ts'
import { compareText } from './compare-text.ts'
import { saleProfiles } from './customer-acts.ts'
import { takeQuantile } from './quantile.ts'

/** As many orders as somebody may want to look through. */
const LISTED = 300

/** By what a basket's size is told. */
export const BASKET_MEASURES = ['value', 'lines', 'units'] as const
export type BasketMeasure = (typeof BASKET_MEASURES)[number]

/** Baskets from `from` up to, but not with, `to`; `to` null: without end. */
export interface BasketClass {
  readonly from: number
  readonly to: number | null
  readonly baskets: number
  readonly revenue: number
  /** The orders themselves, where they are few enough to be listed. */
  readonly orderIds: readonly string[] | null
}

/** BASKET-1: every sale is one basket, as it was sold, before anything came back. */
export interface BasketSizes {
  readonly baskets: number
  readonly revenue: number
  /** Smallest first; classes in which there is nothing are left out. */
  readonly classes: readonly BasketClass[]
  readonly mean: number | null
  readonly median: number | null
  /** Nine baskets of ten are not larger. */
  readonly ninth: number | null
}

export function basketSizes(parts: OrderColumns, asked: Asked, measure: BasketMeasure): BasketSizes {
  const { size, revenue, owner } = baskets(parts, asked, measure)
  const byClass = new Map<number, { baskets: number; revenue: number; slots: number[] }>()
  const classOf = measure === 'value' ? moneyClass : countClass
  let sum = 0
  let revenues = 0
  for (let i = 0; i < size.length; i++) {
    const of = size[i] as number // i < length, as below
    const money = revenue[i] as number
    sum += of
    revenues += money
    const at = classOf(of)
    const found = byClass.get(at)
    if (found) {
      found.baskets++
      found.revenue += money
      if (found.slots.length < LISTED) found.slots.push(owner[i] as number)
    } else byClass.set(at, { baskets: 1, revenue: money, slots: [owner[i] as number] })
  }
  const endOf = measure === 'value' ? nextMoneyClass : nextCountClass
  return {
    baskets: size.length,
    revenue: revenues,
    classes: [...byClass]
      .sort(([a], [b]) => a - b)
      .map(([from, { slots, ...figures }]) => ({
        from,
        to: endOf(from),
        ...figures,
        orderIds:
          figures.baskets > slots.length
            ? null
            : slots.map((slot) => parts.ids.textOf(slot)).sort(compareText),
      })),
    mean: size.length === 0 ? null : sum / size.length,
    median: takeQuantile(size, 0.5),
    ninth: takeQuantile(size, 0.9),
  }
}

function baskets(parts: OrderColumns, asked: Asked, measure: BasketMeasure) {
  const { count, rows } = selectActs(parts, asked)
  const { data } = parts.acts.columns
  const isSale = saleProfiles(parts)
  const sizes: ArrayLike<number> = { value: data.revenue, lines: data.lines, units: data.units }[measure]
  const found = {
    size: new Float64Array(count),
    revenue: new Float64Array(count),
    owner: new Uint32Array(count),
  }
  let sales = 0
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number // i < count; all below are rows of the columns
    if (isSale[data.profile[row] as number] === 0) continue
    found.size[sales] = sizes[row] as number
    found.revenue[sales] = data.revenue[row] as number
    found.owner[sales] = data.owner[row] as number
    sales++
  }
  const { size, revenue, owner } = found
  return { size: size.subarray(0, sales), revenue: revenue.subarray(0, sales), owner }
}

/** One by one up to five, then in tens and their halves: 6 to 10, 11 to 20, 21 to 50, 51 to 100 … */
const COUNT_CLASSES = [0, 1, 2, 3, 4, 5, 6, 11, 21, 51, 101, 201, 501, 1_001] as const

/** What was sold at nothing, or below in imported history, is the class of zero. */
function countClass(size: number): number {
  let from = 0
  for (const start of COUNT_CLASSES) if (size >= start) from = start
  return from
}

const nextCountClass = (from: number): number | null => COUNT_CLASSES.find((start) => start > from) ?? null

/** 0, 1, 2, 5, 10, 20, 50 … minor units: classes that suit any currency. */
function moneyClass(value: number): number {
  if (value < 1) return 0
  let decade = 1
  while (decade * 10 <= value) decade *= 10
  if (value >= decade * 5) return decade * 5
  return value >= decade * 2 ? decade * 2 : decade
}

function nextMoneyClass(from: number): number {
  if (from === 0) return 1
  return String(from).startsWith('2') ? from * 2.5 : from * 2
}
