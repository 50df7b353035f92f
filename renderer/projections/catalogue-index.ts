import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { Id } from '@shared/kernel/id.ts'
import { isId } from '@shared/kernel/id.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { type Setting, settingValue } from '@shared/schemas/settings.schema.ts'
import { entryOf, type ProductEntry, type VariantEntry } from './catalogue-entry.ts'
import { createNameOrder } from './name-order.ts'

export interface FoundVariant {
  readonly product: ProductEntry
  readonly variant: VariantEntry
}

export interface NamedCategory {
  readonly id: Id
  readonly name: string
  readonly nameKey: string
}

export interface NamedLocation {
  readonly id: Id
  readonly name: string
}

/** Products, variants and codes, and the names of categories and locations, as they are now. */
export interface CatalogueIndex {
  readonly size: number
  /** Rises with every change of a product or a name. */
  readonly version: number
  put(product: Product, pending: boolean): void
  remove(productId: string): void
  putSetting(setting: Setting): void
  removeSetting(settingId: string): void
  byName(): readonly ProductEntry[]
  product(productId: string): ProductEntry | undefined
  variant(variantId: string): FoundVariant | undefined
  /** Exact barcode or SKU; when there is none, SKU in any case. */
  byCode(code: string): FoundVariant[]
  category(id: string | null): NamedCategory | undefined
  readonly categories: ReadonlyMap<string, NamedCategory>
  readonly locations: ReadonlyMap<string, NamedLocation>
  entries(): Iterable<ProductEntry>
  /** Products that were put since this was last asked; null when that, or a category's name, is too much to tell. Only one may ask. */
  takeFresh(): readonly ProductEntry[] | null
}

export function createCatalogueIndex(initial: readonly ProductEntry[] = []): CatalogueIndex {
  const entries = new Map<string, ProductEntry>()
  const ownerByVariant = new Map<string, string>()
  const exactCodes = createCodeMap()
  const anyCaseSkus = createCodeMap()
  const categories = new Map<string, NamedCategory>()
  const locations = new Map<string, NamedLocation>()
  const names = createNameOrder<ProductEntry>()
  let version = 0
  let fresh: ProductEntry[] | null = []
  const noteFresh = (entry: ProductEntry) => {
    if (fresh && fresh.length <= entries.size) fresh.push(entry)
    else fresh = null
  }

  const replace = (id: string, entry: ProductEntry | undefined) => {
    const before = entries.get(id)
    for (const variant of before?.variants ?? []) {
      ownerByVariant.delete(variant.id)
      for (const code of [variant.sku, ...variant.barcodes]) exactCodes.remove(code, id)
      anyCaseSkus.remove(variant.sku.toLowerCase(), id)
    }
    for (const variant of entry?.variants ?? []) {
      ownerByVariant.set(variant.id, id)
      for (const code of [variant.sku, ...variant.barcodes]) exactCodes.add(code, id)
      anyCaseSkus.add(variant.sku.toLowerCase(), id)
    }
    if (entry) {
      entries.set(id, entry)
      noteFresh(entry)
    } else entries.delete(id)
    if (before || entry) names.change(before, entry)
    version++
  }

  const variantsOf = (productIds: Iterable<string>, fits: (variant: VariantEntry) => boolean) =>
    [...productIds].flatMap((id) => {
      const product = entries.get(id)
      return product ? product.variants.filter(fits).map((variant) => ({ product, variant })) : []
    })

  for (const entry of initial) replace(entry.id, entry)

  return {
    get size() {
      return entries.size
    },
    get version() {
      return version
    },
    put: (product, pending) => replace(product.id, entryOf(product, pending)),
    remove: (productId) => replace(productId, undefined),
    putSetting(setting) {
      const { id } = setting
      const category = setting.archived ? null : settingValue('category', setting)
      const location = setting.archived ? null : settingValue('location', setting)
      fresh = null
      setOrDelete(categories, id, category && { id, name: category.name, nameKey: foldText(category.name) })
      setOrDelete(locations, id, location && { id, name: location.name })
      version++
    },
    removeSetting(settingId) {
      fresh = null
      categories.delete(settingId)
      locations.delete(settingId)
      version++
    },
    byName: names.read,
    product: (productId) => entries.get(productId),
    variant: (variantId) =>
      variantsOf([ownerByVariant.get(variantId) ?? ''], (variant) => variant.id === variantId)[0],
    byCode(code) {
      const exact = code.trim()
      if (exact === '') return []
      const found = variantsOf(
        exactCodes.get(exact),
        ({ sku, barcodes }) => sku === exact || barcodes.includes(exact),
      )
      if (found.length > 0) return found
      const anyCase = exact.toLowerCase()
      return variantsOf(anyCaseSkus.get(anyCase), ({ sku }) => sku.toLowerCase() === anyCase)
    },
    category: (id) => (id === null ? undefined : categories.get(id)),
    categories,
    locations,
    entries: () => entries.values(),
    takeFresh() {
      const taken = fresh
      fresh = []
      return taken
    },
  }
}

function setOrDelete<Value>(map: Map<string, Value>, key: string, value: Value | null): void {
  if (value === null) map.delete(key)
  else map.set(key, value)
}

/** Product ids by code. Most codes have one product; several are an honest answer, not an error. */
function createCodeMap() {
  const idsByCode = new Map<string, string[]>()
  return {
    get: (code: string): readonly string[] => idsByCode.get(code) ?? [],
    add(code: string, id: string) {
      if (code === '') return
      const ids = idsByCode.get(code)
      if (!ids) idsByCode.set(code, [id])
      else if (!ids.includes(id)) ids.push(id)
    },
    remove(code: string, id: string) {
      const kept = idsByCode.get(code)?.filter((other) => other !== id) ?? []
      if (kept.length > 0) idsByCode.set(code, kept)
      else idsByCode.delete(code)
    },
  }
}

/** Whether a stored value is a setting that may hold a name; its value is checked where it is read. */
export function isNamingSetting(value: unknown): value is Setting {
  if (typeof value !== 'object' || value === null) return false
  return 'id' in value && isId(value.id) && 'kind' in value && 'value' in value
}
