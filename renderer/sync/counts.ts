import type { CollectionName } from '@shared/schemas/registry.ts'
import {
  auditTime,
  catchError,
  EMPTY,
  from,
  map,
  merge,
  type Observable,
  type Subscription,
  startWith,
  switchMap,
} from 'rxjs'
import type { RecordTable } from '../db/local-tables.ts'
import type { PendingIndex } from '../db/pending-index.ts'
import { keepReading } from '../db/read-once.ts'
import type { SyncDesk } from './sync-desk.ts'
import { updateSyncStatus } from './sync-status.ts'

const CONFLICT_LIMIT = 500

/** Keeps the figures of the sync status true: each is counted from what it counts, none is added up by hand. */
export function watchCounts(desk: SyncDesk, pending: PendingIndex): Subscription[] {
  const { refused, quarantine } = desk.tables
  return [
    pending.total$.subscribe((total) => updateSyncStatus({ pending: total, ...byCollection(desk, pending) })),
    countOf(refused).subscribe((count) => updateSyncStatus({ refused: count })),
    countOf(quarantine).subscribe((count) => updateSyncStatus({ quarantined: count })),
    openConflicts(desk).subscribe((conflicts) => updateSyncStatus({ conflicts })),
  ]
}

const countOf = <Item extends { readonly id: string }>(table: RecordTable<Item>): Observable<number> =>
  merge(table.changed$).pipe(
    startWith(undefined),
    // One count that fails must not end the watching: the figure would stand still for ever. The next change counts again.
    switchMap(() => from(table.count()).pipe(catchError(() => EMPTY))),
  )

function openConflicts(desk: SyncDesk): Observable<number> {
  if (!desk.database.names.includes('tasks')) return EMPTY
  const open = desk.database.collection('tasks').find({
    selector: { state: 'open', kind: 'conflict', archived: false },
    index: ['state', 'createdAt'],
    limit: CONFLICT_LIMIT,
  })
  return open.$.pipe(
    auditTime(100),
    map((documents) => documents.length),
    keepReading(open),
  )
}

function byCollection(
  desk: SyncDesk,
  pending: PendingIndex,
): { pendingByCollection: Partial<Record<CollectionName, number>> } {
  const counts: Partial<Record<CollectionName, number>> = {}
  for (const name of desk.database.names) {
    const { size } = pending.of(name)
    if (size > 0) counts[name] = size
  }
  return { pendingByCollection: counts }
}
