import { moneyPostingsOf, stockPostingsOf } from '@shared/domain/stock/postings.ts'
import { tagDocument } from '@shared/domain/tagged-document.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { MoneyPosting, StockPosting } from '@shared/schemas/postings.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { Change } from './change.ts'
import { ChangedMeanwhile } from './receipts.ts'

/*
 * LEDGER-1 on the server: the levels are raised by exactly the postings that this transaction inserted, so they stay the
 * sum of the ledger whatever is repeated. Both happen in the transaction that accepts the document.
 */

/** A posting that a change adds. */
export interface AddedPosting {
  readonly change: Change
  readonly posting: StockPosting
}

/** A shelf's level after the change and the open negative episode it had before. */
export interface ShelfLevel {
  readonly variantId: Id
  readonly locationId: Id
  readonly onHand: number
  readonly episode: string | null
}

export const addedStockPostings = (changes: readonly Change[]): AddedPosting[] =>
  changes.flatMap((change) => {
    const { collection, before, after } = change
    const known = new Set(before ? stockPostingsOf(collection, before).map(({ id }) => id) : [])
    return distinct(stockPostingsOf(collection, after))
      .filter(({ id }) => !known.has(id))
      .map((posting) => ({ change, posting }))
  })

/** Writes the stock ledger and its levels; answers the levels it moved. */
export async function postStock(
  transaction: Transaction,
  shopId: Id,
  added: readonly AddedPosting[],
  receivedAt: number,
): Promise<ShelfLevel[]> {
  if (added.length === 0) return []
  const rows = added.map(({ change, posting }) => ({
    document_id: change.after.id,
    posting_id: posting.id,
    collection: change.collection,
    variant_id: posting.variantId,
    location_id: posting.locationId,
    quantity: posting.quantity,
    kind: posting.kind,
    at: posting.at,
    by: posting.by,
    device_id: posting.deviceId,
  }))
  const result = await transaction.query<{
    variant_id: Id
    location_id: Id
    on_hand: number
    episode: string | null
    inserted: number
  }>({
    name: 'post-stock',
    text: `with inserted as (
      insert into stock_postings (shop_id, document_id, posting_id, collection, variant_id, location_id, quantity, kind, at, by, device_id, received_at)
        select $1, p.document_id, p.posting_id, p.collection, p.variant_id, p.location_id, p.quantity, p.kind, p.at, p.by, p.device_id, $3
        from jsonb_to_recordset($2) as p(document_id text, posting_id text, collection text, variant_id text,
          location_id text, quantity bigint, kind text, at bigint, by text, device_id text)
        order by p.document_id, p.posting_id
        on conflict do nothing returning variant_id, location_id, quantity
    ), levels as (
      insert into stock_levels as l (shop_id, variant_id, location_id, on_hand)
        select $1, variant_id, location_id, sum(quantity)::bigint from inserted
        group by variant_id, location_id order by variant_id, location_id
        on conflict (shop_id, variant_id, location_id) do update set on_hand = l.on_hand + excluded.on_hand
        returning variant_id, location_id, on_hand, episode
    )
    select levels.variant_id, levels.location_id, levels.on_hand, levels.episode,
      (select count(*) from inserted) as inserted from levels`,
    values: [shopId, JSON.stringify(rows), receivedAt],
  })
  if (result.rows[0]?.inserted !== rows.length) throw new ChangedMeanwhile()
  return result.rows.map((row) => ({
    variantId: row.variant_id,
    locationId: row.location_id,
    onHand: row.on_hand,
    episode: row.episode,
  }))
}

/** Writes the money ledger and its balances (LEDGER-2: each document's postings sum to zero, checked before). */
export async function postMoney(
  transaction: Transaction,
  shopId: Id,
  changes: readonly Change[],
  receivedAt: number,
): Promise<void> {
  const rows = changes.flatMap((change) => addedMoney(change))
  if (rows.length === 0) return
  const result = await transaction.query<{ inserted: number }>({
    name: 'post-money',
    text: `with inserted as (
      insert into money_postings (shop_id, document_id, posting_id, collection, account, currency, amount, at, by, device_id, received_at)
        select $1, p.document_id, p.posting_id, p.collection, p.account, p.currency, p.amount, p.at, p.by, p.device_id, $3
        from jsonb_to_recordset($2) as p(document_id text, posting_id text, collection text, account text,
          currency text, amount bigint, at bigint, by text, device_id text)
        order by p.document_id, p.posting_id
        on conflict do nothing returning account, currency, amount
    ), balances as (
      insert into money_balances as b (shop_id, account, currency, balance)
        select $1, account, currency, sum(amount)::bigint from inserted
        group by account, currency order by account, currency
        on conflict (shop_id, account, currency) do update set balance = b.balance + excluded.balance
        returning 1
    )
    select (select count(*) from inserted) as inserted, (select count(*) from balances) as balances`,
    values: [shopId, JSON.stringify(rows), receivedAt],
  })
  if (result.rows[0]?.inserted !== rows.length) throw new ChangedMeanwhile()
}

function addedMoney({ collection, before, after }: Change) {
  const tagged = tagDocument(collection, after)
  if (tagged.collection !== 'orders' && tagged.collection !== 'moneyMovements') return []
  const { currency } = tagged.document
  const known = new Set(before ? moneyPostingsOf(collection, before).map(({ id }) => id) : [])
  return distinct(moneyPostingsOf(collection, after))
    .filter(({ id }) => !known.has(id))
    .map((posting: MoneyPosting) => ({
      document_id: after.id,
      posting_id: posting.id,
      collection,
      account: posting.account,
      currency,
      amount: posting.amount,
      at: posting.at,
      by: posting.by,
      device_id: posting.deviceId,
    }))
}

/** The same posting twice in one document counts once, as in every fold. */
const distinct = <P extends { readonly id: string }>(postings: readonly P[]): P[] => [
  ...new Map(postings.map((posting) => [posting.id, posting])).values(),
]
