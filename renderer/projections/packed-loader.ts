import { SEGMENT_VERSION } from '@shared/analytics/history-segment.ts'
import { applyPacked, countPacked, dropPacked } from '@shared/analytics/order-origins.ts'
import { openSegment, type SegmentRefusal } from '../packed-history/open-segment.ts'
import type { SegmentStore } from '../packed-history/segment-store.ts'
import type { ProjectionState } from './projection-state.ts'

export interface RefusedSegment {
  readonly hash: string
  readonly month: number
  readonly why: SegmentRefusal
}

export interface PackedState {
  /** Orders that are counted, from documents or from packed history. */
  readonly orders: number
  /** Of them from packed history: their documents are not here yet. */
  readonly packed: number
}

export interface PackedLoader {
  /** Counts what the store holds and is not counted yet. Answers what could not be used, which is gone from the store. */
  load(): Promise<readonly RefusedSegment[]>
  state(): PackedState
}

const NOTHING: readonly RefusedSegment[] = []
/** Then the thread answers others. */
const ORDERS_A_STEP = 1_000

/** Brings packed history from the device's side table into the columns, one call after the other. */
export function createPackedLoader(parts: {
  readonly shopId: string
  readonly store: SegmentStore | null
  /** Once everything stored at the start has been counted. */
  readonly whenState: () => Promise<ProjectionState>
  readonly stateNow: () => ProjectionState
  /** Reads these orders' documents again, where they are here. */
  readonly readAgain: (ids: readonly string[]) => Promise<void>
  readonly onApplied: (orders: number) => void
}): PackedLoader {
  const { shopId, store, whenState, stateNow, readAgain, onApplied } = parts
  let turn: Promise<unknown> = Promise.resolve()

  async function loadNow(): Promise<readonly RefusedSegment[]> {
    const manifest = await store?.manifest()
    if (!store || !manifest || manifest.version !== SEGMENT_VERSION) return NOTHING
    const state = await whenState()
    if (state.packed.epoch !== manifest.epoch) {
      // Another incarnation numbers its revisions anew: nothing of the former one may stand beside it (SYNC-9).
      await readAgain(dropPacked(state.orders))
      state.packed = { epoch: manifest.epoch, hashes: [] }
    }
    const refused: RefusedSegment[] = []
    for (const entry of manifest.segments) {
      const { hash, month } = entry
      if (state.packed.hashes.includes(hash)) continue
      const bytes = await store.segment(hash)
      if (!bytes) continue
      const opened = await openSegment(bytes, shopId, entry)
      if (!opened.ok) {
        await store.removeSegments([hash])
        refused.push({ hash, month, why: opened.error })
        continue
      }
      for (let at = 0; at < opened.value.length; at += ORDERS_A_STEP) {
        const step = opened.value.slice(at, at + ORDERS_A_STEP)
        onApplied(step.filter((order) => applyPacked(state.orders, order)).length)
        await new Promise((resolve) => setTimeout(resolve, 0))
      }
      const named = new Set(manifest.segments.map((one) => one.hash))
      const kept = state.packed.hashes.filter((one) => named.has(one))
      state.packed = { epoch: manifest.epoch, hashes: [...kept, hash] }
    }
    return refused
  }

  return {
    load() {
      const next = turn.then(loadNow)
      turn = next.catch(() => undefined) // whoever asked hears it; the next call begins anew
      return next
    },
    state() {
      const { orders } = stateNow()
      return { orders: orders.orders.length, packed: countPacked(orders) }
    },
  }
}
