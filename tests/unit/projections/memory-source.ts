import type { DocumentSource, StoredDocument } from '@renderer/projections/document-source.ts'
import type { SnapshotName, SnapshotStore } from '@renderer/projections/snapshot-store.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'

/** A local store in memory with RxDB's order of writes; `lwt` may be given to let a write land late. */
export function memorySource() {
  const stored = new Map<CollectionName, Map<string, StoredDocument>>()
  const rowsOf = (collection: CollectionName) => {
    const rows = stored.get(collection) ?? new Map<string, StoredDocument>()
    stored.set(collection, rows)
    return rows
  }
  let lastLwt = 1_000_000
  let reads = 0
  let failures = 0
  const source: DocumentSource = {
    async readSince(collection, checkpoint, limit) {
      if (failures > 0) {
        failures--
        throw new Error('the store is closing')
      }
      const after = [...rowsOf(collection).values()]
        .filter(
          ({ lwt, id }) =>
            !checkpoint || lwt > checkpoint.lwt || (lwt === checkpoint.lwt && id > checkpoint.id),
        )
        .sort((a, b) => a.lwt - b.lwt || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
      reads += after.length
      return after
    },
    readByIds: async (collection, ids) => ids.map((id) => rowsOf(collection).get(id) ?? null),
    count: async (collection) => rowsOf(collection).size,
    close: () => undefined,
  }
  return {
    source,
    /** Documents given out so far. */
    reads: () => reads,
    failNext: (count: number) => {
      failures = count
    },
    clear: () => stored.clear(),
    now: () => lastLwt,
    write(
      collection: CollectionName,
      content: { readonly id: string },
      options: { readonly lwt?: number; readonly pending?: boolean; readonly deleted?: boolean } = {},
    ) {
      const lwt = options.lwt ?? ++lastLwt
      rowsOf(collection).set(content.id, {
        id: content.id,
        lwt,
        content,
        pending: options.pending ?? false,
        deleted: options.deleted ?? false,
      })
    },
  }
}

export function memorySnapshots() {
  const files = new Map<SnapshotName, Uint8Array>()
  const store: SnapshotStore = {
    load: async (name) => files.get(name) ?? null,
    save: async (name, bytes) => {
      files.set(name, bytes)
    },
    clear: async () => files.clear(),
  }
  return { files, store }
}
