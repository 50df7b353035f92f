import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { CurrencyCode, Minor } from '@shared/kernel/money.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'

export const PERIODS = ['day', 'week', 'month'] as const
export type Period = (typeof PERIODS)[number]

/** Both days count. */
export interface DayRange {
  readonly from: BusinessDay
  readonly to: BusinessDay
}

/**
 * What was sold and what came back, sales and returns apart. Amounts are minor units of the report's currency,
 * what customers paid for goods with any tax in them, shipping not counted; `revenue` = `sales` − `returned`.
 * `margin` = revenue − tax − cost over the lines whose cost is known; `marginRevenue` is those lines' revenue, so
 * `marginRevenue / revenue` says how much of the revenue the margin speaks of. `units` = sold − returned.
 */
export interface LineFigures {
  readonly lines: number
  readonly units: number
  readonly sales: Minor
  readonly returned: Minor
  readonly revenue: Minor
  readonly tax: Minor
  readonly margin: Minor
  readonly marginRevenue: Minor
}

/**
 * `orders` sold something on that day; `returns` are acts of bringing back; `documents` are orders plus documents
 * that hold returns only (imported credit notes).
 */
export interface SalesFigures extends LineFigures {
  readonly orders: number
  readonly returns: number
  readonly documents: number
}

export interface PeriodFigures extends SalesFigures {
  /** First day of the day, week (Monday) or month, even when the range begins later. */
  readonly start: BusinessDay
}

export interface CategoryFigures extends LineFigures {
  /** Null: goods without a category. Names live in the settings, not in the sale. */
  readonly categoryId: string | null
}

export interface ItemFigures extends LineFigures {
  readonly productId: string
  readonly variantId: string
  /** As on the newest line sold. */
  readonly sku: string
  readonly name: string
}

export interface PaymentFigures {
  readonly method: PaymentMethod
  readonly payments: number
  readonly received: Minor
  readonly refunded: Minor
  /** received − refunded */
  readonly amount: Minor
}

/** Of a country, a channel, a device or a person; `key` is empty when it is not known. */
export interface GroupFigures extends SalesFigures {
  readonly key: string
}

export interface SalesReportRequest {
  readonly currency: CurrencyCode
  readonly range: DayRange
  /** Compared with this range; null or left out for none. */
  readonly compare?: DayRange | null
  readonly period: Period
  /** How many items to list, best revenue first; left out for all. */
  readonly topItems?: number
}

export interface SalesReport {
  readonly currency: CurrencyCode
  readonly range: DayRange
  readonly period: Period
  readonly total: SalesFigures
  readonly compare: { readonly range: DayRange; readonly total: SalesFigures } | null
  /** Only periods in which something happened, oldest first. */
  readonly byPeriod: readonly PeriodFigures[]
  readonly byCategory: readonly CategoryFigures[]
  /** Best revenue first, at most `topItems`; `itemCount` says how many there are in all. */
  readonly byItem: readonly ItemFigures[]
  readonly itemCount: number
  readonly byPayment: readonly PaymentFigures[]
  readonly byCountry: readonly GroupFigures[]
  readonly byStaff: readonly GroupFigures[]
  readonly byChannel: readonly GroupFigures[]
  readonly byDevice: readonly GroupFigures[]
  /** Orders cancelled, by their own day; nothing of them is in the figures above, except money that moved. */
  readonly cancelledOrders: number
  /** Orders of the range in another currency: left out of every amount. */
  readonly otherCurrencyOrders: number
  /** First and last day that anything is known of, whatever the range; null when there is nothing. */
  readonly known: DayRange | null
}
