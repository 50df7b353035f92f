import { tagDocument } from '@shared/domain/tagged-document.ts'
import type { MoneyPosting, StockPosting } from '@shared/schemas/postings.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'

const NONE: readonly never[] = []

/** Every change of stock that a document posts; none for collections that post nothing. */
export function stockPostingsOf<Name extends CollectionName>(
  collection: Name,
  document: DocumentOf<Name>,
): readonly StockPosting[] {
  const tagged = tagDocument(collection, document)
  if (tagged.collection === 'orders') return tagged.document.stockPostings
  if (tagged.collection === 'stockMovements') return tagged.document.postings
  return NONE
}

/** Every change of money that a document posts; together they sum to zero (LEDGER-2). */
export function moneyPostingsOf<Name extends CollectionName>(
  collection: Name,
  document: DocumentOf<Name>,
): readonly MoneyPosting[] {
  const tagged = tagDocument(collection, document)
  if (tagged.collection === 'orders') return tagged.document.moneyPostings
  if (tagged.collection === 'moneyMovements') return tagged.document.postings
  return NONE
}

/** Key of one shelf: a variant at a location. */
export const stockKey = (variantId: string, locationId: string): string => `${variantId}:${locationId}`

/** LEDGER-1: on hand by shelf, the sum of postings, whatever their order and however often one is repeated. */
export function foldStock(postings: Iterable<StockPosting>): Map<string, number> {
  const onHandByShelf = new Map<string, number>()
  const seen = new Set<string>()
  for (const { id, variantId, locationId, quantity } of postings) {
    if (seen.has(id)) continue
    seen.add(id)
    const key = stockKey(variantId, locationId)
    onHandByShelf.set(key, (onHandByShelf.get(key) ?? 0) + quantity)
  }
  return onHandByShelf
}

/** Balance by account, in minor units, whatever the order and repetition of the postings. */
export function foldMoney(postings: Iterable<MoneyPosting>): Map<string, number> {
  const balanceByAccount = new Map<string, number>()
  const seen = new Set<string>()
  for (const { id, account, amount } of postings) {
    if (seen.has(id)) continue
    seen.add(id)
    balanceByAccount.set(account, (balanceByAccount.get(account) ?? 0) + amount)
  }
  return balanceByAccount
}
