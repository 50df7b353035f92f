import type { SalesReport, SalesReportRequest } from '@shared/analytics/figures.ts'
import type { OrdersBehind, OrdersQuestion } from '@shared/analytics/report/find-orders.ts'
import type {
  ReportCut,
  ReportDescription,
  ReportRequest,
} from '@shared/analytics/report/report-definition.ts'
import type { FilterName } from '@shared/analytics/report/report-filters.ts'
import type { ReportAnswer } from '@shared/analytics/report/report-table.ts'
import type { CreditAccount } from '@shared/domain/customers/credit-account.ts'
import type { MobilePayment } from '@shared/domain/payments/mobile-money.ts'
import type { KnownPage } from '@shared/domain/stock/count-progress.ts'
import type { LotStock } from '@shared/domain/stock/lots.ts'
import type { Arrival, PurchaseLineProgress, PurchaseStage } from '@shared/domain/stock/purchase-progress.ts'
import type { ReorderFacts, ReorderSuggestion } from '@shared/domain/stock/reorder.ts'
import type {
  TransferLineProgress,
  TransferStage,
  TransferStep,
} from '@shared/domain/stock/transfer-progress.ts'
import type { UnitCost } from '@shared/domain/stock/unit-cost.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode, Minor } from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import type { LineComponent } from '@shared/schemas/orders.schema.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import type { Product, Tracking } from '@shared/schemas/products.schema.ts'
import type { PurchaseDetails } from '@shared/schemas/stock-details.schema.ts'
import type { Observable } from 'rxjs'
import type { PackedState, RefusedSegment } from './packed-loader.ts'

export type SortDirection = 'asc' | 'desc'

/** `relevance` puts names that begin with the text first; without text it is the same as `name`. */
export type CatalogueSort = 'relevance' | 'name' | 'price' | 'onHand' | 'category' | 'updated'

export interface CatalogueRequest {
  /** Every word must occur somewhere in name, brand, category, options, SKU or barcode, also in mid-word. */
  readonly text?: string
  readonly categoryId?: Id | null
  readonly activeOnly?: boolean
  /** `low` also holds what is out or below zero. */
  readonly stock?: 'all' | 'low' | 'out' | 'negative'
  readonly pendingOnly?: boolean
  /** Archived products are left out unless asked for. */
  readonly includeArchived?: boolean
  readonly sort?: CatalogueSort
  readonly direction?: SortDirection
  readonly offset?: number
  readonly limit?: number
}

export interface CatalogueRow {
  readonly productId: Id
  readonly name: string
  readonly brand: string
  readonly categoryId: Id | null
  /** Empty when the product has no category or its name has not arrived. */
  readonly categoryName: string
  readonly currency: CurrencyCode
  readonly unit: Product['unit']
  readonly active: boolean
  readonly archived: boolean
  /** Variants that are not archived. */
  readonly variantCount: number
  /** Null when every price is typed at the counter. */
  readonly priceFrom: Minor | null
  readonly priceTo: Minor | null
  readonly tracked: boolean
  /** Over all variants and locations; null while the stock is still being read. */
  readonly onHand: Quantity | null
  /** The first SKU and how many more there are behind it. */
  readonly sku: string
  readonly skus: readonly string[]
  readonly pending: boolean
  readonly updatedAt: number
}

/** One of the goods of a bundle as they are now. */
export interface BundleComponent extends LineComponent {
  readonly tracked: boolean
}

export interface CatalogueVariant {
  readonly productId: Id
  readonly variantId: Id
  /** Product name with the option values behind it: `Tee-shirt · Bleu · M`. */
  readonly name: string
  readonly productName: string
  readonly sku: string
  readonly barcodes: readonly string[]
  /** Null: the cashier types it. */
  readonly price: Minor | null
  readonly cost: Minor | null
  readonly currency: CurrencyCode
  readonly taxClassId: Id | null
  readonly categoryId: Id | null
  readonly vendorId: Id | null
  /** At the location asked for, or over all locations; null while the stock is still being read. */
  readonly onHand: Quantity | null
  readonly tracked: boolean
  readonly lowStockThreshold: Quantity | null
  readonly unit: Product['unit']
  /** How many units price and cost are for; one when left out. */
  readonly pricePer?: number
  /** Of a bundle: what it is made of. Cost, stock and whether it is counted then follow from these (BUNDLE-1). */
  readonly components?: readonly BundleComponent[]
  /** How single goods of it are told apart; left out when they are not. */
  readonly tracking?: Tracking
  /** False when the product is not for sale or the variant or its product is archived. */
  readonly active: boolean
}

