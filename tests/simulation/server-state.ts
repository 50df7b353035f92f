import type { StockPosting } from '@shared/schemas/postings.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type { ShopCopies } from './shop-copy.ts'

export interface Revision {
  readonly collection: CollectionName
  readonly id: string
  readonly rev: number
  readonly edit_id: string
  readonly body: AnyDocument
}

export interface Posted {
  readonly document_id: string
  readonly posting_id: string
  readonly variant_id: string
  readonly location_id: string
  readonly quantity: number
  readonly kind: StockPosting['kind']
}

/** All that the server holds of a shop, read behind its back. */
export interface ServerState {
  readonly documents: readonly {
    readonly collection: CollectionName
    readonly id: string
    readonly rev: number
    readonly edit_id: string
    readonly body: AnyDocument
  }[]
  readonly revisions: readonly Revision[]
  readonly refusals: readonly {
    readonly device_id: string
    readonly collection: CollectionName
    readonly document_id: string
    readonly edit_id: string
    readonly code: string
    readonly content: string | null
  }[]
  readonly stock: readonly Posted[]
  readonly levels: readonly {
    readonly variant_id: string
    readonly location_id: string
    readonly on_hand: number
  }[]
  readonly money: readonly {
    readonly document_id: string
    readonly account: string
    readonly currency: string
    readonly amount: number
  }[]
  readonly balances: readonly {
    readonly account: string
    readonly currency: string
    readonly balance: number
  }[]
  readonly receipts: readonly {
    readonly device_code: string
    readonly epoch: number
    readonly counter: number
    readonly order_id: string
  }[]
  readonly audit: readonly { readonly number: number; readonly entry: string; readonly hash: string }[]
  readonly auditHead: string
}

export async function readServer(copies: ShopCopies, shopId: string): Promise<ServerState> {
  const read = <Row extends object>(text: string): Promise<Row[]> => copies.rows<Row>(text, [shopId])
  const [shop] = await read<{ audit_head: string }>('select audit_head from shops where shop_id = $1')
  return {
    documents: await read(
      'select collection, id, rev, edit_id, body from documents where shop_id = $1 order by collection, id',
    ),
    revisions: await read(
      'select collection, id, rev, edit_id, body from revisions where shop_id = $1 order by collection, id, rev',
    ),
    refusals: await read(
      'select device_id, collection, document_id, edit_id, code, content from refusals where shop_id = $1',
    ),
    stock: await read(
      'select document_id, posting_id, variant_id, location_id, quantity, kind from stock_postings where shop_id = $1',
    ),
    levels: await read('select variant_id, location_id, on_hand from stock_levels where shop_id = $1'),
    money: await read('select document_id, account, currency, amount from money_postings where shop_id = $1'),
    balances: await read('select account, currency, balance from money_balances where shop_id = $1'),
    receipts: await read('select device_code, epoch, counter, order_id from receipts where shop_id = $1'),
    audit: await read('select number, entry, hash from audit where shop_id = $1 order by number'),
    auditHead: shop?.audit_head ?? '',
  }
}

/** One number for everything that a repeated push must not change. */
export async function hashServer(copies: ShopCopies, shopId: string): Promise<string> {
  const tables: Readonly<Record<string, string>> = {
    documents: 'collection, id, rev, edit_id, body::text',
    revisions: 'collection, id, rev, edit_id',
    stock_postings: 'document_id, posting_id, quantity',
    stock_levels: 'variant_id, location_id, on_hand',
    money_balances: 'account, currency, balance',
    receipts: 'device_code, epoch, counter, order_id',
  }
  const hashes: string[] = []
  for (const [table, columns] of Object.entries(tables)) {
    const [row] = await copies.rows<{ hash: string }>(
      `select md5(coalesce(string_agg(r::text, '|' order by r::text), '')) as hash from (select ${columns} from ${table} where shop_id = $1) r`,
      [shopId],
    )
    hashes.push(`${table} ${row?.hash}`)
  }
  return hashes.join('\n')
}
