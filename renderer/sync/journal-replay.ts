import type { JournalEntry } from '@shared/ipc/contract.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import { deriveId } from '@shared/kernel/id.ts'
import { type AnyDocument, type CollectionName, isCollectionName } from '@shared/schemas/registry.ts'
import type { ShopDatabase } from '../db/create-database.ts'
import {
  longer,
  parseDocument,
  type Quarantine,
  type StoredRecord,
  toPending,
  withoutLocalFields,
} from '../db/documents.ts'
import type { Journal } from '../db/journal.ts'
import type { LocalTables } from '../db/local-tables.ts'
import { readOnce } from '../db/read-once.ts'
import { flagForRepair } from './replication-memory.ts'

export interface ReplayParts {
  readonly database: ShopDatabase
  readonly journal: Journal
  readonly quarantine: Quarantine
  readonly tables: LocalTables
  readonly now: () => number
}

const REFUSED_LIMIT = 2_000

export interface ReplayOutcome {
  /** Documents that the store had lost and has again. */
  readonly restored: number
}

/**
 * At start: what the journal holds and the store does not was lost by the store (a power cut, a deleted database) and is
 * written again as pending, before anything else writes (R12). A copy that is in place, or was sent, is let go.
 */
export async function replayJournal(parts: ReplayParts): Promise<ReplayOutcome> {
  const entries = await parts.journal.read()
  const refused = entries.length > 0 ? await refusedEdits(parts.tables) : new Set<string>()
  let restored = 0
  for (const history of byDocument(entries).values()) {
    const last = history.at(-1)
    if (last !== undefined && refused.has(last.id)) parts.journal.acknowledge([last.id])
    else if (await replay(parts, history)) restored++
  }
  return { restored }
}

/** What the server refused is in front of a person, who decides whether it is sent again. */
async function refusedEdits(tables: LocalTables): Promise<ReadonlySet<string>> {
  const records = await tables.refused.list(REFUSED_LIMIT)
  return new Set(records.map(({ document }) => String(document.editId)))
}

function byDocument(entries: readonly JournalEntry[]): Map<string, JournalEntry[]> {
  const histories = new Map<string, JournalEntry[]>()
  for (const entry of entries) {
    const key = `${entry.collection}/${entry.documentId}`
    const history = histories.get(key) ?? []
    history.push(entry)
    histories.set(key, history)
  }
  return histories
}

async function replay(parts: ReplayParts, history: readonly JournalEntry[]): Promise<boolean> {
  const last = history.at(-1)
  if (last === undefined || !isCollectionName(last.collection)) return false
  if (!parts.database.names.includes(last.collection)) return false
  const lost = readBody(last.collection, last.body)
  if (!lost.ok) {
    await parts.quarantine.keep({
      collection: last.collection,
      source: 'journal',
      raw: last.body,
      issues: lost.issues,
    })
    return false
  }
  const trail = longer([], earlierStates(last.collection, history.slice(0, -1)))
  const collection = parts.database.collection(last.collection)
  const [held] = await collection.storageInstance.findDocumentsById([last.documentId], true)
  if (held === undefined) {
    await collection.insert(toPending(lost.document, trail))
    return true
  }
  if (held.editId === lost.document.editId) {
    if (held.pending !== 1) parts.journal.acknowledge([last.id])
    return false
  }
  // What a new document has become since, as the server has it.
  if (!held._deleted && lost.document.rev === 0 && held.pending !== 1 && String(held.editId) > last.id) {
    parts.journal.acknowledge([last.id])
    return false
  }
  if (!held._deleted && isMadeOn(lost.document, held)) {
    await followStore(parts, last)
    return false
  }
  // The state the lost edit was made on, or an earlier lost edit of the same document: ours comes after it.
  const isBehind =
    !held._deleted &&
    (Number(held.rev) === lost.document.rev || history.some((entry) => entry.id === held.editId))
  if (!isBehind && held.pending === 1) {
    await keepForPerson(parts, last.collection, lost.document)
    return false
  }
  // The server moved on since, and whether the edit arrived only the server can tell: it is offered again as it was made.
  // The server knows it, or merges it on the revision it stood on (SYNC-6); a run that compares everything then brings
  // here what the server made of it.
  if (!isBehind) await flagForRepair(parts.tables, [last.collection])
  await collection.incrementalUpsert(toPending(lost.document, trail))
  return true
}

/** Whether the store holds a further edit of this device on the same revision: its edit ids rise. */
const isMadeOn = (earlier: AnyDocument, held: StoredRecord): boolean =>
  held.pending === 1 &&
  held.deviceId === earlier.deviceId &&
  Number(held.rev) === earlier.rev &&
  String(held.editId) > earlier.editId

/** The journal could not keep the newest edit, as when its disk was full: the store is ahead, and the journal catches up. */
async function followStore({ database, journal }: ReplayParts, last: JournalEntry): Promise<void> {
  if (!isCollectionName(last.collection)) return
  const standing = await readOnce(database.collection(last.collection).findOne(last.documentId))
  const parsed = standing && parseDocument(last.collection, withoutLocalFields(standing.toJSON()))
  if (parsed?.ok) await journal.append(last.collection, [parsed.document])
}

const earlierStates = (name: CollectionName, entries: readonly JournalEntry[]): AnyDocument[] =>
  entries.flatMap(({ body }) => {
    const read = readBody(name, body)
    return read.ok ? [read.document] : []
  })

function readBody(name: CollectionName, body: string) {
  try {
    return parseDocument(name, JSON.parse(body))
  } catch (thrown) {
    return { ok: false, issues: [String(thrown)] } as const
  }
}

/** Two unsent edits of one document, of which neither knows the other: both are kept, one in use and one shown. */
async function keepForPerson(parts: ReplayParts, name: CollectionName, document: AnyDocument): Promise<void> {
  const refusal = { code: 'RULE', params: { rule: 'JOURNAL-REPLAY' } } as const
  await parts.tables.refused.put({
    id: deriveId('refused', name, document.id, canonicalJson({ document, refusal })),
    collection: name,
    documentId: document.id,
    document: { ...document },
    refusal,
    at: parts.now(),
  })
  parts.journal.acknowledge([document.editId])
}
