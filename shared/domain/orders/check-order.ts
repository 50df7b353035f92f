import { checkAppended } from '@shared/domain/append-only.ts'
import { promotedOf } from '@shared/domain/offers/promoted.ts'
import { formatReceipt } from '@shared/domain/receipt-number.ts'
import { breach, firstRefusal, immutable, refuseAny } from '@shared/domain/refusals.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { Order, Payment } from '@shared/schemas/orders.schema.ts'
import { oddComponent } from './bundle-lines.ts'
import { checkOrderCaps } from './check-order-caps.ts'
import { checkOrderLedger } from './check-order-ledger.ts'
import { findUnexplained } from './discount-reason.ts'
import { canReach } from './lifecycle.ts'
import { isPromise } from './order-postings.ts'
import { paymentStatusOf } from './payments.ts'
import { exactGross, priceLines } from './pricing.ts'

/** ORDER-4: what a customer has a receipt of. */
const SEALED = [
  'number',
  'receipt',
  'channel',
  'placedAt',
  'businessDay',
  'locationId',
  'shiftId',
  'currency',
  'pricesIncludeTax',
  'lines',
  'subtotal',
  'discount',
  'discountReason',
  'shipping',
  'tax',
  'total',
  'importKey',
] as const satisfies readonly (keyof Order)[]

/** What never changes even in a cart on hold. */
const SEALED_WHEN_HELD = ['number', 'receipt', 'channel'] as const satisfies readonly (keyof Order)[]

/** An order that never became a sale: a cart on hold, or one that was given up. It has posted nothing. */
export const isUnsold = (order: Order): boolean =>
  order.status === 'held' ||
  (order.status === 'cancelled' && order.channel === 'counter' && order.receipt === null)

/** Every rule of an order that the server checks again, whoever wrote it. */
export function checkOrder(before: Order | null, after: Order): Refusal | null {
  return firstRefusal(
    () => checkSealed(before, after),
    () => checkStatus(before, after),
    () => checkLists(before, after),
    () => checkTotals(after),
    () => checkDiscountReasons(before, after),
    () => checkPromotions(after),
    () => checkBundles(after),
    () => checkIdentity(after),
    () => (isUnsold(after) ? checkUnsold(after) : null),
    () => checkOrderCaps(after),
    () => checkOrderLedger(after),
    () =>
      after.paymentStatus === paymentStatusOf(after) ? null : breach('ORDER-1', { field: 'paymentStatus' }),
  )
}

function checkSealed(before: Order | null, after: Order): Refusal | null {
  if (!before) return null
  const sealed = before.status === 'held' ? SEALED_WHEN_HELD : SEALED
  const changed = sealed.find((field) => !isSameContent(before[field], after[field]))
  if (changed !== undefined) return immutable(changed, { rule: 'ORDER-4' })
  // Whoever promised to pay is who owes.
  const owes = before.payments.some(({ method }) => isPromise(method))
  return owes && before.customerId !== after.customerId ? immutable('customerId', { rule: 'ORDER-4' }) : null
}

function checkStatus(before: Order | null, after: Order): Refusal | null {
  const refused = (from: string) => breach('ORDER-2', { from, to: after.status })
  if (after.archived && !isUnsold(after) && after.channel !== 'import') return breach('ORDER-6')
  if (!before) {
    const isCounterSale =
      after.channel === 'counter' && !['held', 'delivered', 'cancelled'].includes(after.status)
    return isCounterSale ? breach('ORDER-5', { status: after.status }) : null
  }
  if (before.status === after.status) return null
  if (after.channel === 'import' || !canReach(before.status, after.status)) return refused(before.status)
  const known = new Set(before.events.map(({ id }) => id))
  const isNoted = after.events.some(
    ({ id, kind, to }) => !known.has(id) && kind === 'status' && to === after.status,
  )
  return isNoted ? null : refused(before.status)
}

const PAYMENT_PROGRESS: Readonly<Record<Payment['status'], number>> = { declared: 0, confirmed: 1, failed: 2 }

/** MERGE-5: a payment is declared, then confirmed, then at worst failed; nothing else of it ever changes. */
export const isPaymentProgress = (was: Payment, is: Payment): boolean =>
  PAYMENT_PROGRESS[is.status] > PAYMENT_PROGRESS[was.status] &&
  isSameContent({ ...was, status: is.status }, is)

