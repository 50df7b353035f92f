import type { Order } from '@shared/schemas/orders.schema.ts'

/** An order as it lies in packed history: every field that counting reads, and what tells it from another. */
export type HistoryRecord = Readonly<Record<string, unknown>>

/** Long and read by nobody who counts. What the document has beside them is kept, so that a new report needs no new packing. */
const LEFT_OUT = [
  'shopId',
  'placedInv',
  'receipt',
  'customerName',
  'deliveryAddress',
  'moneyPostings',
  'stockPostings',
  'shipments',
  'commissions',
  'events',
  'note',
  'importKey',
  'details',
  'lines',
  'payments',
  'returns',
] as const satisfies (keyof Order)[]

/**
 * PACK-1: columns made of these records are those made of the documents. Ids of lines become their places, which
 * returns go on naming; of the goods' postings only the device stays, which says who sold.
 */
export function historyRecordOf(order: Order): HistoryRecord {
  const placeOf = new Map(order.lines.map(({ id }, i) => [id, String(i + 1)]))
  const [posted] = order.stockPostings
  return {
    ...without(order, LEFT_OUT),
    stockPostings: posted ? [{ deviceId: posted.deviceId }] : [],
    lines: order.lines.map((line, i) => ({ ...without(line, ['note']), id: String(i + 1) })),
    payments: order.payments.map((payment) => without(payment, ['id', 'reference', 'tendered', 'change'])),
    returns: order.returns.map((one) => ({
      ...without(one, ['id']),
      lines: one.lines.map((line) => ({
        ...line,
        lineId: line.lineId === null ? null : (placeOf.get(line.lineId) ?? null),
      })),
    })),
    events: order.events.map((event) => without(event, ['id', 'text'])),
  }
}

function without<Value extends object, Name extends keyof Value>(
  value: Value,
  names: readonly Name[],
): Omit<Value, Name> {
  const kept = { ...value }
  for (const name of names) delete kept[name]
  return kept
}
