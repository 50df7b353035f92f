import { addedEntries } from '@shared/domain/append-only.ts'
import { isConfirmedLater } from '@shared/domain/orders/payments.ts'
import { firstRefusal, forbidden, immutable, refuseAny, serverField } from '@shared/domain/refusals.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Actor } from './actor.ts'
import { discountOf, mayDiscount } from './discount-limit.ts'
import { changedFields, type FieldRules, refuseFields, requireAny, requireOne } from './field-policy.ts'
import type { Permission } from './permissions.ts'

const ANY_ORDER_WORK: readonly Permission[] = ['orders.sell', 'orders.edit', 'orders.ship']
/** Who confirms a payment also says by what. */
const NOTE_WRITERS: readonly Permission[] = [...ANY_ORDER_WORK, 'payments.confirm']

/** A sold order. What a customer has a receipt of is sealed; the ledger moves only with the fact that explains it. */
const SOLD: FieldRules<Order> = {
  number: 'sealed',
  receipt: 'sealed',
  channel: 'sealed',
  placedAt: 'sealed',
  placedInv: 'derived',
  businessDay: 'sealed',
  locationId: 'sealed',
  shiftId: 'sealed',
  currency: 'sealed',
  pricesIncludeTax: 'sealed',
  lines: 'sealed',
  subtotal: 'sealed',
  discount: 'sealed',
  discountReason: 'sealed',
  shipping: 'sealed',
  tax: 'sealed',
  total: 'sealed',
  importKey: 'sealed',
  status: 'ruled',
  payments: 'ruled',
  returns: 'ruled',
  events: 'ruled',
  stockPostings: 'ruled',
  moneyPostings: 'ruled',
  paymentStatus: 'derived',
  customerId: ['orders.sell', 'orders.edit'],
  customerName: ['orders.sell', 'orders.edit'],
  country: ['orders.edit'],
  deliveryAddress: ['orders.edit', 'orders.ship'],
  shipments: ['orders.ship', 'orders.edit'],
  note: ['orders.sell', 'orders.edit'],
  details: ['orders.edit'],
  commissions: 'server',
  archived: ['data.import'],
}

/** POLICY-2 on orders. */
export function authorizeOrder(actor: Actor, before: Order | null, after: Order): Refusal | null {
  return firstRefusal(
    () => checkSigned(actor, before, after),
    () => (before ? authorizeEdit(actor, before, after) : authorizeNew(actor, after)),
  )
}

/**
 * What is added is signed by the device that adds it: nobody posts in another till's name. A document that the server
 * had numbered and lost in a restore comes back with everybody's entries.
 */
function checkSigned(actor: Actor, before: Order | null, after: Order): Refusal | null {
  if (before === null && after.rev > 0) return null
  const lists = ['payments', 'returns', 'stockPostings', 'moneyPostings', 'events'] as const
  return refuseAny(lists, (field) => {
    const known: readonly { readonly id: string }[] = before?.[field] ?? []
    const entries: readonly { readonly id: string; readonly deviceId: Id }[] = after[field]
    const ids = new Set(known.map(({ id }) => id))
    const isForeign = entries.some(({ id, deviceId }) => !ids.has(id) && deviceId !== actor.deviceId)
    return isForeign ? serverField(`${field}.deviceId`) : null
  })
}

function authorizeNew(actor: Actor, order: Order): Refusal | null {
  if (order.channel === 'import') return requireOne(actor, 'data.import', 'channel')
  if (order.commissions.length > 0) return serverField('commissions')
  // A sale may have been returned or cancelled before it was ever sent: each of these needs its own permission.
  return firstRefusal(
    () => requireOne(actor, order.channel === 'counter' ? 'orders.sell' : 'orders.edit', 'channel'),
    () => (order.importKey === '' ? null : requireOne(actor, 'data.import', 'importKey')),
    () => checkDiscount(actor, order),
    () => checkReturns(actor, null, order),
    () => checkConfirmed(actor, null, order),
    () =>
      order.status === 'cancelled' && order.receipt !== null
        ? requireOne(actor, 'orders.cancel', 'status')
        : null,
    () =>
      order.shipments.length > 0 ? requireAny(actor, ['orders.ship', 'orders.edit'], 'shipments') : null,
  )
}

