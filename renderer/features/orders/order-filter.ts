import type { LocalDocument, StoreQuery } from '@renderer/db/store.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { type BusinessDay, dayToEpochMs } from '@shared/kernel/business-day.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { ORDER_CHANNELS, Order, OrderStatus } from '@shared/schemas/orders.schema.ts'

export type OrderChannel = (typeof ORDER_CHANNELS)[number]

export interface OrderFilter {
  readonly status: OrderStatus | 'all'
  readonly channel: OrderChannel | 'all'
  readonly from: BusinessDay | null
  readonly to: BusinessDay | null
  /** Part of a number, of a customer's name, or of an article's name or reference. */
  readonly text: string
  /** Articles that the text is the code of: orders with them are found too. */
  readonly variantIds?: readonly string[]
}

export const EVERY_ORDER: OrderFilter = { status: 'all', channel: 'all', from: null, to: null, text: '' }

const DAY_MS = 86_400_000

/** What an index can answer of the filter, newest first; `matchesFilter` does the rest. */
export function orderQuery(filter: OrderFilter, limit: number): StoreQuery<'orders'> {
  // A business day begins where the shop's clock says; a day more on both sides holds every time zone.
  const newest = filter.to === null ? null : invertTime(dayToEpochMs(filter.to) + 3 * DAY_MS)
  const oldest = filter.from === null ? null : invertTime(Math.max(0, dayToEpochMs(filter.from) - 2 * DAY_MS))
  const range = {
    ...(newest !== null && { $gte: newest }),
    ...(oldest !== null && { $lte: oldest }),
  }
  const placedInv = newest === null && oldest === null ? {} : { placedInv: range }
  return filter.status === 'all'
    ? { selector: placedInv, sort: ['placedInv'], index: ['placedInv'], limit }
    : {
        selector: { status: filter.status, ...placedInv },
        sort: ['status', 'placedInv'],
        index: ['status', 'placedInv'],
        limit,
      }
}

export function matchesFilter(order: Order, filter: OrderFilter): boolean {
  if (order.archived) return false
  if (filter.status !== 'all' && order.status !== filter.status) return false
  if (filter.channel !== 'all' && order.channel !== filter.channel) return false
  if (filter.from !== null && order.businessDay < filter.from) return false
  if (filter.to !== null && order.businessDay > filter.to) return false
  const wanted = foldText(filter.text)
  if (wanted === '' || foldText(`${order.number} ${order.customerName}`).includes(wanted)) return true
  return order.lines.some(
    ({ variantId, name, sku }) =>
      filter.variantIds?.includes(variantId) || foldText(`${name} ${sku}`).includes(wanted),
  )
}

export const filterOrders = (
  orders: readonly LocalDocument<'orders'>[],
  filter: OrderFilter,
): LocalDocument<'orders'>[] => orders.filter((order) => matchesFilter(order, filter))
