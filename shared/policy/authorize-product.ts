import { firstRefusal, forbidden, refuseAny } from '@shared/domain/refusals.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import type { Actor } from './actor.ts'
import { can } from './can.ts'
import { changedFields, type FieldRules, refuseFields, requireOne } from './field-policy.ts'
import type { Permission } from './permissions.ts'

const EDIT = ['products.edit', 'products.edit-own'] as const satisfies readonly Permission[]
const SHOP = ['products.edit'] as const satisfies readonly Permission[]

const RULES: FieldRules<Product> = {
  name: EDIT,
  nameKey: 'derived',
  kind: EDIT,
  shortDescription: EDIT,
  description: EDIT,
  categoryId: EDIT,
  brand: EDIT,
  vendorId: SHOP,
  currency: ['products.edit-price'],
  unit: EDIT,
  tracking: EDIT,
  pricePer: ['products.edit-price'],
  taxClassId: ['products.edit-price'],
  variants: 'ruled',
  images: EDIT,
  specifications: EDIT,
  tags: EDIT,
  seo: EDIT,
  active: SHOP,
  featured: SHOP,
  isNew: SHOP,
  bestSeller: SHOP,
  sortOrder: SHOP,
  approval: 'ruled',
  source: ['data.import'],
  archived: SHOP,
}

/** POLICY-2 on products: prices and costs are fields of their own, inside each variant too. */
export function authorizeProduct(actor: Actor, before: Product | null, after: Product): Refusal | null {
  if (!can(actor, 'products.edit')) return authorizeVendor(actor, before, after)
  if (!before) {
    return firstRefusal(
      () => checkVariants(actor, [], after.variants),
      () => (after.source.kind === 'own' ? null : requireOne(actor, 'data.import', 'source')),
      () => (after.approval.status === 'approved' ? null : checkApproval(actor, null, after)),
    )
  }
  return firstRefusal(
    () => refuseFields(actor, changedFields(before, after), RULES),
    () => checkVariants(actor, before.variants, after.variants),
    () => checkApproval(actor, before, after),
  )
}

/**
 * A vendor writes his own goods and nobody else's. He may name a price, but whatever he changes waits for approval: it
 * never stands as approved by his own hand.
 */
function authorizeVendor(actor: Actor, before: Product | null, after: Product): Refusal | null {
  if (!can(actor, 'products.edit-own')) return forbidden('products.edit', 'name')
  const isOwn = after.vendorId === actor.staffId && (before === null || before.vendorId === actor.staffId)
  if (!isOwn) return forbidden('products.edit', 'vendorId')
  const { status, reason } = after.approval
  if (status !== 'draft' && status !== 'submitted') return forbidden('products.approve', 'approval')
  if (reason !== (before?.approval.reason ?? '') && reason !== '')
    return forbidden('products.approve', 'approval')
  if (!before) {
    const isPlain =
      after.source.kind === 'own' && !after.featured && !after.bestSeller && after.taxClassId === null
    return isPlain ? null : forbidden('products.edit', 'source')
  }
  return refuseFields(actor, changedFields(before, after), RULES)
}

const PRICES = ['price', 'compareAtPrice'] as const satisfies readonly (keyof Variant)[]

function checkVariants(actor: Actor, before: readonly Variant[], after: readonly Variant[]): Refusal | null {
  const known = new Map(before.map((variant) => [variant.id, variant]))
  return refuseAny(after, (variant) => {
    const was = known.get(variant.id)
    const priced = PRICES.some((field) => (was?.[field] ?? null) !== variant[field])
    const costed = (was?.cost ?? null) !== variant.cost
    return firstRefusal(
      () => (priced ? requireOne(actor, 'products.edit-price', 'variants.price') : null),
      () => (costed ? requireOne(actor, 'products.edit-cost', 'variants.cost') : null),
    )
  })
}

/** Approving and refusing is for those who may; anybody who edits may hand in. */
function checkApproval(actor: Actor, before: Product | null, after: Product): Refusal | null {
  if (before && isSameContent(before.approval, after.approval)) return null
  const { status } = after.approval
  const isDecision = status === 'approved' || status === 'refused' || after.approval.reason !== ''
  return isDecision ? requireOne(actor, 'products.approve', 'approval') : null
}
