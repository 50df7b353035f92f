import { createColumns } from '@shared/analytics/columns.ts'
import { createDictionary, createTupleDictionary } from '@shared/analytics/dictionary.ts'
import { createIdDictionary, ID_SPEC, type IdDictionary } from '@shared/analytics/id-dictionary.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { loadOrderColumns, saveOrderColumns } from '@shared/analytics/order-snapshot.ts'
import { createOwnedRows } from '@shared/analytics/owned-rows.ts'
import {
  columnsFrom,
  decodeSnapshot,
  encodeSnapshot,
  type SnapshotScope,
} from '@shared/analytics/snapshot.ts'
import type { MobilePayment } from '@shared/domain/payments/mobile-money.ts'
import type { ProductEntry } from './catalogue-entry.ts'
import { type CatalogueIndex, createCatalogueIndex } from './catalogue-index.ts'
import { type CreditBook, type CreditBookParts, createCreditBook } from './credit-book.ts'
import type { ReadCheckpoint } from './document-source.ts'
import { createLotBook, type LotBook, type LotEntry } from './lot-book.ts'
import { createPaymentReferences, type PaymentReferences } from './payment-references.ts'
import {
  type Followed,
  NO_PIECES,
  type PackedPieces,
  type ProjectionParts,
  type ProjectionState,
} from './projection-state.ts'
import type { SnapshotStore } from './snapshot-store.ts'
import { createStockBook, type StockBook, type StockBookParts } from './stock-book.ts'
import { createStockLedger, POSTING_DOCUMENT_SPEC, POSTING_SPEC, type StockLedger } from './stock-ledger.ts'

export type Checkpoints = Readonly<Record<Followed, ReadCheckpoint | null>>
export const NO_CHECKPOINTS: Checkpoints = {
  settings: null,
  products: null,
  stockMovements: null,
  orders: null,
  moneyMovements: null,
  customers: null,
}

/** Raise when what is kept of a product or a posting changes: older snapshots are then rebuilt. */
const CATALOGUE_VERSION = 6
const STOCK_VERSION = 7
const CREDIT_VERSION = 2

const catalogueScope = (shopId: string): SnapshotScope => ({
  content: 'catalogue',
  version: CATALOGUE_VERSION,
  scope: shopId,
})
const stockScope = (shopId: string): SnapshotScope => ({
  content: 'stock',
  version: STOCK_VERSION,
  scope: shopId,
})

const creditScope = (shopId: string): SnapshotScope => ({
  content: 'credit',
  version: CREDIT_VERSION,
  scope: shopId,
})

interface CreditMeta {
  readonly checkpoints: Pick<Checkpoints, 'orders' | 'moneyMovements' | 'customers'>
  readonly parts: CreditBookParts
  /** Payments by mobile money come from the same documents. */
  readonly payments: readonly MobilePayment[]
}

interface CatalogueMeta {
  readonly checkpoint: ReadCheckpoint | null
  readonly entries: readonly ProductEntry[]
}

interface StockMeta {
  readonly checkpoints: Pick<Checkpoints, 'orders' | 'stockMovements'>
  readonly otherDocuments: IdDictionary['others']
  readonly variants: readonly string[]
  readonly locations: readonly string[]
  readonly shelves: readonly number[]
  readonly dead: number
  readonly unreadable: readonly string[]
  readonly book: StockBookParts
  readonly lots: readonly LotEntry[]
}

/** Settings are few and always read anew; each other part is written by itself, so that one torn file costs only itself. */
export async function saveSnapshots(
  store: SnapshotStore,
  shopId: string,
  state: ProjectionState,
  checkpoints: Checkpoints,
): Promise<void> {
  const catalogue: CatalogueMeta = {
    checkpoint: checkpoints.products,
    // In their order, so that the next start has nothing to sort.
    entries: state.catalogue.byName(),
  }
  await store.save('catalogue', encodeSnapshot(catalogueScope(shopId), catalogue, {}))
  await store.save('stock', encodeStock(shopId, state, checkpoints))
  await store.save(
    'orders',
    saveOrderColumns(state.orders, shopId, { ...checkpoints.orders, packed: state.packed }),
  )
  const { orders, moneyMovements, customers } = checkpoints
  const credit: CreditMeta = {
    checkpoints: { orders, moneyMovements, customers },
    parts: state.credit.parts(),
    payments: [...state.references.all()],
  }
  await store.save('credit', encodeSnapshot(creditScope(shopId), credit, {}))
}

function encodeStock(shopId: string, state: ProjectionState, checkpoints: Checkpoints): Uint8Array {
  const { documents, variants, locations, shelves, rows, spans } = state.ledger
  const meta: StockMeta = {
    checkpoints: { orders: checkpoints.orders, stockMovements: checkpoints.stockMovements },
    otherDocuments: documents.others,
    variants: variants.values,
    locations: locations.values,
    shelves: shelves.flat,
    dead: rows.dead,
    unreadable: [...state.unreadable],
    book: state.book.parts(),
    lots: state.lots.parts(),
  }
  return encodeSnapshot(stockScope(shopId), meta, { documents: documents.columns, rows: rows.columns, spans })
}

