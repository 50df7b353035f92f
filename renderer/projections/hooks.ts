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
import { type MobilePayment, referenceKey } from '@shared/domain/payments/mobile-money.ts'
import type { LotStock } from '@shared/domain/stock/lots.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { PackedState } from './packed-loader.ts'
import type {
  CatalogueRequest,
  CatalogueRow,
  CatalogueVariant,
  CountRow,
  CountView,
  CustomerPage,
  CustomerRequest,
  LotEvent,
  LotRequest,
  LotRow,
  Paged,
  ProjectionProgress,
  Projections,
  PurchaseView,
  ReorderRequest,
  ReorderRow,
  StockHistoryRequest,
  StockHistoryRow,
  StockRequest,
  StockRow,
  TransferView,
  UnitCostAnswer,
  VariantSearch,
} from './projections.ts'
import { useProjections } from './projections-context.tsx'

export { useProjections } from './projections-context.tsx'

/**
 * Asks, and asks again whenever the projections change or the question does. `undefined` until the first answer;
 * afterwards the last answer stays while a newer one is on its way, unless it is about another subject. A late answer
 * to an old question is dropped.
 */
function useAnswer<Answer>(
  question: string,
  ask: (projections: Projections) => Promise<Answer>,
  subject = '',
): Answer | undefined {
  const projections = useProjections()
  const [held, setHeld] = useState<{ readonly subject: string; readonly answer: Answer }>()
  const latestAsk = useRef(ask)
  latestAsk.current = ask
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for what `ask` closes over
  useEffect(() => {
    let asking = false
    let again = false
    let stopped = false
    const run = async () => {
      if (asking) {
        again = true
        return
      }
      asking = true
      do {
        again = false
        try {
          const next = await latestAsk.current(projections)
          if (!stopped) setHeld({ subject, answer: next })
        } catch {
          // The worker is gone; `progress` says so, and the last answer is better than none.
        }
      } while (again && !stopped)
      asking = false
    }
    const subscription = projections.changes.subscribe(() => void run())
    return () => {
      stopped = true
      subscription.unsubscribe()
    }
  }, [projections, question, subject])
  return held?.subject === subject ? held.answer : undefined
}

export const useCatalogue = (request: CatalogueRequest): Paged<CatalogueRow> | undefined =>
  useAnswer(canonicalJson(request), (projections) => projections.searchCatalogue(request))

export const useVariantSearch = (request: VariantSearch): readonly CatalogueVariant[] | undefined =>
  useAnswer(canonicalJson(request), (projections) => projections.searchVariants(request))

export const useVariants = (
  variantIds: readonly Id[],
  locationId?: Id,
): readonly CatalogueVariant[] | undefined =>
  useAnswer(canonicalJson([variantIds, locationId]), (projections) =>
    projections.variants(variantIds, locationId),
  )

/** On hand by variant id, at one location or over all of them. */
export const useOnHand = (
  variantIds: readonly Id[],
  locationId?: Id,
): ReadonlyMap<Id, Quantity> | undefined =>
  useAnswer(canonicalJson([variantIds, locationId]), async (projections) => {
    const keys = variantIds.map((variantId) =>
      locationId === undefined ? { variantId } : { variantId, locationId },
    )
    const answers = await projections.onHand(keys)
    return new Map(answers.map(({ variantId, onHand }) => [variantId, onHand]))
  })

/** What there is of lots; asked anew when stock changes. */
export const useLots = (request: LotRequest): Paged<LotRow> | undefined =>
  useAnswer(canonicalJson(request), (projections) => projections.lots(request))

/** Lots of these variants at a place; undefined until the first answer, and while stock is still being read none. */
export const useLotsAt = (variantIds: readonly Id[], locationId: Id): readonly LotStock[] | undefined =>
  useAnswer(
    canonicalJson([variantIds, locationId]),
    async (projections) => (variantIds.length === 0 ? NO_LOTS : projections.lotsAt(variantIds, locationId)),
    locationId,
  )

const NO_LOTS: readonly LotStock[] = []

/** A lot's story, oldest first; undefined while it is being read. */
export const useLotStory = (variantId: Id, lot: string): readonly LotEvent[] | undefined =>
  useAnswer(
    `${variantId} ${lot}`,
    (projections) => projections.lotStory(variantId, lot),
    `${variantId} ${lot}`,
  )

export const useStockRows = (request: StockRequest): Paged<StockRow> | undefined =>
  useAnswer(canonicalJson(request), (projections) => projections.stockRows(request))

