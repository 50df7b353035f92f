/** Whatever is listed by name. */
interface Named {
  readonly id: string
  readonly nameKey: string
}

/** Above this many changes, one pass that puts all in their places is cheaper than moving the rest for each. */
const MANY_CHANGES = 16

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

/** What stays is copied up to the place of each that is new: a page of a first load costs no sorting of what was there. */
function rebuilt<Entry extends Named>(
  entries: readonly Entry[],
  changes: readonly { removed: Entry | undefined; added: Entry | undefined }[],
): Entry[] {
  const gone = new Set<Entry>()
  const coming = new Set<Entry>()
  for (const { removed, added } of changes) {
    if (removed && !coming.delete(removed)) gone.add(removed)
    if (added) coming.add(added)
  }
  const kept = gone.size === 0 ? entries : entries.filter((entry) => !gone.has(entry))
  const together: Entry[] = []
  let from = 0
  for (const added of [...coming].sort(byName)) {
    const at = placeOf(kept, added)
    for (; from < at; from++) together.push(kept[from] as Entry) // from < at, which is at most its length
    together.push(added)
  }
  for (; from < kept.length; from++) together.push(kept[from] as Entry)
  return together
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

/** Equal names by id. */
export function byName(a: Named, b: Named): number {
  if (a.nameKey !== b.nameKey) return a.nameKey < b.nameKey ? -1 : 1
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
