import { type Minor, minor } from '@shared/kernel/money.ts'
import type { Order, OrderReturn } from '@shared/schemas/orders.schema.ts'
import type { LotShare } from '@shared/schemas/postings.ts'

/** What came back of a line so far, by every device together. */
export interface Returned {
  readonly quantity: number
  readonly amount: Minor
  readonly tax: Minor
  readonly lots: readonly LotShare[]
}

/** By line id. Returns in imported history that name no line are not in it. */
export function returnedByLine(order: Pick<Order, 'returns'>): Map<string, Returned> {
  const byLine = new Map<string, Returned>()
  for (const { lines } of order.returns) {
    for (const { lineId, quantity, amount, tax, lots = [] } of lines) {
      if (lineId === null) continue
      const known = byLine.get(lineId)
      byLine.set(lineId, {
        quantity: (known?.quantity ?? 0) + quantity,
        amount: minor((known?.amount ?? 0) + amount),
        tax: minor((known?.tax ?? 0) + (tax ?? 0)),
        lots: [...(known?.lots ?? []), ...lots],
      })
    }
  }
  return byLine
}

/**
 * Records of one moment on one device are one act: each says where some of the goods went and why. Imported records are
 * acts of their own, whatever their times.
 */
export function returnActs(channel: Order['channel'], returns: readonly OrderReturn[]): OrderReturn[][] {
  if (channel === 'import') return returns.map((record) => [record])
  const acts = new Map<string, OrderReturn[]>()
  for (const record of returns) {
    const key = `${record.deviceId}:${record.at}`
    acts.set(key, [...(acts.get(key) ?? []), record])
  }
  return [...acts.values()]
}
