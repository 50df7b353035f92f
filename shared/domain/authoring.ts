import type { ClockDep } from '@shared/kernel/clock.ts'
import type { Id, IdDep } from '@shared/kernel/id.ts'
import type { Envelope } from '@shared/schemas/envelope.ts'

/** Who writes, in which shop, on which device: what every new fact is signed with. */
export interface Author {
  readonly shopId: Id
  readonly staffId: Id
  readonly deviceId: Id
}

/** What a business function needs from outside: the time and new ids. */
export type DomainDeps = ClockDep & IdDep

/** The signature of one entry inside a document: a posting, a payment, a return, an event. */
export interface Signature {
  readonly at: number
  readonly by: Id
  readonly deviceId: Id
}

/** The envelope of a document that does not exist yet. `rev` is 0 until the server acknowledges it. */
export function newEnvelope(author: Author, deps: DomainDeps): Envelope {
  const now = deps.clock.now()
  return {
    id: deps.ids.next(),
    shopId: author.shopId,
    rev: 0,
    editId: deps.ids.next(),
    createdAt: now,
    createdBy: author.staffId,
    updatedAt: now,
    updatedBy: author.staffId,
    deviceId: author.deviceId,
    archived: false,
  }
}

/** The same document as a new edit of `author`; `rev` stays the one that the edit was based on. */
export function touch<D extends Envelope>(document: D, author: Author, deps: DomainDeps): D {
  return {
    ...document,
    editId: deps.ids.next(),
    updatedAt: deps.clock.now(),
    updatedBy: author.staffId,
    deviceId: author.deviceId,
  }
}

/** Signs an entry that is made now. */
export const sign = (author: Author, { clock }: ClockDep): Signature => ({
  at: clock.now(),
  by: author.staffId,
  deviceId: author.deviceId,
})
