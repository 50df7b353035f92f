import type { ColumnSpec, Columns } from './columns.ts'

/** Rows that belong to a document (an owner's number) and lie one after the other. */
export type OwnedSpec = ColumnSpec & { readonly owner: 'u32' }

/** A dead row belongs to nobody. */
export const DEAD_OWNER = 4_294_967_295
/** A dead row's day, where rows have one: before every day, so that a scan by range passes it without a question of its own. */
export const DEAD_DAY = -2_147_483_648
const DEAD_TOLERATED = 4_096

/** Where a document's rows lie. */
export interface RowSpan {
  first: number
  count: number
}

/**
 * Columns whose rows are replaced document by document. Room of the same size is used again; rows that no longer fit
 * die in place and are squeezed out once a quarter of all rows is dead.
 */
export interface OwnedRows<Spec extends OwnedSpec> {
  readonly columns: Columns<Spec>
  readonly dead: number
  /** Makes room for `count` rows of `owner` and returns the first one's number; the caller fills them at once. */
  replace(owner: number, span: RowSpan, count: number): number
  /** Squeezes dead rows out when there are many; `moved` hears where each owner's rows begin now. */
  compact(moved: (owner: number, first: number) => void): boolean
}

export function createOwnedRows<Spec extends OwnedSpec>(
  columns: Columns<Spec>,
  deadNow = 0,
): OwnedRows<Spec> {
  let dead = deadNow
  return {
    columns,
    get dead() {
      return dead
    },
    replace(owner, span, count) {
      if (span.count === count) return span.first
      columns.data.owner.fill(DEAD_OWNER, span.first, span.first + span.count)
      columns.data.day?.fill(DEAD_DAY, span.first, span.first + span.count)
      dead += span.count
      const first = count === 0 ? 0 : columns.append(count)
      columns.data.owner.fill(owner, first, first + count)
      return first
    },
    compact(moved) {
      if (dead <= DEAD_TOLERATED || dead * 4 < columns.length) return false
      columns.truncate(squeeze(columns, moved))
      dead = 0
      return true
    },
  }
}

function squeeze<Spec extends OwnedSpec>(
  columns: Columns<Spec>,
  moved: (owner: number, first: number) => void,
): number {
  const { data, length } = columns
  const arrays: { [index: number]: number }[] = Object.values(data)
  let kept = 0
  let lastOwner = -1
  for (let row = 0; row < length; row++) {
    const owner = data.owner[row] ?? DEAD_OWNER
    if (owner === DEAD_OWNER) continue
    if (owner !== lastOwner) moved(owner, kept)
    lastOwner = owner
    if (kept !== row) for (const array of arrays) array[kept] = array[row] ?? 0
    kept++
  }
  return kept
}