function authorizeEdit(actor: Actor, before: Order, after: Order): Refusal | null {
  if (before.status === 'held')
    return firstRefusal(
      () => requireOne(actor, 'orders.sell', 'status'),
      () => checkDiscount(actor, after),
      () => (isSameContent(before.commissions, after.commissions) ? null : serverField('commissions')),
      () => (before.importKey === after.importKey ? null : immutable('importKey')),
    )
  const fields = changedFields(before, after)
  return firstRefusal(
    () => refuseFields(actor, fields, SOLD),
    () => (before.status === after.status ? null : checkTransition(actor, after.status)),
    () => checkPayments(actor, before, after),
    () => checkConfirmed(actor, before, after),
    () => checkReturns(actor, before, after),
    () => checkEvents(actor, before, after),
    () => checkPostings(before, after),
  )
}

function checkDiscount(actor: Actor, order: Order): Refusal | null {
  const { gross, discount } = discountOf(order)
  if (mayDiscount(actor, gross, discount)) return null
  return forbidden('orders.discount-any', 'discount')
}

function checkTransition(actor: Actor, to: Order['status']): Refusal | null {
  if (to === 'cancelled') return requireOne(actor, 'orders.cancel', 'status')
  const isOnTheRoad = to === 'shipped' || to === 'delivered'
  return requireAny(actor, isOnTheRoad ? ['orders.ship', 'orders.edit'] : ['orders.edit'], 'status')
}

const isCancelling = (before: Order | null, after: Order): boolean =>
  after.status === 'cancelled' &&
  addedEntries(before?.events ?? [], after.events).some(({ to }) => to === 'cancelled')

/** Taking money is one thing, confirming what was declared another; paying back needs a return or a cancellation. */
function checkPayments(actor: Actor, before: Order, after: Order): Refusal | null {
  const added = addedEntries(before.payments, after.payments)
  const isSettled = before.payments.some((was) => {
    const is = after.payments.find(({ id }) => id === was.id)
    return is === undefined || is.status !== was.status
  })
  const isRefunded = added.some(({ kind }) => kind === 'refund')
  const hasReason = isCancelling(before, after) || addedEntries(before.returns, after.returns).length > 0
  return firstRefusal(
    () =>
      added.some(({ kind }) => kind === 'payment') ? requireOne(actor, 'payments.take', 'payments') : null,
    () => (isSettled ? requireOne(actor, 'payments.confirm', 'payments') : null),
    () => (isRefunded && !hasReason ? forbidden('orders.return', 'payments') : null),
  )
}

/** What an operator's statement must confirm first nobody brings confirmed who may not confirm; a restore's loss comes back as it was. */
function checkConfirmed(actor: Actor, before: Order | null, after: Order): Refusal | null {
  if (before === null && after.rev > 0) return null
  return refuseAny(addedEntries(before?.payments ?? [], after.payments), ({ method, status }) =>
    isConfirmedLater(method) && status === 'confirmed'
      ? requireOne(actor, 'payments.confirm', 'payments')
      : null,
  )
}

function checkReturns(actor: Actor, before: Order | null, after: Order): Refusal | null {
  const added = addedEntries(before?.returns ?? [], after.returns)
  return added.length === 0 ? null : requireOne(actor, 'orders.return', 'returns')
}

/**
 * Notes and prints by whoever works with orders; a step by whoever may make it, also when somebody else was further
 * meanwhile and it only remains told (MERGE-6).
 */
function checkEvents(actor: Actor, before: Order, after: Order): Refusal | null {
  return refuseAny(addedEntries(before.events, after.events), ({ kind, to }) =>
    kind === 'status' && to !== undefined
      ? checkTransition(actor, to)
      : requireAny(actor, kind === 'note' ? NOTE_WRITERS : ANY_ORDER_WORK, 'events'),
  )
}

/** POLICY-5: postings only together with the fact that explains them; that they say the same is for `checkDocument`. */
function checkPostings(before: Order, after: Order): Refusal | null {
  const hasStock = addedEntries(before.stockPostings, after.stockPostings).length > 0
  const hasMoney = addedEntries(before.moneyPostings, after.moneyPostings).length > 0
  const goodsMoved = isCancelling(before, after) || addedEntries(before.returns, after.returns).length > 0
  const moneyMoved = goodsMoved || !isSameContent(before.payments, after.payments)
  if (hasStock && !goodsMoved) return forbidden('orders.return', 'stockPostings')
  return hasMoney && !moneyMoved ? forbidden('payments.take', 'moneyPostings') : null
}
