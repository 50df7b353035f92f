import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { bundleFacts } from './bundle-facts.ts'
import { type ProductEntry, type VariantEntry, variantName } from './catalogue-entry.ts'
import type { CatalogueIndex, FoundVariant } from './catalogue-index.ts'
import { type CatalogueTexts, createCatalogueTexts } from './catalogue-texts.ts'
import type {
  CatalogueRequest,
  CatalogueRow,
  CatalogueSort,
  CatalogueVariant,
  Paged,
  VariantSearch,
} from './projections.ts'
import type { StockLedger } from './stock-ledger.ts'
import { stockStateOf } from './stock-state.ts'

export const PAGE_LIMIT = 500
const DEFAULT_LIMIT = 50
const KEPT_ANSWERS = 6

/** Answers about products. Scrolling asks the same question page by page, so the last few lists of matches are kept. */
export interface CatalogueSearch {
  search(request: CatalogueRequest): Paged<CatalogueRow>
  searchVariants(request: VariantSearch): CatalogueVariant[]
  productIds(request: CatalogueRequest): Id[]
  describe(found: FoundVariant, locationId?: Id): CatalogueVariant
}

export function createCatalogueSearch(
  index: CatalogueIndex,
  ledger: StockLedger,
  stockIsKnown: () => boolean = () => true,
): CatalogueSearch {
  const matches = new Map<string, readonly ProductEntry[]>()
  const orders = new Map<CatalogueSort, Places>()
  let stamp = ''
  const texts = createCatalogueTexts(index)
  const forgetWhenChanged = () => {
    const now = `${index.version} ${ledger.version}`
    if (now === stamp) return
    stamp = now
    matches.clear()
    orders.clear()
  }
  const inOrder = (sort: CatalogueSort): Places | null => {
    if (sort === 'name' || sort === 'relevance') return null
    const known = orders.get(sort)
    if (known) return known
    const sorted = sortBy(sort, index, ledger)
    orders.set(sort, sorted)
    return sorted
  }
  /** In the order asked for; best matches in order of their names. */
  const matching = (request: CatalogueRequest): readonly ProductEntry[] => {
    forgetWhenChanged()
    const { offset: _offset, limit: _limit, ...question } = request
    const key = canonicalJson(question)
    const known = matches.get(key)
    if (known) return known
    const found = findMatches(request, { entries: index.byName(), texts, ledger }, inOrder)
    if (matches.size >= KEPT_ANSWERS) matches.delete(matches.keys().next().value ?? '')
    matches.set(key, found)
    return found
  }
  /** Names that begin with what was typed need no search, and a counter seldom asks for more than those. */
  function* bestFirst(request: CatalogueRequest): Generator<ProductEntry> {
    const text = foldText(request.text ?? '')
    const entries = index.byName()
    const { first, end } = beginningWith(entries, text)
    for (let at = first; at < end; at++) {
      const entry = entries[at]
      if (entry && passesFilters(entry, request, ledger)) yield entry
    }
    yield* laterMatches(matching(request), text)
  }
  const inAskedOrder = (request: CatalogueRequest): readonly ProductEntry[] =>
    request.sort === 'relevance' ? [...bestFirst(request)] : matching(request)
  const describe = (found: FoundVariant, locationId?: Id): CatalogueVariant => {
    const own = describeOwn(found, locationId)
    const bundle = bundleFacts(found, index, (variantId) => ledger.onHand(variantId, locationId))
    if (!bundle) return own
    // It has no lots of its own.
    const { tracking: _, ...rest } = own
    return { ...rest, ...bundle, onHand: stockIsKnown() ? bundle.onHand : null }
  }
  const describeOwn = ({ product, variant }: FoundVariant, locationId?: Id): CatalogueVariant => ({
    productId: product.id,
    variantId: variant.id,
    name: variantName(product, variant),
    productName: product.name,
    sku: variant.sku,
    barcodes: variant.barcodes,
    price: variant.price,
    cost: variant.cost,
    currency: product.currency,
    taxClassId: product.taxClassId,
    categoryId: product.categoryId,
    vendorId: product.vendorId,
    onHand: stockIsKnown() ? quantity(ledger.onHand(variant.id, locationId)) : null,
    tracked: variant.tracked,
    lowStockThreshold: variant.lowStockThreshold,
    unit: product.unit,
    ...(product.pricePer === undefined ? {} : { pricePer: product.pricePer }),
    ...(product.tracking === undefined || product.tracking === 'none' ? {} : { tracking: product.tracking }),
    active: product.active && !product.archived && !variant.archived,
  })
  return {
    describe,
    search(request) {
      const found = matching(request)
      const offset = request.offset ?? 0
      const end = offset + Math.min(request.limit ?? DEFAULT_LIMIT, PAGE_LIMIT)
      const ordered = request.sort === 'relevance' ? takeFirst(bestFirst(request), end) : found
      const page = ordered.slice(offset, end)
      return {
        total: found.length,
        rows: page.map((entry) => rowOf(entry, index, stockIsKnown() ? ledger : null)),
      }
    },
    productIds: (request) => inAskedOrder(request).map(({ id }) => id),
    searchVariants(request) {
      const limit = Math.min(request.limit ?? DEFAULT_LIMIT, PAGE_LIMIT)
      const products = bestFirst({
        text: request.text,
        activeOnly: request.activeOnly ?? true,
        sort: 'relevance',
        ...(request.categoryId === undefined ? {} : { categoryId: request.categoryId }),
      })
      return takeVariants(products, request.text, limit).map((found) => describe(found, request.locationId))
    },
  }
}

