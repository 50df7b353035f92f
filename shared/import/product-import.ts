import { type Author, newEnvelope, touch } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { ClockDep } from '@shared/kernel/clock.ts'
import { deriveId, type Id, type IdDep } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import { ok, type Result } from '@shared/kernel/result.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import { type CsvError, type CsvRow, type Delimiter, readCsv } from './csv.ts'
import { type ColumnMapping, detectFormat, mapColumns, type ProductFormat } from './product-columns.ts'
import {
  draftProducts,
  type ProductDraft,
  type RejectedProductRow,
  type VariantDraft,
} from './product-drafts.ts'
import { writeUnit } from './read-measure.ts'
import type { DecimalMark } from './read-values.ts'

/** How a file was understood; every part can be overruled by the person before anything is written. */
export interface ProductFile {
  readonly format: ProductFormat
  readonly delimiter: Delimiter
  readonly header: readonly string[]
  readonly mapping: ColumnMapping
  readonly rows: readonly CsvRow[]
  readonly rejected: readonly RejectedProductRow[]
}

/** Reads a product file's text. Rows that cannot be read at all are in `rejected`; nothing is dropped silently. */
export function readProductFile(
  text: string,
  chosen: { delimiter?: Delimiter; format?: ProductFormat; mapping?: ColumnMapping } = {},
): Result<ProductFile, CsvError> {
  const rows: CsvRow[] = []
  const rejected: RejectedProductRow[] = []
  const read = readCsv(
    text,
    { onRow: (row) => rows.push(row), onReject: (row) => rejected.push(row) },
    chosen.delimiter,
  )
  if (!read.ok) return read
  const format = chosen.format ?? detectFormat(read.value.names)
  const mapping = chosen.mapping ?? mapColumns(read.value.names, format)
  return ok({ format, delimiter: read.value.delimiter, header: read.value.names, mapping, rows, rejected })
}

/** The catalogue as the import looks things up in it. SKUs are compared exactly: `85123A` and `85123a` are two goods. */
export interface ExistingCatalogue {
  byId(id: string): Product | undefined
  byExternalId(externalId: string): Product | undefined
  bySku(sku: string): Product | undefined
  /** Folded path (`boissons > jus`) → category. */
  categoryByPath(path: string): Id | undefined
}

export interface NewCategory {
  readonly id: Id
  readonly name: string
  readonly parentId: Id | null
}

/** What an import would do, before it does it. */
export interface ProductImportPlan {
  readonly creates: readonly Product[]
  readonly updates: readonly { readonly before: Product; readonly after: Product }[]
  readonly unchanged: number
  readonly rejected: readonly RejectedProductRow[]
  /** Variants without a price: the till will ask for it. */
  readonly withoutPrice: readonly number[]
  readonly newCategories: readonly NewCategory[]
  /** Quantities the file names for new variants, to be received as opening stock if the person says so. */
  readonly openingStock: readonly {
    readonly productId: Id
    readonly variantId: Id
    readonly quantity: Quantity
  }[]
  readonly decimalMark: DecimalMark
}

export interface PlanInput {
  readonly file: ProductFile
  readonly existing: ExistingCatalogue
  readonly currency: CurrencyCode
  readonly author: Author
  readonly decimalMark?: DecimalMark
}

/**
 * Plans the import of a product file. Ids are derived from what the file recognises a product by, so that importing
 * the same file twice, or on two devices, names the same products (IMPORT-1: a second import changes nothing).
 */
export function planProductImport(input: PlanInput, deps: ClockDep & IdDep): ProductImportPlan {
  const { file, currency, decimalMark } = input
  const {
    drafts,
    rejected,
    decimalMark: mark,
  } = draftProducts({
    format: file.format,
    mapping: file.mapping,
    rows: file.rows,
    currency,
    ...(decimalMark === undefined ? {} : { decimalMark }),
  })
  const plan = createPlan(input, deps)
  for (const draft of drafts) plan.add(draft)
  const { refused, ...result } = plan.result()
  return {
    ...result,
    rejected: [...file.rejected, ...rejected, ...refused].sort((a, b) => a.number - b.number),
    decimalMark: mark,
  }
}

