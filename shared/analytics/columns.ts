import { assert } from '@shared/kernel/assert.ts'

export const ARRAYS = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f64: Float64Array,
} as const
/** How a column lies in memory. */
export type ArrayType = keyof typeof ARRAYS
export type ColumnArray = InstanceType<(typeof ARRAYS)[ArrayType]>

/** Columns whose numbers take as few bytes as the largest of them needs: narrow first, wider once one comes that does not fit. */
const GROWING = {
  /** Any exact integer. */
  amount: ['i8', 'i16', 'i32', 'f64'],
  /** Whole numbers from zero. */
  count: ['u8', 'u16', 'u32'],
} as const satisfies Record<string, readonly ArrayType[]>
type GrowingType = keyof typeof GROWING

/** A growing column is written with `put`. */
export type ColumnType = ArrayType | GrowingType
export type ColumnSpec = Readonly<Record<string, ColumnType>>
type ArrayOf<Type extends ColumnType> = InstanceType<
  (typeof ARRAYS)[Type extends GrowingType ? (typeof GROWING)[Type][number] : Type & ArrayType]
>
export type ColumnData<Spec extends ColumnSpec> = {
  -readonly [Name in keyof Spec]: ArrayOf<Spec[Name]>
}
type GrowingOf<Spec extends ColumnSpec> = {
  [Name in keyof Spec]: Spec[Name] extends GrowingType ? Name : never
}[keyof Spec]

const isGrowing = (type: ColumnType): type is GrowingType => Object.hasOwn(GROWING, type)

/** The types that a column of a spec may be of, the narrowest first. */
export const arrayTypesOf = (type: ColumnType): readonly ArrayType[] =>
  isGrowing(type) ? GROWING[type] : [type]

/** How a column of that type lies in memory now. */
export const arrayTypeOf = (type: ColumnType, array: ColumnArray | undefined): ArrayType => {
  const types = arrayTypesOf(type)
  return types.find((one) => array instanceof ARRAYS[one]) ?? (types[0] as ArrayType) // each has at least one
}

/**
 * Rows as one typed array a column. `data` is replaced when it grows, and an array in it when it gets wider: read them anew before each
 * loop and keep them in locals inside the loop.
 */
export interface Columns<Spec extends ColumnSpec> {
  readonly spec: Spec
  readonly data: ColumnData<Spec>
  readonly length: number
  /** What its arrays take, the room to grow included. */
  readonly byteLength: number
  /** Adds rows of zeros and returns the first one's number. */
  append(count: number): number
  /** Writes a number, making its column wider when it has to be. */
  put(name: GrowingOf<Spec>, row: number, value: number): void
  /** Keeps the first `length` rows. */
  truncate(length: number): void
}

const FIRST_CAPACITY = 1_024
/** Small columns double; large ones leave little unused, and are copied as a block when they grow. */
const DOUBLING_BELOW = 65_536
const GROWTH = 1.0625

const nextCapacity = (capacity: number): number =>
  capacity < DOUBLING_BELOW ? capacity * 2 : Math.ceil(capacity * GROWTH)

const allocateColumns = <Spec extends ColumnSpec>(
  spec: Spec,
  capacity: number,
  typeOf: (name: string, type: ColumnType) => ArrayType,
): ColumnData<Spec> =>
  Object.fromEntries(
    Object.entries(spec).map(([name, type]) => [name, new ARRAYS[typeOf(name, type)](capacity)]),
  ) as ColumnData<Spec> // built from the spec, name by name

export function createColumns<Spec extends ColumnSpec>(
  spec: Spec,
  initial?: { readonly data: ColumnData<Spec>; readonly length: number },
): Columns<Spec> {
  let data = initial?.data ?? allocateColumns(spec, FIRST_CAPACITY, (_, type) => arrayTypeOf(type, undefined))
  let length = initial?.length ?? 0
  const arrays = () => Object.values<ColumnArray>(data)
  const capacityOf = () => arrays()[0]?.length ?? 0
  const grow = (needed: number) => {
    const capacity = Math.max(FIRST_CAPACITY, needed, nextCapacity(capacityOf()))
    const larger = allocateColumns(spec, capacity, (name, type) => arrayTypeOf(type, data[name]))
    for (const name of Object.keys(spec)) larger[name]?.set(data[name]?.subarray(0, length) ?? [])
    data = larger
  }
  const widen = (name: GrowingOf<Spec>, value: number) => {
    const narrow: ColumnArray = data[name]
    const types = arrayTypesOf(spec[name] as ColumnType) // a name of the spec
    const wider = types.find((type) => new ARRAYS[type]([value])[0] === value)
    assert(wider !== undefined, 'a number that its column cannot hold')
    // Its type is one of the spec's; the types cannot follow which of them a column is now.
    data[name] = ARRAYS[wider].from(narrow) as ColumnData<Spec>[typeof name]
  }
  return {
    spec,
    get data() {
      return data
    },
    get length() {
      return length
    },
    get byteLength() {
      return arrays().reduce((sum, { byteLength }) => sum + byteLength, 0)
    },
    append(count) {
      const first = length
      if (first + count > capacityOf()) grow(first + count)
      length += count
      return first
    },
    put(name, row, value) {
      const array: ColumnArray = data[name]
      array[row] = value
      if (array[row] === value) return
      widen(name, value)
      data[name][row] = value
    },
    truncate(kept) {
      assert(kept <= length, 'columns only shrink when truncated')
      for (const name of Object.keys(spec)) data[name]?.fill(0, kept, length)
      length = kept
    },
  }
}
