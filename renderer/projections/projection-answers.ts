import { filterValues } from '@shared/analytics/report/filter-values.ts'
import { findOrders } from '@shared/analytics/report/find-orders.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { referenceKey } from '@shared/domain/payments/mobile-money.ts'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { FoundVariant } from './catalogue-index.ts'
import { createCatalogueSearch } from './catalogue-search.ts'
import { countRows, countView } from './count-rows.ts'
import { createCustomerRows } from './customer-rows.ts'
import type { DocumentSource } from './document-source.ts'
import { lotRows, readLotStory } from './lot-rows.ts'
import type { PackedLoader } from './packed-loader.ts'
import { createProjectionState, type ProjectionParts, type ProjectionState } from './projection-state.ts'
import type { CatalogueRequest, Projections } from './projections.ts'
import { purchaseRows, purchaseView, unitCosts } from './purchase-rows.ts'
import { reorderRows } from './reorder-rows.ts'
import { answerReport, reportDescriptions } from './report-answers.ts'
import { readHistoryPage } from './stock-history.ts'
import { createStockRows } from './stock-rows.ts'
import { transferRows, transferView } from './transfer-rows.ts'

/** The questions that cross to the worker. */
export type ProjectionAnswers = Omit<Projections, 'changes' | 'progress' | 'ready' | 'stop'>

/** The state of one shop with the views that answer from it. */
export interface ProjectionViews {
  readonly state: ProjectionState
  readonly search: ReturnType<typeof createCatalogueSearch>
  readonly stockRows: ReturnType<typeof createStockRows>
  readonly customers: ReturnType<typeof createCustomerRows>
  readonly stockIsKnown: () => boolean
}

/** `stockIsKnown` once the ledger has been read to its end: before, no on-hand figure is given beside a product. */
export function createViews(parts: ProjectionParts, stockIsKnown: () => boolean): ProjectionViews {
  const state = createProjectionState(parts)
  return {
    state,
    search: createCatalogueSearch(state.catalogue, state.ledger, stockIsKnown),
    stockRows: createStockRows(state.catalogue, state.ledger),
    customers: createCustomerRows(state.credit),
    stockIsKnown,
  }
}

/** Answers wait until what they need has been read once. On hand beside products is null until then: the counter may look goods up. */
export function createAnswers(deps: {
  readonly source: DocumentSource
  readonly packed: PackedLoader
  readonly whenCatalogue: () => Promise<ProjectionViews>
  readonly whenAll: () => Promise<ProjectionViews>
  readonly settled: () => Promise<void>
}): ProjectionAnswers {
  const { source, packed, whenCatalogue, whenAll, settled } = deps
  const whenFor = (request: CatalogueRequest) =>
    (request.stock ?? 'all') === 'all' && request.sort !== 'onHand' ? whenCatalogue() : whenAll()
  return {
    searchCatalogue: async (request) => (await whenFor(request)).search.search(request),
    searchVariants: async (request) => (await whenCatalogue()).search.searchVariants(request),
    productIds: async (request) => (await whenFor(request)).search.productIds(request),
    async findByCode(code, locationId) {
      const views = await whenCatalogue()
      return describe(views, views.state.catalogue.byCode(code).filter(isLiving), locationId)
    },
    async findByCodes(codes) {
      const views = await whenCatalogue()
      return codes.map((code) => describe(views, views.state.catalogue.byCode(code)))
    },
    async variants(variantIds, locationId) {
      const views = await whenCatalogue()
      const found = variantIds.flatMap((id) => views.state.catalogue.variant(id) ?? [])
      return describe(views, found, locationId)
    },
    async onHand(keys) {
      const { ledger } = (await whenAll()).state
      return keys.map((key) => ({ ...key, onHand: quantity(ledger.onHand(key.variantId, key.locationId)) }))
    },
    async onHandAt(moments) {
      const { ledger } = (await whenAll()).state
      const then = ledger.onHandAt(moments)
      return moments.map((moment, i) => ({
        ...moment,
        onHandThen: quantity(then[i] ?? 0),
        onHandNow: quantity(ledger.onHand(moment.variantId, moment.locationId)),
      }))
    },
    stockRows: async (request) => (await whenAll()).stockRows(request),
    async stockHistory(variantId, request) {
      const { ledger } = (await whenAll()).state
      return readHistoryPage(ledger, source, variantId, request)
    },
    async lots(request) {
      const { lots, catalogue } = (await whenAll()).state
      return lotRows(lots, catalogue, request)
    },
    async lotsAt(variantIds, locationId) {
      const { state, stockIsKnown } = await whenCatalogue()
      if (!stockIsKnown()) return []
      const found = [...new Set(variantIds)].flatMap((variantId) => state.lots.lotsOf(variantId))
      return found.filter((lot) => lot.locationId === locationId)
    },
    async findLot(lot) {
      const views = await whenCatalogue()
      const { lots, catalogue } = views.state
      return lots.variantsWith(lot).flatMap((variantId) => {
        const [variant] = describe(views, [catalogue.variant(variantId as Id) ?? []].flat().filter(isLiving)) // a posting's variant
        const stocks = lots.lotsOf(variantId).filter((one) => one.lot === lot)
        const stock = stocks.find(({ quantity: units }) => units > 0) ?? stocks[0]
        return variant && stock ? [{ variant, stock }] : []
      })
    },
    lotStory: async (variantId, lot) => readLotStory((await whenAll()).state.lots, source, variantId, lot),
    purchases: async (request) => purchaseRows((await whenAll()).state.book, request),
    purchase: async (purchaseId) => purchaseView((await whenAll()).state.book, purchaseId),
    async reorder(request) {
      const { catalogue, ledger, book } = (await whenAll()).state
      return reorderRows(catalogue, ledger, book, request)
    },
    transfers: async (request) => transferRows((await whenAll()).state.book, request),
    transfer: async (transferId) => transferView((await whenAll()).state.book, transferId),
    counts: async (request) => countRows((await whenAll()).state.book, request),
    count: async (sessionId) => countView((await whenAll()).state.book, sessionId),
    async unitCosts(variantIds) {
      const { book, ledger } = (await whenAll()).state
      return unitCosts(book, ledger, variantIds)
    },
    salesReport: async (request) => salesReport((await whenAll()).state.orders, request),
    reports: async () => reportDescriptions(),
    report: async (id, request, cut) => answerReport((await whenAll()).state, id, request, cut),
    filterValues: async (name) => filterValues((await whenAll()).state.orders, name),
    ordersBehind: async (question) => findOrders((await whenAll()).state.orders, question),
    customers: async (request) => (await whenAll()).customers(request),
    creditAccount: async (customerId, currency) =>
      (await whenAll()).state.credit.account(customerId, currency),
    paymentsByReference: async (reference) =>
      (await whenAll()).state.references.byKey(referenceKey(reference)),
    mobilePayments: async () => [...(await whenAll()).state.references.all()],
    loadPacked: () => packed.load(),
    async packedState() {
      await whenAll()
      return packed.state()
    },
    settled,
  }
}

const describe = ({ search }: ProjectionViews, found: readonly FoundVariant[], locationId?: Id) =>
  found.map((one) => search.describe(one, locationId))

const isLiving = ({ product, variant }: FoundVariant): boolean => !product.archived && !variant.archived
