import { breach, firstRefusal, refuseAny } from '@shared/domain/refusals.ts'
import { checkLotPostings, checkShares, sumByLot } from '@shared/domain/stock/check-lots.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { LotShare, StockPosting } from '@shared/schemas/postings.ts'

/** What an order says of lots and serial numbers, and what it posts. Older programs say and post none. */
export function checkOrderLots(order: Order): Refusal | null {
  return firstRefusal(
    () => checkLotPostings(order.stockPostings, false),
    () => refuseAny(order.lines, ({ id, lots = [], quantity }) => checkShares(lots, quantity, id)),
    () => checkSoldLots(order),
    () => checkReturnedLots(order),
    () => checkLotsBack(order),
  )
}

const wrong = (rule: string): Refusal => breach(rule, { field: 'stockPostings' })

/** LOT-2: what left a lot is what the lines say. A cart on hold has posted nothing yet. */
function checkSoldLots(order: Order): Refusal | null {
  const posted = ofKind(order, 'sale')
  if (posted.length === 0) return null
  const said = sumByLot(order.lines.flatMap(sharesOf))
  const sold = sumByLot(posted)
  return isNoneOver(said, negated(sold)) && isNoneOver(negated(sold), said) ? null : wrong('LOT-2')
}

/** LOT-4: what comes back was of the line. */
function checkReturnedLots({ lines, returns }: Order): Refusal | null {
  const lotsByLine = new Map(lines.map(({ id, lots = [] }) => [id, new Set(lots.map(({ lot }) => lot))]))
  const back = returns.flatMap((record) => record.lines)
  return refuseAny(back, ({ lineId, lots = [], quantity }) => {
    const known = lotsByLine.get(lineId ?? '')
    const isOfLine = lots.every(({ lot }) => known?.has(lot) ?? false)
    return isOfLine ? checkShares(lots, quantity, lineId ?? '') : breach('LOT-4', { field: 'returns' })
  })
}

/** LOT-4: returned goods stand where the returns say, cancelled ones where they were sold from. */
function checkLotsBack(order: Order): Refusal | null {
  const restocked = order.returns.filter(({ restock }) => restock).flatMap(({ lines }) => lines)
  const said = sumByLot(restocked.flatMap(sharesOf))
  const returned = sumByLot(ofKind(order, 'return'))
  const sold = sumByLot(order.lines.flatMap(sharesOf))
  const cancelled = sumByLot(ofKind(order, 'cancel'))
  const isSound = isNoneOver(returned, said) && isNoneOver(said, returned) && isNoneOver(cancelled, sold)
  return isSound ? null : wrong('LOT-4')
}

const sharesOf = ({ variantId, lots = [] }: { variantId: string; lots?: readonly LotShare[] | undefined }) =>
  lots.map(({ lot, quantity }) => ({ variantId, lot, quantity }))

const ofKind = (order: Order, kind: StockPosting['kind']): StockPosting[] =>
  order.stockPostings.filter((posting) => posting.kind === kind)

const isNoneOver = (sums: ReadonlyMap<string, number>, bounds: ReadonlyMap<string, number>): boolean =>
  [...sums].every(([key, sum]) => sum <= (bounds.get(key) ?? 0))

const negated = (sums: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...sums].map(([key, sum]) => [key, -sum]))
