import { breach, firstRefusal, refuseAny } from '@shared/domain/refusals.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Order, OrderLine, OrderReturn } from '@shared/schemas/orders.schema.ts'
import { bundlesByCancelId } from './bundle-lines.ts'
import { cancelPostingIds, isPromise } from './order-postings.ts'
import { discountShares } from './pricing.ts'
import { totalOf } from './returns.ts'

/**
 * ORDER-3, device by device. Two devices that could not hear each other may both have taken the same goods back and paid for
 * them; the union of their records is the truth and is taken (`overReturned` tells the shop). What no device can have done
 * honestly is to exceed alone what was sold or paid, so that is what is refused.
 */
export function checkOrderCaps(order: Order): Refusal | null {
  return firstRefusal(
    () => refuseAny(order.returns, (record) => checkReturn(order, record)),
    () => checkReturnedByDevice(order),
    () => checkMoneyByDevice(order),
    () => checkCovered(order),
  )
}

const wrong = (field: string, id = ''): Refusal => breach('ORDER-3', { field, id })

function checkReturn(order: Order, record: OrderReturn): Refusal | null {
  const isForeign = order.channel === 'import'
  if (!isForeign && !['shipped', 'delivered', 'cancelled'].includes(order.status))
    return wrong('returns', record.id)
  if (record.total !== totalOf(order, record.lines)) return wrong('returns', record.id)
  const lineIds = new Set(record.lines.map(({ lineId }) => lineId))
  if (!isForeign && lineIds.size !== record.lines.length) return wrong('returns', record.id)
  const shares = discountShares(order.lines, order.discount)
  return refuseAny(record.lines, (returned) => {
    if (returned.lineId === null) return isForeign ? null : wrong('returns', record.id)
    const at = order.lines.findIndex(({ id }) => id === returned.lineId)
    const line = order.lines[at]
    const net = (line?.total ?? 0) - (shares[at] ?? 0)
    return line && isShareOf(line, net, returned, order.returns.length) ? null : wrong('returns', record.id)
  })
}

/** Amounts are cumulative shares, so one part may differ from its exact share by what earlier parts were rounded. */
function isShareOf(
  line: OrderLine,
  net: number,
  { variantId, productId, quantity, amount, tax }: OrderReturn['lines'][number],
  parts: number,
): boolean {
  if (variantId !== line.variantId || productId !== line.productId) return false
  if (quantity < 1 || quantity > line.quantity) return false
  const isWithin = (part: number, whole: number) =>
    part >= 0 && part <= whole && part <= (whole * quantity) / line.quantity + parts
  return isWithin(amount, net) && isWithin(tax ?? 0, line.tax ?? 0)
}

/** Goods that each device took back, by return and by cancelling, line by line. */
function checkReturnedByDevice(order: Order): Refusal | null {
  const soldByLine = new Map(order.lines.map((line) => [line.id, line.quantity]))
  const lineByPosting = new Map(
    order.lines.flatMap((line) => cancelPostingIds(order.id, line).map((id) => [id, line.id] as const)),
  )
  const backByKey = new Map<string, number>()
  const add = (deviceId: Id, lineId: string, units: number): Refusal | null => {
    const key = `${deviceId}:${lineId}`
    const back = (backByKey.get(key) ?? 0) + units
    backByKey.set(key, back)
    return back > (soldByLine.get(lineId) ?? 0) ? wrong('returns', lineId) : null
  }
  const returned = refuseAny(order.returns, ({ deviceId, lines }) =>
    refuseAny(lines, ({ lineId, quantity }) => (lineId === null ? null : add(deviceId, lineId, quantity))),
  )
  if (returned) return returned
  const bundles = bundlesByCancelId(order)
  return refuseAny(order.stockPostings, ({ id, kind, deviceId, quantity }) => {
    if (kind !== 'cancel') return null
    const bundle = bundles.get(id)
    if (bundle?.unitsPerBundle === null) return null
    if (bundle) return add(deviceId, bundle.lineId, quantity / bundle.unitsPerBundle)
    const lineId = lineByPosting.get(id)
    return lineId === undefined ? wrong('stockPostings', id) : add(deviceId, lineId, quantity)
  })
}

interface DeviceMoney {
  taken: number
  promised: number
  refunded: number
  paidOut: number
  returned: number
  hasCancelled: boolean
}

/**
 * A refund needs a return or a cancellation by the same device, and what a device paid out never exceeds what was received
 * (a payment that failed later counts: it had been received when the refund was paid). A payment never exceeds the total.
 */
function checkMoneyByDevice(order: Order): Refusal | null {
  const byDevice = moneyByDevice(order)
  const isForeign = order.channel === 'import'
  const received = order.payments
    .filter(({ kind, method }) => kind === 'payment' && !isPromise(method))
    .reduce((sum, { amount }) => sum + amount, 0)
  for (const money of byDevice.values()) {
    const ceiling = money.returned + (money.hasCancelled ? Math.max(order.total, received) : 0)
    if (money.refunded > ceiling) return wrong('payments')
    if (isForeign) continue
    if (money.taken > order.total || money.promised > order.total) return wrong('payments')
    if (money.paidOut > received) return wrong('payments')
  }
  return null
}

function moneyByDevice(order: Order): Map<Id, DeviceMoney> {
  const byDevice = new Map<Id, DeviceMoney>()
  const of = (deviceId: Id): DeviceMoney => {
    const known = byDevice.get(deviceId)
    if (known) return known
    const none: DeviceMoney = {
      taken: 0,
      promised: 0,
      refunded: 0,
      paidOut: 0,
      returned: 0,
      hasCancelled: false,
    }
    byDevice.set(deviceId, none)
    return none
  }
  for (const { kind, method, amount, status, deviceId } of order.payments) {
    if (status === 'failed') continue
    const money = of(deviceId)
    if (kind === 'refund') {
      money.refunded += amount
      if (!isPromise(method)) money.paidOut += amount
    } else if (isPromise(method)) money.promised += amount
    else money.taken += amount
  }
  for (const { deviceId, total } of order.returns) of(deviceId).returned += total
  for (const { kind, to, deviceId } of order.events) {
    if (kind === 'status' && to === 'cancelled') of(deviceId).hasCancelled = true
  }
  return byDevice
}

/** A counter sale was covered in full when it was made; what is promised, somebody with a name promised. */
function checkCovered(order: Order): Refusal | null {
  const payments = order.payments.filter(({ kind }) => kind === 'payment')
  const isPromised = payments.some(({ method }) => method === 'credit')
  if (isPromised && order.customerId === null) return wrong('customerId')
  if (order.channel !== 'counter' || order.receipt === null) return null
  const covered = payments.reduce((sum, { amount }) => sum + amount, 0)
  return covered >= order.total ? null : wrong('payments')
}
