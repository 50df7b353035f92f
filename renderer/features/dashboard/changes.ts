import type { SalesFigures } from '@shared/analytics/figures.ts'
import { roundHalfAway } from '@shared/kernel/money.ts'

export interface Change {
  /** 0.25 is a quarter more than before. */
  readonly ratio: number
  readonly direction: 'up' | 'down' | 'flat'
}

/** Null where a percentage would say nothing: there was nothing before, or less than nothing. */
export function changeOf(now: number | null, before: number | null): Change | null {
  if (now === null || before === null || before <= 0) return null
  const ratio = (now - before) / before
  if (now === before) return { ratio, direction: 'flat' }
  return { ratio, direction: now > before ? 'up' : 'down' }
}

/** What a sale brought on average, before returns, in minor units; null without sales. */
export const averageOrder = ({ sales, orders }: Pick<SalesFigures, 'sales' | 'orders'>): number | null =>
  orders === 0 ? null : roundHalfAway(sales / orders)
