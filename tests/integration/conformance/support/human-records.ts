import type { StoredRecord } from '@renderer/db/documents.ts'
import { type Author, type DomainDeps, touch } from '@shared/domain/authoring.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { deriveId } from '@shared/kernel/id.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { RxReplicationWriteToMasterRow, WithDeleted } from 'rxdb/plugins/core'

/** The suite's document. */
export interface Human {
  readonly passportId: string
  readonly firstName: string
  readonly lastName: string
  readonly age?: number
}
export type HumanState = WithDeleted<Human>
export type HumanRow = RxReplicationWriteToMasterRow<Human>
type Record = WithDeleted<StoredRecord>

/** The suite's document in a document of ours: a customer who is archived where the suite's is deleted (R13). */
export function toHuman(record: object): HumanState {
  const { preferences, archived } = record as { preferences?: unknown; archived?: unknown }
  const human = preferences as Human // only `toRecord` writes it
  return { ...human, _deleted: archived === true }
}

/** A state that the server is known to have held, and how it called it. */
interface Held {
  readonly customer: Customer
  readonly state: string
}

/**
 * The suite's collections have no room for the fields of our envelope, so one device's translation remembers them: which
 * customer stood for each state that came from the server or was accepted by it, and which edit stands for each new state.
 */
export function createTranslation(author: Author, deps: DomainDeps) {
  const heldById = new Map<string, Held[]>()
  const editByState = new Map<string, Customer>()

  function remember(customer: Customer): void {
    const held = { customer, state: textOf(toHuman(customer)) }
    heldById.set(customer.id, [held, ...(heldById.get(customer.id) ?? [])])
  }

  function heldAs(state: HumanState | undefined): Customer | null {
    if (state === undefined) return null
    const text = textOf(state)
    return heldById.get(idOf(state))?.find((held) => held.state === text)?.customer ?? null
  }

  /** The same edit for the same state on the same base, however often RxDB offers it. */
  function editFor(state: HumanState, assumed: Customer | null): Customer {
    const key = `${assumed?.editId} ${textOf(state)}`
    const known = editByState.get(key)
    if (known) return known
    const { _deleted, ...human } = state
    const fields = { preferences: { ...human }, archived: _deleted }
    const fresh = newCustomer({ name: 'Human' }, author, deps)
    const made = assumed
      ? touch({ ...assumed, ...fields }, author, deps)
      : { ...fresh, ...fields, id: idOf(state) }
    editByState.set(key, made)
    return made
  }

  return {
    /** A row as our push handler takes it: pending, with the server's revision it was made on. */
    toRow({ newDocumentState, assumedMasterState }: HumanRow): {
      newDocumentState: Record
      assumedMasterState: Record | undefined
    } {
      const assumed = heldAs(assumedMasterState)
      const edit = editFor(newDocumentState, assumed)
      return {
        newDocumentState: { ...edit, pending: 1, _deleted: false },
        assumedMasterState: assumed === null ? undefined : { ...assumed, pending: 0, _deleted: false },
      }
    },
    /** What came from the server, by pull or as the answer to a push. */
    fromServer(record: Record): HumanState {
      const { pending: _, _deleted, ...customer } = record
      remember(customer as unknown as Customer) // the handlers have checked it
      return toHuman(record)
    },
    /** The server has accepted the row's edit under this revision. */
    accepted({ newDocumentState }: { newDocumentState: Record }, rev: number): void {
      const { pending: _, _deleted, ...customer } = newDocumentState
      remember({ ...(customer as unknown as Customer), rev }) // made by `editFor`
    },
  }
}

const idOf = ({ passportId }: Human) => deriveId('human', passportId)

const textOf = ({ passportId, firstName, lastName, age, _deleted }: HumanState): string =>
  JSON.stringify([passportId, firstName, lastName, age, _deleted])
