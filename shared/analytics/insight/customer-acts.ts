import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { ACT_KINDS, type OrderColumns, PROFILE_WIDTH } from '../order-columns.ts'
import { type Asked, selectActs } from '../report/select-acts.ts'
import { PROFILE_AT } from '../scan-acts.ts'

/** The customer number of sales without a customer's name. */
export const NOBODY = 0
export const NEVER = 2_147_483_647

/** Sales and returns with their customers, side by side; in no order, and kept by nobody: 17 bytes an act while a report runs. */
export interface CustomerActs {
  readonly length: number
  readonly customer: Uint32Array
  readonly day: Int32Array
  readonly revenue: Float64Array
  readonly isSale: Uint8Array
}

/** The acts that were asked for. */
export function customerActs(parts: OrderColumns, asked: Asked): CustomerActs {
  const { count, rows } = selectActs(parts, asked)
  const { owner, day, profile, revenue } = parts.acts.columns.data
  const customerOf = parts.orders.data.customer
  const isSale = saleProfiles(parts)
  const acts = {
    length: count,
    customer: new Uint32Array(count),
    day: new Int32Array(count),
    revenue: new Float64Array(count),
    isSale: new Uint8Array(count),
  }
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number // i < count; all below are rows of the columns
    acts.customer[i] = customerOf[owner[row] as number] as number
    acts.day[i] = day[row] as number
    acts.revenue[i] = revenue[row] as number
    acts.isSale[i] = isSale[profile[row] as number] as number
  }
  return acts
}

/** The same question for everything that happened until the range ends: who is new hangs on what was before. */
export const sinceEver = (asked: Asked): Asked => ({
  ...asked,
  range: { from: 19_000_101 as BusinessDay, to: asked.range.to }, // the first day that there is
})

/** 1 for each profile that is of a sale. */
export function saleProfiles({ profiles }: OrderColumns): Uint8Array {
  const isSale = new Uint8Array(profiles.size)
  for (let profile = 0; profile < profiles.size; profile++)
    isSale[profile] = profiles.flat[profile * PROFILE_WIDTH + PROFILE_AT.kind] === ACT_KINDS.sale ? 1 : 0
  return isSale
}

/** When each customer bought for the first time; `NEVER` for who only brought back. */
export function firstSaleDays(acts: CustomerActs, customers: number): Int32Array {
  const first = new Int32Array(customers).fill(NEVER)
  for (let act = 0; act < acts.length; act++) {
    const customer = acts.customer[act] as number // act < length, as below
    const day = acts.day[act] as number
    if (acts.isSale[act] === 1 && day < (first[customer] as number)) first[customer] = day
  }
  return first
}
