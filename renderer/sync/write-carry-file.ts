import type { Id } from '@shared/kernel/id.ts'
import {
  CARRY_FORMAT,
  CARRY_VERSION,
  type CarryFile,
  type CarryHeader,
  type CarryPart,
  MAX_PART_BYTES,
} from '@shared/protocol/carry.ts'
import { MAX_PUSH_ROWS } from '@shared/protocol/limits.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import { COLLECTION_NAMES, COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'
import { type StoredRecord, withoutLocalFields } from '../db/documents.ts'
import type { PendingIndex } from '../db/pending-index.ts'
import { readOnce } from '../db/read-once.ts'
import { createSealer } from './carry-seal.ts'
import type { SyncDesk } from './sync-desk.ts'

/** Who seals: the person at this device, and the key that the server gave to him here. */
export interface CarryIdentity {
  readonly accountId: Id
  readonly key: string
}

type Row = CarryPart['rows'][number]
interface Pending {
  readonly collection: CollectionName
  readonly row: Row
  readonly bytes: number
}

/** Everything that the server has not acknowledged, sealed; null when nothing waits. Reads only: what waits goes on waiting. */
export async function writeCarryFile(
  desk: SyncDesk,
  pending: PendingIndex,
  from: CarryIdentity,
  epoch: number,
): Promise<CarryFile | null> {
  const waiting: Pending[] = []
  for (const name of COLLECTION_NAMES) {
    if (desk.database.names.includes(name)) waiting.push(...(await readPending(desk, pending, name)))
  }
  if (waiting.length === 0) return null
  const parts = [...inParts(waiting)]
  const header = headerOf(desk, waiting, parts.length, { from, epoch })
  const seal = await createSealer(from.key)
  const sealed: CarryFile['parts'] = []
  for (const [place, part] of parts.entries()) sealed.push(await seal(part, header, place))
  return { format: CARRY_FORMAT, version: CARRY_VERSION, header, parts: sealed }
}

const encoder = new TextEncoder()

/** As they are stored, so that nothing is left out that this program does not know. */
async function readPending(desk: SyncDesk, pending: PendingIndex, name: CollectionName): Promise<Pending[]> {
  const found = await readOnce(desk.database.collection(name).findByIds([...pending.of(name)]))
  const waiting: Pending[] = []
  for (const document of found.values()) {
    const stored: StoredRecord = document.toJSON()
    if (stored.pending !== 1) continue // acknowledged since the list was made
    const next = upgradeDocument(name, withoutLocalFields(stored))
    const rev = Number(next.rev)
    const row: Row = { assumed: rev > 0 ? { rev, editId: '' } : null, next }
    waiting.push({ collection: name, row, bytes: encoder.encode(JSON.stringify(row)).length })
  }
  return waiting
}

function* inParts(waiting: readonly Pending[]): Generator<CarryPart> {
  let rows: Row[] = []
  let bytes = 0
  for (const [i, { collection, row, bytes: more }] of waiting.entries()) {
    rows.push(row)
    bytes += more
    const next = waiting[i + 1]
    const isFull = rows.length >= MAX_PUSH_ROWS || bytes + (next?.bytes ?? 0) > MAX_PART_BYTES
    if (next?.collection === collection && !isFull) continue
    yield { collection, schemaVersion: COLLECTIONS[collection].version, rows }
    rows = []
    bytes = 0
  }
}

function headerOf(
  { shopId, deps, author }: SyncDesk,
  waiting: readonly Pending[],
  parts: number,
  { from, epoch }: { readonly from: CarryIdentity; readonly epoch: number },
): CarryHeader {
  const madeAt = deps.clock.now()
  const byCollection: CarryHeader['byCollection'] = {}
  for (const { collection } of waiting) byCollection[collection] = (byCollection[collection] ?? 0) + 1
  const times = waiting.map(({ row }) => Number(row.next.updatedAt)).filter((time) => time > 0)
  const authors = new Set(waiting.map(({ row }) => String(row.next.updatedBy) as Id)) // stamped by this device's store
  return {
    fileId: deps.ids.next(),
    shopId,
    deviceId: author().deviceId,
    accountId: from.accountId,
    protocol: PROTOCOL_VERSION,
    epoch,
    madeAt,
    since: times.reduce((oldest, time) => Math.min(oldest, time), madeAt),
    authors: [...authors].slice(0, 200),
    changes: waiting.length,
    byCollection,
    parts,
  }
}
