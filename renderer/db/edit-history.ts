import { type FieldChange, fieldChangeSchema, fieldChanges } from '@shared/domain/history/field-changes.ts'
import { type Id, idSchema } from '@shared/kernel/id.ts'
import type { WireDocument } from '@shared/protocol/sync.ts'
import { timeSchema } from '@shared/schemas/envelope.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { type Observable, Subject } from 'rxjs'
import { z } from 'zod'
import type { ShopDatabase } from './create-database.ts'
import type { StoredRecord } from './documents.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import type { LocalTables } from './local-tables.ts'

/*
 * HISTORY-3: what is known on this device of who changed what. Every change of a document passes here, whoever made it: a
 * person at this device, or the synchronisation with what others did. Several edits that arrive as one are told as one, under
 * the last one's name; the server, which keeps every revision, can be asked for the single steps.
 */

/** Collections whose documents people edit. Sales and movements tell their own story: nothing in them is ever edited. */
const EDITED = ['products', 'customers', 'settings'] as const
export type EditedName = (typeof EDITED)[number]

export const isEdited = (name: CollectionName): name is EditedName => EDITED.some((edited) => edited === name)

const entrySchema = z.strictObject({
  /** The edit's id. */
  id: idSchema,
  at: timeSchema,
  by: idSchema,
  deviceId: idSchema,
  /** This device put its own edit together with what others did meanwhile. */
  merged: z.boolean(),
  changes: z.array(fieldChangeSchema),
})
export type HistoryEntry = z.infer<typeof entrySchema>
const entriesSchema = z.array(entrySchema)

export interface EditHistory {
  /** Newest first. */
  read(name: EditedName, id: Id): Promise<readonly HistoryEntry[]>
  /** Fetches single steps from the server and keeps them; false when it cannot be reached. */
  fetchOlder(name: EditedName, id: Id, rev: number): Promise<boolean>
  /** Ids of documents of which more is known. */
  readonly changed$: Observable<string>
  stop(): void
}

interface HistoryParts {
  readonly database: Pick<ShopDatabase, 'changes$'>
  readonly tables: Pick<LocalTables, 'readMeta' | 'writeMeta'>
  readonly deviceId: () => Id
  /** One revision from the server; null when it has none, `undefined` when it cannot be reached. */
  readonly revision: (name: EditedName, id: Id, rev: number) => Promise<WireDocument | null | undefined>
}

const MOST_ENTRIES = 60
const FETCHED_STEPS = 20

export function createEditHistory({ database, tables, deviceId, revision }: HistoryParts): EditHistory {
  const queue = createKeyedQueue()
  const changed$ = new Subject<string>()

  const load = async (name: EditedName, id: string): Promise<HistoryEntry[]> =>
    entriesSchema.safeParse(await tables.readMeta(keyOf(name, id))).data ?? []

  const keep = (name: EditedName, id: string, entries: readonly HistoryEntry[]): Promise<void> =>
    queue.run(keyOf(name, id), async () => {
      const all = new Map((await load(name, id)).map((entry) => [entry.id, entry]))
      for (const entry of entries) all.set(entry.id, entry)
      const sorted = [...all.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
      await tables.writeMeta(keyOf(name, id), sorted.slice(0, MOST_ENTRIES))
      changed$.next(id)
    })

  const hearing = database.changes$.subscribe(({ name, events }) => {
    if (!isEdited(name)) return
    for (const { documentId, previous, record, deleted } of events) {
      const entry = previous && !deleted ? entryOf(previous, record, deviceId()) : null
      // What cannot be kept beside is no reason to stop an edit; the server has it as well.
      if (entry) keep(name, documentId, [entry]).catch(() => undefined)
    }
  })

  return {
    changed$,
    read: load,
    async fetchOlder(name, id, rev) {
      const revs = Array.from({ length: Math.min(rev, FETCHED_STEPS + 1) }, (_, i) => rev - i)
      const steps = await Promise.all(revs.map((one) => revision(name, id, one)))
      if (steps.includes(undefined)) return false
      const known = steps.filter((step) => step !== null && step !== undefined)
      const entries = known.flatMap((step, i) => {
        const before = known[i + 1]
        return before === undefined ? [] : (entryOf(before, step, null) ?? [])
      })
      await keep(name, id, entries)
      return true
    },
    stop: () => hearing.unsubscribe(),
  }
}

const keyOf = (name: EditedName, id: string): string => `history:${name}/${id}`

const signatureSchema = z.object({
  editId: idSchema,
  updatedAt: timeSchema,
  updatedBy: idSchema,
  deviceId: idSchema,
  rev: z.number(),
})

/** Null when no edit lies between the two: an acknowledgement changes nothing that a person wrote. */
function entryOf(
  before: StoredRecord | WireDocument,
  after: StoredRecord | WireDocument,
  ownDevice: Id | null,
): HistoryEntry | null {
  const [was, is] = [signatureSchema.safeParse(before).data, signatureSchema.safeParse(after).data]
  if (!was || !is || was.editId === is.editId) return null
  const changes: FieldChange[] = fieldChanges(before, after)
  if (changes.length === 0) return null
  const { editId: id, updatedAt: at, updatedBy: by, deviceId, rev } = is
  return { id, at, by, deviceId, merged: deviceId === ownDevice && rev > was.rev, changes }
}
