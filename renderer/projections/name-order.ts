/** Whatever is listed by name. */
interface Named {
  readonly id: string
  readonly nameKey: string
}

/** Above this many changes, sorting everything once is cheaper than putting each in its place. */
const MANY_CHANGES = 300

/** Entries in order of their folded names, kept in order change by change. */
export interface NameOrder<Entry extends Named> {
  change(removed: Entry | undefined, added: Entry | undefined): void
  /** In order; the array may be replaced with the next change. */
  read(): readonly Entry[]
}

export function createNameOrder<Entry extends Named>(): NameOrder<Entry> {
  let entries: Entry[] = []
  let changes: { removed: Entry | undefined; added: Entry | undefined }[] = []
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

function rebuilt<Entry extends Named>(
  entries: readonly Entry[],
  changes: readonly { removed: Entry | undefined; added: Entry | undefined }[],
): Entry[] {
  const living = new Set(entries)
  for (const { removed, added } of changes) {
    if (removed) living.delete(removed)
    if (added) living.add(added)
  }
  return [...living].sort(byName)
}

function applyOne<Entry extends Named>(
  entries: Entry[],
  removed: Entry | undefined,
  added: Entry | undefined,
): void {
  if (removed) {
    const at = placeOf(entries, removed)
    if (entries[at] === removed) entries.splice(at, 1)
  }
  if (added) entries.splice(placeOf(entries, added), 0, added)
}

function placeOf<Entry extends Named>(entries: readonly Entry[], wanted: Entry): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byName(entries[middle] as Entry, wanted) < 0)
      low = middle + 1 // middle < length
    else high = middle
  }
  return low
}

function byName(a: Named, b: Named): number {
  if (a.nameKey !== b.nameKey) return a.nameKey < b.nameKey ? -1 : 1
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
