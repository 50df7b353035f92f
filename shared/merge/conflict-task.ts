import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { deriveId } from '@shared/kernel/id.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type { ConflictPayload, Task } from '@shared/schemas/tasks.schema.ts'
import type { Clash } from './sides.ts'

/** Longest path, and most fields, that a conflict's payload holds. */
const MAX_PATH = 8
const MAX_FIELDS = 200

/**
 * What two people changed apart, for a person to settle. The same id on whichever machine and however often it is found:
 * one conflict is one task (MERGE-4).
 */
export function conflictTask(
  collection: CollectionName,
  { clashes, mine, theirs }: { clashes: readonly Clash[]; mine: AnyDocument; theirs: AnyDocument },
  author: Author,
  deps: DomainDeps,
): Task {
  const payload: ConflictPayload = {
    collection,
    documentId: mine.id,
    label: labelOf(mine),
    fields: clashes.slice(0, MAX_FIELDS).map((clash) => ({
      path: clash.path.slice(0, MAX_PATH),
      base: toJson(clash.base),
      mine: toJson(clash.mine),
      theirs: toJson(clash.theirs),
    })),
    mine: { by: mine.updatedBy, deviceId: mine.deviceId, at: mine.updatedAt },
    theirs: { by: theirs.updatedBy, deviceId: theirs.deviceId, at: theirs.updatedAt, rev: theirs.rev },
  }
  const id = deriveId('conflict', collection, mine.id, mine.editId, theirs.editId)
  const subject = { collection, id: mine.id }
  return newTask({ id, kind: 'conflict', subject, payload, assigneeRole: 'manager' }, author, deps)
}

const toJson = (value: unknown): ConflictPayload['fields'][number]['base'] =>
  value === undefined ? null : JSON.parse(JSON.stringify(value))

function labelOf(document: AnyDocument): string {
  const named = 'name' in document ? document.name : 'number' in document ? document.number : ''
  return String(named).slice(0, 300)
}