export interface VariantSearch {
  readonly text: string
  readonly limit?: number
  readonly activeOnly?: boolean
  readonly categoryId?: Id | null
  readonly locationId?: Id
}

/** Left-out location: the sum over all of them. */
export interface OnHandKey {
  readonly variantId: Id
  readonly locationId?: Id
}

export interface OnHandAnswer extends OnHandKey {
  readonly onHand: Quantity
}

/** A shelf as it was counted, and when. */
export interface ShelfMoment {
  readonly variantId: Id
  readonly locationId: Id
  readonly at: number
}

/** What the ledger says of it for that moment, by all that is known today, and for now. */
export interface ShelfThenAndNow extends ShelfMoment {
  readonly onHandThen: Quantity
  readonly onHandNow: Quantity
}

export type StockFilter = 'all' | 'low' | 'out' | 'negative'
export type StockSort = 'name' | 'sku' | 'onHand' | 'category' | 'location'

export interface StockRequest {
  readonly text?: string
  readonly filter?: StockFilter
  readonly categoryId?: Id | null
  readonly locationId?: Id
  readonly sort?: StockSort
  readonly direction?: SortDirection
  readonly offset?: number
  readonly limit?: number
}

/** One tracked variant at one location. */
export interface StockRow {
  readonly variantId: Id
  readonly productId: Id
  readonly locationId: Id
  readonly locationName: string
  readonly name: string
  readonly sku: string
  readonly categoryId: Id | null
  readonly categoryName: string
  readonly unit: Product['unit']
  readonly onHand: Quantity
  readonly lowStockThreshold: Quantity | null
  readonly state: 'ok' | 'low' | 'out' | 'negative'
  readonly cost: Minor | null
  readonly currency: CurrencyCode
}

export interface StockHistoryRequest {
  readonly locationId?: Id
  readonly offset?: number
  readonly limit?: number
}

/** One posting, newest first. */
export interface StockHistoryRow {
  readonly collection: 'orders' | 'stockMovements'
  readonly documentId: Id
  /** Receipt number of an order, reference of a movement. */
  readonly documentLabel: string
  /** Reason code of a movement, empty for orders. */
  readonly reason: string
  readonly note: string
  /** The document is written here and not yet acknowledged by the server. */
  readonly pending: boolean
  readonly posting: StockPosting
  /** On hand at the posting's location right after it. */
  readonly onHandAfter: Quantity
}

export interface LotRequest {
  /** Words of the article or the lot; with them, lots that are all sold are found as well. */
  readonly text?: string
  /** Of these alone. */
  readonly variantIds?: readonly Id[]
  readonly locationId?: Id
  /** `soon` expires until `until`. */
  readonly state?: 'all' | 'soon' | 'expired'
  readonly today?: BusinessDay
  readonly until?: BusinessDay
  readonly offset?: number
  readonly limit?: number
}

/** A lot, or one piece with its serial number, at one place. */
export interface LotRow extends LotStock {
  readonly quantity: Quantity
  readonly name: string
  readonly unit: Product['unit']
}

/** One thing that happened to a lot. */
export interface LotEvent {
  readonly collection: 'orders' | 'stockMovements'
  readonly documentId: Id
  /** Receipt number of an order, reference of a movement. */
  readonly label: string
  /** Reason code of a movement, empty for orders. */
  readonly reason: string
  /** Who bought it or brought it back; null when nobody was named. */
  readonly customerId: Id | null
  readonly customerName: string
  readonly supplierName: string
  readonly posting: StockPosting
  readonly pending: boolean
}

export interface PurchaseRequest {
  /** Words of the supplier's name or of the order's number. */
  readonly text?: string
  /** Only those of which something is still to be done. */
  readonly openOnly?: boolean
  readonly offset?: number
  readonly limit?: number
}

/** An order to a supplier, in units over all its lines. */
export interface PurchaseRow {
  readonly purchaseId: Id
  readonly reference: string
  readonly supplierId: Id
  readonly supplierName: string
  readonly at: number
  readonly expectedDay: BusinessDay | null
  readonly stage: PurchaseStage
  readonly units: number
  readonly received: number
  readonly left: number
  readonly over: number
  readonly currency: CurrencyCode
  /** At the costs that the order names. */
  readonly total: Minor
  readonly pending: boolean
}

