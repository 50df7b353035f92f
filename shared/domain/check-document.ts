import { isSameContent } from '@shared/kernel/canonical.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Envelope } from '@shared/schemas/envelope.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import { reportMessagePayloadSchema, scheduledReportPayloadSchema } from '@shared/schemas/report.schema.ts'
import { type Setting, settingValue, singleSettingId } from '@shared/schemas/settings.schema.ts'
import {
  conflictPayloadSchema,
  creditLimitPayloadSchema,
  isCreditLimitTask,
  isLateCountTask,
  isPaymentReferenceTask,
  isReceiptMessage,
  isReportMessage,
  isSerialTask,
  lateCountPayloadSchema,
  oversellPayloadSchema,
  paymentReferencePayloadSchema,
  receiptMessagePayloadSchema,
  serialSoldTwicePayloadSchema,
  type Task,
  transferShortPayloadSchema,
} from '@shared/schemas/tasks.schema.ts'
import { foldText } from './catalogue/fold-text.ts'
import { checkProduct } from './catalogue/product.ts'
import { checkSettlement } from './customers/check-settlement.ts'
import { checkOrder } from './orders/check-order.ts'
import { checkTimes } from './plausible-time.ts'
import { breach, firstRefusal, immutable } from './refusals.ts'
import { favouriteId } from './settings/favourite.ts'
import { SINGLE_SETTINGS } from './settings/setting.ts'
import { checkMoneyMovement, checkStockMovement } from './stock/check-movement.ts'
import { type TaggedChange, tagChange } from './tagged-document.ts'

/**
 * Every rule of the domain on one edit: `before` is what stands (null for a new document), `after` what is wanted and
 * already fits its schema. The same function judges on the device and on the server. Who may do it is another question
 * (`authorizeWrite`). A union of honest facts of several devices passes: see the README beside this file.
 */
export function checkDocument<Name extends CollectionName>(
  collection: Name,
  before: DocumentOf<Name> | null,
  after: DocumentOf<Name>,
): Result<void, Refusal> {
  const refusal = firstRefusal(
    () => checkEnvelope(before, after),
    () => checkContent(tagChange(collection, before, after)),
    () => checkTimes(after),
  )
  return refusal ? err(refusal) : ok(undefined)
}

const FOUNDING = ['id', 'shopId', 'createdAt', 'createdBy'] as const satisfies readonly (keyof Envelope)[]

function checkEnvelope(before: Envelope | null, after: Envelope): Refusal | null {
  if (!before) return null
  const changed = FOUNDING.find((field) => before[field] !== after[field])
  return changed === undefined ? null : immutable(changed)
}

function checkContent(change: TaggedChange): Refusal | null {
  switch (change.collection) {
    case 'orders':
      return checkOrder(change.before, change.after)
    case 'products':
      return checkCatalogue(change.before, change.after)
    case 'stockMovements':
      return checkStockMovement(change.before, change.after)
    case 'moneyMovements':
      return checkMoneyMovement(change.before, change.after) ?? checkSettlement(change.before, change.after)
    case 'customers':
      return checkCustomer(change.after)
    case 'settings':
      return checkSetting(change.before, change.after)
    case 'tasks':
      return checkTask(change.before, change.after)
    case 'appointments':
      return change.after.endsAt >= change.after.startsAt ? null : breach('APPOINTMENT-1')
    case 'subscriptions':
      return hasUniqueIds(change.after.lines) ? null : breach('SUBSCRIPTION-1')
    case 'conversations':
    case 'messages':
    case 'staff':
      return null
  }
}

/** PRODUCT-4: postings refer to variants for ever, so a variant is archived and never removed. */
function checkCatalogue(before: Product | null, after: Product): Refusal | null {
  const checked = checkProduct(after)
  if (!checked.ok) {
    const { error } = checked
    if (error.type === 'StaleNameKey') return breach('PRODUCT-3', { field: 'nameKey' })
    if (error.type === 'DuplicateSku') return breach('PRODUCT-2', { sku: error.sku })
    if (error.type === 'OddBundle') return breach('BUNDLE-1', { variantId: error.variantId })
    return breach('PRODUCT-1', { variantId: error.variantId })
  }
  const ids = new Set(after.variants.map(({ id }) => id))
  const removed = before?.variants.find(({ id }) => !ids.has(id))
  return removed === undefined ? null : breach('PRODUCT-4', { variantId: removed.id })
}

function checkCustomer(customer: Customer): Refusal | null {
  if (customer.nameKey !== foldText(customer.name)) return breach('CUSTOMER-1', { field: 'nameKey' })
  if (!hasUniqueIds(customer.addresses)) return breach('CUSTOMER-2', { field: 'addresses' })
  const defaults = customer.addresses.filter(({ isDefault }) => isDefault)
  return defaults.length > 1 ? breach('CUSTOMER-3', { field: 'addresses' }) : null
}

function checkSetting(before: Setting | null, after: Setting): Refusal | null {
  if (before && before.kind !== after.kind) return immutable('kind', { rule: 'SETTING-1' })
  if (SINGLE_SETTINGS.includes(after.kind) && after.id !== singleSettingId(after.shopId, after.kind))
    return breach('SETTING-2', { field: 'id' })
  const tile = settingValue('favourite', after)
  if (tile && after.id !== favouriteId(after.shopId, tile.variantId))
    return breach('SETTING-4', { field: 'id' })
  const category = settingValue('category', after)
  return category?.parentId === after.id ? breach('SETTING-3', { field: 'parentId' }) : null
}

/** Read-only once made; what is to be done does not change under the hands of who does it. */
const TASK_SEALED = ['kind', 'idempotencyKey'] as const satisfies readonly (keyof Task)[]

function checkTask(before: Task | null, after: Task): Refusal | null {
  const changed = before && TASK_SEALED.find((field) => !isSameContent(before[field], after[field]))
  if (changed) return immutable(changed, { rule: 'TASK-2' })
  const shape = payloadShapeOf(after)
  return shape === null || shape.safeParse(after.payload).success
    ? null
    : breach('TASK-3', { field: 'payload' })
}

function payloadShapeOf(task: Task) {
  if (task.kind === 'oversell') return oversellPayloadSchema
  if (task.kind === 'conflict') return conflictPayloadSchema
  if (task.kind === 'approval' && task.payload.about === 'transfer-short') return transferShortPayloadSchema
  if (isLateCountTask(task)) return lateCountPayloadSchema
  if (isReceiptMessage(task)) return receiptMessagePayloadSchema
  if (isReportMessage(task)) return reportMessagePayloadSchema
  if (task.kind === 'scheduled-report') return scheduledReportPayloadSchema
  if (isPaymentReferenceTask(task)) return paymentReferencePayloadSchema
  if (isSerialTask(task)) return serialSoldTwicePayloadSchema
  return isCreditLimitTask(task) ? creditLimitPayloadSchema : null
}

const hasUniqueIds = (entries: readonly { readonly id: string }[]): boolean =>
  new Set(entries.map(({ id }) => id)).size === entries.length
