import type { Id } from '@shared/kernel/id.ts'
import type { Transaction } from '../database/run-transaction.ts'

export interface RegisteredDevice {
  readonly id: Id
  readonly code: string
  readonly name: string
  readonly isNew: boolean
}

const DIGITS = 9
const LETTERS = 26

/** The nth device's short code, printed on its receipts: A1 … A9, B1 … Z9, then AA1, AA2 … */
export function deviceCode(index: number): string {
  let rest = Math.floor(index / DIGITS)
  let letters = ''
  do {
    letters = String.fromCharCode(65 + (rest % LETTERS)) + letters
    rest = Math.floor(rest / LETTERS) - 1
  } while (rest >= 0)
  return `${letters}${(index % DIGITS) + 1}`
}

const DAY_MS = 86_400_000

/**
 * Whether the device may come in: known to the shop, or one of the `maxPerDay` that the shop registers in a day, so that a
 * stolen password cannot fill the shop with devices.
 */
export async function hasPlaceFor(
  transaction: Transaction,
  shopId: Id,
  deviceId: Id,
  { now, maxPerDay }: { readonly now: number; readonly maxPerDay: number },
): Promise<boolean> {
  const { rows } = await transaction.query<{ known: boolean; made: number }>(
    `select coalesce(bool_or(id = $2), false) as known, count(*) filter (where created_at > $3) as made
      from devices where shop_id = $1`,
    [shopId, deviceId, now - DAY_MS],
  )
  return rows[0]?.known === true || (rows[0]?.made ?? 0) < maxPerDay
}

/**
 * The shop's device of that id, registered on first sight with a code that no other device of the shop ever had
 * (RECEIPT-1). The same id in another shop is another device. Null when the device was revoked.
 */
export async function registerDevice(
  transaction: Transaction,
  shopId: Id,
  device: { readonly id: Id; readonly name: string },
  now: number,
): Promise<RegisteredDevice | null> {
  const known = await findDevice(transaction, shopId, device.id)
  if (known) return renameDevice(transaction, shopId, known, device.name)
  const counted = await transaction.query<{ device_count: number }>(
    'update shops set device_count = device_count + 1 where shop_id = $1 returning device_count',
    [shopId],
  )
  // Two first sign-ins of one device at once: the second finds what the first made while it waited for the shop's row.
  const meanwhile = await findDevice(transaction, shopId, device.id)
  if (meanwhile) return renameDevice(transaction, shopId, meanwhile, device.name)
  const code = deviceCode((counted.rows[0]?.device_count ?? 1) - 1)
  await transaction.query(
    'insert into devices (shop_id, id, code, name, created_at) values ($1, $2, $3, $4, $5)',
    [shopId, device.id, code, device.name, now],
  )
  return { id: device.id, code, name: device.name, isNew: true }
}

interface DeviceRow {
  readonly id: Id
  readonly code: string
  readonly name: string
  readonly revoked_at: number | null
}

async function findDevice(transaction: Transaction, shopId: Id, id: Id): Promise<DeviceRow | undefined> {
  const { rows } = await transaction.query<DeviceRow>(
    'select id, code, name, revoked_at from devices where shop_id = $1 and id = $2',
    [shopId, id],
  )
  return rows[0]
}

async function renameDevice(
  transaction: Transaction,
  shopId: Id,
  known: DeviceRow,
  name: string,
): Promise<RegisteredDevice | null> {
  if (known.revoked_at !== null) return null
  if (known.name !== name) {
    await transaction.query('update devices set name = $3 where shop_id = $1 and id = $2', [
      shopId,
      known.id,
      name,
    ])
  }
  return { id: known.id, code: known.code, name, isNew: false }
}
