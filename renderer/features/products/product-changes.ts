import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'

/** Where a value stands in a product: a field, `seo` and a field, or `variants`, the variant's id and a field. */
export type FieldPath = readonly string[]

/** A field that this person and somebody else changed to different values. */
export interface FieldClash {
  readonly path: FieldPath
  readonly mine: unknown
  readonly theirs: unknown
}

export interface AppliedChanges {
  readonly product: Product
  readonly clashes: readonly FieldClash[]
}

export const PRODUCT_FIELDS = [
  'name',
  'kind',
  'shortDescription',
  'description',
  'categoryId',
  'brand',
  'unit',
  'pricePer',
  'tracking',
  'taxClassId',
  'images',
  'specifications',
  'tags',
  'active',
  'featured',
  'isNew',
  'bestSeller',
  'sortOrder',
  'archived',
] as const satisfies readonly (keyof Product)[]

export const SEO_FIELDS = [
  'slug',
  'title',
  'description',
  'keywords',
] as const satisfies readonly (keyof Product['seo'])[]

export const VARIANT_FIELDS = [
  'sku',
  'barcodes',
  'options',
  'price',
  'compareAtPrice',
  'cost',
  'tracked',
  'lowStockThreshold',
  'reorderPoint',
  'reorderQuantity',
  'weightGrams',
  'imageUrl',
  'components',
  'archived',
] as const satisfies readonly (keyof Variant)[]

/** Whose value stands where both changed the same field. */
type ClashPolicy = 'mine' | 'theirs'

interface ThreeSides<Value> {
  readonly base: Value
  readonly mine: Value
  readonly current: Value
}

/**
 * Puts the fields changed between `base` and `mine` on top of `current`, and nothing else, so that an edit made
 * elsewhere meanwhile survives (MERGE-1). The same call backwards, with `base` and `mine` exchanged, is an undo.
 */
export function applyChanges(
  base: Product,
  mine: Product,
  current: Product,
  policy: ClashPolicy = 'mine',
): AppliedChanges {
  const clashes: FieldClash[] = []
  const merge = <Value extends object, Key extends keyof Value & string>(
    keys: readonly Key[],
    sides: ThreeSides<Value>,
    prefix: FieldPath,
  ): Value => mergeFields(keys, sides, { prefix, policy, clashes })
  const product = merge(PRODUCT_FIELDS, { base, mine, current }, [])
  const seo = merge(SEO_FIELDS, { base: base.seo, mine: mine.seo, current: current.seo }, ['seo'])
  const variants = current.variants.map((variant) => {
    const before = base.variants.find(({ id }) => id === variant.id)
    const wanted = mine.variants.find(({ id }) => id === variant.id)
    if (!before || !wanted) return variant
    return merge(VARIANT_FIELDS, { base: before, mine: wanted, current: variant }, ['variants', variant.id])
  })
  const added = mine.variants.filter(
    ({ id }) =>
      !current.variants.some((known) => known.id === id) && !base.variants.some((known) => known.id === id),
  )
  // An undo of "variant added" finds it in `base` only. What exists may have been sold, so it is archived, not removed.
  const withdrawn = new Set(
    base.variants.filter(({ id }) => !mine.variants.some((kept) => kept.id === id)).map(({ id }) => id),
  )
  const kept = variants.map((variant) =>
    withdrawn.has(variant.id) ? { ...variant, archived: true } : variant,
  )
  return {
    product: { ...product, seo, nameKey: foldText(product.name), variants: [...kept, ...added] },
    clashes,
  }
}

interface MergeContext {
  readonly prefix: FieldPath
  readonly policy: ClashPolicy
  readonly clashes: FieldClash[]
}

function mergeFields<Value extends object, Key extends keyof Value & string>(
  keys: readonly Key[],
  { base, mine, current }: ThreeSides<Value>,
  { prefix, policy, clashes }: MergeContext,
): Value {
  const merged: Value = { ...current }
  for (const key of keys) {
    if (isSameContent(base[key] ?? null, mine[key] ?? null)) continue
    const isClash =
      !isSameContent(base[key] ?? null, current[key] ?? null) &&
      !isSameContent(mine[key] ?? null, current[key] ?? null)
    if (isClash) clashes.push({ path: [...prefix, key], mine: mine[key], theirs: current[key] })
    if (!isClash || policy === 'mine') merged[key] = mine[key]
  }
  return merged
}

/** The fields in which two states of one product differ; an added variant counts as one. */
export function changedPaths(before: Product, after: Product): FieldPath[] {
  const paths: FieldPath[] = differing(PRODUCT_FIELDS, before, after).map((key) => [key])
  for (const key of differing(SEO_FIELDS, before.seo, after.seo)) paths.push(['seo', key])
  for (const variant of after.variants) {
    const known = before.variants.find(({ id }) => id === variant.id)
    if (!known) paths.push(['variants', variant.id])
    else
      for (const key of differing(VARIANT_FIELDS, known, variant)) paths.push(['variants', variant.id, key])
  }
  for (const variant of before.variants) {
    if (!after.variants.some(({ id }) => id === variant.id)) paths.push(['variants', variant.id])
  }
  return paths
}

const differing = <Value extends object, Key extends keyof Value & string>(
  keys: readonly Key[],
  a: Value,
  b: Value,
): Key[] => keys.filter((key) => !isSameContent(a[key] ?? null, b[key] ?? null))

export const isSamePath = (a: FieldPath, b: FieldPath): boolean =>
  a.length === b.length && a.every((part, i) => part === b[i])

/** `product` with the value that `source` has at that path. */
export function copyField(product: Product, source: Product, path: FieldPath): Product {
  const [head, second, third] = path
  if (head === 'seo') {
    const key = SEO_FIELDS.find((field) => field === second)
    return key ? { ...product, seo: copyKey(product.seo, source.seo, key) } : product
  }
  if (head === 'variants') {
    const key = VARIANT_FIELDS.find((field) => field === third)
    const from = source.variants.find(({ id }) => id === second)
    if (!key || !from) return product
    const variants = product.variants.map((variant) =>
      variant.id === second ? copyKey(variant, from, key) : variant,
    )
    return { ...product, variants }
  }
  const key = PRODUCT_FIELDS.find((field) => field === head)
  return key ? copyKey(product, source, key) : product
}

function copyKey<Value extends object, Key extends keyof Value>(
  target: Value,
  source: Value,
  key: Key,
): Value {
  const copy: Value = { ...target }
  copy[key] = source[key]
  return copy
}
