import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { DayRange } from '../figures.ts'
import type { ReportFilters } from './report-filters.ts'

/**
 * What the cells of a column hold, and so how they are written, sorted and put into a file. The worker knows ids and numbers; names of
 * categories, staff and tills, and every word, belong to the screen.
 *
 * `money` minor units of the request's currency · `count` a number of things · `quantity` units of goods · `percent` a ratio (0.25 is 25 %) ·
 * `decimal` any other number, two places shown · `days` a length in days · `day`, `week`, `month` a business day (the first one) ·
 * `hour` 0 to 23 · `weekday` 0 Monday to 6 · `time` milliseconds · `text` as it is · `code` a word of `reports:code.<column id>.<value>` ·
 * `category`, `staff`, `device`, `method`, `channel`, `country` an id that the screen knows the name of, '' for none · `taxRate` basis points ·
 * `customer` a name, '' for nobody.
 */
export const CELL_KINDS = [
  'money',
  'count',
  'quantity',
  'percent',
  'decimal',
  'days',
  'day',
  'week',
  'month',
  'hour',
  'weekday',
  'time',
  'text',
  'code',
  'category',
  'staff',
  'device',
  'method',
  'channel',
  'country',
  'taxRate',
  'customer',
] as const
export type CellKind = (typeof CELL_KINDS)[number]

/** Null: not known, or says nothing here. */
export type Cell = string | number | null

export interface ReportColumn {
  /** Its header is `reports:column.<id>`. */
  readonly id: string
  readonly kind: CellKind
  /** A figure: it has a total and a figure before. All others name the row. */
  readonly isMeasure: boolean
  /** Left out for who may not see margins. */
  readonly needs?: 'reports.view-margin'
  /** Whether more is better (the default), worse, or neither: colours the difference. */
  readonly better?: 'more' | 'less' | 'neither'
  /** What this column's figures open more narrowly than their row does: the returns of that day, not all of it. */
  readonly only?: OrdersOnly
  /** A figure of one value of a second dimension: which one, and of which measure. `isAlone` when there is no other measure beside it. */
  readonly under?: {
    readonly column: string
    readonly kind: CellKind
    readonly value: Cell
    readonly measure: string
    readonly isAlone: boolean
  }
  /** What this column narrows its figures to, beside the row; null when no filter says it. */
  readonly opens?: { readonly range?: DayRange; readonly filters?: ReportFilters } | null
}

/** Instead of a value: all that have no row or column of their own, and all together. Nobody types such a character in a name. */
export const REST = '\ue000rest'
export const ALL_TOGETHER = '\ue000all'

export type OrdersOnly = 'sales' | 'returns' | 'discounts' | 'payments' | 'received' | 'refunds'

/** Where a figure leads. `orders` and `report` take over the report's own range and filters where they name none. */
export type Drill =
  | {
      readonly to: 'orders'
      readonly range?: DayRange
      readonly filters?: ReportFilters
      readonly only?: OrdersOnly
      /** With `discounts` or `returns`: only what was given that reason. */
      readonly reason?: string
      /** Exactly these, where no filter says it. */
      readonly orderIds?: readonly string[]
    }
  | {
      readonly to: 'report'
      readonly id: string
      readonly range?: DayRange
      readonly filters?: ReportFilters
      readonly options?: Readonly<Record<string, string>>
    }
  | { readonly to: 'order'; readonly orderId: string }
  | { readonly to: 'customer'; readonly customerId: string }
  | { readonly to: 'product'; readonly productId: string }

export interface ReportRow {
  readonly key: string
  /** In the order of the columns. */
  readonly cells: readonly Cell[]
  /** The same measures in the range compared with, null at other columns; null without a comparison. */
  readonly before: readonly Cell[] | null
  readonly opens: Drill | null
}

/** What stands under a table: of all its rows, also of those that were cut off. */
export type ReportTotal = Omit<ReportRow, 'key'>

/** A picture of the table, by ids of its columns; it shows nothing that the table does not say. */
export interface ReportChart {
  readonly kind: 'bar' | 'lying-bar' | 'line' | 'stacked'
  readonly axis: string
  readonly series: readonly string[]
  /** At most so many rows, from the first on. */
  readonly first?: number
}

/** Something the figures leave out or rest on: `reports:note.<code>` with these values. */
export interface ReportNote {
  readonly code: string
  readonly tone: 'info' | 'warning'
  /** Not told to who may not see margins. */
  readonly needs?: 'reports.view-margin'
  readonly params: Readonly<Record<string, NoteParam>>
}
/** How a value is written is said beside it. `count` as a parameter's name chooses singular or plural. */
export type NoteParam = { readonly kind: CellKind; readonly value: Cell }

export interface ReportTable {
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly ReportRow[]
  /** How many there are, where `rows` are sorted and cut as it was asked for; left out where they are all. */
  readonly rowCount?: number
  /** Null where adding up would say nothing. */
  readonly total: ReportTotal | null
  readonly chart: ReportChart | null
  readonly notes: readonly ReportNote[]
}

/** As it is answered: sorted and cut as it was asked for. */
export interface ReportAnswer extends ReportTable {
  /** How many rows there are, shown or not. */
  readonly rowCount: number
  /** First and last day that anything is known of, whatever the range; null when there is nothing. */
  readonly known: { readonly from: BusinessDay; readonly to: BusinessDay } | null
}

/** A column that names rows. */
export const nameColumn = (id: string, kind: CellKind): ReportColumn => ({ id, kind, isMeasure: false })

/** A column of figures. */
export const measureColumn = (
  id: string,
  kind: CellKind,
  more: Omit<ReportColumn, 'id' | 'kind' | 'isMeasure'> = {},
): ReportColumn => ({ id, kind, isMeasure: true, ...more })
