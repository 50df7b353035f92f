import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { Component, Product, Variant } from '@shared/schemas/products.schema.ts'

/** What the index keeps of a variant. */
export interface VariantEntry
  extends Pick<
    Variant,
    | 'id'
    | 'sku'
    | 'barcodes'
    | 'price'
    | 'cost'
    | 'tracked'
    | 'lowStockThreshold'
    | 'archived'
    | 'reorderPoint'
    | 'reorderQuantity'
  > {
  /** Of a bundle; it has no stock of its own, so it is not `tracked` (BUNDLE-1). */
  readonly components?: readonly Component[]
  /** Option values behind the product's name, empty for a product without options. */
  readonly label: string
}

/** What the index keeps of a product: a third of the document, and its words folded once. */
export interface ProductEntry
  extends Pick<
    Product,
    | 'id'
    | 'name'
    | 'nameKey'
    | 'brand'
    | 'categoryId'
    | 'vendorId'
    | 'currency'
    | 'unit'
    | 'pricePer'
    | 'tracking'
    | 'taxClassId'
    | 'active'
    | 'archived'
    | 'updatedAt'
  > {
  readonly pending: boolean
  readonly variants: readonly VariantEntry[]
  /** Folded name, brand, options, SKUs and barcodes, each between line breaks so that no word runs over two. */
  readonly text: string
}

export function entryOf(product: Product, pending: boolean): ProductEntry {
  const variants = product.variants.map(variantEntryOf)
  const codes = variants.flatMap(({ sku, barcodes, label }) => [label, sku, ...barcodes])
  return {
    id: product.id,
    name: product.name,
    nameKey: product.nameKey,
    brand: product.brand,
    categoryId: product.categoryId,
    vendorId: product.vendorId,
    currency: product.currency,
    unit: product.unit,
    ...(product.pricePer === undefined ? {} : { pricePer: product.pricePer }),
    ...(product.tracking === undefined ? {} : { tracking: product.tracking }),
    taxClassId: product.taxClassId,
    active: product.active,
    archived: product.archived,
    updatedAt: product.updatedAt,
    pending,
    variants,
    text: [product.nameKey, ...[product.brand, ...codes].map(foldText)].join('\n'),
  }
}

function variantEntryOf(variant: Variant): VariantEntry {
  const { id, sku, barcodes, price, cost, lowStockThreshold, archived, components = [] } = variant
  const bundle = components.length > 0
  const tracked = variant.tracked && !bundle
  const { reorderPoint = null, reorderQuantity = null } = variant
  const label = variant.options.map((option) => option.value).join(' · ')
  const own = {
    ...{ id, sku, barcodes, price, cost, tracked, lowStockThreshold, archived, label },
    ...(bundle ? { components } : {}),
  }
  // Most variants have neither, and there may be 50 000.
  return reorderPoint === null && reorderQuantity === null ? own : { ...own, reorderPoint, reorderQuantity }
}

export const variantName = (product: ProductEntry, variant: VariantEntry): string =>
  variant.label === '' ? product.name : `${product.name} · ${variant.label}`

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isText = (value: unknown): boolean => typeof value === 'string'

/** Whether a stored value has what the index reads of a product. Cheaper than the validator; see `isCountableOrder`. */
export function isIndexableProduct(value: unknown): value is Product {
  if (!isFields(value)) return false
  const { id, name, nameKey, brand, variants } = value
  if (![id, name, nameKey, brand].every(isText)) return false
  return Array.isArray(variants) && variants.length > 0 && variants.every(isIndexableVariant)
}

function isIndexableVariant(value: unknown): boolean {
  if (!isFields(value)) return false
  const { id, sku, barcodes, options } = value
  if (!isText(id) || !isText(sku) || !Array.isArray(barcodes) || !barcodes.every(isText)) return false
  return Array.isArray(options) && options.every((option) => isFields(option) && isText(option.value))
}