function takeFirst<Item>(items: Iterable<Item>, count: number): Item[] {
  const taken: Item[] = []
  for (const item of items) {
    if (taken.length >= count) break
    taken.push(item)
  }
  return taken
}

const wordsOf = (text: string | undefined): string[] =>
  foldText(text ?? '')
    .split(' ')
    .filter((word) => word !== '')

/** Places of entries in the order by name. */
type Places = Uint32Array

interface Searched {
  readonly entries: readonly ProductEntry[]
  readonly texts: CatalogueTexts
  readonly ledger: StockLedger
}

function findMatches(
  request: CatalogueRequest,
  { entries, texts, ledger }: Searched,
  inOrder: (sort: CatalogueSort) => Places | null,
): readonly ProductEntry[] {
  const places = inOrder(request.sort ?? 'name')
  const hits = texts.find(wordsOf(request.text)).filter((entry) => passesFilters(entry, request, ledger))
  const found = places === null ? hits : putInOrder(hits, entries, places)
  return request.direction === 'desc' && request.sort !== 'relevance' ? found.reverse() : found
}

function putInOrder(
  hits: readonly ProductEntry[],
  entries: readonly ProductEntry[],
  places: Places,
): ProductEntry[] {
  const isHit = new Set(hits)
  const found: ProductEntry[] = []
  for (const place of places) {
    const entry = entries[place]
    if (entry && isHit.has(entry)) found.push(entry)
  }
  return found
}

function passesFilters(entry: ProductEntry, request: CatalogueRequest, ledger: StockLedger): boolean {
  if (entry.archived && request.includeArchived !== true) return false
  if (request.activeOnly === true && !entry.active) return false
  if (request.pendingOnly === true && !entry.pending) return false
  if (request.categoryId !== undefined && entry.categoryId !== request.categoryId) return false
  const stock = request.stock ?? 'all'
  return stock === 'all' || entry.variants.some((variant) => isShort(variant, stock, ledger))
}

function isShort(variant: VariantEntry, stock: 'low' | 'out' | 'negative', ledger: StockLedger): boolean {
  if (!variant.tracked || variant.archived) return false
  const state = stockStateOf(ledger.onHand(variant.id), variant.lowStockThreshold)
  if (stock === 'low') return state !== 'ok'
  return stock === 'out' ? state === 'out' || state === 'negative' : state === 'negative'
}

/** In order of their names, those that begin alike stand together. */
function beginningWith(entries: readonly ProductEntry[], text: string): { first: number; end: number } {
  return {
    first: lowerBound(entries, ({ nameKey }) => nameKey < text),
    end: lowerBound(entries, ({ nameKey }) => nameKey < text || nameKey.startsWith(text)),
  }
}

