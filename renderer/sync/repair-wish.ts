import type { CollectionName } from '@shared/schemas/registry.ts'

/** What made a repair necessary, in the few kinds that a person can tell apart. */
export const REPAIR_CAUSES = ['storage', 'hole', 'stalled', 'unreadable', 'interrupted'] as const
export type RepairCause = (typeof REPAIR_CAUSES)[number]

/** Why a collection's replication is to be replaced. */
export interface RepairWish {
  readonly cause: RepairCause
  /** For whoever supports the shop; not translated. */
  readonly reason: string
  /** Documents known to be missing, old or unreadable here; 0 when it is not known. */
  readonly documents: number
}

export interface Repair extends RepairWish {
  readonly at: number
  readonly collection: CollectionName
}

export const wish = (cause: RepairCause, reason: string, documents = 0): RepairWish => ({
  cause,
  reason: reason.slice(0, 200),
  documents,
})