function createPlan(input: PlanInput, deps: ClockDep & IdDep) {
  const creates: Product[] = []
  const updates: { before: Product; after: Product }[] = []
  const withoutPrice: number[] = []
  const openingStock: { productId: Id; variantId: Id; quantity: Quantity }[] = []
  const categories = createCategories(input)
  const refused: RejectedProductRow[] = []
  let unchanged = 0
  const refuse = ({ row, measure }: ProductDraft): void => {
    const text = measure ? writeUnit(measure) : ''
    refused.push({ number: row.number, cells: row.cells, problem: { code: 'OtherUnit', text } })
  }
  return {
    add(draft: ProductDraft) {
      const categoryId = draft.categoryPath === undefined ? undefined : categories.idOf(draft.categoryPath)
      const before = findExisting(draft, input)
      if (before && isOtherUnit(before, draft)) return void refuse(draft)
      const after = before
        ? updateProduct(before, draft, categoryId)
        : createProduct(draft, categoryId ?? null, input, deps)
      for (const variant of draft.variants)
        if (variant.price === undefined && !before) withoutPrice.push(variant.row.number)
      if (!before) {
        creates.push(after)
        openingStock.push(...openingStockOf(after, draft))
      } else if (isSameContent(before, after)) unchanged++
      else updates.push({ before, after: touch(after, input.author, deps) })
    },
    result: () => ({
      creates,
      updates,
      unchanged,
      withoutPrice,
      openingStock,
      newCategories: categories.created,
      refused,
    }),
  }
}

function createCategories({ existing, author }: PlanInput) {
  const created: NewCategory[] = []
  const idByPath = new Map<string, Id>()
  return {
    created,
    idOf(path: readonly string[]): Id | null {
      let parentId: Id | null = null
      let key = ''
      for (const name of path) {
        key = key === '' ? foldText(name) : `${key} > ${foldText(name)}`
        let id: Id | undefined = idByPath.get(key) ?? existing.categoryByPath(key)
        if (id === undefined) {
          id = deriveId(author.shopId, 'category', key)
          created.push({ id, name, parentId })
        }
        idByPath.set(key, id)
        parentId = id
      }
      return parentId
    },
  }
}

/** What was counted in one unit is not in another: a file never changes what stock and prices mean. */
const isOtherUnit = ({ unit, pricePer = 1 }: Product, { measure }: ProductDraft): boolean =>
  measure !== undefined && (measure.unit !== unit || measure.pricePer !== pricePer)

const externalIdOf = (draft: ProductDraft, format: ProductFormat): string =>
  `${format}:${draft.key}`.slice(0, 200)

function findExisting(draft: ProductDraft, { existing, file }: PlanInput): Product | undefined {
  const byKey =
    (draft.productId !== '' && existing.byId(draft.productId)) ||
    existing.byExternalId(externalIdOf(draft, file.format))
  if (byKey) return byKey
  const sku = draft.variants.find((variant) => variant.sku !== '')?.sku
  return sku === undefined ? undefined : existing.bySku(sku)
}

function createProduct(
  draft: ProductDraft,
  categoryId: Id | null,
  input: PlanInput,
  deps: ClockDep & IdDep,
): Product {
  const { author, currency, file } = input
  const externalId = externalIdOf(draft, file.format)
  const id = deriveId(author.shopId, 'import-product', externalId)
  return {
    ...newEnvelope(author, deps),
    id,
    name: draft.name,
    nameKey: foldText(draft.name),
    kind: 'goods',
    shortDescription: draft.shortDescription ?? '',
    description: draft.description ?? '',
    categoryId,
    brand: draft.brand ?? '',
    vendorId: null,
    currency,
    unit: draft.measure?.unit ?? 'piece',
    ...(draft.measure === undefined || draft.measure.pricePer === 1
      ? {}
      : { pricePer: draft.measure.pricePer }),
    ...(draft.tracking === undefined ? {} : { tracking: draft.tracking }),
    taxClassId: null,
    variants: draft.variants.map((variant) => createVariant(variant, id)),
    images: imagesOf(draft),
    specifications: {},
    tags: [...(draft.tags ?? [])].slice(0, 100),
    seo: {
      slug: draft.seo.slug ?? '',
      title: draft.seo.title ?? '',
      description: draft.seo.description ?? '',
      keywords: [],
    },
    active: draft.active ?? true,
    featured: draft.featured ?? false,
    isNew: false,
    bestSeller: false,
    sortOrder: 0,
    approval: { status: 'approved', reason: '' },
    source: { kind: 'import', externalId },
  }
}

