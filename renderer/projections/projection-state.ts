import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import { applyDocument, forgetDocument } from '@shared/analytics/order-origins.ts'
import { isCountableOrder } from '@shared/analytics/sale-facts.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { isIndexableProduct } from './catalogue-entry.ts'
import { type CatalogueIndex, createCatalogueIndex, isNamingSetting } from './catalogue-index.ts'
import { type CreditBook, createCreditBook } from './credit-book.ts'
import { readCreditOfMovement, readCreditOfOrder } from './credit-reading.ts'
import { isListableCustomer } from './customer-entry.ts'
import type { StoredDocument } from './document-source.ts'
import { createLotBook, type LotBook } from './lot-book.ts'
import {
  createPaymentReferences,
  type PaymentReferences,
  readMobileOfMovement,
  readMobileOfOrder,
} from './payment-references.ts'
import { createStockBook, type StockBook } from './stock-book.ts'
import { arePostings, createStockLedger, type StockLedger } from './stock-ledger.ts'

/** The collections that are followed, in the order in which they are needed first. */
export const FOLLOWED = [
  'settings',
  'products',
  'stockMovements',
  'orders',
  'moneyMovements',
  'customers',
] as const satisfies CollectionName[]
export type Followed = (typeof FOLLOWED)[number]
export const isFollowed = (name: CollectionName): name is Followed => FOLLOWED.some((one) => one === name)

/** Everything that is kept in memory of one shop. */
export interface ProjectionState {
  readonly catalogue: CatalogueIndex
  readonly ledger: StockLedger
  readonly book: StockBook
  readonly lots: LotBook
  readonly orders: OrderColumns
  readonly credit: CreditBook
  readonly references: PaymentReferences
  /** Which pieces of packed history are counted, and of which incarnation of the server. */
  packed: PackedPieces
  /** Ids of documents that could not be read: left out of every figure, and reported. */
  readonly unreadable: ReadonlySet<string>
  apply(collection: Followed, documents: readonly StoredDocument[]): void
}

export interface PackedPieces {
  readonly epoch: number
  readonly hashes: readonly string[]
}
export const NO_PIECES: PackedPieces = { epoch: 0, hashes: [] }

export interface ProjectionParts {
  readonly catalogue: CatalogueIndex
  readonly ledger: StockLedger
  readonly book: StockBook
  readonly lots: LotBook
  readonly orders: OrderColumns
  readonly credit: CreditBook
  readonly references: PaymentReferences
  readonly packed?: PackedPieces
  readonly unreadable?: readonly string[]
}

export const emptyParts = (utcOffsetMinutes: number): ProjectionParts => ({
  catalogue: createCatalogueIndex(),
  ledger: createStockLedger(),
  book: createStockBook(),
  lots: createLotBook(),
  orders: createOrderColumns(emptyOrderParts(utcOffsetMinutes)),
  credit: createCreditBook(),
  references: createPaymentReferences(),
})

export function createProjectionState(parts: ProjectionParts): ProjectionState {
  const unreadable = new Set(parts.unreadable)
  const appliers: Record<Followed, (document: StoredDocument) => boolean> = {
    settings: (document) => applySetting(parts, document),
    products: (document) => applyProduct(parts, document),
    stockMovements: (document) => applyMovement(parts, document),
    orders: (document) => applyOrder(parts, document),
    moneyMovements: (document) => applyMoney(parts, document),
    customers: (document) => applyCustomer(parts, document),
  }
  return {
    ...parts,
    packed: parts.packed ?? NO_PIECES,
    unreadable,
    apply(collection, documents) {
      for (const document of documents) {
        if (appliers[collection](document)) unreadable.delete(document.id)
        else unreadable.add(document.id)
      }
    },
  }
}

function applySetting({ catalogue }: ProjectionParts, { id, content, deleted }: StoredDocument): boolean {
  if (deleted) catalogue.removeSetting(id)
  else if (isNamingSetting(content)) catalogue.putSetting(content)
  else return false
  return true
}

function applyProduct({ catalogue }: ProjectionParts, document: StoredDocument): boolean {
  const { id, content, deleted, pending } = document
  const isReadable = !deleted && isIndexableProduct(content)
  if (isReadable) catalogue.put(content, pending)
  else catalogue.remove(id)
  return isReadable || deleted
}

function applyMovement({ ledger, book, lots }: ProjectionParts, document: StoredDocument): boolean {
  const { id, content, deleted, pending } = document
  const postings = fieldOf(content, 'postings')
  const isReadable = !deleted && arePostings(postings)
  ledger.apply('stockMovements', id, isReadable ? postings : [])
  lots.apply('stockMovements', id, isReadable ? postings : [])
  return (book.apply(id, isReadable ? content : null, pending) && isReadable) || deleted
}

function applyOrder(
  { ledger, lots, orders, credit, references }: ProjectionParts,
  document: StoredDocument,
): boolean {
  const { id, content, deleted, pending } = document
  const postings = fieldOf(content, 'stockPostings')
  const credited = readCreditOfOrder(content)
  const isReadable = !deleted && isCountableOrder(content) && arePostings(postings) && credited !== undefined
  if (isReadable) applyDocument(orders, content, pending)
  else forgetDocument(orders, id)
  ledger.apply('orders', id, isReadable ? postings : [])
  lots.apply('orders', id, isReadable ? postings : [])
  credit.apply(id, isReadable ? credited : null, pending)
  references.apply(id, deleted ? [] : readMobileOfOrder(content))
  return isReadable || deleted
}

function applyMoney({ credit, references }: ProjectionParts, document: StoredDocument): boolean {
  const { id, content, deleted, pending } = document
  const credited = deleted ? null : readCreditOfMovement(content)
  credit.apply(id, credited ?? null, pending)
  references.apply(id, deleted ? [] : readMobileOfMovement(content))
  return credited !== undefined
}

function applyCustomer({ credit }: ProjectionParts, document: StoredDocument): boolean {
  const { id, content, deleted, pending } = document
  const isReadable = !deleted && isListableCustomer(content)
  if (isReadable) credit.putCustomer(content, pending)
  else credit.removeCustomer(id)
  return isReadable || deleted
}

function fieldOf(content: unknown, field: string): unknown {
  if (typeof content !== 'object' || content === null) return undefined
  return (content as Readonly<Record<string, unknown>>)[field] // an object, read by key
}
