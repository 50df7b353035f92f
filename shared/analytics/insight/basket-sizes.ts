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
  const starts = measure === 'value' ? MONEY_CLASSES : COUNT_CLASSES
  const classes = starts.map(() => ({ baskets: 0, revenue: 0, slots: [] as number[] }))
  const bounds = Float64Array.from(starts)
  const near = classesByBits(starts)
  let sum = 0
  let revenues = 0
  for (let i = 0; i < size.length; i++) {
    const of = size[i] as number // i < length, as below
    const money = revenue[i] as number
    sum += of
    revenues += money
    let at = of < 1 ? 0 : (near[Math.min(31, 32 - Math.clz32(of))] as number)
    while (of >= (bounds[at + 1] as number)) at++ // not a number, and so never reached, behind the last
    const found = classes[at] as (typeof classes)[number] // each class has one
    found.baskets++
    found.revenue += money
    if (found.slots.length < LISTED) found.slots.push(owner[i] as number)
  }
  return {
    baskets: size.length,
    revenue: revenues,
    classes: classes.flatMap(({ slots, ...figures }, at) => {
      if (figures.baskets === 0) return []
      const isListed = figures.baskets <= slots.length
      const orderIds = isListed ? slots.map((slot) => parts.ids.textOf(slot)).sort(compareText) : null
      return [{ from: starts[at] ?? 0, to: starts[at + 1] ?? null, ...figures, orderIds }]
    }),
    mean: size.length === 0 ? null : sum / size.length,
    median: takeQuantile(size, 0.5),
    ninth: takeQuantile(size, 0.9),
  }
}

/** By number of binary digits: the class of the smallest number that has so many, from which it is never far to that of any other. */
const classesByBits = (starts: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, bits) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= 2 ** (bits - 1)),
    ),
  )

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

/** 0, 1, 2, 5, 10, 20, 50 … minor units: classes that suit any currency, up to more than any amount. */
const MONEY_CLASSES: readonly number[] = [
  0,
  ...Array.from({ length: 16 }, (_, decade) => [1, 2, 5].map((first) => first * 10 ** decade)).flat(),
]
