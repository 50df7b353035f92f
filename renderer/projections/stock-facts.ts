import { type DaySpan, daySpan } from '@shared/analytics/insight/day-span.ts'
import { lastSoldDays, soldUnits } from '@shared/analytics/insight/item-sales.ts'
import type { StockFacts } from '@shared/analytics/insight/stock-figures.ts'
import { DEAD_DAY, DEAD_TIME } from '@shared/analytics/owned-rows.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { exactGross } from '@shared/domain/orders/pricing.ts'
import { type ProductEntry, type VariantEntry, variantName } from './catalogue-entry.ts'
import type { ProjectionState } from './projection-state.ts'
import { keptCosts } from './stock-costs.ts'
import { type LedgerParts, POSTING_KINDS, variantByShelf } from './stock-ledger.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** What the stock reports are computed from. */
export type StockState = Pick<ProjectionState, 'catalogue' | 'ledger' | 'book' | 'orders'>

/**
 * `worth`: only what is on hand and what it is worth. `idle`: with the days of the first posting and of the last sale, a pass over all
 * postings and one over all lines. `movement`: what came and went in the range instead of the last sale, as many passes.
 */
export type StockDepth = 'worth' | 'idle' | 'movement'

/** Every tracked article in that currency; of what is archived only what is still there. In the order of their names. */
export function stockFacts(state: StockState, request: ReportRequest, depth: StockDepth): StockFacts[] {
  const { ledger } = state
  const costs = keptCosts(ledger, state.book)
  const movement = movementReader(state, request, depth)
  const facts: StockFacts[] = []
  for (const product of state.catalogue.byName()) {
    if (product.currency !== request.currency) continue
    for (const variant of product.variants) {
      if (!variant.tracked) continue
      const onHand = ledger.onHand(variant.id)
      if ((product.archived || variant.archived) && onHand === 0) continue
      facts.push({
        variantId: variant.id,
        productId: product.id,
        name: variantName(product, variant),
        sku: variant.sku,
        categoryId: product.categoryId,
        onHand,
        ...worth(product, variant, onHand, costs.get(variant.id)?.average ?? null),
        ...movement(variant.id),
      })
    }
  }
  return facts
}

type Movement = Flow & Pick<StockFacts, 'sold' | 'lastSoldDay'>

/** Sold by the orders, not by the postings: history that was read from a file counts, and posted nothing. */
function movementReader(
  { ledger, orders }: StockState,
  { range, currency }: ReportRequest,
  depth: StockDepth,
): (variantId: string) => Movement {
  const none: Movement = { ...NO_FLOW, sold: 0, lastSoldDay: null }
  if (depth === 'worth') return () => none
  const span = daySpan(range)
  const flows = flowsOf(ledger, span, orders.utcOffsetMinutes)
  const sold = depth === 'movement' ? soldUnits(orders, orders.currencies.find(currency), span) : null
  const lastDays = depth === 'idle' ? lastSoldDays(orders) : null
  return (variantId) => {
    const at = ledger.variants.find(variantId)
    const item = orders.items.variants.find(variantId) ?? -1
    const lastDay = lastDays?.[item] ?? DEAD_DAY
    return {
      ...(at === undefined ? NO_FLOW : flows(at)),
      sold: sold?.[item] ?? 0,
      lastSoldDay: lastDay === DEAD_DAY ? null : lastDay,
    }
  }
}

/** The average of what was bought is of one unit; the catalogue's cost may be of many (`pricePer`). */
function worth(
  product: ProductEntry,
  { cost }: VariantEntry,
  onHand: number,
  average: number | null,
): Pick<StockFacts, 'value' | 'unitCost' | 'costPer' | 'costFrom'> {
  const units = Math.max(0, onHand)
  if (average !== null)
    return { value: units * average, unitCost: average, costPer: 1, costFrom: 'purchases' }
  if (cost === null) return { value: null, unitCost: null, costPer: 1, costFrom: null }
  const value = exactGross({ quantity: units, unitPrice: cost, pricePer: product.pricePer })
  return { value, unitCost: cost, costPer: product.pricePer ?? 1, costFrom: 'catalogue' }
}

type Flow = Pick<StockFacts, 'opening' | 'closing' | 'received' | 'firstPostedDay'>
const NO_FLOW: Flow = { opening: 0, closing: 0, received: 0, firstPostedDay: null }

/** One pass over the postings: 32 bytes a variant. */
function flowsOf(ledger: LedgerParts, span: DaySpan, utcOffsetMinutes: number): (variant: number) => Flow {
  const from = span.first * DAY_MS - utcOffsetMinutes * MINUTE_MS
  const until = (span.last + 1) * DAY_MS - utcOffsetMinutes * MINUTE_MS
  const count = ledger.variants.values.length
  const opening = new Float64Array(count)
  const closing = new Float64Array(count)
  const received = new Float64Array(count)
  const firstAt = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const variantOf = variantByShelf(ledger)
  const isReceipt = POSTING_KINDS.map((kind) => kind === 'receive')
  const { data, length } = ledger.rows.columns
  const { shelf, quantity, at, kind } = data
  for (let row = 0; row < length; row++) {
    const time = at[row] as number // row < length, as below
    if (time === DEAD_TIME) continue
    const variant = variantOf[shelf[row] as number] as number
    const units = quantity[row] as number
    if (time < (firstAt[variant] as number)) firstAt[variant] = time
    if (time >= until) continue
    closing[variant] = (closing[variant] as number) + units
    if (time < from) opening[variant] = (opening[variant] as number) + units
    else if (isReceipt[kind[row] as number] === true)
      received[variant] = (received[variant] as number) + units
  }
  return (variant) => {
    const first = firstAt[variant] ?? Number.POSITIVE_INFINITY
    return {
      opening: opening[variant] ?? 0,
      closing: closing[variant] ?? 0,
      received: received[variant] ?? 0,
      firstPostedDay: Number.isFinite(first)
        ? Math.floor((first + utcOffsetMinutes * MINUTE_MS) / DAY_MS)
        : null,
    }
  }
}
