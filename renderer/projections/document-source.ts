import type { CollectionName } from '@shared/schemas/registry.ts'

/** Where reading goes on: the local store's own order of writes. */
export interface ReadCheckpoint {
  readonly lwt: number
  readonly id: string
}

/** A document of the local store in the present version, before anything in it was checked. */
export interface StoredDocument {
  readonly id: string
  readonly lwt: number
  readonly deleted: boolean
  readonly pending: boolean
  readonly content: unknown
}

/** What lies in the local store, read-only. */
export interface DocumentSource {
  /** Documents written after the checkpoint (null: all), oldest write first; nothing when there is no store yet. */
  readSince(
    collection: CollectionName,
    checkpoint: ReadCheckpoint | null,
    limit: number,
  ): Promise<readonly StoredDocument[]>
  readByIds(collection: CollectionName, ids: readonly string[]): Promise<readonly (StoredDocument | null)[]>
  /** How many documents are stored, deleted ones too; null when there is no store yet. */
  count(collection: CollectionName): Promise<number | null>
  close(): void
}
