import type { Pace } from '@renderer/sync/pace.ts'
import type { Session } from '@shared/protocol/auth.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { MessageFromRemote, MessageToRemote } from 'rxdb/plugins/storage-remote'

/** What a device's thread is started with. */
export interface DeviceSetup {
  readonly serverUrl: string
  readonly session: Session
  readonly accessToken: string
  readonly carryKey?: string | undefined
  readonly names: readonly CollectionName[]
  /** How wrong the device's clock is. */
  readonly clockSkewMs: number
  readonly isOnline: boolean
  readonly pace: Pace
  /** Somebody presses "try again" when the shop could not be opened. */
  readonly triesAgain: boolean
}

export type FromDevice =
  | { readonly kind: 'storage'; readonly message: MessageToRemote }
  | { readonly kind: 'ask'; readonly id: number; readonly target: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly error: string }

export type ToDevice =
  | { readonly kind: 'storage'; readonly message: MessageFromRemote }
  | { readonly kind: 'told'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | {
      readonly kind: 'command'
      readonly id: number
      readonly name: string
      readonly args: readonly unknown[]
    }

/** How the network of a device behaves. */
export interface NetworkFaults {
  readonly isOnline?: boolean
  /** The server does the work of so many pushes and the answer is lost on the way. */
  readonly losePushAnswers?: number
  /** What is pulled is on its way to the server for so long, answers to pushes from there. */
  readonly holdPullsMs?: number
  readonly holdPushAnswersMs?: number
  /** Every answer is the page of a hotel's network. */
  readonly captivePortal?: boolean
  /** Every answer is 503. */
  readonly isServerDown?: boolean
}
