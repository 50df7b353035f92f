import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { HistoryRecord } from './history-record.ts'
import { type Packed, packRecords, UnreadablePack, unpackRecords } from './pack-records.ts'
import { isCountableOrder } from './sale-facts.ts'

const FORMAT = 'comptoir-history'
/** Raise it when a record means something else than before: both sides then pack and ask anew. */
export const SEGMENT_VERSION = 1

/** What a piece of history is of. */
export interface SegmentScope {
  readonly shopId: string
  /** `YYYYMM` of the orders' own business day. */
  readonly month: number
}

interface SegmentText extends SegmentScope {
  readonly format: typeof FORMAT
  readonly version: number
  readonly orders: number
  readonly records: Packed
}

export type SegmentProblem =
  /** No such file, or one that does not hold together. */
  | 'torn'
  /** Written by an older or a newer program. */
  | 'other-version'
  | 'other-shop'
  | 'other-month'

/** The text of a piece of history, the same for the same records in the same order. */
export const encodeSegment = ({ shopId, month }: SegmentScope, records: readonly HistoryRecord[]): string =>
  JSON.stringify({
    format: FORMAT,
    version: SEGMENT_VERSION,
    shopId,
    month,
    orders: records.length,
    records: packRecords(records),
  } satisfies SegmentText)

/** Its orders, each with what counting needs; anything that is not exactly what was asked for is refused whole. */
export function decodeSegment(
  text: string,
  wanted: SegmentScope & { readonly orders: number },
): Result<Order[], SegmentProblem> {
  const read = parse(text)
  if (read === null || read.format !== FORMAT) return err('torn')
  if (read.version !== SEGMENT_VERSION) return err('other-version')
  if (read.shopId !== wanted.shopId) return err('other-shop')
  if (read.month !== wanted.month) return err('other-month')
  const records = unpack(read.records)
  if (records === null || records.length !== wanted.orders) return err('torn')
  const orders = records.filter(isPackedOrder)
  return orders.length === records.length ? ok(orders) : err('torn')
}

function isPackedOrder(value: unknown): value is Order {
  return isCountableOrder(value) && Number.isSafeInteger(value.rev) && typeof value.editId === 'string'
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function unpack(packed: unknown): unknown[] | null {
  try {
    return unpackRecords(packed)
  } catch (error) {
    if (error instanceof UnreadablePack) return null
    throw error
  }
}
