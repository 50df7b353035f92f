import { CELL_AT, CELL_WIDTH, type OrderColumns } from '../order-columns.ts'
import { type Asked, selectActs } from '../report/select-acts.ts'
import { takeBest } from '../take-best.ts'
import { compareText } from './compare-text.ts'
import { saleProfiles } from './customer-acts.ts'
import { takeQuantile } from './quantile.ts'

/** Pairs are counted among so many of the items that are in most baskets: two megabytes, whatever the catalogue. */
const ITEMS = 1_000
/** What a basket larger than this holds says little about what goes together, and would cost its square. */
const LARGEST = 200
/** As many orders as somebody may want to look through. */
const LISTED = 300

/** BASKET-2: two items in the same basket. All three figures are of baskets, however many pieces were in them. */
export interface ItemPair {
  /** Numbers of the items; `first` is in at least as many baskets as `second`. */
  readonly first: number
  readonly second: number
  readonly together: number
  /** Of all baskets, how many hold both. */
  readonly support: number
  /** Of those with the second, how many hold the first too; and the other way round. */
  readonly firstGivenSecond: number
  readonly secondGivenFirst: number
  /** How many times more often together than by chance. */
  readonly lift: number
  /** The orders with both, where they are few enough to be listed. */
  readonly orderIds: readonly string[] | null
}

type Counted = Omit<ItemPair, 'orderIds'>

export interface BoughtTogether {
  readonly pairs: readonly ItemPair[]
  readonly baskets: number
  /** Baskets that were too large to be looked at. */
  readonly tooLarge: number
  /** Items sold, and how many of them were compared. */
  readonly items: number
  readonly compared: number
}

export type PairOrder = 'together' | 'lift'

/** The pairs that stand together in at least `least` baskets, at most `most` of them. */
export function boughtTogether(
  parts: OrderColumns,
  asked: Asked,
  wanted: { readonly least: number; readonly most: number; readonly by: PairOrder },
): BoughtTogether {
  const visit = basketVisitor(parts, asked)
  const inBaskets = new Uint32Array(parts.items.variants.values.length)
  let baskets = 0
  visit((items, count) => {
    baskets++
    for (let i = 0; i < count; i++) {
      const item = items[i] as number // i < count, as below
      inBaskets[item] = (inBaskets[item] as number) + 1
    }
  })
  const { ranks, chosen, sold } = rankItems(inBaskets, wanted.least, (item) => idOf(parts, item))
  const counts = new Uint32Array((chosen.length * (chosen.length - 1)) / 2)
  let tooLarge = 0
  visit((items, count) => {
    const kept = keepRanked(items, count, ranks)
    if (kept > LARGEST) tooLarge++
    else countPairs(items, kept, counts)
  })
  const pairs = pairsWorthALook(counts, chosen, inBaskets, baskets, wanted)
  const best = takeBest(pairs, wanted.most, orderOf(parts, wanted.by))
  const slots = listOrders(best, ranks, counts, visit)
  return {
    pairs: best.map((pair, i) => ({ ...pair, orderIds: idsOf(parts, slots[i] ?? [], pair.together) })),
    baskets,
    tooLarge,
    items: sold,
    compared: chosen.length,
  }
}

type VisitBasket = (items: Uint32Array, count: number, slot: number) => void

/** Hands out each sale's distinct items in one array that is used again for the next. */
function basketVisitor(parts: OrderColumns, asked: Asked) {
  const { cell } = parts.lines.columns.data
  const { count, rows, firstLine } = selectActs(parts, asked)
  const { owner, profile, lines } = parts.acts.columns.data
  const isSale = saleProfiles(parts)
  const cellItem = Uint32Array.from(
    { length: parts.cells.size },
    (_, i) => parts.cells.flat[i * CELL_WIDTH + CELL_AT.item] ?? 0,
  )
  const seenIn = new Int32Array(parts.items.variants.values.length)
  let pass = 0
  return (visit: VisitBasket): void => {
    let items = new Uint32Array(256)
    for (let i = 0; i < count; i++) {
      const act = rows[i] as number // i < count; all below are rows of the columns
      if (isSale[profile[act] as number] === 0) continue
      const first = firstLine[i] as number
      const end = first + (lines[act] as number)
      if (end - first > items.length) items = new Uint32Array((end - first) * 2)
      pass++
      let distinct = 0
      for (let row = first; row < end; row++) {
        const item = cellItem[cell[row] as number] as number
        if (seenIn[item] === pass) continue
        seenIn[item] = pass
        items[distinct++] = item
      }
      visit(items, distinct, owner[act] as number)
    }
  }
}

/** The items in most baskets, and each item's rank among them plus one; zero for all others. */
function rankItems(inBaskets: Uint32Array, least: number, nameOf: (item: number) => string) {
  const often: number[] = []
  let sold = 0
  for (let item = 0; item < inBaskets.length; item++) {
    const count = inBaskets[item] as number // item < length
    if (count > 0) sold++
    if (count >= least) often.push(item)
  }
  const byBaskets = (a: number, b: number): number =>
    (inBaskets[b] as number) - (inBaskets[a] as number) || compareText(nameOf(a), nameOf(b))
  const chosen = often.length > ITEMS ? often.sort(byBaskets).slice(0, ITEMS) : often.sort(byBaskets)
  const ranks = new Uint32Array(inBaskets.length)
  chosen.forEach((item, rank) => {
    ranks[item] = rank + 1
  })
  return { ranks, chosen, sold }
}