export const useStockHistory = (
  variantId: Id | null,
  request: StockHistoryRequest,
): Paged<StockHistoryRow> | undefined =>
  useAnswer(
    canonicalJson([variantId, request]),
    async (projections) =>
      variantId === null ? { total: 0, rows: [] } : projections.stockHistory(variantId, request),
    variantId ?? '',
  )

/** What the customer owes as far as this device knows, and since when; undefined while it is being read. */
export const useCreditAccount = (
  customerId: Id | null,
  currency: CurrencyCode,
): CreditAccount | null | undefined =>
  useAnswer(
    canonicalJson([customerId, currency]),
    async (projections) => (customerId === null ? null : projections.creditAccount(customerId, currency)),
    customerId ?? '',
  )

/** An order to a supplier with what arrived on it; null when it is not on this device. */
export const usePurchase = (purchaseId: Id): PurchaseView | null | undefined =>
  useAnswer(purchaseId, (projections) => projections.purchase(purchaseId), purchaseId)

/** Goods sent from place to place, with what became of them; null when this device does not have it. */
export const useTransfer = (transferId: Id): TransferView | null | undefined =>
  useAnswer(transferId, (projections) => projections.transfer(transferId), transferId)

/** Counts that are under way. */
export const useOpenCounts = (): readonly CountRow[] | undefined =>
  useAnswer('open-counts', async (projections) => (await projections.counts({ openOnly: true })).rows)

/** One count with what everybody counted; null when this device does not have it. */
export const useCountView = (sessionId: Id | null): CountView | null | undefined =>
  useAnswer(
    sessionId ?? '',
    async (projections) => (sessionId === null ? null : projections.count(sessionId)),
    sessionId ?? '',
  )

/** What to order again; asked anew when stock, sales or orders change. */
export const useReorder = (request: ReorderRequest): readonly ReorderRow[] | undefined =>
  useAnswer(canonicalJson(request), (projections) => projections.reorder(request))

/** What variants cost, by id (COST-1). */
export const useUnitCosts = (variantIds: readonly Id[]): ReadonlyMap<Id, UnitCostAnswer> | undefined =>
  useAnswer(canonicalJson(variantIds), async (projections) => {
    const answers = await projections.unitCosts(variantIds)
    return new Map(answers.map((answer) => [answer.variantId, answer]))
  })
/** Undefined until the first answer. */
export const useMobilePayments = (): readonly MobilePayment[] | undefined =>
  useAnswer('mobile-payments', (projections) => projections.mobilePayments())

/** Payments that bear that reference already, as far as this device knows. */
export const usePaymentsByReference = (reference: string): readonly MobilePayment[] =>
  useAnswer(
    reference,
    async (projections) => (referenceKey(reference) === '' ? [] : projections.paymentsByReference(reference)),
    referenceKey(reference),
  ) ?? NO_PAYMENTS

const NO_PAYMENTS: readonly MobilePayment[] = []

export const useSalesReport = (request: SalesReportRequest): SalesReport | undefined =>
  useAnswer(canonicalJson(request), (projections) => projections.salesReport(request))

/** How many orders are counted before their documents have arrived; undefined until the first answer. */
export const usePackedState = (): PackedState | undefined =>
  useAnswer('packed-state', (projections) => projections.packedState())

/** Every report there is; they do not change while the program runs. */
export const useReports = (): readonly ReportDescription[] | undefined =>
  useAnswer('reports', (projections) => projections.reports())

/** Undefined until the first answer, null when there is no such report. */
export const useReport = (
  id: string,
  request: ReportRequest,
  cut: ReportCut,
): ReportAnswer | null | undefined =>
  useAnswer(canonicalJson([id, request, cut]), (projections) => projections.report(id, request, cut), id)

export const useOrdersBehind = (question: OrdersQuestion): OrdersBehind | undefined =>
  useAnswer(canonicalJson(question), (projections) => projections.ordersBehind(question))

export const useFoundCustomers = (request: CustomerRequest): CustomerPage | undefined =>
  useAnswer(canonicalJson(request), (projections) => projections.customers(request))

export const useFilterValues = (name: FilterName): readonly string[] | undefined =>
  useAnswer(name, (projections) => projections.filterValues(name), name)

const STARTING: ProjectionProgress = { phase: 'loading', documents: 0, unreadable: 0, reason: '' }

export function useProjectionProgress(): ProjectionProgress {
  const projections = useProjections()
  const current = useRef(STARTING)
  const subscribe = useCallback(
    (onChange: () => void) => {
      const subscription = projections.progress.subscribe((progress) => {
        current.current = progress
        onChange()
      })
      return () => subscription.unsubscribe()
    },
    [projections],
  )
  return useSyncExternalStore(subscribe, () => current.current)
}