const imagesOf = (draft: ProductDraft): Product['images'] =>
  draft.images.slice(0, 50).map(({ url, alt }, i) => ({ id: String(i + 1), url, alt }))

function createVariant(draft: VariantDraft, productId: Id): Variant {
  const key = draft.sku !== '' ? draft.sku : draft.options.map(({ value }) => value).join(' / ')
  return {
    id: deriveId(productId, 'variant', key),
    sku: draft.sku,
    barcodes: [...(draft.barcodes ?? [])].slice(0, 20),
    options: [...draft.options],
    price: draft.price ?? null,
    compareAtPrice: draft.compareAtPrice ?? null,
    cost: draft.cost ?? null,
    tracked: draft.tracked ?? true,
    lowStockThreshold: draft.lowStockThreshold ?? null,
    ...(draft.imageUrl === undefined ? {} : { imageUrl: draft.imageUrl }),
    archived: false,
  }
}

/** Only what the file names is changed; an empty cell leaves what is there. */
function updateProduct(before: Product, draft: ProductDraft, categoryId: Id | null | undefined): Product {
  const name = draft.name === '' ? before.name : draft.name
  return {
    ...before,
    name,
    nameKey: foldText(name),
    shortDescription: draft.shortDescription ?? before.shortDescription,
    description: draft.description ?? before.description,
    brand: draft.brand ?? before.brand,
    categoryId: categoryId ?? before.categoryId,
    tags: draft.tags === undefined || draft.tags.length === 0 ? before.tags : [...draft.tags].slice(0, 100),
    active: draft.active ?? before.active,
    ...(draft.tracking === undefined ? {} : { tracking: draft.tracking }),
    featured: draft.featured ?? before.featured,
    seo: { ...before.seo, ...draft.seo },
    variants: mergeVariants(before, draft),
  }
}

function mergeVariants(before: Product, draft: ProductDraft): Variant[] {
  const variants = [...before.variants]
  for (const variantDraft of draft.variants) {
    const at = findVariant(variants, variantDraft, draft.variants.length)
    const known = variants[at]
    if (known) variants[at] = updateVariant(known, variantDraft)
    else variants.push(createVariant(variantDraft, before.id))
  }
  return variants.slice(0, 500)
}

function findVariant(variants: readonly Variant[], draft: VariantDraft, drafted: number): number {
  if (draft.sku !== '') {
    const bySku = variants.findIndex((variant) => variant.sku === draft.sku)
    if (bySku !== -1) return bySku
  }
  const byOptions = variants.findIndex(
    (variant) => draft.options.length > 0 && isSameContent(variant.options, draft.options),
  )
  if (byOptions !== -1) return byOptions
  return variants.length === 1 && drafted === 1 && variants[0]?.sku === '' ? 0 : -1
}

const updateVariant = (known: Variant, draft: VariantDraft): Variant => ({
  ...known,
  sku: draft.sku === '' ? known.sku : draft.sku,
  barcodes:
    draft.barcodes === undefined || draft.barcodes.length === 0
      ? known.barcodes
      : [...draft.barcodes].slice(0, 20),
  options: draft.options.length === 0 ? known.options : [...draft.options],
  price: draft.price ?? known.price,
  compareAtPrice: draft.compareAtPrice ?? known.compareAtPrice,
  cost: draft.cost ?? known.cost,
  tracked: draft.tracked ?? known.tracked,
  lowStockThreshold: draft.lowStockThreshold ?? known.lowStockThreshold,
})

function openingStockOf(product: Product, draft: ProductDraft) {
  return draft.variants.flatMap(({ quantity }, i) => {
    const variant = product.variants[i]
    return variant && quantity !== undefined && quantity > 0
      ? [{ productId: product.id, variantId: variant.id, quantity }]
      : []
  })
}