/** As when the pairs were counted: by how many of its items are compared. */
function isTooLarge(items: Uint32Array, count: number, ranks: Uint32Array): boolean {
  if (count <= LARGEST) return false
  let compared = 0
  for (let i = 0; i < count; i++) if (ranks[items[i] as number] !== 0) compared++ // i < count
  return compared > LARGEST
}

/** Puts the ranks of the items that are compared to the front; answers how many they are. */
function keepRanked(items: Uint32Array, count: number, ranks: Uint32Array): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const rank = ranks[items[i] as number] as number // i < count; an item has its place in `ranks`
    if (rank > 0) items[kept++] = rank - 1
  }
  return kept
}

/** More pairs than are wanted, but none that is certainly not among them: there may be half a million. */
function pairsWorthALook(
  counts: Uint32Array,
  chosen: readonly number[],
  inBaskets: Uint32Array,
  baskets: number,
  { least, most, by }: { readonly least: number; readonly most: number; readonly by: PairOrder },
): Counted[] {
  const found: Counted[] = []
  const keys: number[] = []
  let bar = Number.NEGATIVE_INFINITY
  let at = 0
  for (let high = 1; high < chosen.length; high++) {
    const second = chosen[high] as number // high < chosen.length, as below
    const ofSecond = inBaskets[second] as number
    for (let low = 0; low < high; low++) {
      const together = counts[at++] as number
      if (together < least) continue
      const first = chosen[low] as number
      const key = by === 'lift' ? together / ((inBaskets[first] as number) * ofSecond) : together
      if (key < bar) continue
      keys.push(key)
      found.push(pairOf(first, second, together, inBaskets, baskets))
      if (keys.length < 4 * most) continue
      // As many as are wanted have at least this much; what has less is not asked for.
      bar = takeQuantile(Float64Array.from(keys), 1 - most / keys.length) ?? bar
      keepFrom(bar, keys, found)
    }
  }
  return found
}

/** Throws out what is below the bar; equal ones stay, because their names decide. */
function keepFrom(bar: number, keys: number[], found: Counted[]): void {
  let kept = 0
  keys.forEach((key, i) => {
    const pair = found[i]
    if (key < bar || !pair) return
    keys[kept] = key
    found[kept] = pair
    kept++
  })
  keys.length = kept
  found.length = kept
}

const pairAt = (low: number, high: number): number => (high * (high - 1)) / 2 + low

function countPairs(ranks: Uint32Array, count: number, counts: Uint32Array): void {
  for (let i = 1; i < count; i++) {
    const a = ranks[i] as number // i < count, as below
    for (let j = 0; j < i; j++) {
      const b = ranks[j] as number
      const at = a > b ? (a * (a - 1)) / 2 + b : (b * (b - 1)) / 2 + a
      counts[at] = (counts[at] as number) + 1
    }
  }
}

function pairOf(
  first: number,
  second: number,
  together: number,
  inBaskets: Uint32Array,
  baskets: number,
): Counted {
  const ofFirst = inBaskets[first] as number // both are items
  const ofSecond = inBaskets[second] as number
  return {
    first,
    second,
    together,
    support: together / baskets,
    firstGivenSecond: together / ofSecond,
    secondGivenFirst: together / ofFirst,
    lift: (together * baskets) / (ofFirst * ofSecond),
  }
}

/** The orders behind each of the pairs, found in one more pass; the counts are no longer needed and hold which pair it is. */
function listOrders(
  pairs: readonly Counted[],
  ranks: Uint32Array,
  counts: Uint32Array,
  visit: (visitBasket: VisitBasket) => void,
): number[][] {
  const slots: number[][] = pairs.map(() => [])
  counts.fill(0)
  // Only items of these pairs are looked at again: a fraction of what was compared.
  const ranksOfPairs = new Uint32Array(ranks.length)
  pairs.forEach(({ first, second, together }, i) => {
    if (together > LISTED) return
    ranksOfPairs[first] = ranks[first] as number // both are among the compared
    ranksOfPairs[second] = ranks[second] as number
    counts[pairAt((ranks[first] as number) - 1, (ranks[second] as number) - 1)] = i + 1
  })
  visit((items, count, slot) => {
    if (isTooLarge(items, count, ranks)) return
    const kept = keepRanked(items, count, ranksOfPairs)
    for (let i = 1; i < kept; i++) {
      const a = items[i] as number // i < kept, as below
      for (let j = 0; j < i; j++) {
        const b = items[j] as number
        const pair = counts[a > b ? pairAt(b, a) : pairAt(a, b)] as number
        if (pair > 0) slots[pair - 1]?.push(slot)
      }
    }
  })
  return slots
}

function idsOf(parts: OrderColumns, slots: readonly number[], together: number): string[] | null {
  if (together > LISTED) return null
  return slots.map((slot) => parts.ids.textOf(slot)).sort(compareText)
}

const idOf = (parts: OrderColumns, item: number): string => parts.items.variants.values[item] ?? ''

/** The same whatever order the items were heard of: ids decide between equals. */
function orderOf(parts: OrderColumns, by: PairOrder) {
  const other = by === 'lift' ? 'together' : 'lift'
  return (a: Counted, b: Counted): number =>
    b[by] - a[by] ||
    b[other] - a[other] ||
    compareText(idOf(parts, a.first), idOf(parts, b.first)) ||
    compareText(idOf(parts, a.second), idOf(parts, b.second))
}
