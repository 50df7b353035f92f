import type { ProductEntry } from './catalogue-entry.ts'

/** Above this many changes, sorting everything once is cheaper than putting each in its place. */
const MANY_CHANGES = 300

/** Products in order of their folded names, kept in order change by change. */
export interface NameOrder {
  change(removed: ProductEntry | undefined, added: ProductEntry | undefined): void
  /** In order; the array may be replaced with the next change. */
  read(): readonly ProductEntry[]
}

export function createNameOrder(): NameOrder {
  let entries: ProductEntry[] = []
  let changes: { removed: ProductEntry | undefined; added: ProductEntry | undefined }[] = []
  return {
    change: (removed, added) => {
      changes.push({ removed, added })
    },
    read() {
      if (changes.length === 0) return entries
      const waiting = changes
      changes = []
      if (waiting.length > MANY_CHANGES) entries = rebuilt(entries, waiting)
      else for (const { removed, added } of waiting) applyOne(entries, removed, added)
      return entries
    },
  }
}

function rebuilt(
  entries: readonly ProductEntry[],
  changes: readonly { removed: ProductEntry | undefined; added: ProductEntry | undefined }[],
): ProductEntry[] {
  const living = new Set(entries)
  for (const { removed, added } of changes) {
    if (removed) living.delete(removed)
    if (added) living.add(added)
  }
  return [...living].sort(byName)
}

function applyOne(
  entries: ProductEntry[],
  removed: ProductEntry | undefined,
  added: ProductEntry | undefined,
): void {
  if (removed) {
    const at = placeOf(entries, removed)
    if (entries[at] === removed) entries.splice(at, 1)
  }
  if (added) entries.splice(placeOf(entries, added), 0, added)
}

function placeOf(entries: readonly ProductEntry[], wanted: ProductEntry): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byName(entries[middle] as ProductEntry, wanted) < 0)
      low = middle + 1 // middle < length
    else high = middle
  }
  return low
}

function byName(a: ProductEntry, b: ProductEntry): number {
  if (a.nameKey !== b.nameKey) return a.nameKey < b.nameKey ? -1 : 1
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
