import type { Id } from '@shared/kernel/id.ts'
import type { Role } from '@shared/schemas/people.schema.ts'

/** Who acts, as the server knows him now: never what a token or a document claims. */
export interface Actor {
  readonly accountId: Id
  /** His document in `staff`; of a vendor also the `vendorId` of his goods. */
  readonly staffId: Id
  readonly shopId: Id
  readonly deviceId: Id
  readonly role: Role
  /** What he may do beyond his role. */
  readonly permissions: readonly string[]
}
