import { CELL_AT, CELL_WIDTH, type OrderColumns } from '../order-columns.ts'
import { placesOf } from '../report/group-sums.ts'
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
  const baskets = readBaskets(parts, asked)
  const { inBaskets } = baskets
  const { ranks, chosen, sold } = rankItems(inBaskets, wanted.least, (item) => idOf(parts, item))
  keepRanked(baskets, ranks)
  const counts = new Uint32Array((chosen.length * (chosen.length - 1)) / 2)
  const tooLarge = countPairs(baskets, counts)
  const pairs = pairsWorthALook(counts, chosen, inBaskets, baskets.count, wanted)
  const best = takeBest(pairs, wanted.most, orderOf(parts, wanted.by))
  const slots = listOrders(best, ranks, counts, baskets)
  return {
    pairs: best.map((pair, i) => ({ ...pair, orderIds: idsOf(parts, slots[i] ?? [], pair.together) })),
    baskets: baskets.count,
    tooLarge,
    items: sold,
    compared: chosen.length,
  }
}

/** Each sale's distinct items, one sale behind the other: those of basket `i` from `starts[i]` up to, but not with, `starts[i + 1]`. */
interface Baskets {
  readonly count: number
  readonly items: Uint32Array
  readonly starts: Uint32Array
  /** The order that it is of. */
  readonly owner: Uint32Array
  /** In how many baskets each item is. */
  readonly inBaskets: Uint32Array
}

function readBaskets(parts: OrderColumns, asked: Asked): Baskets {
  const { cell } = parts.lines.columns.data
  const { count, rows, firstLine } = selectActs(parts, asked)
  const { owner, profile, lines } = parts.acts.columns.data
  const isSale = saleProfiles(parts)
  const cellItem = Uint32Array.from(placesOf(parts.cells.flat, CELL_WIDTH, CELL_AT.item))
  const inBaskets = new Uint32Array(parts.items.variants.values.length)
  const seenIn = new Int32Array(inBaskets.length).fill(-1)
  const items = new Uint32Array(parts.lines.columns.length)
  const starts = new Uint32Array(count + 1)
  const owners = new Uint32Array(count)
  let baskets = 0
  let at = 0
  for (let i = 0; i < count; i++) {
    const act = rows[i] as number // i < count; all below are rows of the columns
    if (isSale[profile[act] as number] === 0) continue
    const first = firstLine[i] as number
    const end = first + (lines[act] as number)
    for (let row = first; row < end; row++) {
      const item = cellItem[cell[row] as number] as number
      if (seenIn[item] === baskets) continue
      seenIn[item] = baskets
      inBaskets[item] = (inBaskets[item] as number) + 1
      items[at++] = item
    }
    owners[baskets++] = owner[act] as number
    starts[baskets] = at
  }
  return { count: baskets, items, starts, owner: owners, inBaskets }
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

/** Leaves of each basket the items that are compared, each as its rank. */
function keepRanked({ count, items, starts }: Baskets, ranks: Uint32Array): void {
  let from = 0
  let kept = 0
  for (let basket = 0; basket < count; basket++) {
    const end = starts[basket + 1] as number // as many starts as baskets and one, as below
    for (let i = from; i < end; i++) {
      const rank = ranks[items[i] as number] as number // an item has its place in `ranks`
      if (rank > 0) items[kept++] = rank - 1
    }
    starts[basket + 1] = kept
    from = end
  }
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

/** Answers how many baskets were too large to be looked at. */
function countPairs({ count, items, starts }: Baskets, counts: Uint32Array): number {
  let tooLarge = 0
  for (let basket = 0; basket < count; basket++) {
    const first = starts[basket] as number // as many starts as baskets and one, as below
    const end = starts[basket + 1] as number
    if (end - first > LARGEST) tooLarge++
    else
      for (let i = first + 1; i < end; i++) {
        const a = items[i] as number // i < end, as below
        for (let j = first; j < i; j++) {
          const b = items[j] as number
          const at = a > b ? (a * (a - 1)) / 2 + b : (b * (b - 1)) / 2 + a
          counts[at] = (counts[at] as number) + 1
        }
      }
  }
  return tooLarge
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
  { count, items, starts, owner }: Baskets,
): number[][] {
  const slots: number[][] = pairs.map(() => [])
  counts.fill(0)
  // Only items of these pairs are looked at again: a fraction of what was compared.
  const isOfPair = new Uint8Array(ranks.length)
  pairs.forEach(({ first, second, together }, i) => {
    if (together > LISTED) return
    const [low, high] = [(ranks[first] ?? 1) - 1, (ranks[second] ?? 1) - 1] // both are among the compared
    isOfPair[low] = 1
    isOfPair[high] = 1
    counts[pairAt(low, high)] = i + 1
  })
  const found = new Uint32Array(LARGEST)
  for (let basket = 0; basket < count; basket++) {
    const first = starts[basket] as number // as many starts as baskets and one, as below
    const end = starts[basket + 1] as number
    if (end - first > LARGEST) continue
    let few = 0
    for (let i = first; i < end; i++) {
      const rank = items[i] as number // i < end
      if (isOfPair[rank] === 1) found[few++] = rank
    }
    for (let i = 1; i < few; i++) {
      const a = found[i] as number // i < few, as below
      for (let j = 0; j < i; j++) {
        const b = found[j] as number
        const pair = counts[a > b ? pairAt(b, a) : pairAt(a, b)] as number
        if (pair > 0) slots[pair - 1]?.push(owner[basket] as number)
      }
    }
  }
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
