import { type CreditAccount, foldCredit } from '@shared/domain/customers/credit-account.ts'
import type { CreditDocument } from '@shared/domain/customers/credit-entries.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { type CustomerEntry, customerEntryOf } from './customer-entry.ts'
import { createNameOrder } from './name-order.ts'

/** What is kept between two starts. */
export interface CreditBookParts {
  readonly customers: readonly CustomerEntry[]
  readonly documents: readonly CreditDocument[]
  /** Ids of documents the server has not acknowledged. */
  readonly pending: readonly string[]
}

/**
 * Customers by name, and who owes what (CREDIT-1): each account is folded from its documents when somebody asks and kept until one of
 * them changes. Applying a document replaces what it did, so that repetition and order of arrival do not matter.
 */
export interface CreditBook {
  /** Customers. */
  readonly size: number
  /** Rises with every change. */
  readonly version: number
  putCustomer(customer: Customer, pending: boolean): void
  removeCustomer(customerId: string): void
  /** Null: the document does nothing to any account. */
  apply(documentId: string, document: CreditDocument | null, pending: boolean): void
  byName(): readonly CustomerEntry[]
  /** Null: no such customer is known. */
  nameOf(customerId: string): string | null
  /** Of everybody who ever had credit in that currency, known customer or not. */
  accounts(currency: string): Iterable<readonly [customerId: string, account: CreditAccount]>
  account(customerId: string, currency: string): CreditAccount
  /** Of all known customers who ever had credit. */
  balances(currency: string): Iterable<number>
  /** Whether something of the account is only on this device. */
  isPending(customerId: string, currency: string): boolean
  parts(): CreditBookParts
}

/** The documents of one account, and the account once somebody has asked for it. */
interface Held {
  readonly ids: Set<string>
  folded: CreditAccount | null
}

const EMPTY: CreditAccount = foldCredit([])
const NO_PARTS: CreditBookParts = { customers: [], documents: [], pending: [] }
const NO_ACCOUNTS: ReadonlyMap<string, Held> = new Map()

export function createCreditBook(initial: CreditBookParts = NO_PARTS): CreditBook {
  const customers = new Map<string, CustomerEntry>()
  const names = createNameOrder<CustomerEntry>()
  const documents = new Map<string, CreditDocument>()
  const pendingIds = new Set<string>(initial.pending)
  const accountsByCurrency = new Map<string, Map<string, Held>>()
  let version = 0

  const replaceCustomer = (id: string, entry: CustomerEntry | undefined) => {
    const before = customers.get(id)
    if (entry) customers.set(id, entry)
    else customers.delete(id)
    if (before || entry) names.change(before, entry)
    version++
  }
  const heldOf = ({ customerId, currency }: CreditDocument): Held => {
    const accounts = accountsByCurrency.get(currency) ?? new Map<string, Held>()
    accountsByCurrency.set(currency, accounts)
    const held = accounts.get(customerId) ?? { ids: new Set<string>(), folded: null }
    accounts.set(customerId, held)
    return held
  }
  const put = (document: CreditDocument) => {
    const held = heldOf(document)
    documents.set(document.documentId, document)
    held.ids.add(document.documentId)
    held.folded = null
  }
  const take = (documentId: string) => {
    const before = documents.get(documentId)
    if (!before) return
    const held = heldOf(before)
    documents.delete(documentId)
    held.ids.delete(documentId)
    held.folded = null
  }
  const fold = (held: Held): CreditAccount => {
    held.folded ??= foldCredit([...held.ids].flatMap((id) => documents.get(id) ?? []))
    return held.folded
  }
  for (const entry of initial.customers) replaceCustomer(entry.id, entry)
  for (const document of initial.documents) put(document)

  return {
    get size() {
      return customers.size
    },
    get version() {
      return version
    },
    putCustomer: (customer, pending) => replaceCustomer(customer.id, customerEntryOf(customer, pending)),
    removeCustomer: (customerId) => replaceCustomer(customerId, undefined),
    apply(documentId, document, pending) {
      if (!document && !documents.has(documentId)) return
      take(documentId)
      pendingIds.delete(documentId)
      if (document) put(document)
      if (document && pending) pendingIds.add(documentId)
      version++
    },
    byName: names.read,
    nameOf: (customerId) => customers.get(customerId)?.name ?? null,
    *accounts(currency) {
      for (const [customerId, held] of accountsByCurrency.get(currency) ?? NO_ACCOUNTS)
        yield [customerId, fold(held)]
    },
    account(customerId, currency) {
      const held = accountsByCurrency.get(currency)?.get(customerId)
      return held ? fold(held) : EMPTY
    },
    *balances(currency) {
      for (const [customerId, held] of accountsByCurrency.get(currency) ?? NO_ACCOUNTS)
        if (customers.has(customerId)) yield fold(held).balance
    },
    isPending(customerId, currency) {
      if (pendingIds.size === 0) return false
      const ids = accountsByCurrency.get(currency)?.get(customerId)?.ids ?? []
      return [...ids].some((id) => pendingIds.has(id))
    },
    parts: () => ({
      customers: names.read(),
      documents: [...documents.values()],
      pending: [...pendingIds],
    }),
  }
}
