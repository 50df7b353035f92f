import type { OrderColumns } from '../order-columns.ts'
import type { AxisId } from './built-definition.ts'
import {
  CATEGORY,
  CHANNEL,
  COUNTRY,
  DEVICE,
  type Dimension,
  type Grouping,
  HOUR,
  periodDimension,
  STAFF,
  TAX_RATE,
  VARIANT,
  WEEKDAY,
} from './dimensions.ts'
import { productsOf } from './product-reports.ts'
import { type Cell, nameColumn, type ReportColumn } from './report-table.ts'
import { PAID_BY, paidByNumber } from './select-acts.ts'

/** What built reports are computed from. Names that are not known here are answered as undefined. */
export interface BuiltState {
  readonly orders: OrderColumns
  readonly productName: (variantId: string) => string | undefined
  readonly customerName: (customerId: string) => string | undefined
}

/** A dimension with the words that rows and columns of it bear. */
export interface Axis {
  readonly dimension: Dimension
  /** The columns that name a row. */
  readonly columns: readonly ReportColumn[]
  readonly words: (grouping: Grouping, group: number) => readonly Cell[]
}

const plain = (dimension: Dimension): Axis => ({
  dimension,
  columns: [nameColumn(dimension.id, dimension.kind)],
  words: (grouping, group) => [grouping.value(group)],
})

export function axisOf({ orders, productName, customerName }: BuiltState, id: AxisId): Axis {
  switch (id) {
    case 'day':
    case 'week':
    case 'month':
      return plain(periodDimension(id))
    case 'weekday':
      return plain(WEEKDAY)
    case 'hour':
      return plain(HOUR)
    case 'category':
      return plain(CATEGORY)
    case 'staff':
      return plain(STAFF)
    case 'device':
      return plain(DEVICE)
    case 'channel':
      return plain(CHANNEL)
    case 'country':
      return plain(COUNTRY)
    case 'taxRate':
      return plain(TAX_RATE)
    case 'paidBy':
      return plain(PAID)
    case 'product': {
      const products = productsOf(orders, productName)
      return {
        dimension: products.dimension,
        columns: [nameColumn('item', 'text')],
        words: (_, product) => [products.nameOf(product)],
      }
    }
    case 'item':
      return {
        dimension: VARIANT,
        columns: [nameColumn('item', 'text'), nameColumn('sku', 'text')],
        words: (_, item) => [orders.items.labels[item]?.name ?? '', orders.items.labels[item]?.sku ?? ''],
      }
    case 'customer':
      return {
        dimension: CUSTOMER,
        columns: [nameColumn('customer', 'customer')],
        words: (grouping, group) => {
          const customerId = String(grouping.value(group))
          return [customerName(customerId) ?? customerId]
        },
      }
  }
}

/** Who bought, where the sale says it. */
const CUSTOMER: Dimension = {
  id: 'customer',
  kind: 'customer',
  isOrdered: false,
  group: (columns) => {
    const { values } = columns.customers
    const { owner } = columns.acts.columns.data
    const { customer } = columns.orders.data
    return {
      count: values.length,
      isShown: () => false,
      value: (group) => values[group] ?? '',
      open: (group) => ({ filters: { customer: [values[group] ?? ''] } }),
      by: () => ({ whole: 'acts', group: (act) => customer[owner[act] ?? 0] ?? 0 }),
    }
  },
}

/** By which method a sale was paid; one that was paid by several is in none of them, so that the rows add up. */
const PAID: Dimension = {
  id: 'paidBy',
  kind: 'method',
  isOrdered: false,
  group: (columns) => {
    const { owner } = columns.acts.columns.data
    const { methods } = columns.orders.data
    return {
      count: PAID_BY.length,
      isShown: () => false,
      value: (group) => PAID_BY[group] ?? '',
      open: (group) => ({ filters: { paidBy: [PAID_BY[group] ?? ''] } }),
      by: () => ({ whole: 'acts', group: (act) => paidByNumber(methods[owner[act] ?? 0] ?? 0) }),
    }
  },
}