function checkLists(before: Order | null, after: Order): Refusal | null {
  return firstRefusal(
    () => checkAppended('payments', before?.payments ?? [], after.payments, isPaymentProgress),
    () => checkAppended('returns', before?.returns ?? [], after.returns),
    () => checkAppended('stockPostings', before?.stockPostings ?? [], after.stockPostings),
    () => checkAppended('moneyPostings', before?.moneyPostings ?? [], after.moneyPostings),
    () => checkAppended('events', before?.events ?? [], after.events),
    () => (hasUniqueIds(after.lines) ? null : breach('ORDER-1', { field: 'lines' })),
    () => (hasUniqueIds(after.shipments) ? null : breach('ORDER-1', { field: 'shipments' })),
  )
}

const hasUniqueIds = (entries: readonly { id: string }[]): boolean =>
  new Set(entries.map(({ id }) => id)).size === entries.length

/** Imported history was priced elsewhere: its lines stand, only its sums must agree with them. */
function checkTotals(order: Order): Refusal | null {
  const wrong = (field: string) => breach('ORDER-1', { field })
  if (order.channel === 'import') {
    const subtotal = order.lines.reduce((sum, { total }) => sum + total, 0)
    return subtotal === order.subtotal ? null : wrong('subtotal')
  }
  if (order.lines.length === 0) return wrong('lines')
  const unsound = refuseAny(order.lines, (line) => {
    const { id, quantity, unitPrice, discount = 0, total } = line
    const isSound = quantity >= 1 && unitPrice >= 0 && total >= 0 && total === exactGross(line) - discount
    return isSound ? null : breach('ORDER-1', { field: 'lines', id })
  })
  if (unsound) return unsound
  const priced = priceLines(order.lines, order)
  if (order.discount > priced.subtotal) return wrong('discount')
  const taxed = order.lines.findIndex(({ tax = 0 }, i) => tax !== (priced.lines[i]?.tax ?? 0))
  if (taxed >= 0) return breach('ORDER-1', { field: 'lines', id: order.lines[taxed]?.id ?? '' })
  return (
    (['subtotal', 'tax', 'total'] as const)
      .map((field) => (priced[field] === order[field] ? null : wrong(field)))
      .find(Boolean) ?? null
  )
}

/** ORDER-7 for what is sold here and now: what a restore of the server lost comes back as it was. */
function checkDiscountReasons(before: Order | null, after: Order): Refusal | null {
  if (before !== null || after.rev > 0 || after.channel !== 'counter') return null
  const unexplained = findUnexplained(after)
  return unexplained === undefined ? null : breach('ORDER-7', { field: 'discountReason' })
}

/** PROMO-5; which promotions ran is what the till knew then. */
function checkPromotions(order: Order): Refusal | null {
  return refuseAny(order.lines, ({ id, promotions, discount = 0 }) => {
    if (promotions === undefined) return null
    const isSound =
      promotions.length > 0 &&
      promotions.every(({ amount, name }) => amount > 0 && name !== '') &&
      hasUniqueIds(promotions) &&
      promotedOf({ promotions }) === discount
    return isSound ? null : breach('PROMO-5', { field: 'lines', id })
  })
}

/** BUNDLE-2; what a bundle was made of is what the till knew then. */
const checkBundles = (order: Order): Refusal | null =>
  refuseAny(order.lines, (line) =>
    oddComponent(line) === null ? null : breach('BUNDLE-2', { field: 'lines', id: line.id }),
  )

function checkIdentity(order: Order): Refusal | null {
  if (order.placedInv !== invertTime(order.placedAt)) return breach('MERGE-7', { field: 'placedInv' })
  if (order.receipt !== null && order.number !== formatReceipt(order.receipt))
    return breach('RECEIPT-1', { field: 'number' })
  const needsReceipt = order.channel === 'counter' && !isUnsold(order)
  return needsReceipt && order.receipt === null ? breach('RECEIPT-1', { field: 'receipt' }) : null
}

function checkUnsold(order: Order): Refusal | null {
  if (order.receipt !== null) return breach('RECEIPT-1', { field: 'receipt' })
  const posted = (['payments', 'returns', 'stockPostings', 'moneyPostings'] as const).find(
    (field) => order[field].length > 0,
  )
  return posted === undefined ? null : breach('LEDGER-3', { field: posted })
}