export interface PurchaseView {
  readonly row: PurchaseRow
  readonly note: string
  readonly details: PurchaseDetails
  readonly lines: readonly PurchaseLineProgress[]
  /** Oldest first. */
  readonly arrivals: readonly Arrival[]
}

export interface UnitCostAnswer extends UnitCost {
  readonly variantId: Id
}

export interface ReorderRequest {
  readonly now: number
  /** By supplier's id, of those whose time of delivery is known. */
  readonly leadTimeDays: Readonly<Record<string, number>>
  /** For all others. */
  readonly usualLeadTimeDays: number
}

/** What to order again, how much, and why (REORDER-1). */
export interface ReorderRow extends ReorderFacts, ReorderSuggestion {
  readonly variantId: Id
  readonly name: string
  readonly sku: string
  /** From whom it was ordered last; null when it never was. */
  readonly supplierId: Id | null
  readonly isLeadTimeKnown: boolean
}

export interface TransferRequest {
  /** Only those that are under way, or of which the figures do not agree. */
  readonly openOnly?: boolean
  readonly offset?: number
  readonly limit?: number
}

/** Goods sent from one place to another, in units over all lines. */
export interface TransferRow {
  readonly transferId: Id
  readonly at: number
  readonly by: Id
  readonly fromLocationId: Id
  readonly toLocationId: Id
  readonly stage: TransferStage
  readonly sent: number
  readonly received: number
  /** Still in transit over all lines; what one line has too much does not make up for what another lacks. */
  readonly missing: number
  readonly over: number
  readonly pending: boolean
}

export interface CountRequest {
  /** Only those that are under way. */
  readonly openOnly?: boolean
  readonly offset?: number
  readonly limit?: number
}

/** A count of one person or several, as far as this device knows. */
export interface CountRow {
  readonly sessionId: Id
  readonly stage: 'open' | 'dropped' | 'closed'
  readonly locationId: Id
  readonly categoryId: Id | null
  readonly blind: boolean
  readonly at: number
  readonly openedBy: Id
  /** Who has counted something, each once. */
  readonly staffIds: readonly Id[]
  /** Variants that were counted by anybody. */
  readonly articles: number
}

export interface CountView {
  readonly row: CountRow
  readonly pages: readonly KnownPage[]
  readonly closing: {
    readonly countId: Id
    readonly at: number
    readonly closedBy: Id
    readonly differing: number
    /** Lines that are in no count: written down after the close, or not known where it was closed. */
    readonly late: number
  } | null
}

export interface TransferView {
  readonly row: TransferRow
  readonly note: string
  readonly lines: readonly TransferLineProgress[]
  /** Oldest first. */
  readonly steps: readonly TransferStep[]
  readonly round: number
}

export type CustomerSort = 'name' | 'balance' | 'oldest'

export interface CustomerRequest {
  /** Balances are told in this currency. */
  readonly currency: CurrencyCode
  /** Words of a name, or three digits and more of a phone. */
  readonly text?: string
  readonly owesOnly?: boolean
  readonly sort?: CustomerSort
  readonly direction?: SortDirection
  readonly offset?: number
  readonly limit?: number
}

/** A customer and what he owes as far as this device knows. */
export interface CustomerRow {
  readonly customerId: Id
  readonly name: string
  readonly phone: string
  readonly creditLimit: Minor
  readonly archived: boolean
  /** Above zero he owes the shop, below zero the shop owes him (CREDIT-1). */
  readonly balance: Minor
  /** When the oldest open debt was made. */
  readonly oldestAt: number | null
  readonly openDebts: number
  readonly pending: boolean
}

export interface CustomerPage extends Paged<CustomerRow> {
  /** What all customers together owe, and how many they are, whatever was asked for. */
  readonly owed: Minor
  readonly debtors: number
}

export interface Paged<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

/** What the worker is doing; `done / total` may move in jumps. */
export interface ProjectionProgress {
  readonly phase: 'loading' | 'building' | 'ready' | 'failed'
  readonly documents: number
  /** Documents that could not be read and are left out of every figure. */
  readonly unreadable: number
  /** Why, when `phase` is `failed`: for the log, not for the person. */
  readonly reason: string
}

/**
 * Questions that RxDB would answer slowly: each is answered by the worker from what it holds in memory. Answers lag
 * behind a durable write by a moment; `changes` says when to ask again. A call rejects only when the worker is gone.
 */
