import type { Id } from '@shared/kernel/id.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { CarryRequest, CarryResponse } from '@shared/protocol/carry.ts'
import type { HistoryManifest } from '@shared/protocol/history.ts'
import type {
  Checkpoint,
  digestResponseSchema,
  HeartbeatResponse,
  heartbeatRequestSchema,
  PullResponse,
  PushRequest,
  PushResponse,
  streamEventSchema,
  WireDocument,
} from '@shared/protocol/sync.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { z } from 'zod'

/** Why a whole request did not work. A single bad row is never one of these. */
export type TransportFailure =
  /** No connection, a name that does not resolve, a captive portal, an answer that is not ours. */
  | { readonly type: 'Unreachable'; readonly detail: string }
  | { readonly type: 'TimedOut' }
  /** The server is busy, stopping or broken: try again later, not before `retryAfterMs`. */
  | { readonly type: 'ServerTrouble'; readonly code: string; readonly retryAfterMs: number }
  | { readonly type: 'SessionEnded' }
  | { readonly type: 'Forbidden' }
  | { readonly type: 'EpochChanged'; readonly epoch: number | null }
  /** This program, or the server, has to be updated before they understand each other; what is pending waits. */
  | { readonly type: 'ClientTooOld' }
  | { readonly type: 'ServerTooOld' }
  | { readonly type: 'TooLarge' }
  /** The server did not understand: a bug of ours or an unknown version. */
  | { readonly type: 'Rejected'; readonly code: string; readonly message: string }
  | { readonly type: 'Cancelled' }

export type Answer<Value> = Promise<Result<Value, TransportFailure>>
export type DigestResponse = z.infer<typeof digestResponseSchema>
export type HeartbeatRequest = z.infer<typeof heartbeatRequestSchema>
export type StreamEvent = z.infer<typeof streamEventSchema>

/** The server's packed history. As in `Transport`, every answer has been checked and nothing throws. */
export interface HistoryTransport {
  historyManifest(signal: AbortSignal): Answer<HistoryManifest>
  /** The bytes as they came; whoever asked compares them with the hash. */
  historySegment(hash: string, signal: AbortSignal): Answer<Uint8Array>
}

/** The sync server as replication sees it. Every answer has been checked; nothing throws. */
export interface Transport {
  push(request: PushRequest, signal: AbortSignal): Answer<PushResponse>
  pull(
    query: { readonly collection: CollectionName; readonly checkpoint: Checkpoint; readonly limit: number },
    signal: AbortSignal,
  ): Answer<PullResponse>
  /**
   * The content of a revision; with `knownEpoch` of the newest one up to it made in that epoch or before. Null when the
   * server does not have it or this person may not read it.
   */
  base(
    query: {
      readonly collection: CollectionName
      readonly id: Id
      readonly rev: number
      readonly knownEpoch?: number
    },
    signal: AbortSignal,
  ): Answer<WireDocument | null>
  digest(
    request: {
      readonly collection: CollectionName
      readonly epoch: number
      readonly buckets: readonly number[]
      readonly revisions: true
    },
    signal: AbortSignal,
  ): Answer<DigestResponse>
  /** One part of a carry file; `look` changes nothing. */
  carry(request: CarryRequest, signal: AbortSignal): Answer<CarryResponse>
  heartbeat(request: HeartbeatRequest, signal: AbortSignal): Answer<HeartbeatResponse>
  /** Listens until the line breaks or `signal` aborts. `onOpen` first, then an event for every change of the shop. */
  listen(
    listeners: { readonly onOpen: () => void; readonly onEvent: (event: StreamEvent) => void },
    signal: AbortSignal,
  ): Answer<void>
}
