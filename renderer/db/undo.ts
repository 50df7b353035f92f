import { type FieldChange, fieldChanges, revertChanges } from '@shared/domain/history/field-changes.ts'
import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'
import { type EditedName, isEdited } from './edit-history.ts'
import type { StorageFailure } from './storage-failure.ts'
import type { Store } from './store.ts'

/** One edit of a document, as far as taking it back needs it. */
export interface DoneEdit {
  readonly name: EditedName
  readonly documentId: Id
  readonly editId: Id
  readonly changes: readonly FieldChange[]
}

/**
 * Something that was posted. It stays (LEDGER-3): what takes it back is posted beside it, and is itself to be taken back. It is made
 * by whoever posts, who knows what the opposite is.
 */
export interface DonePosting {
  readonly documentId: Id
  takeBack(): Promise<Result<{ readonly made: DonePosting; readonly document: AnyDocument }, StorageFailure>>
}

type Done = DoneEdit | DonePosting

export type UndoFailure =
  | { readonly type: 'NothingToUndo' }
  | { readonly type: 'NotFound' }
  /** `current` is the document as it stands: who changed it last, and when. */
  | { readonly type: 'ChangedSince'; readonly path: readonly string[]; readonly current: AnyDocument }
  | StorageFailure

export type Undone = Result<AnyDocument, UndoFailure>

/**
 * HISTORY-4: taking back and doing again, each as a new edit that the server judges like any other; nothing is removed. What
 * this person did since the shop was opened, newest first; what somebody else has changed since stays as it is.
 */
export interface Undo {
  /** The shop's store, which remembers the edits that are made through it. */
  readonly store: Store
  undo(): Promise<Undone>
  redo(): Promise<Undone>
  /** Takes one edit back, however old it is. */
  revert(edit: DoneEdit): Promise<Undone>
  /** Notes what was posted just now, so that it is the first to be taken back. */
  notePosting(posting: DonePosting): void
  /** It was taken back in another way. */
  forgetPosting(documentId: Id): void
  /** The edit that was made last to that document, while it can still be taken back by `undo`. */
  lastOf(documentId: Id): DoneEdit | null
}

const MOST_KEPT = 100

export function createUndo(store: Store): Undo {
  const done: Done[] = []
  const undone: Done[] = []
  const remember = (stack: Done[], edit: Done): void => {
    stack.push(edit)
    if (stack.length > MOST_KEPT) stack.shift()
  }
  const forget = (editId: Id): void => {
    const at = done.findIndex((edit) => 'editId' in edit && edit.editId === editId)
    if (at >= 0) done.splice(at, 1)
  }

  /** Answers the new edit, which is itself to be taken back. */
  async function takeBack(
    edit: DoneEdit,
  ): Promise<Result<{ made: DoneEdit; document: AnyDocument }, UndoFailure>> {
    const { name, documentId } = edit
    let before: AnyDocument | null = null
    const edited = await store.edit(name, documentId, (current) => {
      before = current
      return revertChanges(current, edit.changes)
    })
    if (!edited.ok) {
      const { error } = edited
      return err(error.type === 'ChangedSince' && before ? { ...error, current: before } : toFailure(error))
    }
    const document: AnyDocument = edited.value
    const changes = before ? fieldChanges(before, document) : []
    return ok({ made: { name, documentId, editId: document.editId, changes }, document })
  }
  async function move(from: Done[], to: Done[]): Promise<Undone> {
    const edit = from.pop()
    if (!edit) return err({ type: 'NothingToUndo' })
    const taken = 'takeBack' in edit ? await edit.takeBack() : await takeBack(edit)
    if (!taken.ok) {
      // What a full disk kept from happening may be tried again; what somebody changed since never comes back.
      if (taken.error.type !== 'ChangedSince' && taken.error.type !== 'NotFound') from.push(edit)
      return taken
    }
    remember(to, taken.value.made)
    return ok(taken.value.document)
  }

  return {
    store: {
      ...store,
      async edit(name, id, change) {
        let before: object | null = null
        const edited = await store.edit(name, id, (current) => {
          before = current
          return change(current)
        })
        if (!edited.ok || before === null || !isEdited(name)) return edited
        const changes = fieldChanges(before, edited.value)
        if (changes.length > 0) {
          remember(done, { name, documentId: id, editId: edited.value.editId, changes })
          undone.length = 0
        }
        return edited
      },
    },
    undo: () => move(done, undone),
    redo: () => move(undone, done),
    async revert(edit) {
      const taken = await takeBack(edit)
      if (!taken.ok) return taken
      forget(edit.editId)
      remember(undone, taken.value.made)
      return ok(taken.value.document)
    },
    notePosting(posting) {
      remember(done, posting)
      undone.length = 0
    },
    forgetPosting(documentId) {
      const at = done.findIndex((one) => 'takeBack' in one && one.documentId === documentId)
      if (at >= 0) done.splice(at, 1)
    },
    lastOf: (documentId) =>
      done.findLast((one): one is DoneEdit => 'editId' in one && one.documentId === documentId) ?? null,
  }
}

const toFailure = (
  error: { readonly type: 'ChangedSince' } | { readonly type: 'NotFound' } | StorageFailure,
): UndoFailure => (error.type === 'ChangedSince' ? { type: 'NotFound' } : error)
