import {
  type CreditDocument,
  creditAmountOf,
  creditOfMovement,
  creditOfOrder,
} from '@shared/domain/customers/credit-entries.ts'
import { tagDocument } from '@shared/domain/tagged-document.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { Change } from './change.ts'

/*
 * CREDIT-1 on the server: an account is raised by exactly the difference that each accepted change makes to its document,
 * so it stays the sum of `credit_documents` whatever is repeated. Its row is locked until the push ends.
 */

/** An account after the push, with the open episode over the limit that it had before. */
export interface CreditLevel {
  readonly customerId: Id
  readonly currency: CurrencyCode
  readonly balance: number
  readonly episode: string | null
}

/** One document's part of one account, before and after a change. */
interface Part {
  readonly document: CreditDocument
  readonly amount: number
}

/** What a change does to accounts: two of them where the customer changed. */
export function creditParts({ collection, before, after }: Change): Part[] {
  const was = before && creditOf(collection, before)
  const is = creditOf(collection, after)
  return [
    ...(was ? [{ document: was, amount: -creditAmountOf(was) }] : []),
    ...(is ? [{ document: is, amount: creditAmountOf(is) }] : []),
  ]
}

function creditOf(collection: Change['collection'], document: AnyDocument): CreditDocument | null {
  const tagged = tagDocument(collection, document)
  if (tagged.collection === 'orders') return creditOfOrder(tagged.document)
  return tagged.collection === 'moneyMovements' ? creditOfMovement(tagged.document) : null
}

/** Writes the credit book and its accounts; answers the accounts it moved. */
export async function postCredit(
  transaction: Transaction,
  shopId: Id,
  changes: readonly Change[],
): Promise<CreditLevel[]> {
  const parts = changes.flatMap(creditParts)
  if (parts.length === 0) return []
  await keepDocuments(transaction, shopId, lastStateOf(changes))
  const moved = parts.map(({ document, amount }) => ({
    customer_id: document.customerId,
    currency: document.currency,
    amount,
  }))
  const { rows } = await transaction.query<{
    customer_id: Id
    currency: CurrencyCode
    balance: number
    episode: string | null
  }>({
    name: 'post-credit',
    text: `insert into credit_accounts as a (shop_id, customer_id, currency, balance)
      select $1, m.customer_id, m.currency, sum(m.amount)::bigint
        from jsonb_to_recordset($2) as m(customer_id text, currency text, amount bigint)
        group by m.customer_id, m.currency order by m.customer_id, m.currency
      on conflict (shop_id, customer_id, currency) do update set balance = a.balance + excluded.balance
      returning customer_id, currency, balance, episode`,
    values: [shopId, JSON.stringify(moved)],
  })
  return rows.map(({ customer_id, ...row }) => ({ ...row, customerId: customer_id }))
}

interface KeptDocument {
  readonly document: CreditDocument
  readonly amount: number
}

/** Each document as the last change of this push leaves it; nothing is left of one that is no credit any more. */
function lastStateOf(changes: readonly Change[]): KeptDocument[] {
  const keptById = new Map<string, KeptDocument>()
  for (const { collection, before, after } of changes) {
    const was = before && creditOf(collection, before)
    const is = creditOf(collection, after)
    if (is) keptById.set(after.id, { document: is, amount: creditAmountOf(is) })
    else if (was) keptById.set(after.id, { document: was, amount: 0 })
  }
  return [...keptById.values()]
}

async function keepDocuments(
  transaction: Transaction,
  shopId: Id,
  kept: readonly KeptDocument[],
): Promise<void> {
  const rows = kept.map(({ document, amount }) => ({
    collection: document.collection,
    document_id: document.documentId,
    customer_id: document.customerId,
    currency: document.currency,
    amount,
    label: document.label,
    at: document.at,
    by: document.entries[0]?.by ?? '',
    device_id: document.entries[0]?.deviceId ?? '',
  }))
  await transaction.query({
    name: 'keep-credit',
    text: `insert into credit_documents as c
        (shop_id, collection, document_id, customer_id, currency, amount, label, at, by, device_id)
      select $1, k.collection, k.document_id, k.customer_id, k.currency, k.amount, k.label, k.at, k.by, k.device_id
        from jsonb_to_recordset($2) as k(collection text, document_id text, customer_id text, currency text, amount bigint,
          label text, at bigint, by text, device_id text)
        order by k.collection, k.document_id
      on conflict (shop_id, collection, document_id) do update set
        customer_id = excluded.customer_id, currency = excluded.currency, amount = excluded.amount, label = excluded.label`,
    values: [shopId, JSON.stringify(rows)],
  })
}

/** Which of these customers owe or are owed. Read without a lock: what arrives later keeps an archived customer in sight. */
export async function loadOpenAccounts(
  transaction: Transaction,
  shopId: Id,
  customerIds: readonly Id[],
): Promise<ReadonlySet<string>> {
  if (customerIds.length === 0) return new Set()
  const { rows } = await transaction.query<{ customer_id: string }>(
    'select customer_id from credit_accounts where shop_id = $1 and customer_id = any($2) and balance <> 0',
    [shopId, customerIds],
  )
  return new Set(rows.map(({ customer_id }) => customer_id))
}
