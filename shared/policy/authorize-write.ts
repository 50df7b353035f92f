import { firstRefusal, immutable, serverField } from '@shared/domain/refusals.ts'
import { MOVEMENT_WORDS } from '@shared/domain/stock/check-movement.ts'
import { type TaggedChange, tagChange } from '@shared/domain/tagged-document.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { MoneyMovement, StockMovement } from '@shared/schemas/movements.schema.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import type { Actor } from './actor.ts'
import { authorizeMessage } from './authorize-message.ts'
import { authorizeOrder } from './authorize-order.ts'
import { authorizeCustomer, authorizeStaff } from './authorize-people.ts'
import { authorizeProduct } from './authorize-product.ts'
import { authorizeReport } from './authorize-report.ts'
import { authorizeTask } from './authorize-task.ts'
import { can } from './can.ts'
import { changedFields, requireAny, requireOne } from './field-policy.ts'
import type { Permission } from './permissions.ts'

/**
 * Whether this person may make exactly this change: `before` is what stands (null for a new document). Judged by the
 * difference, field by field (POLICY-2); what no rule allows is refused (POLICY-1). Says nothing about whether the change
 * makes sense: that is `checkDocument`. Screens ask it to explain, the server asks it to decide.
 */
export function authorizeWrite<Name extends CollectionName>(
  actor: Actor,
  collection: Name,
  before: DocumentOf<Name> | null,
  after: DocumentOf<Name>,
): Result<void, Refusal> {
  const refusal = firstRefusal(
    () => (after.shopId === actor.shopId ? null : serverField('shopId')),
    () => authorizeChange(actor, tagChange(collection, before, after)),
  )
  return refusal ? err(refusal) : ok(undefined)
}

function authorizeChange(actor: Actor, change: TaggedChange): Refusal | null {
  switch (change.collection) {
    case 'orders':
      return authorizeOrder(actor, change.before, change.after)
    case 'products':
      return authorizeProduct(actor, change.before, change.after)
    case 'stockMovements':
      return authorizeMovement(actor, change.before, change.after, stockPermission(change.after))
    case 'moneyMovements':
      return authorizeMovement(actor, change.before, change.after, moneyPermission(change.after))
    case 'customers':
      return authorizeCustomer(actor, change.before, change.after)
    case 'staff':
      return authorizeStaff(actor, change.before, change.after)
    case 'settings':
      return authorizeSetting(actor, change.before, change.after)
    case 'tasks':
      return authorizeTask(actor, change.before, change.after)
    case 'messages':
      return authorizeMessage(actor, change.before, change.after)
    case 'conversations':
      return requireOne(actor, 'conversations.edit', 'id')
    case 'appointments':
      return requireOne(actor, 'appointments.edit', 'id')
    case 'subscriptions':
      return requireOne(actor, 'subscriptions.edit', 'id')
  }
}

const STOCK_PERMISSION: Readonly<Record<StockMovement['kind'], Permission>> = {
  receive: 'stock.receive',
  adjust: 'stock.adjust',
  waste: 'stock.adjust',
  count: 'stock.count',
  transfer: 'stock.transfer',
  'purchase-order': 'stock.order',
  'count-session': 'stock.count',
  'count-page': 'stock.count',
}
const stockPermission = ({ kind }: StockMovement): Permission => STOCK_PERMISSION[kind]

const MONEY_PERMISSION: Readonly<Record<MoneyMovement['kind'], Permission>> = {
  'shift-open': 'money.till',
  'shift-close': 'money.till',
  'cash-in': 'money.till',
  'cash-out': 'money.till',
  'credit-settlement': 'payments.take',
  payout: 'money.move',
  commission: 'money.move',
  fee: 'money.move',
  'statement-line': 'money.move',
}
const moneyPermission = ({ kind }: MoneyMovement): Permission => MONEY_PERMISSION[kind]

/** An order to a supplier is a plan until it is ordered; what may still change then is for `checkDocument` (PURCHASE-3). */
const PURCHASE_FIELDS: readonly string[] = [...MOVEMENT_WORDS, 'details']
const isPlan = ({ kind }: StockMovement | MoneyMovement): boolean =>
  kind === 'purchase-order' || kind === 'count-session' || kind === 'count-page'

/** A movement is made once; afterwards only the words about it change, by somebody who may make such a movement. */
function authorizeMovement(
  actor: Actor,
  before: StockMovement | MoneyMovement | null,
  after: StockMovement | MoneyMovement,
  permission: Permission,
): Refusal | null {
  const isForeign = (entry: { deviceId: string }) => entry.deviceId !== actor.deviceId
  const isNew = before === null && after.rev === 0
  return firstRefusal(
    () => requireOne(actor, permission, 'kind'),
    // Nobody posts in another till's name; only what a restore lost comes back with its old signature.
    () => (isNew && after.postings.some(isForeign) ? serverField('postings.deviceId') : null),
    () =>
      isNew && 'denominations' in after && isForeignShift(actor, after)
        ? serverField('details.deviceId')
        : null,
    () => authorizeCounting(actor, before, after),
    () => {
      const changeable = isPlan(after) ? PURCHASE_FIELDS : MOVEMENT_WORDS
      const sealed = before && changedFields(before, after).find((field) => !changeable.includes(field))
      return sealed ? immutable(sealed, { rule: 'LEDGER-3' }) : null
    },
  )
}

/**
 * COUNT-3: a page is written by the person and on the device that it names; what a restore lost comes back as it was. A count is
 * given up by who opened it, or by who answers for the tasks of others.
 */
function authorizeCounting(
  actor: Actor,
  before: StockMovement | MoneyMovement | null,
  { kind, details, rev }: StockMovement | MoneyMovement,
): Refusal | null {
  if (kind === 'count-session' && before && !isSameContent(before.details, details))
    return before.createdBy === actor.staffId ? null : requireOne(actor, 'tasks.manage', 'details.state')
  if (kind !== 'count-page' || (before === null && rev > 0)) return null
  if (details?.staffId !== actor.staffId) return serverField('details.staffId')
  return details.deviceId === actor.deviceId ? null : serverField('details.deviceId')
}

/**
 * Whose shift it is also stands in what is opened and closed with an empty drawer, which posts nothing. A till whose device is
 * lost is closed elsewhere by whoever answers for the shop's money, and he says why (SHIFT-10).
 */
function isForeignShift(actor: Actor, { kind, details, note }: MoneyMovement): boolean {
  if (kind !== 'shift-open' && kind !== 'shift-close') return false
  const isLeftOpen = kind === 'shift-close' && note.trim() !== '' && can(actor, 'money.move')
  return details.deviceId !== actor.deviceId && !isLeftOpen
}

const SETTING_PERMISSIONS: Readonly<Partial<Record<Setting['kind'], readonly Permission[]>>> = {
  category: ['products.edit', 'settings.edit'],
  supplier: ['stock.order', 'settings.edit'],
}

/** Categories belong to the catalogue, suppliers to who orders from them; everything else of the shop is the manager's. */
function authorizeSetting(actor: Actor, before: Setting | null, after: Setting): Refusal | null {
  if (before && before.kind !== after.kind) return immutable('kind')
  if (after.kind === 'report') return authorizeReport(actor, before, after)
  return requireAny(actor, SETTING_PERMISSIONS[after.kind] ?? ['settings.edit'], 'value')
}
