import type { CollectionName } from '@shared/schemas/registry.ts'
import type { PendingIndex } from '../db/pending-index.ts'
import type { DigestRow } from '../db/storage-questions.ts'
import { isReadable } from './release-quarantine.ts'
import type { SyncDesk } from './sync-desk.ts'

/**
 * Compares what this device holds with what the server holds (R9). RxDB never looks back, so a hole it left is invisible
 * without this: rows that are missing here or of another revision, while nothing of the collection is waiting to be sent.
 */
export interface Auditor {
  /** Null when it could not be compared: not in reach, or work is pending. */
  audit(name: CollectionName, epoch: number, signal: AbortSignal): Promise<AuditOutcome | null>
}

export interface AuditOutcome {
  readonly count: number
  readonly missing: number
  readonly outdated: number
  /** Ids of what is here but not there, or not to be read by this person any more. */
  readonly extra: readonly string[]
}

export interface AuditorParts {
  readonly desk: SyncDesk
  readonly pending: PendingIndex
}

export function createAuditor({ desk, pending }: AuditorParts): Auditor {
  const { database, transport } = desk
  const ask = database.connection.ask

  return {
    async audit(name, epoch, signal) {
      if (pending.of(name).size > 0) return null
      const local = await ask('digest', database.databaseName, { collection: name })
      const buckets = [...local.buckets]
      const answer = await transport.digest({ collection: name, epoch, buckets, revisions: true }, signal)
      if (!answer.ok) return null
      const { differing } = answer.value
      if (differing.length === 0) return { count: local.count, missing: 0, outdated: 0, extra: [] }
      const rows = await ask('digest-rows', database.databaseName, {
        collection: name,
        buckets: differing.map(({ bucket }) => bucket),
      })
      // Written here while we compared: the next comparison will see it.
      if (pending.of(name).size > 0) return null
      const unreadable = await quarantinedIds(name)
      const theirs = differing.flatMap((bucket) => bucket.rows).filter(([id]) => !unreadable.has(id))
      return { count: local.count, ...compare(rows, theirs) }
    },
  }

  /** What an update of this program has made readable is missing like anything else (VERSION-2). */
  async function quarantinedIds(name: CollectionName): Promise<ReadonlySet<string>> {
    const records = await desk.tables.quarantine.list(5_000)
    const fromServer = records.filter(
      (record) =>
        record.collection === name && record.source === 'server' && !isReadable(desk, name, record.raw),
    )
    return new Set(fromServer.map((record) => record.documentId))
  }
}

/** A right edit under the number of another revision counts as outdated: the next edit would be merged on a wrong base. */
function compare(
  ours: readonly DigestRow[],
  theirs: readonly (readonly [id: string, editId: string, ...rev: number[]])[],
): Omit<AuditOutcome, 'count'> {
  const local = new Map(ours.map(([id, editId, rev]) => [id, { editId, rev }]))
  let missing = 0
  let outdated = 0
  for (const [id, editId, rev] of theirs) {
    const held = local.get(id)
    if (held === undefined) missing++
    else if (held.editId !== editId || held.rev !== rev) outdated++
    local.delete(id)
  }
  return { missing, outdated, extra: [...local.keys()] }
}