/** What can be read of the catalogue, else an empty one with no checkpoint: it is built from the documents again. */
export async function loadCatalogue(
  store: SnapshotStore,
  shopId: string,
): Promise<{ catalogue: CatalogueIndex; checkpoint: ReadCheckpoint | null }> {
  const found = decodeCatalogue(await store.load('catalogue'), shopId)
  return { catalogue: found?.index ?? createCatalogueIndex(), checkpoint: found?.checkpoint ?? null }
}

/** The same for stock, orders and the credit book. */
export async function loadFacts(
  store: SnapshotStore,
  shopId: string,
  utcOffsetMinutes: number,
): Promise<{
  parts: Omit<ProjectionParts, 'catalogue'>
  checkpoints: Pick<Checkpoints, 'stockMovements' | 'orders' | 'moneyMovements' | 'customers'>
}> {
  const stock = decodeStock(await store.load('stock'), shopId)
  const bytes = await store.load('orders')
  const orders = bytes && loadOrderColumns(bytes, shopId, utcOffsetMinutes)
  const credit = decodeCredit(await store.load('credit'), shopId)
  return {
    parts: {
      ledger: stock?.ledger ?? createStockLedger(),
      book: stock?.book ?? createStockBook(),
      lots: stock?.lots ?? createLotBook(),
      orders: orders?.columns ?? createOrderColumns(emptyOrderParts(utcOffsetMinutes)),
      credit: credit?.book ?? createCreditBook(),
      references: credit?.references ?? createPaymentReferences(),
      packed: readPieces(orders?.checkpoint),
      unreadable: stock?.unreadable ?? [],
    },
    checkpoints: {
      stockMovements: stock?.checkpoints.stockMovements ?? null,
      // Orders feed three of the parts: reading starts where the one that lags behind stands.
      orders: earlier(
        earlier(readCheckpoint(orders?.checkpoint), stock?.checkpoints.orders ?? null),
        credit?.checkpoints.orders ?? null,
      ),
      moneyMovements: credit?.checkpoints.moneyMovements ?? null,
      customers: credit?.checkpoints.customers ?? null,
    },
  }
}

function decodeCatalogue(
  bytes: Uint8Array | null,
  shopId: string,
): { index: CatalogueIndex; checkpoint: ReadCheckpoint | null } | null {
  const snapshot = bytes && decodeSnapshot(bytes, catalogueScope(shopId))
  if (!snapshot?.ok) return null
  const meta = snapshot.value.meta as CatalogueMeta // same version: `saveSnapshots` wrote it
  return { index: createCatalogueIndex(meta.entries), checkpoint: meta.checkpoint }
}

function decodeStock(
  bytes: Uint8Array | null,
  shopId: string,
): {
  ledger: StockLedger
  book: StockBook
  lots: LotBook
  checkpoints: StockMeta['checkpoints']
  unreadable: readonly string[]
} | null {
  const snapshot = bytes && decodeSnapshot(bytes, stockScope(shopId))
  if (!snapshot?.ok) return null
  const meta = snapshot.value.meta as StockMeta // same version: `encodeStock` wrote it
  const rows = columnsFrom(snapshot.value, 'rows', POSTING_SPEC)
  const spans = columnsFrom(snapshot.value, 'spans', POSTING_DOCUMENT_SPEC)
  const documents = columnsFrom(snapshot.value, 'documents', ID_SPEC)
  if (!documents || !rows || !spans) return null
  const ledger = createStockLedger({
    documents: createIdDictionary(createColumns(ID_SPEC, documents), meta.otherDocuments),
    spans: createColumns(POSTING_DOCUMENT_SPEC, spans),
    rows: createOwnedRows(createColumns(POSTING_SPEC, rows), meta.dead),
    shelves: createTupleDictionary(2, meta.shelves),
    variants: createDictionary(meta.variants),
    locations: createDictionary(meta.locations),
  })
  const { checkpoints, unreadable } = meta
  const lots = createLotBook(meta.lots)
  return { ledger, book: createStockBook(meta.book), lots, checkpoints, unreadable }
}

function decodeCredit(
  bytes: Uint8Array | null,
  shopId: string,
): { book: CreditBook; references: PaymentReferences; checkpoints: CreditMeta['checkpoints'] } | null {
  const snapshot = bytes && decodeSnapshot(bytes, creditScope(shopId))
  if (!snapshot?.ok) return null
  const meta = snapshot.value.meta as CreditMeta // same version: `saveSnapshots` wrote it
  const references = createPaymentReferences(meta.payments)
  return { book: createCreditBook(meta.parts), references, checkpoints: meta.checkpoints }
}

function earlier(a: ReadCheckpoint | null, b: ReadCheckpoint | null): ReadCheckpoint | null {
  if (!a || !b) return null
  return a.lwt <= b.lwt ? a : b
}

/** Kept with the columns, so that both are of the same moment. */
function readPieces(value: unknown): PackedPieces {
  if (typeof value !== 'object' || value === null || !('packed' in value)) return NO_PIECES
  return value.packed as PackedPieces // same version: `saveSnapshots` wrote it
}

function readCheckpoint(value: unknown): ReadCheckpoint | null {
  if (typeof value !== 'object' || value === null || !('lwt' in value) || !('id' in value)) return null
  const { lwt, id } = value
  return typeof lwt === 'number' && typeof id === 'string' ? { lwt, id } : null
}
