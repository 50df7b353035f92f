import { err, ok, type Result } from '@shared/kernel/result.ts'
import {
  ARRAYS,
  type ArrayType,
  arrayTypeOf,
  arrayTypesOf,
  type ColumnArray,
  type ColumnData,
  type ColumnSpec,
  type Columns,
} from './columns.ts'
import { crc32 } from './crc32.ts'

/** The Encoding API is the same, and pure, in every runtime the product runs in. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string }

/** `CMPT` in ASCII, little-endian. */
const MAGIC = 0x54_50_4d_43
const FORMAT = 1
/** magic, format, header length, padding: 16 bytes, so that the header's blocks stay aligned. */
const PREFIX = 16
const ALIGNMENT = 8

/** What a snapshot is of. A snapshot of anything else is refused, never converted: it can always be rebuilt. */
export interface SnapshotScope {
  readonly content: string
  /** Raise it whenever the meaning of the content changes. */
  readonly version: number
  /** Shop and everything else that the content depends on. */
  readonly scope: string
}

export interface Snapshot {
  /** JSON content, as it was given to `encodeSnapshot`. */
  readonly meta: unknown
  /** Columns by name. */
  readonly columns: ReadonlyMap<string, ColumnArray>
}

export type SnapshotError =
  | { readonly type: 'SnapshotTorn' }
  | { readonly type: 'SnapshotOfOther'; readonly found: SnapshotScope }

interface Block {
  readonly name: string
  readonly type: ArrayType
  readonly length: number
  readonly array: ColumnArray
}

interface Header extends SnapshotScope {
  readonly meta: unknown
  readonly blocks: readonly { name: string; type: ArrayType; length: number }[]
}

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT

/** One file: prefix, JSON header, column blocks, CRC-32 of everything before it. */
export function encodeSnapshot(
  scope: SnapshotScope,
  meta: unknown,
  columns: Readonly<Record<string, Columns<ColumnSpec>>>,
): Uint8Array {
  const blocks = Object.entries(columns).flatMap(([set, { spec, data, length }]) =>
    Object.entries(spec).map(
      ([name, type]): Block => ({
        name: `${set}.${name}`,
        type: arrayTypeOf(type, data[name]),
        length,
        array: data[name]?.subarray(0, length) ?? new Uint8Array(),
      }),
    ),
  )
  const named = blocks.map(({ name, type, length }) => ({ name, type, length }))
  const { content, version, scope: of } = scope
  const header = new TextEncoder().encode(
    JSON.stringify({ content, version, scope: of, meta, blocks: named } satisfies Header),
  )
  const size = blocks.reduce(
    (sum, { array }) => sum + aligned(array.byteLength),
    PREFIX + aligned(header.length),
  )
  const bytes = new Uint8Array(size + 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, FORMAT, true)
  view.setUint32(8, header.length, true)
  bytes.set(header, PREFIX)
  let at = PREFIX + aligned(header.length)
  for (const { array } of blocks) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += aligned(array.byteLength)
  }
  view.setUint32(size, crc32(bytes.subarray(0, size)), true)
  return bytes
}

/** Reads a snapshot back; torn, foreign and older ones are refused, and the caller rebuilds from the documents. */
export function decodeSnapshot(bytes: Uint8Array, wanted: SnapshotScope): Result<Snapshot, SnapshotError> {
  const header = readHeader(bytes)
  if (!header) return err({ type: 'SnapshotTorn' })
  const { content, version, scope } = header
  if (content !== wanted.content || version !== wanted.version || scope !== wanted.scope)
    return err({ type: 'SnapshotOfOther', found: { content, version, scope } })
  const columns = new Map<string, ColumnArray>()
  let at = PREFIX + aligned(headerLengthOf(bytes))
  for (const { name, type, length } of header.blocks) {
    const byteLength = length * ARRAYS[type].BYTES_PER_ELEMENT
    // A copy, because a view would keep the whole file in memory and need it to be aligned.
    const copy = bytes.slice(at, at + byteLength)
    columns.set(name, new ARRAYS[type](copy.buffer, 0, length))
    at += aligned(byteLength)
  }
  return ok({ meta: header.meta, columns })
}

const headerLengthOf = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(8, true)

function readHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < PREFIX + 4) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = bytes.length - 4
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== FORMAT) return null
  if (view.getUint32(size, true) !== crc32(bytes.subarray(0, size))) return null
  const header = bytes.subarray(PREFIX, PREFIX + view.getUint32(8, true))
  return JSON.parse(new TextDecoder().decode(header)) as Header // the checksum says that we wrote it
}

/** Takes a set of columns out of a snapshot; null when one is missing or of another type. */
export function columnsFrom<Spec extends ColumnSpec>(
  snapshot: Snapshot,
  set: string,
  spec: Spec,
): { data: ColumnData<Spec>; length: number } | null {
  const found: [string, ColumnArray][] = []
  for (const [name, type] of Object.entries(spec)) {
    const column = snapshot.columns.get(`${set}.${name}`)
    if (!column || !arrayTypesOf(type).some((one) => column instanceof ARRAYS[one])) return null
    found.push([name, column])
  }
  const length = found[0]?.[1].length ?? 0
  if (found.some(([, column]) => column.length !== length)) return null
  return { data: Object.fromEntries(found) as ColumnData<Spec>, length } // every column was checked against the spec
}
