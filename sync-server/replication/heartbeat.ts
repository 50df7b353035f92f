import type { Id } from '@shared/kernel/id.ts'
import { ok, type Result } from '@shared/kernel/result.ts'
import type { DeviceStatus, HeartbeatResponse, heartbeatRequestSchema } from '@shared/protocol/sync.ts'
import type { z } from 'zod'
import { loadContext } from '../auth/actor.ts'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import { countDocuments } from './count-documents.ts'
import type { Reader, ReadFailure } from './reading.ts'

/** Keeps what a device says of itself and answers how the whole shop stands. */
export function recordHeartbeat(
  reader: Reader,
  told: z.infer<typeof heartbeatRequestSchema>,
): Promise<Result<HeartbeatResponse, ReadFailure>> {
  const { shopId, deviceId } = reader.claims
  return inShop(reader.pool, shopId, async (transaction) => {
    const context = await loadContext(transaction, reader.claims, reader.now)
    if (!context.ok) return context
    await transaction.query(
      `insert into device_status as s (shop_id, device_id, last_seen_at, pending, refused, conflicts, storage_bytes, receipt_epoch, receipt_counter, oldest_pending_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (shop_id, device_id) do update set last_seen_at = $3, pending = $4, refused = $5, conflicts = $6,
          storage_bytes = $7, receipt_epoch = $8, receipt_counter = $9, oldest_pending_at = $10`,
      [
        shopId,
        deviceId,
        reader.now,
        told.pending,
        told.refused,
        told.conflicts,
        told.storageBytes,
        told.receiptEpoch,
        told.receiptCounter,
        told.oldestPendingAt,
      ],
    )
    return ok({
      epoch: context.value.epoch,
      serverTime: reader.now,
      counts: await countDocuments(transaction, shopId),
      refusedTotal: await countRefusals(transaction, shopId),
      devices: await readDevices(transaction, shopId),
    })
  })
}

async function countRefusals(transaction: Transaction, shopId: Id): Promise<number> {
  const { rows } = await transaction.query<{ refused: number }>(
    'select count(*) as refused from refusals where shop_id = $1',
    [shopId],
  )
  return rows[0]?.refused ?? 0
}

interface DeviceRow {
  readonly id: Id
  readonly code: string
  readonly name: string
  readonly last_seen_at: number | null
  readonly pending: number
  readonly refused: number
  readonly conflicts: number
  readonly storage_bytes: number
  readonly received: number
  readonly counter: number
  readonly last_fact_at: number | null
}

/** `receiptCounter` is the highest number made known, by the device itself or by an order that arrived. */
async function readDevices(transaction: Transaction, shopId: Id): Promise<DeviceStatus[]> {
  const { rows } = await transaction.query<DeviceRow>(
    `select d.id, d.code, d.name, d.last_fact_at, s.last_seen_at,
        coalesce(s.pending, 0) as pending, coalesce(s.refused, 0) as refused, coalesce(s.conflicts, 0) as conflicts,
        coalesce(s.storage_bytes, 0) as storage_bytes,
        r.received, greatest(r.newest, s.receipt_counter, 0) as counter
      from devices d
      left join device_status s on s.shop_id = d.shop_id and s.device_id = d.id
      cross join lateral (
        select count(*) as received, max(counter) as newest from receipts
        where shop_id = d.shop_id and device_code = d.code and epoch = coalesce(s.receipt_epoch, 1)
      ) r
      where d.shop_id = $1 and d.revoked_at is null order by d.created_at, d.code`,
    [shopId],
  )
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    lastSeenAt: row.last_seen_at,
    pending: row.pending,
    refused: row.refused,
    conflicts: row.conflicts,
    storageBytes: row.storage_bytes,
    receiptsReceived: row.received,
    receiptCounter: row.counter,
    lastFactAt: row.last_fact_at,
  }))
}
