import { groupBy } from '../insight/group-by.ts'
import type { OrderColumns } from '../order-columns.ts'
import { AT, type Sums, sumAt } from '../sums.ts'
import { type Dimension, VARIANT } from './dimensions.ts'
import { NO_GROUP, placesOf } from './group-sums.ts'
import { MEASURES } from './measures.ts'
import type { ReportCut, ReportDefinition, ReportRequest } from './report-definition.ts'
import type { FilterName } from './report-filters.ts'
import { measureColumn, nameColumn, type ReportTable } from './report-table.ts'
import { type ExtraColumns, salesTable, type TableContext, type TableOptions } from './sales-table.ts'

/** What is known of the goods themselves, beside what was sold of them. */
export interface ProductState {
  readonly orders: OrderColumns
  readonly catalogue: {
    variant(
      id: string,
    ):
      | { readonly product: { readonly name: string }; readonly variant: { readonly tracked: boolean } }
      | undefined
  }
  readonly ledger: { onHand(variantId: string): number }
}

const MEASURED = [
  MEASURES.units,
  MEASURES.orders,
  MEASURES.revenue,
  MEASURES.share,
  MEASURES.cost,
  MEASURES.margin,
  MEASURES.marginRate,
  MEASURES.returnRate,
]
const FILTERS = [
  'category',
  'variant',
  'staff',
  'device',
  'channel',
  'customer',
  'method',
] as const satisfies FilterName[]

const CHART = { kind: 'lying-bar', axis: 'item', series: ['revenue'], first: 10 } as const

export const PRODUCT_REPORTS: readonly ReportDefinition<ProductState>[] = [
  {
    id: 'product-performance',
    group: 'products',
    filters: FILTERS,
    options: [],
    needs: 'reports.view',
    time: 'range',
    run: runProducts,
  },
  {
    id: 'sku-performance',
    group: 'products',
    filters: FILTERS,
    options: [],
    needs: 'reports.view',
    time: 'range',
    run: runSkus,
  },
]

function runSkus(state: ProductState, request: ReportRequest, cut?: ReportCut): ReportTable {
  const { items } = state.orders
  const options: TableOptions = {
    dimension: VARIANT,
    measures: MEASURED,
    chart: CHART,
    words: {
      columns: [nameColumn('item', 'text'), nameColumn('sku', 'text')],
      cells: (item) => [items.labels[item]?.name ?? '', items.labels[item]?.sku ?? ''],
    },
    extra: (context) => ranked(state, context, (item) => [items.variants.values[item] ?? '']),
  }
  return salesTable(state.orders, request, options, cut)
}

/** All variants of a product in one row. */
function runProducts(state: ProductState, request: ReportRequest, cut?: ReportCut): ReportTable {
  const products = productsOf(state.orders, (id) => state.catalogue.variant(id)?.product.name)
  const options: TableOptions = {
    dimension: products.dimension,
    measures: MEASURED,
    chart: CHART,
    words: {
      columns: [nameColumn('item', 'text')],
      cells: (product) => [products.nameOf(product)],
    },
    extra: (context) => ranked(state, context, products.variantsOf),
  }
  return salesTable(state.orders, request, options, cut)
}

/** Products are numbered as their variants were first sold. Named as in the catalogue, else as on the newest line. */
export function productsOf(orders: OrderColumns, nameOf: (variantId: string) => string | undefined) {
  const { labels, variants: ids } = orders.items
  const groupById = new Map<string, number>()
  const groupOfItem = new Int32Array(labels.length)
  labels.forEach(({ productId }, item) => {
    const key = productId === '' ? (ids.values[item] ?? '') : productId
    const group = groupById.get(key) ?? groupById.size
    groupById.set(key, group)
    groupOfItem[item] = group
  })
  const items = groupBy(labels.length, groupById.size, (item) => groupOfItem[item] ?? NO_GROUP)
  const itemsOf = (group: number) => items.rows.subarray(items.starts[group], items.starts[group + 1])
  const variantsOf = (group: number): string[] => Array.from(itemsOf(group), (item) => ids.values[item] ?? '')
  /** Asked for of the rows that are shown. */
  const productName = (group: number): string => {
    const [first = 0] = itemsOf(group)
    return nameOf(ids.values[first] ?? '') ?? labels[first]?.name ?? ''
  }
  const keys = [...groupById.keys()]
  const dimension: Dimension = {
    id: 'product',
    kind: 'text',
    isOrdered: false,
    group: (columns) => ({
      count: keys.length,
      isShown: () => false,
      value: (group) => keys[group] ?? '',
      open: (group) => ({ filters: { variant: variantsOf(group) } }),
      by: () => ({
        whole: 'lines',
        groups: placesOf(columns.cells.flat, columns.cells.width, 0).map(
          (item) => groupOfItem[item] ?? NO_GROUP,
        ),
      }),
    }),
  }
  return { dimension, nameOf: productName, variantsOf }
}

/** A: what together brings the first 80 % of the revenue; B: up to 95 %; C: the rest, and what brought nothing. */
const CLASS_LIMITS = [
  { name: 'A', below: 0.8 },
  { name: 'B', below: 0.95 },
] as const

/**
 * The class of each, told from the groups in their order (best revenue first), and how much of what could be sold was: units sold of
 * units sold and still on hand. Null where stock is not kept, or where nothing was sold.
 */
function ranked(
  { catalogue, ledger }: ProductState,
  { groups, now }: TableContext,
  variantsOf: (group: number) => readonly string[],
): ExtraColumns {
  const classes = classesOf(groups, now)
  const sellThrough = (group: number) => {
    const tracked = variantsOf(group).filter((id) => catalogue.variant(id)?.variant.tracked)
    if (tracked.length === 0 || tracked.length < variantsOf(group).length) return null
    const left = tracked.reduce((sum, id) => sum + Math.max(0, ledger.onHand(id)), 0)
    const sold = sumAt(now, group, AT.units)
    return sold <= 0 ? null : sold / (sold + left)
  }
  return {
    columns: [nameColumn('abc', 'code'), measureColumn('sell-through', 'percent')],
    cells: (group) => [classes.get(group) ?? 'C', sellThrough(group)],
  }
}

function classesOf(groups: readonly number[], sums: Sums): ReadonlyMap<number, string> {
  const revenueOf = (group: number) =>
    Math.max(0, sumAt(sums, group, AT.sales) - sumAt(sums, group, AT.returned))
  const whole = groups.reduce((sum, group) => sum + revenueOf(group), 0)
  const classes = new Map<number, string>()
  let before = 0
  for (const group of groups) {
    const revenue = revenueOf(group)
    const found = CLASS_LIMITS.find(({ below }) => revenue > 0 && before < below * whole)
    classes.set(group, found?.name ?? 'C')
    before += revenue
  }
  return classes
}
