import type { Id } from '@shared/kernel/id.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Order, Receipt } from '@shared/schemas/orders.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'

/** Which order holds a receipt number, and which device a code belongs to (RECEIPT-1). */
export interface ReceiptBook {
  readonly orderByNumber: Map<string, string>
  readonly deviceByCode: Map<string, string>
}

const numberOf = ({ deviceCode, epoch, counter }: Receipt): string => `${deviceCode}-${epoch}-${counter}`

export async function loadReceiptBook(
  transaction: Transaction,
  shopId: Id,
  receipts: readonly Receipt[],
): Promise<ReceiptBook> {
  const codes = receipts.map((receipt) => receipt.deviceCode)
  if (codes.length === 0) return { orderByNumber: new Map(), deviceByCode: new Map() }
  const holding = transaction.query<{
    device_code: string
    epoch: number
    counter: number
    order_id: string
  }>({
    name: 'find-receipts',
    text: `select held.device_code, held.epoch, held.counter, held.order_id
      from unnest($2::text[], $3::int[], $4::bigint[]) as asked (code, epoch, counter)
      cross join lateral (select r.device_code, r.epoch, r.counter, r.order_id from receipts r where r.shop_id = $1
        and r.device_code = asked.code and r.epoch = asked.epoch and r.counter = asked.counter limit 1) held`,
    values: [
      shopId,
      codes,
      receipts.map((receipt) => receipt.epoch),
      receipts.map((receipt) => receipt.counter),
    ],
  })
  const owning = transaction.query<{ code: string; id: string }>({
    name: 'find-devices',
    text: 'select code, id from devices where shop_id = $1 and code = any($2)',
    values: [shopId, codes],
  })
  const [held, devices] = await Promise.all([holding, owning])
  return {
    orderByNumber: new Map(
      held.rows.map((row) => [numberOf({ ...row, deviceCode: row.device_code }), row.order_id]),
    ),
    deviceByCode: new Map(devices.rows.map((row) => [row.code, row.id])),
  }
}

/**
 * Whether the order may bear its number; notes it in the book when it may.
 * A code nobody holds is let through only after a restore, which can lose the device's registration while its sales come
 * back. Before, it would be the code of a device still to come, whose numbers somebody takes in advance.
 */
export function takeReceipt(book: ReceiptBook, order: Order, epoch: number): Refusal | null {
  if (!order.receipt) return null
  const number = numberOf(order.receipt)
  const holder = book.orderByNumber.get(number)
  if (holder !== undefined && holder !== order.id)
    return { code: 'RECEIPT_REUSED', params: { number: order.number } }
  const owner = book.deviceByCode.get(order.receipt.deviceCode)
  const isForeign = owner === undefined ? epoch === 1 : owner !== sellerOf(order)
  if (holder === undefined && isForeign) {
    return { code: 'RULE', params: { rule: 'RECEIPT-1', field: 'receipt' } }
  }
  book.orderByNumber.set(number, order.id)
  return null
}

/**
 * The device that sold: whose signature is under the goods that left. The document itself bears the device of its last edit,
 * which after a restore may be any that brings the order back (R14).
 */
const sellerOf = ({ stockPostings, deviceId }: Order): Id =>
  stockPostings.find(({ kind }) => kind === 'sale')?.deviceId ?? deviceId

/** Keeps the numbers of newly sold orders; a number taken meanwhile by another push fails the transaction. */
export async function storeReceipts(
  transaction: Transaction,
  shopId: Id,
  orders: readonly Order[],
): Promise<void> {
  const numbered = orders.flatMap(({ id, receipt }) => (receipt ? [{ id, ...receipt }] : []))
  if (numbered.length === 0) return
  const stored = await transaction.query({
    name: 'store-receipts',
    text: `insert into receipts (shop_id, device_code, epoch, counter, order_id)
      select $1, n.* from unnest($2::text[], $3::int[], $4::bigint[], $5::text[]) as n on conflict do nothing`,
    values: [
      shopId,
      numbered.map((one) => one.deviceCode),
      numbered.map((one) => one.epoch),
      numbered.map((one) => one.counter),
      numbered.map((one) => one.id),
    ],
  })
  if (stored.rowCount !== numbered.length) throw new ChangedMeanwhile()
}

/** Makes the transaction run again: what we decided on is no longer so. */
export class ChangedMeanwhile extends Error {
  readonly code = '40001'
  constructor() {
    super('Another transaction came first')
    this.name = 'ChangedMeanwhile'
  }
}
