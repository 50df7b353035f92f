import { ORDER_STATUSES, type OrderStatus } from '@shared/schemas/orders.schema.ts'
import { type OrderColumns, PROFILE_WIDTH } from '../order-columns.ts'
import { NO_LEAD } from '../order-progress.ts'
import type { Asked } from '../report/select-acts.ts'
import { SALE_KINDS } from '../sale-facts.ts'
import { PROFILE_AT } from '../scan-acts.ts'
import { compareText } from './compare-text.ts'
import { daySpan, isWithin } from './day-span.ts'
import { takeQuantile } from './quantile.ts'

/** As many orders as somebody may want to look through. */
const LISTED = 300

/** ORDER-STAGE-1: how many orders of the range stand where, by their own day; held carts are no orders. */
export interface StageFigures {
  readonly status: OrderStatus
  readonly orders: number
  /** What they brought, less what came back; nothing of what was cancelled. */
  readonly revenue: number
  /** The orders themselves, where they are few enough to be listed. */
  readonly orderIds: readonly string[] | null
}

/** In the order of an order's life; only where there are some. */
export function orderStages(parts: OrderColumns, asked: Asked): StageFigures[] {
  const { status } = parts.orders.data
  const orders = new Uint32Array(ORDER_STATUSES.length)
  const revenue = new Float64Array(ORDER_STATUSES.length)
  const slots: number[][] = ORDER_STATUSES.map(() => [])
  const revenueOf = revenueReader(parts)
  forEachOrder(parts, asked, (slot) => {
    const at = status[slot] as number // a slot of these columns
    orders[at] = (orders[at] as number) + 1
    revenue[at] = (revenue[at] as number) + revenueOf(slot)
    const listed = slots[at]
    if (listed && listed.length <= LISTED) listed.push(slot)
  })
  return ORDER_STATUSES.map((name, at) => ({
    status: name,
    orders: orders[at] ?? 0,
    revenue: revenue[at] ?? 0,
    orderIds: idsOf(parts, slots[at] ?? []),
  })).filter((one) => one.orders > 0)
}

/** How long it took from the order to the delivery, where both are known (ORDER-STAGE-2). */
export interface LeadFigures {
  readonly channel: string
  readonly delivered: number
  readonly medianMinutes: number
  /** Nine of ten were not slower. */
  readonly ninthMinutes: number
  readonly slowestMinutes: number
  readonly orderIds: readonly string[] | null
}

/** By channel, most deliveries first; the first one of all channels together stands apart, null when nothing was delivered. */
export function leadTimes(
  parts: OrderColumns,
  asked: Asked,
): { readonly all: LeadFigures | null; readonly byChannel: readonly LeadFigures[] } {
  const { leadMinutes } = parts.orders.data
  const byChannel = new Map<string, number[]>()
  const all: number[] = []
  forEachOrder(parts, asked, (slot) => {
    if ((leadMinutes[slot] ?? NO_LEAD) === NO_LEAD) return
    const channel = channelOf(parts, slot)
    const found = byChannel.get(channel)
    if (found) found.push(slot)
    else byChannel.set(channel, [slot])
    all.push(slot)
  })
  const figures = (channel: string, slots: readonly number[]): LeadFigures => {
    const minutes = Float64Array.from(slots, (slot) => leadMinutes[slot] ?? 0)
    return {
      channel,
      delivered: slots.length,
      medianMinutes: takeQuantile(minutes, 0.5) ?? 0,
      ninthMinutes: takeQuantile(minutes, 0.9) ?? 0,
      slowestMinutes: takeQuantile(minutes, 1) ?? 0,
      orderIds: idsOf(parts, slots),
    }
  }
  return {
    all: all.length === 0 ? null : figures('', all),
    byChannel: [...byChannel]
      .map(([channel, slots]) => figures(channel, slots))
      .sort((a, b) => b.delivered - a.delivered || compareText(a.channel, b.channel)),
  }
}

function forEachOrder(parts: OrderColumns, asked: Asked, visit: (slot: number) => void): void {
  const currency = parts.currencies.find(asked.currency)
  const span = daySpan(asked.range)
  const { data, length } = parts.orders
  const { kind, currency: of, day } = data
  for (let slot = 0; slot < length; slot++) {
    const is = kind[slot] as number // slot < length, as below
    if (is !== SALE_KINDS.sold && is !== SALE_KINDS.cancelled) continue
    if (of[slot] === currency && isWithin(day[slot] as number, span)) visit(slot)
  }
}

function revenueReader(parts: OrderColumns): (slot: number) => number {
  const { firstAct, actCount } = parts.orders.data
  const { revenue } = parts.acts.columns.data
  return (slot) => {
    const first = firstAct[slot] as number // an order's number, and its acts, as below
    const end = first + (actCount[slot] as number)
    let sum = 0
    for (let act = first; act < end; act++) sum += revenue[act] as number
    return sum
  }
}

function channelOf(parts: OrderColumns, slot: number): string {
  const profile = parts.acts.columns.data.profile[parts.orders.data.firstAct[slot] ?? 0] ?? 0
  return parts.channels.values[parts.profiles.flat[profile * PROFILE_WIDTH + PROFILE_AT.channel] ?? 0] ?? ''
}

const idsOf = (parts: OrderColumns, slots: readonly number[]): readonly string[] | null =>
  slots.length > LISTED ? null : slots.map((slot) => parts.ids.textOf(slot)).sort(compareText)
