import { assert } from '@shared/kernel/assert.ts'

const ARRAYS = { i32: Int32Array, u32: Uint32Array, u8: Uint8Array, f64: Float64Array } as const
export type ColumnType = keyof typeof ARRAYS
export type ColumnSpec = Readonly<Record<string, ColumnType>>
export type ColumnData<Spec extends ColumnSpec> = {
  -readonly [Name in keyof Spec]: InstanceType<(typeof ARRAYS)[Spec[Name]]>
}

/**
 * Rows as one typed array a column, growing by doubling. `data` is replaced when it grows: read it anew before each
 * loop and keep it in a local inside the loop.
 */
export interface Columns<Spec extends ColumnSpec> {
  readonly spec: Spec
  readonly data: ColumnData<Spec>
  readonly length: number
  /** Adds rows of zeros and returns the first one's number. */
  append(count: number): number
  /** Keeps the first `length` rows. */
  truncate(length: number): void
}

const FIRST_CAPACITY = 1_024

const allocateColumns = <Spec extends ColumnSpec>(spec: Spec, capacity: number): ColumnData<Spec> =>
  Object.fromEntries(
    Object.entries(spec).map(([name, type]) => [name, new ARRAYS[type](capacity)]),
  ) as ColumnData<Spec> // built from the spec, name by name

export function createColumns<Spec extends ColumnSpec>(
  spec: Spec,
  initial?: { readonly data: ColumnData<Spec>; readonly length: number },
): Columns<Spec> {
  let data = initial?.data ?? allocateColumns(spec, FIRST_CAPACITY)
  let length = initial?.length ?? 0
  const capacityOf = () => Object.values<ArrayLike<number>>(data)[0]?.length ?? 0
  const grow = (needed: number) => {
    const larger = allocateColumns(spec, Math.max(FIRST_CAPACITY, needed, capacityOf() * 2))
    for (const name of Object.keys(spec)) larger[name]?.set(data[name]?.subarray(0, length) ?? [])
    data = larger
  }
  return {
    spec,
    get data() {
      return data
    },
    get length() {
      return length
    },
    append(count) {
      const first = length
      if (first + count > capacityOf()) grow(first + count)
      length += count
      return first
    },
    truncate(kept) {
      assert(kept <= length, 'columns only shrink when truncated')
      for (const name of Object.keys(spec)) data[name]?.fill(0, kept, length)
      length = kept
    },
  }
}
