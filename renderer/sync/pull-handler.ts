import type { Checkpoint, PullResponse, WireDocument } from '@shared/protocol/sync.ts'
import type { ReplicationPullHandlerResult } from 'rxdb/plugins/core'
import { parseDocument, type StoredRecord } from '../db/documents.ts'
import { sleepUntil } from './request-gate.ts'
import { type Run, type SyncDesk, TransportError } from './sync-desk.ts'
import type { Transport } from './transport.ts'

export interface PullParts {
  /** How far the pulled documents have been stored; null before the first page. */
  readonly storedSeq: () => number | null
  readonly onReceived: (count: number) => void
}

type Page = ReplicationPullHandlerResult<StoredRecord, Checkpoint>

/** The protocol fetches faster than IndexedDB writes; pages that pile up are written as one and freeze the page. */
const UNSTORED_PAGES = 2
const STORE_PATIENCE_MS = 15_000

/**
 * Fetches what changed since a checkpoint. RxDB takes a page that is not full for the end, so pages are filled up
 * whatever was left out of them (P16). A document that cannot be read goes to the quarantine and not into the store.
 */
export function createPullHandler(
  desk: SyncDesk,
  run: Run,
  parts: PullParts,
): (last: Checkpoint | undefined, batchSize: number) => Promise<Page> {
  const unstored: number[] = []

  return async (last, batchSize) => {
    // Until our side is known to the new run, RxDB would take everything stored here for unsent and skip the server's.
    await run.firstPushDone()
    await waitForStorage(unstored, parts.storedSeq, run.signal)
    const documents: Page['documents'] = []
    let checkpoint: Checkpoint = last ?? { epoch: run.epoch, seq: 0 }
    let more = true
    let returns = 0
    while (more && documents.length < batchSize) {
      const answer = await desk.transport.pull(
        { collection: run.name, checkpoint, limit: batchSize },
        run.signal,
      )
      const page = pageOf(run, answer, checkpoint)
      if (page.checkpoint.seq < checkpoint.seq && ++returns > 1) throw new TransportError('Rejected')
      for (const raw of page.documents) {
        const record = await readPulled(desk, run, raw)
        if (record !== null) documents.push(record)
      }
      more = page.more
      checkpoint = page.checkpoint
    }
    await waitForOwn(run, documents)
    if (documents.length > 0) {
      unstored.push(checkpoint.seq)
      parts.onReceived(documents.length)
      run.onProgress()
    }
    return { documents, checkpoint }
  }
}

/** The page that was asked for. Throws what makes RxDB ask again. */
function pageOf(run: Run, answer: Awaited<ReturnType<Transport['pull']>>, asked: Checkpoint): PullResponse {
  if (!answer.ok) {
    if (answer.error.type === 'EpochChanged') run.onEpochChanged(answer.error.epoch)
    throw new TransportError(answer.error.type)
  }
  const page = answer.value
  if (page.epoch !== run.epoch) {
    run.onEpochChanged(page.epoch)
    throw new TransportError('EpochChanged')
  }
  // A server that has more but never comes further would be asked for ever. It may begin again, once a page.
  const isStuck = page.documents.length === 0 || page.checkpoint.seq === asked.seq
  if (page.more && isStuck) throw new TransportError('Rejected')
  return page
}

async function readPulled(
  desk: SyncDesk,
  run: Run,
  raw: WireDocument,
): Promise<Page['documents'][number] | null> {
  const parsed = parseDocument(run.name, raw)
  if (parsed.ok && parsed.document.shopId === desk.shopId) {
    return { ...parsed.document, pending: 0, _deleted: false }
  }
  const issues = parsed.ok ? ['shopId: another shop'] : parsed.issues
  await desk.quarantine.keep({ collection: run.name, source: 'server', raw, issues })
  return null
}

const NOTE_PATIENCE_MS = 15_000

/**
 * Our own edit, or what somebody made of it, can be fetched before the answer to its push is here. RxDB would drop it, as it
 * does not know yet that the server has what it sent, and the edit would stay pending until somebody wonders.
 */
async function waitForOwn(run: Run, documents: Page['documents']): Promise<void> {
  const onTheWay = documents.flatMap(({ id }) => {
    const editId = run.sent.get(id)
    return editId === undefined ? [] : [{ id, editId }]
  })
  if (onTheWay.length === 0) return
  await Promise.race([run.pushesNoted(), sleepUntil(NOTE_PATIENCE_MS, run.signal)])
  for (const { id, editId } of onTheWay) if (run.sent.get(id) === editId) run.sent.delete(id)
}

async function waitForStorage(
  unstored: number[],
  storedSeq: () => number | null,
  signal: AbortSignal,
): Promise<void> {
  for (let waited = 0; waited < STORE_PATIENCE_MS && !signal.aborted; waited += 20) {
    const stored = storedSeq() ?? -1
    while (unstored[0] !== undefined && unstored[0] <= stored) unstored.shift()
    if (unstored.length < UNSTORED_PAGES) return
    await sleepUntil(20, signal)
  }
  unstored.length = 0
}
