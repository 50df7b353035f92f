import type { ColumnSpec, Columns } from './columns.ts'

/** A dead row's day, where rows have one: before every day, so that a scan by range passes it without a question of its own. */
export const DEAD_DAY = -2_147_483_648
/** The same where rows have a time and no day. */
export const DEAD_TIME = Number.NEGATIVE_INFINITY
/** Whose it is, where rows say that: nobody's. */
const NOBODY = 4_294_967_295
const DEAD_TOLERATED = 4_096

/** Where a document's rows lie. */
export interface RowSpan {
  first: number
  count: number
}

/** Whose rows they are, by number from zero on. */
export interface RowOwners {
  readonly length: number
  spanOf(owner: number): RowSpan
  /** Its rows begin here now. */
  moved(owner: number, first: number): void
}

/**
 * Columns whose rows are replaced document by document and lie one after the other. Room of the same size is used again; rows that no longer
 * fit die in place and are squeezed out once a quarter of all rows is dead.
 */
export interface OwnedRows<Spec extends ColumnSpec> {
  readonly columns: Columns<Spec>
  readonly dead: number
  /** Makes room for `count` rows instead of those of the span, and returns the first one's number; the caller fills them at once. */
  replace(span: RowSpan, count: number): number
  /** Squeezes dead rows out when there are many. */
  compact(owners: RowOwners): boolean
}

export function createOwnedRows<Spec extends ColumnSpec>(
  columns: Columns<Spec>,
  deadNow = 0,
): OwnedRows<Spec> {
  let dead = deadNow
  return {
    columns,
    get dead() {
      return dead
    },
    replace(span, count) {
      if (span.count === count) return span.first
      const { owner, day, at } = columns.data
      owner?.fill(NOBODY, span.first, span.first + span.count)
      day?.fill(DEAD_DAY, span.first, span.first + span.count)
      at?.fill(DEAD_TIME, span.first, span.first + span.count)
      dead += span.count
      return count === 0 ? 0 : columns.append(count)
    },
    compact(owners) {
      if (dead <= DEAD_TOLERATED || dead * 4 < columns.length) return false
      columns.truncate(squeeze(columns, owners))
      dead = 0
      return true
    },
  }
}

function squeeze<Spec extends ColumnSpec>(columns: Columns<Spec>, owners: RowOwners): number {
  const { data, length } = columns
  const arrays: { [index: number]: number }[] = Object.values(data)
  const ownerOf = ownersByRow(length, owners)
  let kept = 0
  let lastOwner = -1
  for (let row = 0; row < length; row++) {
    const owner = ownerOf[row] ?? NOBODY
    if (owner === NOBODY) continue
    if (owner !== lastOwner) owners.moved(owner, kept)
    lastOwner = owner
    if (kept !== row) for (const array of arrays) array[kept] = array[row] ?? 0
    kept++
  }
  return kept
}

/** Kept while rows are squeezed, and not with every row: only then does anybody ask whose a row is. */
function ownersByRow(rows: number, owners: RowOwners): Uint32Array {
  const ownerOf = new Uint32Array(rows).fill(NOBODY)
  for (let owner = 0; owner < owners.length; owner++) {
    const { first, count } = owners.spanOf(owner)
    ownerOf.fill(owner, first, first + count)
  }
  return ownerOf
}