export interface Projections {
  searchCatalogue(request: CatalogueRequest): Promise<Paged<CatalogueRow>>
  /** Variants for the counter, best match first. */
  searchVariants(request: VariantSearch): Promise<readonly CatalogueVariant[]>
  /** Exact barcode or SKU; SKU in any case as a second try. Archived variants are left out. */
  findByCode(code: string, locationId?: Id): Promise<readonly CatalogueVariant[]>
  /** `findByCode` for many at once, archived ones too: answer `i` belongs to code `i`. */
  findByCodes(codes: readonly string[]): Promise<readonly (readonly CatalogueVariant[])[]>
  /** In the order asked for; unknown ids are left out. */
  variants(variantIds: readonly Id[], locationId?: Id): Promise<readonly CatalogueVariant[]>
  /** Ids of all products that match, in order, for exports and acting on many. */
  productIds(request: CatalogueRequest): Promise<readonly Id[]>
  onHand(keys: readonly OnHandKey[]): Promise<readonly OnHandAnswer[]>
  /** On hand at a moment of each shelf's own: what happened until then counts, whenever this device heard of it. */
  onHandAt(moments: readonly ShelfMoment[]): Promise<readonly ShelfThenAndNow[]>
  stockRows(request: StockRequest): Promise<Paged<StockRow>>
  stockHistory(variantId: Id, request: StockHistoryRequest): Promise<Paged<StockHistoryRow>>
  /** What there is of lots and serial numbers, the first to expire first. */
  lots(request: LotRequest): Promise<Paged<LotRow>>
  /** Lots of these variants at a place, for a sale: none while the stock is still being read, so that nobody waits for them. */
  lotsAt(variantIds: readonly Id[], locationId: Id): Promise<readonly LotStock[]>
  /** Variants that have a lot or serial number of exactly that name (`readLot`), wherever it is. */
  findLot(lot: string): Promise<readonly { readonly variant: CatalogueVariant; readonly stock: LotStock }[]>
  /** What became of one lot or serial number, oldest first. */
  lotStory(variantId: Id, lot: string): Promise<readonly LotEvent[]>
  /** Orders to suppliers, newest first. */
  purchases(request: PurchaseRequest): Promise<Paged<PurchaseRow>>
  purchase(purchaseId: Id): Promise<PurchaseView | null>
  /** What to order again, the most urgent first. */
  reorder(request: ReorderRequest): Promise<readonly ReorderRow[]>
  /** Goods sent from place to place, newest first. */
  transfers(request: TransferRequest): Promise<Paged<TransferRow>>
  transfer(transferId: Id): Promise<TransferView | null>
  /** Counts that were begun, newest first. */
  counts(request: CountRequest): Promise<Paged<CountRow>>
  count(sessionId: Id): Promise<CountView | null>
  /** Moving average and last cost (COST-1), in the order asked for. */
  unitCosts(variantIds: readonly Id[]): Promise<readonly UnitCostAnswer[]>
  salesReport(request: SalesReportRequest): Promise<SalesReport>
  /** Every report that this program knows. */
  reports(): Promise<readonly ReportDescription[]>
  /** Null when there is no report of that id. */
  report(id: string, request: ReportRequest, cut: ReportCut): Promise<ReportAnswer | null>
  /** Values of a filter that occur in what was sold, in no order. */
  filterValues(name: FilterName): Promise<readonly string[]>
  /** The orders behind a figure of a report. */
  ordersBehind(question: OrdersQuestion): Promise<OrdersBehind>
  customers(request: CustomerRequest): Promise<CustomerPage>
  /** One customer's account with its whole history; empty for somebody who never had credit. */
  creditAccount(customerId: Id, currency: CurrencyCode): Promise<CreditAccount>
  /** Payments by mobile money that bear that reference, however it is typed (PAY-1). */
  paymentsByReference(reference: string): Promise<readonly MobilePayment[]>
  /** Every payment by mobile money that this device knows of. */
  mobilePayments(): Promise<readonly MobilePayment[]>
  /** Counts the packed history that this device has fetched; answers the pieces that could not be used. */
  loadPacked(): Promise<readonly RefusedSegment[]>
  /** How many orders are counted, and how many of them before their documents have arrived. */
  packedState(): Promise<PackedState>
  /** Rises with every change that an answer may depend on; gives the present one at once. */
  readonly changes: Observable<number>
  readonly progress: Observable<ProjectionProgress>
  /** Once everything stored at the start has been counted. Never rejects: see `progress`. */
  readonly ready: Promise<void>
  /** Resolves once everything stored when it was called is in the answers. */
  settled(): Promise<void>
  stop(): void
}
