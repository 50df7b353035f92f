import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { type ProductEntry, type VariantEntry, variantName } from './catalogue-entry.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { PAGE_LIMIT } from './catalogue-search.ts'
import type { Paged, StockFilter, StockRequest, StockRow, StockSort } from './projections.ts'
import type { StockLedger } from './stock-ledger.ts'
import { stockStateOf } from './stock-state.ts'

const DEFAULT_LIMIT = 100

/** A shelf before it is written out as a row: most are only counted or sorted. */
interface Shelf {
  readonly product: ProductEntry
  readonly variant: VariantEntry
  readonly locationId: string
  readonly onHand: number
  readonly state: StockRow['state']
}

/** One row a tracked variant and location: every location of the shop, and any other that is not empty (in transit, a place given up). */
export function createStockRows(index: CatalogueIndex, ledger: StockLedger) {
  let kept: { stamp: string; shelves: readonly Shelf[] } = { stamp: '', shelves: [] }
  const found = (request: StockRequest): readonly Shelf[] => {
    const { offset: _offset, limit: _limit, ...question } = request
    const stamp = `${index.version} ${ledger.version} ${canonicalJson(question)}`
    if (kept.stamp !== stamp) kept = { stamp, shelves: findShelves(request, index, ledger) }
    return kept.shelves
  }
  return (request: StockRequest): Paged<StockRow> => {
    const shelves = found(request)
    const offset = request.offset ?? 0
    const page = shelves.slice(offset, offset + Math.min(request.limit ?? DEFAULT_LIMIT, PAGE_LIMIT))
    return { total: shelves.length, rows: page.map((shelf) => rowOf(shelf, index)) }
  }
}

function findShelves(request: StockRequest, index: CatalogueIndex, ledger: StockLedger): readonly Shelf[] {
  const words = foldText(request.text ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const shelves: Shelf[] = []
  const shopLocations = [...index.locations.keys()]
  for (const product of index.byName()) {
    if (product.archived || (request.categoryId !== undefined && product.categoryId !== request.categoryId))
      continue
    if (!words.every((word) => product.text.includes(word))) continue
    for (const variant of product.variants) {
      if (!variant.tracked || variant.archived) continue
      for (const place of placesOf(variant, request.locationId, shopLocations, index, ledger))
        addShelf(shelves, product, variant, place, request.filter ?? 'all', ledger)
    }
  }
  return sorted(shelves, request.sort ?? 'name', request.direction === 'desc', index)
}

/** The place that was asked for, or every one. What is no place of the shop (in transit) counts only with something there. */
function placesOf(
  variant: VariantEntry,
  chosen: string | undefined,
  shopLocations: readonly string[],
  index: CatalogueIndex,
  ledger: StockLedger,
): readonly string[] {
  const known = index.locations
  if (chosen !== undefined)
    return known.has(chosen) || ledger.onHand(variant.id, chosen) !== 0 ? [chosen] : []
  const others = ledger
    .locationsOf(variant.id)
    .filter((id) => !known.has(id) && ledger.onHand(variant.id, id) !== 0)
  return others.length === 0 ? shopLocations : [...shopLocations, ...others]
}

function addShelf(
  shelves: Shelf[],
  product: ProductEntry,
  variant: VariantEntry,
  locationId: string,
  filter: StockFilter,
  ledger: StockLedger,
): void {
  const onHand = ledger.onHand(variant.id, locationId)
  const state = stockStateOf(onHand, variant.lowStockThreshold)
  const passes =
    filter === 'all' ||
    (filter === 'low' && state !== 'ok') ||
    (filter === 'out' && (state === 'out' || state === 'negative')) ||
    (filter === 'negative' && state === 'negative')
  if (passes) shelves.push({ product, variant, locationId, onHand, state })
}

function sorted(
  shelves: Shelf[],
  sort: StockSort,
  isDescending: boolean,
  index: CatalogueIndex,
): readonly Shelf[] {
  const compare = comparisons(index)[sort]
  if (compare) shelves.sort(compare)
  return isDescending ? shelves.reverse() : shelves
}

/** Shelves come in order of their names, and sorting is stable. */
const comparisons = (
  index: CatalogueIndex,
): Record<StockSort, ((a: Shelf, b: Shelf) => number) | undefined> => ({
  name: undefined,
  sku: (a, b) => compareText(a.variant.sku, b.variant.sku),
  onHand: (a, b) => a.onHand - b.onHand,
  category: (a, b) =>
    compareText(
      index.category(a.product.categoryId)?.nameKey ?? '',
      index.category(b.product.categoryId)?.nameKey ?? '',
    ),
  location: (a, b) => compareText(locationName(a.locationId, index), locationName(b.locationId, index)),
})

const locationName = (id: string, index: CatalogueIndex): string => index.locations.get(id)?.name ?? ''

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function rowOf({ product, variant, locationId, onHand, state }: Shelf, index: CatalogueIndex): StockRow {
  return {
    variantId: variant.id,
    productId: product.id,
    locationId: locationId as Id, // a setting's id or a posting's location, both ids
    locationName: locationName(locationId, index),
    name: variantName(product, variant),
    sku: variant.sku,
    categoryId: product.categoryId,
    categoryName: index.category(product.categoryId)?.name ?? '',
    unit: product.unit,
    onHand: quantity(onHand),
    lowStockThreshold: variant.lowStockThreshold,
    state,
    cost: variant.cost,
    currency: product.currency,
  }
}
