import { canonicalJson } from '@shared/kernel/canonical.ts'
import { deriveId } from '@shared/kernel/id.ts'
import { MAX_DOCUMENT_BYTES, MAX_PUSH_BYTES, MAX_PUSH_ROWS } from '@shared/protocol/limits.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { PushRequest, PushResult, WireDocument } from '@shared/protocol/sync.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import { COLLECTIONS } from '@shared/schemas/registry.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'
import type { RxReplicationWriteToMasterRow, WithDeleted } from 'rxdb/plugins/core'
import { parseDocument, type StoredRecord, withoutLocalFields } from '../db/documents.ts'
import { createKeyedQueue } from '../db/keyed-queue.ts'
import { type Run, type SyncDesk, settledKey, TransportError } from './sync-desk.ts'

type Row = RxReplicationWriteToMasterRow<StoredRecord>
type Current = WithDeleted<StoredRecord>

interface Outgoing {
  readonly record: StoredRecord
  readonly wire: WireDocument
  readonly assumed: PushRequest['rows'][number]['assumed']
  readonly bytes: number
}

const encoder = new TextEncoder()

/**
 * Sends what is pending and answers with the server's state of every row it did not take (R4). A refusal is in the refused
 * list before this returns, so that the row may leave the queue.
 */
export function createPushHandler(desk: SyncDesk, run: Run): (rows: Row[]) => Promise<Current[]> {
  const queue = createKeyedQueue()

  async function push(rows: readonly Row[]): Promise<Current[]> {
    const outgoing: Outgoing[] = []
    const currents: Current[] = []
    for (const row of rows) {
      if (!isToBeSent(row, run)) continue
      const prepared = prepare(row, run)
      if (prepared.bytes <= MAX_DOCUMENT_BYTES) outgoing.push(prepared)
      else currents.push(await refuse(desk, run, prepared, tooLarge(prepared.bytes), null))
    }
    for (const batch of inBatches(outgoing)) currents.push(...(await send(batch)))
    return currents
  }

  async function send(batch: readonly Outgoing[]): Promise<Current[]> {
    for (const { record } of batch) run.sent.set(record.id, String(record.editId))
    const request: PushRequest = {
      protocol: PROTOCOL_VERSION,
      schemaVersion: COLLECTIONS[run.name].version,
      epoch: run.epoch,
      collection: run.name,
      rows: batch.map(({ assumed, wire }) => ({ assumed, next: wire })),
    }
    const answer = await desk.transport.push(request, run.signal)
    if (!answer.ok) {
      if (answer.error.type === 'TooLarge') return sendSmaller(batch)
      if (answer.error.type === 'EpochChanged') run.onEpochChanged(answer.error.epoch)
      throw new TransportError(answer.error.type)
    }
    if (answer.value.epoch !== run.epoch) {
      run.onEpochChanged(answer.value.epoch)
      throw new TransportError('EpochChanged')
    }
    return readResults(batch, answer.value.results)
  }

  /** The request as a whole was too large for something in between: halves, down to the one row that is. */
  async function sendSmaller(batch: readonly Outgoing[]): Promise<Current[]> {
    const [only] = batch
    if (only === undefined) return []
    if (batch.length === 1) return [await refuse(desk, run, only, tooLarge(only.bytes), null)]
    const middle = Math.ceil(batch.length / 2)
    return [...(await send(batch.slice(0, middle))), ...(await send(batch.slice(middle)))]
  }

  async function readResults(batch: readonly Outgoing[], results: readonly PushResult[]): Promise<Current[]> {
    if (results.length !== batch.length) throw new TransportError('Rejected')
    const currents: Current[] = []
    for (const [index, sent] of batch.entries()) {
      const result = results[index]
      if (result?.id !== sent.record.id) throw new TransportError('Rejected')
      const current = await settle(sent, result)
      if (current !== null) currents.push(current)
    }
    run.onProgress()
    return currents
  }

  async function settle(sent: Outgoing, result: PushResult): Promise<Current | null> {
    const { record } = sent
    const editId = String(record.editId)
    if (result.outcome !== 'accepted' && run.sent.get(record.id) === editId) run.sent.delete(record.id)
    switch (result.outcome) {
      case 'accepted':
        run.acknowledged.set(record.id, { editId, rev: result.rev })
        letGo(desk, record)
        run.onAccepted()
        return null
      case 'conflict':
        if (result.base !== undefined) run.ownBases?.set(settledKey(record.id, editId), result.base)
        return readCurrent(desk, run, result.current)
      case 'refused':
        return refuse(desk, run, sent, result.refusal, result.current)
    }
  }

  // RxDB hands over several batches of a collection at once; they must arrive in their order.
  return (rows) => queue.run(run.name, () => push(rows))
}

