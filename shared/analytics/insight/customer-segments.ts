import { buyersOf, type CustomerSums } from './customer-sums.ts'

/** Best first: who comes often and lately, down to who has not been seen for long. */
export const SEGMENTS = [
  'best',
  'loyal',
  'new',
  'promising',
  'occasional',
  'slipping',
  'important-lost',
  'lost',
] as const
export type Segment = (typeof SEGMENTS)[number]

/** BUYER-3: how lately, how often and how much, each from 1 (least) to 5 among the buyers of the range. */
export interface Scores {
  readonly recency: number
  readonly frequency: number
  readonly money: number
}

export interface SegmentedCustomer extends Scores {
  /** The customer's number in the columns. */
  readonly customer: number
  readonly segment: Segment
}

/** Every buyer with a name, scored among themselves. */
export function segmentCustomers(sums: CustomerSums): SegmentedCustomer[] {
  const buyers = buyersOf(sums)
  const scoresOf = (of: ArrayLike<number>) => fifths(buyers.map((customer) => of[customer] ?? 0))
  const recency = scoresOf(sums.lastDay)
  const frequency = scoresOf(sums.orders)
  const money = scoresOf(sums.revenue)
  return buyers.map((customer, i) => {
    const scores = { recency: recency[i] ?? 1, frequency: frequency[i] ?? 1, money: money[i] ?? 1 }
    return { customer, ...scores, segment: segmentOf(scores, sums.orders[customer] ?? 0) }
  })
}

/**
 * 1 to 5 by the share of values below, those that are equal counted half: equal values have equal scores, whatever their order, and
 * a single value stands in the middle.
 */
export function fifths(values: readonly number[]): number[] {
  const starts = scoreStarts(Float64Array.from(values).sort())
  return values.map((value) => {
    let score = 1
    while (value >= (starts[score - 1] as number)) score++ // not a number, and so never reached, behind the last
    return score
  })
}

/** The smallest values that have a score of 2, 3, 4 and 5, or more: as long as there are such. */
function scoreStarts(sorted: Float64Array): number[] {
  const starts: number[] = []
  let from = 0
  while (from < sorted.length) {
    const value = sorted[from] as number // from < length
    let to = from
    while (sorted[to] === value) to++
    const score = 1 + Math.floor((5 * (from + to)) / (2 * sorted.length))
    while (starts.length < score - 1) starts.push(value)
    from = to
  }
  return starts
}

/** Whoever bought once is new or occasional however much it was: one purchase says nothing of habits. */
export function segmentOf({ recency, frequency, money }: Scores, orders: number): Segment {
  const worth = (frequency + money) / 2
  if (orders === 1) {
    if (recency >= 4) return 'new'
    return recency >= 2 ? 'occasional' : 'lost'
  }
  if (recency >= 4) {
    if (worth >= 4) return 'best'
    return worth >= 2.5 ? 'loyal' : 'promising'
  }
  if (recency === 3) return worth >= 3 ? 'loyal' : 'occasional'
  if (worth >= 4) return 'important-lost'
  return recency === 2 ? 'slipping' : 'lost'
}