/** Of all matches those of which a later word begins with what was typed, then the rest; each group in order of their names. */
function* laterMatches(found: readonly ProductEntry[], text: string): Generator<ProductEntry> {
  const { first, end } = beginningWith(found, text)
  const inName = ` ${text}`
  const inOthers = `\n${text}`
  const rest: ProductEntry[] = []
  for (const entry of found.toSpliced(first, end - first)) {
    if (entry.nameKey.includes(inName) || entry.text.includes(inOthers)) yield entry
    else rest.push(entry)
  }
  yield* rest
}

/** How many entries come before the first of which `isBefore` is not true. */
function lowerBound(entries: readonly ProductEntry[], isBefore: (entry: ProductEntry) => boolean): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(entries[middle] as ProductEntry))
      low = middle + 1 // middle < length
    else high = middle
  }
  return low
}

/** Variants that themselves hold every word come first: typing a colour or a size narrows down to it. */
function takeVariants(products: Iterable<ProductEntry>, text: string, limit: number): FoundVariant[] {
  const words = wordsOf(text)
  const found: FoundVariant[] = []
  for (const product of products) {
    if (found.length >= limit) break
    const living = product.variants.filter((variant) => !variant.archived)
    const own = living.filter((variant) => holdsWords(product, variant, words))
    for (const variant of own.length > 0 ? own : living) found.push({ product, variant })
  }
  return found.slice(0, limit)
}

function holdsWords(product: ProductEntry, variant: VariantEntry, words: readonly string[]): boolean {
  const text = [
    product.nameKey,
    ...[product.brand, variant.label, variant.sku, ...variant.barcodes].map(foldText),
  ]
  const joined = text.join('\n')
  return words.every((word) => joined.includes(word))
}

/** Equal prices stay in order of their names. Numbers are sorted, not products: ten times faster for 50,000. */
function sortBy(sort: CatalogueSort, index: CatalogueIndex, ledger: StockLedger): Places {
  const byName = index.byName()
  const ranks = sort === 'category' ? categoryRanks(index) : null
  const keys = Float64Array.from(byName, (entry) => sortKey(entry, sort, ledger, ranks))
  const places = Uint32Array.from(keys, (_, place) => place)
  return places.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
}

function sortKey(
  entry: ProductEntry,
  sort: CatalogueSort,
  ledger: StockLedger,
  ranks: ReadonlyMap<string, number> | null,
): number {
  if (sort === 'price') return priceRange(entry).from ?? Number.MAX_SAFE_INTEGER
  if (sort === 'updated') return entry.updatedAt
  if (sort === 'category') return ranks?.get(entry.categoryId ?? '') ?? Number.MAX_SAFE_INTEGER
  return onHandOf(entry, ledger)
}

function categoryRanks(index: CatalogueIndex): ReadonlyMap<string, number> {
  const sorted = [...index.categories.values()].sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1))
  return new Map(sorted.map(({ id }, rank) => [id, rank]))
}

function priceRange(entry: ProductEntry): { from: Minor | null; to: Minor | null } {
  let from: Minor | null = null
  let to: Minor | null = null
  for (const { price, archived } of entry.variants) {
    if (price === null || archived) continue
    if (from === null || price < from) from = price
    if (to === null || price > to) to = price
  }
  return { from, to }
}

function onHandOf(entry: ProductEntry, ledger: StockLedger): number {
  let sum = 0
  for (const { id, tracked, archived } of entry.variants) if (tracked && !archived) sum += ledger.onHand(id)
  return sum
}

function rowOf(entry: ProductEntry, index: CatalogueIndex, ledger: StockLedger | null): CatalogueRow {
  const living = entry.variants.filter((variant) => !variant.archived)
  const skus = living.map(({ sku }) => sku).filter((sku) => sku !== '')
  const { from, to } = priceRange(entry)
  return {
    productId: entry.id,
    name: entry.name,
    brand: entry.brand,
    categoryId: entry.categoryId,
    categoryName: index.category(entry.categoryId)?.name ?? '',
    currency: entry.currency,
    unit: entry.unit,
    active: entry.active,
    archived: entry.archived,
    variantCount: living.length,
    priceFrom: from,
    priceTo: to,
    tracked: living.some(({ tracked }) => tracked),
    onHand: ledger && quantity(onHandOf(entry, ledger)),
    sku: skus[0] ?? '',
    skus,
    pending: entry.pending,
    updatedAt: entry.updatedAt,
  }
}