/** What came from the server need not go back there, except after a restore, when it may have lost it. */
function isToBeSent({ newDocumentState, assumedMasterState }: Row, run: Run): boolean {
  if (newDocumentState._deleted) return false
  return newDocumentState.pending === 1 || (run.isRescue && assumedMasterState === undefined)
}

function prepare({ newDocumentState, assumedMasterState }: Row, run: Run): Outgoing {
  const { _deleted, ...stored } = newDocumentState
  const wire = upgradeDocument(run.name, withoutLocalFields(stored))
  return {
    record: newDocumentState,
    wire,
    assumed: assumedOf(newDocumentState, assumedMasterState, run),
    bytes: encoder.encode(JSON.stringify(wire)).length,
  }
}

/**
 * What the server is believed to hold: the revision this edit was made on, and the edit it had then. RxDB's memory of it
 * counts only when it speaks of the same revision: after a kill it may be older than the document (R5).
 */
function assumedOf(next: StoredRecord, remembered: Row['assumedMasterState'], run: Run): Outgoing['assumed'] {
  if (run.isRescue && remembered === undefined) return null
  const rev = Number(next.rev)
  // Deleted is what the server was never to hold: it refused the document, which is now brought anew (SYNC-10).
  if (remembered !== undefined && !remembered._deleted && Number(remembered.rev) === rev) {
    const editId = String(remembered.editId)
    const acknowledged = run.acknowledged.get(next.id)
    return { rev: acknowledged?.editId === editId ? acknowledged.rev : rev, editId }
  }
  return rev > 0 ? { rev, editId: '' } : null
}

function* inBatches(rows: readonly Outgoing[]): Generator<readonly Outgoing[]> {
  let batch: Outgoing[] = []
  let bytes = 0
  for (const row of rows) {
    if (batch.length > 0 && (batch.length >= MAX_PUSH_ROWS || bytes + row.bytes > MAX_PUSH_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(row)
    bytes += row.bytes
  }
  if (batch.length > 0) yield batch
}

const tooLarge = (bytes: number): Refusal => ({
  code: 'TOO_LARGE',
  params: { bytes, limit: MAX_DOCUMENT_BYTES },
})

/** Null when the server sent something that is no document: ours stays pending and visible. */
async function readCurrent(desk: SyncDesk, run: Run, raw: WireDocument): Promise<Current | null> {
  const parsed = parseDocument(run.name, raw)
  if (parsed.ok && parsed.document.shopId === desk.shopId)
    return { ...parsed.document, pending: 0, _deleted: false }
  const issues = parsed.ok ? ['shopId'] : parsed.issues
  await desk.quarantine.keep({ collection: run.name, source: 'server', raw, issues })
  return null
}

function letGo({ journal }: SyncDesk, { rev, editId }: StoredRecord): void {
  if (rev === 0) journal.acknowledgeNew([String(editId)])
  else journal.acknowledge([String(editId)])
}

/** Keeps what was typed, durably, then lets the server's state stand. */
async function refuse(
  desk: SyncDesk,
  run: Run,
  { record, wire }: Outgoing,
  refusal: Refusal,
  raw: WireDocument | null,
): Promise<Current> {
  const editId = String(record.editId)
  const current = raw === null ? null : await readCurrent(desk, run, raw)
  // What another device wrote and this one may not bring back is no concern of whoever is here: its own it is, also when the
  // server had it once, as before a restore.
  if (record.pending === 1 || record.deviceId === desk.author().deviceId) {
    await desk.tables.refused.put({
      id: deriveId('refused', run.name, record.id, canonicalJson({ wire, refusal })),
      collection: run.name,
      documentId: record.id,
      document: wire,
      ...(raw !== null && current?.rev === record.rev && { base: raw }),
      refusal,
      at: desk.deps.clock.now(),
    })
  }
  desk.note('refused', { collection: run.name, id: record.id, code: refusal.code })
  run.settled.add(settledKey(record.id, editId))
  letGo(desk, record)
  // Nothing there: the local document goes too, as a complete one, which the store's schema demands (P7).
  return current ?? { ...record, pending: 0, _deleted: true }
}
