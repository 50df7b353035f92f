import type { Id } from '@shared/kernel/id.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import type { Component, Product, Variant } from '@shared/schemas/products.schema.ts'

/** Whether a variant is a bundle: it has a price of its own and the stock of its components (BUNDLE-1). */
export const isBundle = ({ components = [] }: Pick<Variant, 'components'>): boolean => components.length > 0

/**
 * BUNDLE-1: it is counted in pieces and made of other goods, each named once. That a component is no bundle itself, one document can only tell of
 * the variants in it; the form looks at the others.
 */
export function isSoundBundle(
  { unit, variants }: Pick<Product, 'unit' | 'variants'>,
  variant: Variant,
): boolean {
  const ids = (variant.components ?? []).map(({ variantId }) => variantId)
  if (ids.length === 0) return true
  const bundles = new Set(variants.filter(isBundle).map(({ id }) => id))
  return unit === 'piece' && new Set(ids).size === ids.length && !ids.some((id) => bundles.has(id))
}

/** How many bundles there are goods for; 0 when nothing is named. */
export function bundlesOf(components: readonly Component[], onHandOf: (variantId: Id) => number): Quantity {
  const each = components.map((one) => Math.floor(onHandOf(one.variantId) / one.quantity))
  return quantity(each.length === 0 ? 0 : Math.min(...each))
}
