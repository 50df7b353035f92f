import type { TaggedDocument } from '@shared/domain/tagged-document.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'
import type { Clash } from './sides.ts'

/**
 * Two edits that are each right may break together what must be unique: both gave different variants the same SKU, both
 * named another address the default one. The server would refuse the merged document, so theirs stands there too, and
 * what mine wanted is a clash (MERGE-4).
 */
export function keepUnique(
  merged: TaggedDocument,
  theirs: TaggedDocument,
): { document: AnyDocument; clashes: Clash[] } {
  if (merged.collection === 'products' && theirs.collection === 'products')
    return keepUniqueSkus(merged.document, theirs.document)
  if (merged.collection === 'customers' && theirs.collection === 'customers')
    return keepOneDefault(merged.document, theirs.document)
  return { document: merged.document, clashes: [] }
}

function keepUniqueSkus(merged: Product, theirs: Product): { document: Product; clashes: Clash[] } {
  const skuByVariant = new Map(theirs.variants.map(({ id, sku }) => [id, sku]))
  const clashes: Clash[] = []
  let variants = merged.variants
  // Giving a SKU back may collide once more; each round gives at least one back, and theirs alone is unique.
  for (;;) {
    const seen = new Set<string>()
    const taken = new Set<string>()
    for (const { sku } of variants) (seen.has(sku) ? taken : seen).add(sku)
    taken.delete('')
    const mine = variants.find(({ id, sku }) => taken.has(sku) && sku !== (skuByVariant.get(id) ?? ''))
    if (!mine) break
    const back = skuByVariant.get(mine.id) ?? ''
    clashes.push({ path: ['variants', mine.id, 'sku'], base: null, mine: mine.sku, theirs: back })
    variants = variants.map((variant) => (variant === mine ? { ...variant, sku: back } : variant))
  }
  return { document: { ...merged, variants }, clashes }
}

function keepOneDefault(merged: Customer, theirs: Customer): { document: Customer; clashes: Clash[] } {
  const defaults = merged.addresses.filter(({ isDefault }) => isDefault)
  if (defaults.length <= 1) return { document: merged, clashes: [] }
  const chosen =
    defaults.find(({ id }) => theirs.addresses.some((address) => address.id === id && address.isDefault)) ??
    defaults[0]
  const clashes: Clash[] = []
  const addresses = merged.addresses.map((address) => {
    if (!address.isDefault || address === chosen) return address
    clashes.push({ path: ['addresses', address.id, 'isDefault'], base: null, mine: true, theirs: false })
    return { ...address, isDefault: false }
  })
  return { document: { ...merged, addresses }, clashes }
}
