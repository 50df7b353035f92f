import type { ProductEntry } from './catalogue-entry.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { type JoinedTexts, joinTexts } from './joined-texts.ts'
import { byName } from './name-order.ts'

/** Everything that is searched for words. */
export interface CatalogueTexts {
  /** Products that hold every word, in order of their names. */
  find(words: readonly string[]): ProductEntry[]
}

/** Products, in order of their names, with their texts in one string. */
interface Joined {
  readonly entries: readonly ProductEntry[]
  readonly texts: JoinedTexts
}

/**
 * Sales change the stock all day, names seldom; a first load brings new names page by page. Each lot of new ones is joined by itself, and
 * with the one before it as soon as that is not twice as large: there are few of them, and over a whole load each product is joined a few times.
 */
export function createCatalogueTexts(index: CatalogueIndex): CatalogueTexts {
  let lots: Joined[] = []
  let isStarted = false
  const join = (entries: readonly ProductEntry[]): Joined => ({
    entries,
    texts: joinTexts(entries.map((entry) => textOf(index, entry))),
  })
  const living = (entries: readonly ProductEntry[]) => entries.filter((entry) => isLiving(index, entry))
  const bringUpToDate = () => {
    const taken = index.takeFresh()
    // The index may be older than this: then everything in it is new here.
    const fresh = isStarted ? taken : null
    isStarted = true
    if (fresh?.length === 0) return
    let newest: readonly ProductEntry[] = fresh
      ? living([...new Set(fresh)]).sort(byName)
      : [...index.byName()]
    const older = fresh ? lots : []
    for (let last = older.at(-1); last && last.entries.length <= 2 * newest.length; last = older.at(-1)) {
      older.pop()
      newest = merge(living(last.entries), newest)
    }
    lots = [...older, join(newest)]
  }
  return {
    find(words) {
      bringUpToDate()
      return lots.map((lot) => findIn(index, lot, words)).reduce(merge, [])
    },
  }
}

function textOf(index: CatalogueIndex, { text, categoryId }: ProductEntry): string {
  const category = index.category(categoryId)
  return category === undefined ? text : `${text}\n${category.nameKey}`
}

/** What was changed since stands among the new ones, what was removed nowhere. */
const isLiving = (index: CatalogueIndex, entry: ProductEntry): boolean => index.product(entry.id) === entry

function findIn(index: CatalogueIndex, { entries, texts }: Joined, words: readonly string[]): ProductEntry[] {
  const found: ProductEntry[] = []
  texts.find(words, (place) => {
    const entry = entries[place]
    if (entry && isLiving(index, entry)) found.push(entry)
  })
  return found
}

function merge(a: readonly ProductEntry[], b: readonly ProductEntry[]): ProductEntry[] {
  if (a.length === 0 || b.length === 0) return [...a, ...b]
  const merged: ProductEntry[] = []
  let next = 0
  for (const entry of a) {
    for (let other = b[next]; other && byName(other, entry) < 0; other = b[next]) {
      merged.push(other)
      next++
    }
    merged.push(entry)
  }
  return merged.concat(b.slice(next))
}
