import type { OpenShop } from '@renderer/sync/open-shop.ts'
import type { Author } from '@shared/domain/authoring.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Result } from '@shared/kernel/result.ts'
import { err, ok } from '@shared/kernel/result.ts'
import type { Session } from '@shared/protocol/auth.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import type { Operation, OperationKind } from '../operations.ts'
import { CATALOGUE_OPERATIONS } from './catalogue-operations.ts'
import type { Attempt, Told } from './client-ports.ts'
import { ORDER_OPERATIONS } from './order-operations.ts'
import { REPAIR_OPERATIONS } from './repair-operations.ts'
import { STOCK_OPERATIONS } from './stock-operations.ts'

interface Place {
  readonly shop: OpenShop
  readonly session: Session
  onAttempt(attempt: Attempt): void
}

/** What an operation works with: the product's store and domain functions, and the choices the schedule made. */
export interface Doing {
  readonly operation: Operation
  readonly shop: OpenShop
  readonly session: Session
  readonly author: Author
  readonly businessDay: ReturnType<typeof businessDayOf>
  /** The next choice: one of the items, or null when there are none. */
  choose<Item>(items: readonly Item[]): Item | null
  /** From 1 to `most`. */
  some(most: number): number
  list<Name extends CollectionName>(name: Name): Promise<readonly DocumentOf<Name>[]>
  insert<Name extends CollectionName>(name: Name, document: DocumentOf<Name>): Promise<Told>
  edit<Name extends CollectionName>(
    name: Name,
    id: Id,
    change: (current: DocumentOf<Name>) => Result<DocumentOf<Name>, unknown>,
  ): Promise<Told>
  attempt<Name extends CollectionName>(
    name: Name,
    before: DocumentOf<Name> | null,
    after: DocumentOf<Name>,
  ): void
}

export type Doer = (doing: Doing) => Promise<Told>

export const IDLE: Told = { type: 'idle' }
export const SAVED: Told = { type: 'ok' }
export const toldOf = (result: Result<unknown, unknown>): Told =>
  result.ok ? SAVED : { type: 'failed', why: JSON.stringify(result.error).slice(0, 200) }

const DOERS: Readonly<Record<OperationKind, Doer>> = {
  ...CATALOGUE_OPERATIONS,
  ...ORDER_OPERATIONS,
  ...STOCK_OPERATIONS,
  ...REPAIR_OPERATIONS,
}

/** Does what a person does, and says what he was told. Rejects only when the store says so by throwing. */
export async function performOperation(operation: Operation, place: Place): Promise<Told> {
  try {
    return await DOERS[operation.kind](begin(operation, place))
  } catch (thrown) {
    return { type: 'failed', why: String(thrown).slice(0, 200) }
  }
}

function begin(operation: Operation, { shop, session, onAttempt }: Place): Doing {
  const { store } = shop
  const picks = [...operation.picks]
  const next = (): number => picks.shift() ?? 0
  const attempt: Doing['attempt'] = (collection, before, after) => onAttempt({ collection, before, after })
  return {
    operation,
    shop,
    session,
    author: { shopId: session.shop.id, staffId: session.account.staffId, deviceId: session.device.id },
    businessDay: businessDayOf(shop.deps.clock.now(), session.shop.utcOffsetMinutes),
    choose: (items) => items[Math.floor(next() * items.length)] ?? null,
    some: (most) => 1 + Math.floor(next() * most),
    attempt,
    async list(name) {
      const found = await store.findMany(name, { limit: 5_000 })
      return [...found]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ pending: _, ...document }) => document) as never // the same documents without the device's own field
    },
    async insert(name, document) {
      attempt(name, null, document)
      await store.insert(name, document)
      return SAVED
    },
    async edit(name, id, change) {
      let isIdle = false
      const edited = await store.edit(name, id, (current) => {
        const changed = change(current)
        isIdle = !changed.ok
        if (!changed.ok) return err({ type: 'Declined' as const })
        attempt(name, current, changed.value)
        return ok(changed.value)
      })
      return isIdle ? IDLE : toldOf(edited)
    },
  }
}
