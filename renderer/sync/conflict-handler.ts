import { isSameContent } from '@shared/kernel/canonical.ts'
import { conflictTask } from '@shared/merge/conflict-task.ts'
import { type Clash, mergeDocument } from '@shared/merge/merge-document.ts'
import type { AnyDocument, CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import type { RxConflictHandler, RxConflictHandlerInput, WithDeleted } from 'rxdb/plugins/core'
import { fingerprintOf, parseDocument, type StoredRecord, withoutLocalFields } from '../db/documents.ts'
import { sleepUntil } from './request-gate.ts'
import { type Run, type SyncDesk, settledKey } from './sync-desk.ts'

type State = WithDeleted<StoredRecord>
type Conflict = RxConflictHandlerInput<StoredRecord>

/** RxDB is given the handler when a collection opens, before there is anything to sync with. */
export interface LateBound {
  desk: SyncDesk | null
  runOf: (name: CollectionName) => Run | undefined
}

/** Nothing is lost while a conflict waits; asking again soon only costs a request. */
const RETRY_MS = 5_000

export function createConflictHandler(
  name: CollectionName,
  late: LateBound,
): RxConflictHandler<StoredRecord> {
  return {
    isEqual: (a, b, context) =>
      isEqual(a, b, context) || (context === PULLED && isOvertaken(late.runOf(name), a, b)),
    /** Total (R6): RxDB drops the edit for ever when this throws. */
    async resolve(conflict) {
      const { newDocumentState: mine, realMasterState: theirs } = conflict
      if (theirs._deleted) return theirs
      for (;;) {
        const run = late.runOf(name)
        if (late.desk === null || run === undefined || run.signal.aborted) return theirs
        try {
          const resolved = await resolve(late.desk, run, conflict)
          if (resolved !== null) return resolved
        } catch (thrown) {
          late.desk.note('conflict-retry', {
            collection: name,
            id: mine.id,
            why: String(thrown).slice(0, 200),
          })
        }
        await sleepUntil(RETRY_MS, run.signal)
      }
    },
  }
}

/** Where RxDB decides whether a pulled state (first) is to be written over the stored one. */
const PULLED = 'downstream-check-if-equal-1'

/**
 * Fetched before the server took the edit that is stored here. Written over it, it would show an older state until the edit
 * comes back, and lose it for good when the server is restored just then.
 */
function isOvertaken(run: Run | undefined, pulled: State, stored: State): boolean {
  const acknowledged = run?.acknowledged.get(stored.id)
  if (acknowledged === undefined || acknowledged.editId !== stored.editId) return false
  return Number(pulled.rev) < acknowledged.rev
}

/**
 * An edit has an id, so two states are the same when their edits are. Only where RxDB decides whether a pulled document
 * must be stored does everything count: that is how `rev` and `pending` reach the local document.
 */
function isEqual(a: State, b: State, context: string): boolean {
  if (a.editId !== b.editId || a._deleted !== b._deleted) return false
  if (context !== PULLED) return true
  return a.rev === b.rev && a.pending === b.pending && isSameContent(a, b)
}

/** Null when the server could not be asked. */
async function resolve(desk: SyncDesk, run: Run, conflict: Conflict): Promise<State | null> {
  const { newDocumentState, realMasterState } = conflict
  if (run.settled.has(settledKey(newDocumentState.id, String(newDocumentState.editId))))
    return realMasterState
  const mine = parseDocument(run.name, strip(newDocumentState))
  const theirs = parseDocument(run.name, strip(realMasterState))
  if (!theirs.ok) return realMasterState
  if (!mine.ok) {
    await desk.quarantine.keep({
      collection: run.name,
      source: 'store',
      raw: newDocumentState,
      issues: mine.issues,
    })
    return realMasterState
  }
  const base = await baseOf(desk, run, conflict, mine.document, theirs.document)
  if (base.type === 'Unknown') return null
  if (base.type === 'TakeTheirs') return realMasterState
  return merge(desk, run, base.document, mine.document, theirs.document)
}

const strip = ({ _deleted, ...record }: State): object => withoutLocalFields(record)

type Base =
  /** Null when the history does not have it: then nobody can say who changed what, and every difference is a clash. */
  | { readonly type: 'Base'; readonly document: AnyDocument | null }
  | { readonly type: 'TakeTheirs' }
  | { readonly type: 'Unknown' }

/** From the server's history by revision, never from RxDB's memory, which a kill can leave without it (R5). */
async function baseOf(
  desk: SyncDesk,
  run: Run,
  { newDocumentState, assumedMasterState }: Conflict,
  mine: AnyDocument,
  theirs: AnyDocument,
): Promise<Base> {
  const isPending = newDocumentState.pending === 1
  if (run.isRescue && assumedMasterState === undefined) return ancestorOf(desk, run, mine, theirs, isPending)
  if (!isPending) return { type: 'TakeTheirs' }
  const brought = run.ownBases?.get(settledKey(mine.id, mine.editId))
  const ownWriting = brought === undefined ? null : parseDocument(run.name, brought)
  if (ownWriting?.ok) return { type: 'Base', document: ownWriting.document }
  const own = await newestOwn(desk, run, mine, theirs, newDocumentState.trail ?? [])
  if (own !== null) return own
  const acknowledged = run.acknowledged.get(mine.id)
  const isOnOwnEdit = acknowledged !== undefined && acknowledged.editId === assumedMasterState?.editId
  return revisionOf(desk, run, mine, isOnOwnEdit ? acknowledged.rev : mine.rev)
}

/** Revisions that are asked for, back from the newest one. */
const LOOK_BACK = 8

/**
 * The newest revision that is a state of which this one was made: an edit that arrived, although nobody told us so. By
 * content and not by device: after a power cut, or on a copied disk, an edit of ours may stand at the server and not here (R5).
 */
async function newestOwn(
  desk: SyncDesk,
  run: Run,
  mine: AnyDocument,
  theirs: AnyDocument,
  trail: readonly string[],
): Promise<Base | null> {
  if (trail.length === 0) return null
  const oldest = Math.max(mine.rev + 1, theirs.rev - LOOK_BACK)
  for (let rev = theirs.rev; rev >= oldest; rev--) {
    const found: Base =
      rev === theirs.rev ? { type: 'Base', document: theirs } : await revisionOf(desk, run, mine, rev)
    if (found.type !== 'Base') return found
    if (found.document !== null && trail.includes(fingerprintOf(found.document))) return found
  }
  return null
}

async function revisionOf(
  desk: SyncDesk,
  run: Run,
  { id }: AnyDocument,
  rev: number,
  epoch: { readonly knownEpoch?: number } = {},
): Promise<Base> {
  if (rev < 1) return { type: 'Base', document: null }
  const answer = await desk.transport.base({ collection: run.name, id, rev, ...epoch }, run.signal)
  if (!answer.ok) return { type: 'Unknown' }
  const parsed = answer.value === null ? null : parseDocument(run.name, answer.value)
  return { type: 'Base', document: parsed?.ok ? parsed.document : null }
}

/**
 * After a restore revision numbers are given a second time, so a number alone says nothing. Ours was made on the newest
 * revision of the time before: somebody else's edit may be older than ours and still have arrived only since (R14).
 */
function ancestorOf(
  desk: SyncDesk,
  run: Run,
  mine: AnyDocument,
  theirs: AnyDocument,
  isPending: boolean,
): Promise<Base> {
  const rev = Math.min(isPending ? mine.rev : mine.rev - 1, theirs.rev)
  return revisionOf(desk, run, mine, rev, { knownEpoch: Math.max(1, run.knownEpoch) })
}

/** The merged state is my edit on top of the server's revision, or exactly the server's when nothing of mine is left. */
async function merge(
  desk: SyncDesk,
  run: Run,
  base: AnyDocument | null,
  mine: AnyDocument,
  theirs: AnyDocument,
): Promise<State> {
  // All three were checked with this collection's validator.
  const merged = mergeDocument(run.name, base as never, mine as never, theirs as never)
  const document: AnyDocument = merged.document
  if (merged.clashes.length > 0) await raiseConflict(desk, run, merged.clashes, mine, theirs)
  desk.note('merged', { collection: run.name, id: mine.id, clashes: merged.clashes.length })
  if (document.editId === theirs.editId) {
    desk.journal.acknowledge([mine.editId])
    return { ...theirs, pending: 0, _deleted: false }
  }
  await desk.journal.append(run.name, [document])
  return { ...document, pending: 1, _deleted: false }
}

/** The same id on whichever device, and however often it is tried: one conflict is one task (MERGE-4). */
async function raiseConflict(
  desk: SyncDesk,
  run: Run,
  clashes: readonly Clash[],
  mine: AnyDocument,
  theirs: AnyDocument,
): Promise<void> {
  const task = conflictTask(run.name, { clashes, mine, theirs }, desk.author(), desk.deps)
  await desk.journal.append('tasks', [task])
  const record: DocumentOf<'tasks'> & StoredRecord = { ...task, pending: 1 }
  await desk.database.collection('tasks').insertIfNotExists(record)
}
