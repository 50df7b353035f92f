import { SEGMENT_VERSION } from '@shared/analytics/history-segment.ts'
import type { HistoryManifest, SegmentEntry } from '@shared/protocol/history.ts'
import type { Projections } from '../projections/projections.ts'
import type { HistoryTransport } from '../sync/transport.ts'
import { showHistory } from './history-status.ts'
import { hasHash } from './open-segment.ts'
import type { SegmentStore } from './segment-store.ts'

/*
 * A new device fetches years of sales in a few large pieces and counts them, while replication brings the documents themselves
 * in the background, exactly as without it. Newest month first; each piece is kept before the next is asked for, so that
 * whatever cuts it short is gone on with. A device that has the documents fetches nothing.
 */

export interface FetchParts {
  readonly transport: HistoryTransport
  readonly store: SegmentStore
  readonly projections: Pick<Projections, 'ready' | 'loadPacked' | 'packedState'>
  readonly pace?: Partial<FetchPace>
}

export interface FetchPace {
  /** Fewer documents than this are here as soon as their history would be. */
  readonly worthOrders: number
  /** Doubled after each failure in a row, up to the longest. */
  readonly retryMs: number
  readonly longestRetryMs: number
  /** While documents arrive: whether packed history has done its part. */
  readonly lookMs: number
}

const PACE: FetchPace = { worthOrders: 300, retryMs: 2_000, longestRetryMs: 120_000, lookMs: 30_000 }
/** A piece that still cannot be used is left out; the documents bring what was in it. */
const TRIES_A_PIECE = 3

type Outcome = 'done' | 'again' | 'failed' | 'unusable'

/** Fetches until there is nothing more to fetch or `signal` aborts. Never rejects. */
export async function fetchHistory(parts: FetchParts, signal: AbortSignal): Promise<void> {
  const pace = { ...PACE, ...parts.pace }
  const triesByHash = new Map<string, number>()
  let failures = 0
  await parts.projections.ready
  // What was fetched before counts at once, also without a connection.
  await load(parts, triesByHash).catch(() => undefined)
  while (!signal.aborted) {
    const outcome = await fetchOnce(parts, pace, triesByHash, signal).catch((): Outcome => 'failed')
    if (signal.aborted) return
    if (outcome === 'unusable') return showHistory({ phase: 'unusable' })
    if (outcome === 'done') {
      if (await isOver(parts)) return
      await pause(pace.lookMs, signal)
      continue
    }
    failures = outcome === 'failed' ? failures + 1 : 0
    if (outcome === 'failed') {
      showHistory({ phase: 'waiting' })
      await pause(Math.min(pace.longestRetryMs, pace.retryMs * 2 ** (failures - 1)), signal)
    }
  }
}

async function fetchOnce(
  parts: FetchParts,
  { worthOrders }: FetchPace,
  triesByHash: Map<string, number>,
  signal: AbortSignal,
): Promise<Outcome> {
  const { transport, store, projections } = parts
  const answer = await transport.historyManifest(signal)
  // A server that knows no packed history has none: the documents come as they always did.
  if (!answer.ok) return answer.error.type === 'Rejected' ? 'done' : 'failed'
  const manifest = answer.value
  const { orders, packed } = await projections.packedState()
  showHistory({ allOrders: manifest.orders, allPieces: manifest.segments.length })
  if (manifest.orders - (orders - packed) < worthOrders) return 'done'
  if (manifest.version !== SEGMENT_VERSION) return 'unusable'
  await store.putManifest(manifest)
  const outcome = await fetchPieces(parts, manifest, triesByHash, signal)
  if (outcome === 'done') await dropOthers(store, manifest)
  return outcome
}

async function fetchPieces(
  parts: FetchParts,
  { segments }: HistoryManifest,
  triesByHash: Map<string, number>,
  signal: AbortSignal,
): Promise<Outcome> {
  const { store } = parts
  const held = new Set(await store.hashes())
  const missing = segments.filter(({ hash }) => !held.has(hash) && triesOf(triesByHash, hash) < TRIES_A_PIECE)
  let pieces = segments.length - missing.length
  showHistory({ phase: missing.length > 0 ? 'fetching' : 'done', pieces })
  let loading: Promise<number> = Promise.resolve(0)
  for (const entry of missing) {
    const kept = await fetchPiece(parts, entry, triesByHash, signal)
    if (kept !== 'done') return kept
    showHistory({ pieces: ++pieces })
    loading = load(parts, triesByHash) // beside the next one's way here
    loading.catch(() => undefined)
  }
  if ((await loading) > 0) return 'again'
  const isComplete = segments.every(({ hash }) => triesOf(triesByHash, hash) < TRIES_A_PIECE)
  if (!isComplete) return 'unusable'
  showHistory({ phase: 'done' })
  return 'done'
}

async function fetchPiece(
  { transport, store }: FetchParts,
  { hash }: SegmentEntry,
  triesByHash: Map<string, number>,
  signal: AbortSignal,
): Promise<Outcome> {
  const answer = await transport.historySegment(hash, signal)
  // It was packed again meanwhile: the next manifest names the new one.
  if (!answer.ok) return answer.error.type === 'Rejected' ? again(triesByHash, hash) : 'failed'
  if (!(await hasHash(answer.value, hash))) return again(triesByHash, hash)
  await store.putSegment(hash, answer.value)
  return 'done'
}

/** Counts what was fetched. Answers how many pieces could not be used and have to be fetched anew. */
async function load({ projections }: FetchParts, triesByHash: Map<string, number>): Promise<number> {
  const refused = await projections.loadPacked()
  for (const { hash } of refused) again(triesByHash, hash)
  return refused.length
}

function again(triesByHash: Map<string, number>, hash: string): Outcome {
  triesByHash.set(hash, triesOf(triesByHash, hash) + 1)
  return 'again'
}

const triesOf = (triesByHash: ReadonlyMap<string, number>, hash: string): number => triesByHash.get(hash) ?? 0

async function dropOthers(store: SegmentStore, { segments }: HistoryManifest): Promise<void> {
  const named = new Set(segments.map(({ hash }) => hash))
  await store.removeSegments((await store.hashes()).filter((hash) => !named.has(hash)))
}

/** Every document is here: what was packed takes room for nothing. */
async function isOver({ projections, store }: FetchParts): Promise<boolean> {
  const { packed } = await projections.packedState()
  if (packed > 0) return false
  await store.clear()
  showHistory({ phase: 'idle' })
  return true
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
