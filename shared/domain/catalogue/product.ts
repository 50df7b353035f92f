import { type Author, type DomainDeps, newEnvelope } from '@shared/domain/authoring.ts'
import type { IdDep } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Envelope } from '@shared/schemas/envelope.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import { isSoundBundle } from './bundle.ts'
import { foldText } from './fold-text.ts'

/** What a new variant is known to be; the rest starts empty. */
export type VariantInput = Partial<Omit<Variant, 'id'>>

/** What a new product is known to be; the rest starts empty. Without variants it gets one. */
export type ProductInput = Pick<Product, 'name' | 'currency'> &
  Partial<Omit<Product, keyof Envelope | 'name' | 'nameKey' | 'currency' | 'variants'>> & {
    readonly variants?: readonly VariantInput[]
  }

/** A variant with a new id; what is not told starts empty, tracked and without a price. */
export function newVariant(input: VariantInput, { ids }: IdDep): Variant {
  return {
    sku: '',
    barcodes: [],
    options: [],
    price: null,
    compareAtPrice: null,
    cost: null,
    tracked: true,
    lowStockThreshold: null,
    archived: false,
    ...input,
    id: ids.next(),
  }
}

/** A product for sale, written by the shop itself, with its sort key. */
export function newProduct(input: ProductInput, author: Author, deps: DomainDeps): Product {
  const { variants, ...known } = input
  return {
    kind: 'goods',
    shortDescription: '',
    description: '',
    categoryId: null,
    brand: '',
    vendorId: null,
    unit: 'piece',
    taxClassId: null,
    images: [],
    specifications: {},
    tags: [],
    seo: { slug: '', title: '', description: '', keywords: [] },
    active: true,
    featured: false,
    isNew: false,
    bestSeller: false,
    sortOrder: 0,
    approval: { status: 'approved', reason: '' },
    source: { kind: 'own', externalId: '' },
    ...known,
    ...newEnvelope(author, deps),
    nameKey: foldText(input.name),
    variants: (variants === undefined || variants.length === 0 ? [{}] : variants).map((variant) =>
      newVariant(variant, deps),
    ),
  }
}

/** Why `checkProduct` does not take a product: PRODUCT-1, PRODUCT-2, PRODUCT-3. */
export type ProductError =
  | { readonly type: 'DuplicateVariantId'; readonly variantId: string }
  | { readonly type: 'DuplicateSku'; readonly sku: string }
  | { readonly type: 'StaleNameKey' }
  | { readonly type: 'OddBundle'; readonly variantId: string }

/**
 * PRODUCT-1 variant ids are unique; PRODUCT-2 no two variants of a product share a SKU (none is not a SKU; case
 * counts); PRODUCT-3 the sort key is the folded name; BUNDLE-1 a bundle is counted in pieces and made of other goods, each named once.
 */
export function checkProduct(product: Product): Result<void, ProductError> {
  const ids = new Set<string>()
  const skus = new Set<string>()
  for (const { id, sku } of product.variants) {
    if (ids.has(id)) return err({ type: 'DuplicateVariantId', variantId: id })
    if (sku !== '' && skus.has(sku)) return err({ type: 'DuplicateSku', sku })
    ids.add(id)
    skus.add(sku)
  }
  if (product.nameKey !== foldText(product.name)) return err({ type: 'StaleNameKey' })
  const odd = product.variants.find((variant) => !isSoundBundle(product, variant))
  return odd ? err({ type: 'OddBundle', variantId: odd.id }) : ok(undefined)
}
