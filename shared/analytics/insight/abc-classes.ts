import { compareText } from './compare-text.ts'

export const ABC_CLASSES = ['A', 'B', 'C'] as const
export type AbcClass = (typeof ABC_CLASSES)[number]
const A_SHARE = 0.8
const B_SHARE = 0.95

export interface Ranked<Item> {
  readonly item: Item
  readonly revenue: number
  /** Of all revenue, and that of all better ones with it. */
  readonly share: number
  readonly cumulative: number
  readonly abc: AbcClass
}

/**
 * ABC-1: best first; A is what makes the first 80 % of the revenue, the one with which they are reached included, B what leads on to
 * 95 %, C the rest and whatever brought nothing.
 */
export function abcClasses<Item>(
  items: readonly Item[],
  revenueOf: (item: Item) => number,
  idOf: (item: Item) => string,
): Ranked<Item>[] {
  const ordered = [...items].sort((a, b) => revenueOf(b) - revenueOf(a) || compareText(idOf(a), idOf(b)))
  const total = ordered.reduce((sum, item) => sum + Math.max(0, revenueOf(item)), 0)
  let before = 0
  return ordered.map((item) => {
    const revenue = revenueOf(item)
    const earns = Math.max(0, revenue)
    const abc = classOf(before, earns, total)
    before += earns
    return { item, revenue, share: shareOf(earns, total), cumulative: shareOf(before, total), abc }
  })
}

const shareOf = (part: number, total: number): number => (total === 0 ? 0 : part / total)

function classOf(before: number, earns: number, total: number): AbcClass {
  if (earns === 0) return 'C'
  if (before < A_SHARE * total) return 'A'
  return before < B_SHARE * total ? 'B' : 'C'
}
