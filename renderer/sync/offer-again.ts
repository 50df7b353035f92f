import { deriveId } from '@shared/kernel/id.ts'
import { MAX_PUSH_ROWS } from '@shared/protocol/limits.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import { type AnyDocument, COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'
import { parseDocument, withoutLocalFields } from '../db/documents.ts'
import type { SyncDesk } from './sync-desk.ts'

/** More than this in one comparison is no accident of a few rows; the next comparison takes the next ones. */
const MOST_ROWS = 5 * MAX_PUSH_ROWS

/**
 * What this device wrote, was told to be on the server, and is not there any more (a restore that nobody announced, a flag
 * that the disk lost) is offered once more, as new. Only its own work: what other devices wrote they bring themselves.
 * The same edit is never stored twice (SYNC-1), so offering costs nothing when the server only hides the row. Answers how
 * many rows the server took. A row it did not take stays here and is not offered again.
 */
export async function offerAgain(
  desk: SyncDesk,
  name: CollectionName,
  epoch: number,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const known = await readOffered(desk, name)
  const own = await ownDocuments(desk, name, ids)
  const fresh = own.filter((document) => !known.has(offerKey(document)))
  let taken = 0
  let refused = 0
  for (let at = 0; at < fresh.length && at < MOST_ROWS; at += MAX_PUSH_ROWS) {
    const batch = fresh.slice(at, at + MAX_PUSH_ROWS)
    const accepted = await push(desk, name, epoch, batch, signal)
    if (accepted === null) return taken
    taken += accepted
    refused += batch.length - accepted
    for (const document of batch) known.add(offerKey(document))
    await desk.tables.writeMeta(offeredMeta(name), [...known].slice(-MOST_ROWS))
  }
  if (taken + refused > 0) desk.note('offered', { collection: name, taken, refused })
  return taken
}

/** Null when the server could not be asked. */
async function push(
  desk: SyncDesk,
  collection: CollectionName,
  epoch: number,
  batch: readonly AnyDocument[],
  signal: AbortSignal,
): Promise<number | null> {
  const rows = batch.map((document) => ({ assumed: null, next: { ...document, rev: 0 } }))
  const schemaVersion = COLLECTIONS[collection].version
  const request = { protocol: PROTOCOL_VERSION, schemaVersion, epoch, collection, rows }
  const answer = await desk.transport.push(request, signal)
  if (!answer.ok) return null
  return answer.value.results.filter(({ outcome }) => outcome === 'accepted').length
}

async function ownDocuments(
  desk: SyncDesk,
  name: CollectionName,
  ids: readonly string[],
): Promise<AnyDocument[]> {
  const { deviceId } = desk.author()
  const found = await desk.database.collection(name).storageInstance.findDocumentsById([...ids], false)
  const own: AnyDocument[] = []
  for (const { _deleted, _meta, _rev, _attachments, ...record } of found) {
    const parsed = record.pending === 1 ? null : parseDocument(name, withoutLocalFields(record))
    if (parsed?.ok && parsed.document.deviceId === deviceId) own.push(parsed.document)
  }
  return own
}

const offeredMeta = (name: CollectionName): string => `offered-${name}`
const offerKey = ({ id, editId }: AnyDocument): string => deriveId('offered', id, editId)

async function readOffered(desk: SyncDesk, name: CollectionName): Promise<Set<string>> {
  const stored = await desk.tables.readMeta(offeredMeta(name))
  return new Set(Array.isArray(stored) ? stored.map(String) : [])
}
