import { assert } from '@shared/kernel/assert.ts'

export const ARRAYS = {
  i32: Int32Array,
  u32: Uint32Array,
  u16: Uint16Array,
  u8: Uint8Array,
  f64: Float64Array,
} as const
/** How a column lies in memory. */
export type ArrayType = keyof typeof ARRAYS
export type ColumnArray = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array
/** `amount` is any exact integer: four bytes a row until one comes that needs eight. Write it with `put`. */
export type ColumnType = ArrayType | 'amount'
export type ColumnSpec = Readonly<Record<string, ColumnType>>
type ArrayOf<Type extends ColumnType> = Type extends ArrayType
  ? InstanceType<(typeof ARRAYS)[Type]>
  : Int32Array | Float64Array
export type ColumnData<Spec extends ColumnSpec> = {
  -readonly [Name in keyof Spec]: ArrayOf<Spec[Name]>
}
type AmountsOf<Spec extends ColumnSpec> = {
  [Name in keyof Spec]: Spec[Name] extends 'amount' ? Name : never
}[keyof Spec]

/** The types that a column of a spec may be of. */
export const arrayTypesOf = (type: ColumnType): readonly ArrayType[] =>
  type === 'amount' ? ['i32', 'f64'] : [type]

/**
 * Rows as one typed array a column. `data` is replaced when it grows, and an array in it when it gets wider: read them anew before each
 * loop and keep them in locals inside the loop.
 */
export interface Columns<Spec extends ColumnSpec> {
  readonly spec: Spec
  readonly data: ColumnData<Spec>
  readonly length: number
  /** Adds rows of zeros and returns the first one's number. */
  append(count: number): number
  /** Writes an amount, making its column wider when it has to be. */
  put(name: AmountsOf<Spec>, row: number, amount: number): void
  /** Keeps the first `length` rows. */
  truncate(length: number): void
}

const FIRST_CAPACITY = 1_024
/** Small columns double; large ones leave less unused. */
const DOUBLING_BELOW = 65_536
const GROWTH = 1.25

const nextCapacity = (capacity: number): number =>
  capacity < DOUBLING_BELOW ? capacity * 2 : Math.ceil(capacity * GROWTH)

const allocateColumns = <Spec extends ColumnSpec>(
  spec: Spec,
  capacity: number,
  isWide: (name: string) => boolean,
): ColumnData<Spec> =>
  Object.fromEntries(
    Object.entries(spec).map(([name, type]) => {
      const ArrayOfType = type === 'amount' ? (isWide(name) ? Float64Array : Int32Array) : ARRAYS[type]
      return [name, new ArrayOfType(capacity)]
    }),
  ) as ColumnData<Spec> // built from the spec, name by name

export function createColumns<Spec extends ColumnSpec>(
  spec: Spec,
  initial?: { readonly data: ColumnData<Spec>; readonly length: number },
): Columns<Spec> {
  let data = initial?.data ?? allocateColumns(spec, FIRST_CAPACITY, () => false)
  let length = initial?.length ?? 0
  const capacityOf = () => Object.values<ArrayLike<number>>(data)[0]?.length ?? 0
  const grow = (needed: number) => {
    const capacity = Math.max(FIRST_CAPACITY, needed, nextCapacity(capacityOf()))
    const larger = allocateColumns(spec, capacity, (name) => data[name] instanceof Float64Array)
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
    put(name, row, amount) {
      const array: ColumnArray = data[name]
      if (array instanceof Int32Array && (amount | 0) !== amount) {
        // Amounts may be eight bytes wide; the types cannot follow which of the two a column is now.
        data[name] = Float64Array.from(array) as ColumnData<Spec>[typeof name]
      }
      data[name][row] = amount
    },
    truncate(kept) {
      assert(kept <= length, 'columns only shrink when truncated')
      for (const name of Object.keys(spec)) data[name]?.fill(0, kept, length)
      length = kept
    },
  }
}
