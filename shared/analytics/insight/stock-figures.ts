/** Where the cost of one unit comes from: the moving average of what was bought (COST-1), or else what the catalogue says. */
export type CostSource = 'purchases' | 'catalogue'

/** What is known of one article and the days that were asked for. */
export interface StockFacts {
  readonly variantId: string
  readonly productId: string
  readonly name: string
  readonly sku: string
  readonly categoryId: string | null
  /** Over all places, what is on its way among them. */
  readonly onHand: number
  /** What is on hand now, at cost; null without a cost. Nothing that is below zero is worth less than nothing. */
  readonly value: number | null
  readonly unitCost: number | null
  /** How many units `unitCost` is for: one, or what the catalogue's cost is told for. */
  readonly costPer: number
  readonly costFrom: CostSource | null
  /** On hand when the range began and when it ended. */
  readonly opening: number
  readonly closing: number
  /** What came in by deliveries in the range. */
  readonly received: number
  /** Sold in the range, less what came back. */
  readonly sold: number
  /** Day numbers; null: never. */
  readonly lastSoldDay: number | null
  readonly firstPostedDay: number | null
}

export interface ValueSums {
  readonly value: number
  readonly items: number
  readonly withoutCost: number
  readonly unitsWithoutCost: number
  readonly belowZero: number
}

/** STOCK-VALUE-1: the sum over what has a cost; what has none, and what is below zero, is counted beside it. */
export function sumValue(items: readonly StockFacts[]): ValueSums {
  const sums = { value: 0, items: 0, withoutCost: 0, unitsWithoutCost: 0, belowZero: 0 }
  for (const { onHand, value } of items) {
    if (onHand < 0) sums.belowZero++
    if (onHand <= 0) continue
    sums.items++
    if (value === null) {
      sums.withoutCost++
      sums.unitsWithoutCost += onHand
    } else sums.value += value
  }
  return sums
}

export const PACES = ['fast', 'steady', 'slow', 'none'] as const
export type Pace = (typeof PACES)[number]

export interface Turnover {
  /** Half of what was on hand at the beginning and at the end together. */
  readonly averageOnHand: number
  /** How often that was sold in a year at the speed of the range; null where nothing was on hand. */
  readonly turnsPerYear: number | null
  /** How long what is on hand lasts at that speed; null when nothing was sold. */
  readonly daysLeft: number | null
  /** What was sold of what was there to be sold; null when nothing was there. */
  readonly sellThrough: number | null
  readonly pace: Pace
}

const YEAR_DAYS = 365
const FAST_DAYS = 30
const STEADY_DAYS = 90

/** STOCK-TURN-1: all of it in units, so that a change of cost is no change of speed. */
export function turnoverOf(item: StockFacts, days: number): Turnover {
  const sold = Math.max(0, item.sold)
  const averageOnHand = (Math.max(0, item.opening) + Math.max(0, item.closing)) / 2
  const available = Math.max(0, item.opening) + Math.max(0, item.received)
  const daysLeft = sold === 0 ? null : (Math.max(0, item.onHand) * days) / sold
  return {
    averageOnHand,
    turnsPerYear: averageOnHand === 0 ? null : (sold * YEAR_DAYS) / (averageOnHand * Math.max(1, days)),
    daysLeft,
    sellThrough: available === 0 ? null : Math.min(1, sold / available),
    pace: paceOf(daysLeft),
  }
}

function paceOf(daysLeft: number | null): Pace {
  if (daysLeft === null) return 'none'
  if (daysLeft <= FAST_DAYS) return 'fast'
  return daysLeft <= STEADY_DAYS ? 'steady' : 'slow'
}

export interface DeadStock {
  readonly item: StockFacts
  /** Since the last sale, or since the goods came where none was ever sold. */
  readonly idleDays: number
}

/** DEAD-1: on hand, and not sold for so many days; what came later than that is not dead yet. Most value first. */
export function deadStock(items: readonly StockFacts[], today: number, days: number): DeadStock[] {
  return items
    .flatMap((item) => {
      const since = item.lastSoldDay ?? item.firstPostedDay
      if (item.onHand <= 0 || since === null || today - since < days) return []
      return [{ item, idleDays: today - since }]
    })
    .sort(
      (a, b) =>
        (b.item.value ?? 0) - (a.item.value ?? 0) ||
        b.idleDays - a.idleDays ||
        (a.item.variantId < b.item.variantId ? -1 : 1),
    )
}
