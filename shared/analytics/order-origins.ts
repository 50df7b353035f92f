import type { Order } from '@shared/schemas/orders.schema.ts'
import type { OrderColumns } from './order-columns.ts'
import { SALE_KINDS } from './sale-facts.ts'

/*
 * PACK-3: an order is counted once, from its document on this device or from packed history, whichever has the newer revision
 * (of two that are the same, the document). Whatever order they arrive in, once the documents are here the columns are those
 * made of the documents alone.
 */

const DOCUMENT = 0
const PACKED = 1
/** A document that holds changes the server has not acknowledged: newer than whatever the server has packed. */
const UNSENT = 2

/** Counts a document of this device. */
export function applyDocument(columns: OrderColumns, order: Order, isPending: boolean): void {
  const slot = columns.ids.find(order.id)
  const { data } = columns.orders
  const isOlder =
    slot !== undefined && data.origin[slot] === PACKED && (data.rev[slot] ?? 0) > order.rev && !isPending
  if (!isOlder) write(columns, order, isPending ? UNSENT : DOCUMENT)
}

/** Counts an order of packed history, unless something as new is counted. Answers whether it did. */
export function applyPacked(columns: OrderColumns, order: Order): boolean {
  const slot = columns.ids.find(order.id)
  const { data } = columns.orders
  const isKnown = slot !== undefined && data.kind[slot] !== SALE_KINDS.removed
  if (isKnown && (data.origin[slot] === UNSENT || (data.rev[slot] ?? 0) >= order.rev)) return false
  write(columns, order, PACKED)
  return true
}

/** Forgets a document that is gone or cannot be read; what packed history says of it stays. */
export function forgetDocument(columns: OrderColumns, orderId: string): void {
  const slot = columns.ids.find(orderId)
  if (slot !== undefined && columns.orders.data.origin[slot] !== PACKED) columns.remove(orderId)
}

function write(columns: OrderColumns, order: Order, origin: number): void {
  columns.apply(order)
  const slot = columns.ids.find(order.id) ?? 0
  columns.orders.data.origin[slot] = origin
  columns.orders.put('rev', slot, order.rev)
}

/** Ids of the orders that are counted from packed history: their documents are not here yet, or older. */
export function packedOrders(columns: OrderColumns): string[] {
  const { data, length } = columns.orders
  const found: string[] = []
  for (let slot = 0; slot < length; slot++)
    if (data.origin[slot] === PACKED) found.push(columns.ids.textOf(slot))
  return found
}

/** How many orders are counted from packed history. */
export function countPacked(columns: OrderColumns): number {
  const { data, length } = columns.orders
  let count = 0
  for (let slot = 0; slot < length; slot++) if (data.origin[slot] === PACKED) count++
  return count
}

/** Takes all packed history out again: its server has become another incarnation. */
export function dropPacked(columns: OrderColumns): string[] {
  const dropped = packedOrders(columns)
  for (const id of dropped) {
    columns.remove(id)
    const slot = columns.ids.find(id) ?? 0
    columns.orders.data.origin[slot] = DOCUMENT
    columns.orders.data.rev[slot] = 0
  }
  return dropped
}
