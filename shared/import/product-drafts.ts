import type { CurrencyCode, Minor } from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { TRACKINGS, type Tracking } from '@shared/schemas/products.schema.ts'
import { type CsvRow, plainCell, type RejectedRow, type RowProblem } from './csv.ts'
import type { ColumnMapping, ProductColumn, ProductFormat } from './product-columns.ts'
import { type Measure, readMeasured, readUnit } from './read-measure.ts'
import {
  type DecimalMark,
  detectDecimalMark,
  readAmount,
  readDescription,
  readFlag,
  readLine,
  readQuantity,
  type ValueProblem,
} from './read-values.ts'

/** Why a row of a product file does not go in. Screens put each into words. */
export type ProductRowProblem =
  | RowProblem
  | {
      readonly code: 'MissingName' | 'GroupedProduct' | 'NoVariants' | 'TooManyVariants' | 'DuplicateVariant'
    }
  | { readonly code: 'BadPrice' | 'BadCost' | 'BadQuantity' | 'BadUnit' | 'OtherUnit'; readonly text: string }
  | { readonly code: 'NegativePrice'; readonly text: string }
  | { readonly code: 'UnknownParent'; readonly parent: string }
  | { readonly code: 'DuplicateSku'; readonly sku: string; readonly firstRow: number }
export type RejectedProductRow = RejectedRow<ProductRowProblem>

/** `undefined` means that the file says nothing about it, so an import leaves what is there. */
export interface VariantDraft {
  readonly row: CsvRow
  readonly sku: string
  readonly barcodes: readonly string[] | undefined
  readonly options: readonly { name: string; value: string }[]
  readonly price: Minor | undefined
  readonly compareAtPrice: Minor | undefined
  readonly cost: Minor | undefined
  readonly tracked: boolean | undefined
  readonly lowStockThreshold: Quantity | undefined
  readonly quantity: Quantity | undefined
  readonly imageUrl: string | undefined
}

export interface ProductDraft {
  /** What the file recognises the product by; stable from one file to the next. */
  readonly key: string
  readonly productId: string
  readonly row: CsvRow
  readonly name: string
  readonly shortDescription: string | undefined
  readonly description: string | undefined
  readonly brand: string | undefined
  readonly categoryPath: readonly string[] | undefined
  readonly tags: readonly string[] | undefined
  readonly active: boolean | undefined
  readonly featured: boolean | undefined
  readonly measure: Measure | undefined
  readonly tracking: Tracking | undefined
  readonly images: readonly { url: string; alt: string }[]
  readonly seo: { readonly title?: string; readonly description?: string; readonly slug?: string }
  readonly variants: VariantDraft[]
}

export interface DraftInput {
  readonly format: ProductFormat
  readonly mapping: ColumnMapping
  readonly rows: readonly CsvRow[]
  readonly currency: CurrencyCode
  /** Overrules the mark found in the price columns. */
  readonly decimalMark?: DecimalMark
}

export interface DraftResult {
  readonly drafts: ProductDraft[]
  readonly rejected: RejectedProductRow[]
  readonly decimalMark: DecimalMark
}

type Cell = (row: CsvRow, column: ProductColumn) => string

interface Reading {
  readonly format: ProductFormat
  readonly cell: Cell
  readonly has: (column: ProductColumn) => boolean
  readonly currency: CurrencyCode
  readonly decimalMark: DecimalMark
}

/** Turns rows into products with variants, whatever the format; a bad row costs itself, and its product only when nothing is left of it. */
export function draftProducts(input: DraftInput): DraftResult {
  const cell: Cell = (row, column) => {
    const at = input.mapping[column]
    return at === undefined ? '' : plainCell(row.cells[at] ?? '').trim()
  }
  const decimalMark = input.decimalMark ?? detectDecimalMark(priceCells(input.rows, cell))
  const reading: Reading = {
    format: input.format,
    cell,
    has: (column) => input.mapping[column] !== undefined,
    currency: input.currency,
    decimalMark,
  }
  const rejected: RejectedProductRow[] = []
  const drafts = groupRows(input.rows, reading, rejected)
  return { drafts: withoutDuplicateSkus(drafts, rejected), rejected, decimalMark }
}

function* priceCells(rows: readonly CsvRow[], cell: Cell): Generator<string> {
  for (const row of rows) {
    yield cell(row, 'price')
    yield cell(row, 'cost')
    yield cell(row, 'compareAtPrice')
    yield cell(row, 'salePrice')
  }
}

function groupRows(
  rows: readonly CsvRow[],
  reading: Reading,
  rejected: RejectedProductRow[],
): ProductDraft[] {
  const draftsByKey = new Map<string, ProductDraft>()
  const later: CsvRow[] = []
  for (const row of rows) {
    if (isWooVariation(row, reading)) later.push(row)
    else addRow(row, reading, draftsByKey, rejected)
  }
  for (const row of later) addVariation(row, reading, draftsByKey, rejected)
  const drafts: ProductDraft[] = []
  for (const draft of new Set(draftsByKey.values())) {
    if (draft.variants.length === 0) rejectOnce(rejected, draft.row, { code: 'NoVariants' })
    else if (draft.variants.length > 500) reject(rejected, draft.row, { code: 'TooManyVariants' })
    else drafts.push(draft)
  }
  return drafts
}

const isWooVariation = (row: CsvRow, { format, cell }: Reading): boolean =>
  format === 'woocommerce' && /^variation/i.test(cell(row, 'type'))

function addRow(
  row: CsvRow,
  reading: Reading,
  draftsByKey: Map<string, ProductDraft>,
  rejected: RejectedProductRow[],
): void {
  const { cell, format } = reading
  if (format === 'woocommerce' && /^(grouped|groupe)/i.test(cell(row, 'type'))) {
    reject(rejected, row, { code: 'GroupedProduct' })
    return
  }
  const key = keyOf(row, reading)
  const known = draftsByKey.get(key)
  const name = readLine(cell(row, 'name'), 300)
  if (!known && name === '') {
    reject(rejected, row, { code: 'MissingName' })
    return
  }
  const draft = known ?? newDraft(row, key, name, reading)
  if (known && isImageRow(row, reading)) {
    addImage(known, row, reading)
    return
  }
  if (!known) draftsByKey.set(key, draft)
  const wooId = format === 'woocommerce' ? cell(row, 'productId') : ''
  if (wooId !== '') draftsByKey.set(`id:${wooId}`, draft)
  const isWooParent = format === 'woocommerce' && /^variable/i.test(cell(row, 'type'))
  if (isWooParent) return
  addVariant(draft, row, reading, rejected)
}

function addVariation(
  row: CsvRow,
  reading: Reading,
  draftsByKey: Map<string, ProductDraft>,
  rejected: RejectedProductRow[],
): void {
  const parent = reading.cell(row, 'parent')
  const draft = draftsByKey.get(wooKey(parent)) ?? draftsByKey.get(parent.replace(/^id:/i, 'id:'))
  if (!draft) {
    reject(rejected, row, { code: 'UnknownParent', parent })
    return
  }
  addVariant(draft, row, reading, rejected)
}

function addVariant(
  draft: ProductDraft,
  row: CsvRow,
  reading: Reading,
  rejected: RejectedProductRow[],
): void {
  const variant = readVariant(row, reading, draft)
  if (variant.ok) draft.variants.push(variant.value)
  else reject(rejected, row, variant.error)
}

const wooKey = (sku: string): string => `sku:${sku}`

function keyOf(row: CsvRow, { cell, format }: Reading): string {
  if (format === 'comptoir' && cell(row, 'productId') !== '') return `id:${cell(row, 'productId')}`
  if (format === 'woocommerce')
    return cell(row, 'sku') === '' ? `id:${cell(row, 'productId')}` : wooKey(cell(row, 'sku'))
  const handle = cell(row, 'handle')
  if (handle !== '') return `handle:${handle}`
  const sku = cell(row, 'sku')
  return sku === '' ? `name:${cell(row, 'name').toLowerCase()}` : wooKey(sku)
}

const isImageRow = (row: CsvRow, { cell, format }: Reading): boolean =>
  format === 'shopify' &&
  cell(row, 'price') === '' &&
  cell(row, 'optionValue1') === '' &&
  cell(row, 'sku') === ''

function addImage(draft: ProductDraft, row: CsvRow, { cell }: Reading): void {
  const url = cell(row, 'image')
  if (url !== '')
    (draft.images as { url: string; alt: string }[]).push({
      url: url.slice(0, 2_000),
      alt: readLine(cell(row, 'imageAlt'), 300),
    }) // built here, read-only outside
}

function newDraft(row: CsvRow, key: string, name: string, { cell, has, format }: Reading): ProductDraft {
  const line = (column: ProductColumn, max: number) =>
    has(column) && cell(row, column) !== '' ? readLine(cell(row, column), max) : undefined
  const text = (column: ProductColumn, max: number) =>
    has(column) && cell(row, column) !== '' ? readDescription(cell(row, column), max) : undefined
  const category = line('category', 300)
  const imageCells = format === 'woocommerce' ? cell(row, 'image').split(',') : [cell(row, 'image')]
  return {
    key,
    productId: cell(row, 'productId'),
    row,
    name,
    shortDescription: text('shortDescription', 500)?.replace(/\s+/g, ' '),
    description: text('description', 20_000),
    brand: line('brand', 120),
    categoryPath: category
      ?.split(format === 'woocommerce' ? ',' : '\u0000')[0]
      ?.split('>')
      .map((part) => part.trim().slice(0, 120))
      .filter(Boolean),
    tags: has('tags') ? splitList(cell(row, 'tags')).map((tag) => readLine(tag, 80)) : undefined,
    active: has('active') ? readFlag(cell(row, 'active'), true) : undefined,
    featured: has('featured') ? readFlag(cell(row, 'featured'), false) : undefined,
    images: imageCells
      .map((url) => ({ url: url.trim().slice(0, 2_000), alt: readLine(cell(row, 'imageAlt'), 300) }))
      .filter(({ url }) => url !== ''),
    measure: measureIn(row, { cell, format }) ?? undefined,
    tracking: TRACKINGS.find((tracking) => tracking === cell(row, 'tracking').toLowerCase()),
    seo: {
      ...optional('title', line('seoTitle', 300)),
      ...optional('description', line('seoDescription', 1_000)),
      ...optional('slug', line('slug', 200)),
    },
    variants: [],
  }
}

function readVariant(
  row: CsvRow,
  reading: Reading,
  draft: ProductDraft,
): Result<VariantDraft, ProductRowProblem> {
  const { cell, has } = reading
  const measure = measureIn(row, reading)
  if (measure === null) return err({ code: 'BadUnit', text: cell(row, 'unit') })
  const regular = amountIn(row, 'price', 'BadPrice', reading)
  const sale = amountIn(row, 'salePrice', 'BadPrice', reading)
  const compareAt = amountIn(row, 'compareAtPrice', 'BadPrice', reading)
  const cost = amountIn(row, 'cost', 'BadCost', reading)
  const quantity = quantityIn(row, 'quantity', reading, draft.measure)
  const lowStock = quantityIn(row, 'lowStock', reading, draft.measure)
  for (const read of [regular, sale, compareAt, cost, quantity, lowStock]) if (!read.ok) return read
  if (!regular.ok || !sale.ok || !compareAt.ok || !cost.ok || !quantity.ok || !lowStock.ok)
    return err({ code: 'NoVariants' })
  const isOnSale = sale.value !== undefined && regular.value !== undefined && sale.value < regular.value
  return ok({
    row,
    sku: readLine(cell(row, 'sku'), 80),
    barcodes: has('barcode') ? splitList(cell(row, 'barcode')).map((code) => readLine(code, 80)) : undefined,
    options: optionsOf(row, reading, draft),
    price: sale.value ?? regular.value,
    compareAtPrice: isOnSale ? regular.value : compareAt.value,
    cost: cost.value,
    tracked: trackedIn(row, reading),
    lowStockThreshold: lowStock.value,
    quantity: quantity.value,
    imageUrl: cell(row, 'variantImage') === '' ? undefined : cell(row, 'variantImage').slice(0, 2_000),
  })
}

/** Loyverse says yes or no, all others a unit. Null when our own file says what is none; a box or a bag elsewhere is a piece. */
function measureIn(
  row: CsvRow,
  { cell, format }: Pick<Reading, 'cell' | 'format'>,
): Measure | undefined | null {
  const text = cell(row, 'unit')
  if (format === 'loyverse') return readUnit(readFlag(text, false) ? 'kg' : '')
  const measure = readUnit(text)
  return measure === null && format !== 'comptoir' ? undefined : measure
}

function trackedIn(row: CsvRow, { cell, has, format }: Reading): boolean | undefined {
  if (format === 'woocommerce') return cell(row, 'quantity') === '' ? undefined : true
  if (!has('tracked')) return undefined
  const text = cell(row, 'tracked')
  if (format === 'shopify') return text === '' ? undefined : true
  return readFlag(text, true)
}

function amountIn(
  row: CsvRow,
  column: ProductColumn,
  code: 'BadPrice' | 'BadCost',
  { cell, currency, decimalMark }: Reading,
): Result<Minor | undefined, ProductRowProblem> {
  const text = cell(row, column)
  if (text === '' || /^variable$/i.test(text)) return ok(undefined)
  const amount = readAmount(text, currency, decimalMark)
  if (!amount.ok) return err({ code, text })
  return amount.value < 0 ? err({ code: 'NegativePrice', text }) : amount
}

function quantityIn(
  row: CsvRow,
  column: ProductColumn,
  { cell, decimalMark, format }: Reading,
  measure: Measure | undefined,
): Result<Quantity | undefined, ProductRowProblem> {
  const text = cell(row, column)
  if (text === '') return ok(undefined)
  // Our own file counts the smallest unit; others weigh in what the price is for.
  const isMeasured = measure !== undefined && measure.unit !== 'piece' && format !== 'comptoir'
  const read: Result<Quantity, ValueProblem> = isMeasured
    ? readMeasured(text, decimalMark, measure.pricePer)
    : readQuantity(text, decimalMark)
  return read.ok ? read : err({ code: 'BadQuantity', text })
}

const OPTION_COLUMNS = [
  ['optionName1', 'optionValue1'],
  ['optionName2', 'optionValue2'],
  ['optionName3', 'optionValue3'],
] as const

/** Later rows of a product leave the option's name out: the first row's name holds. Shopify's "Title: Default Title" is no option. */
function optionsOf(
  row: CsvRow,
  { cell, format }: Reading,
  draft: ProductDraft,
): { name: string; value: string }[] {
  const options: { name: string; value: string }[] = []
  for (const [nameColumn, valueColumn] of OPTION_COLUMNS) {
    const value = readLine(cell(row, valueColumn), 120)
    const name = readLine(cell(row, nameColumn) || cell(draft.row, nameColumn), 80)
    const isDefault = value === 'Default Title' || (format === 'square' && value === 'Regular')
    if (value !== '' && !isDefault) options.push({ name, value })
  }
  return options
}

function withoutDuplicateSkus(
  drafts: readonly ProductDraft[],
  rejected: RejectedProductRow[],
): ProductDraft[] {
  const rowBySku = new Map<string, number>()
  const kept: ProductDraft[] = []
  for (const draft of drafts) {
    const optionsSeen = new Set<string>()
    const variants = draft.variants.filter((variant) => {
      const problem = duplicateOf(variant, rowBySku, optionsSeen)
      if (problem) reject(rejected, variant.row, problem)
      return problem === null
    })
    if (variants.length > 0) kept.push({ ...draft, variants })
  }
  return kept
}

function duplicateOf(
  { sku, options, row }: VariantDraft,
  rowBySku: Map<string, number>,
  optionsSeen: Set<string>,
): ProductRowProblem | null {
  if (sku !== '') {
    const firstRow = rowBySku.get(sku)
    if (firstRow !== undefined) return { code: 'DuplicateSku', sku, firstRow }
    rowBySku.set(sku, row.number)
    return null
  }
  const key = options.map(({ value }) => value).join(' / ')
  if (optionsSeen.has(key)) return { code: 'DuplicateVariant' }
  optionsSeen.add(key)
  return null
}

const splitList = (text: string): string[] =>
  text
    .split(/[,|]/)
    .map((part) => part.trim())
    .filter(Boolean)

const optional = <Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> =>
  value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, string>>) // one key, its own value

function reject(rejected: RejectedProductRow[], row: CsvRow, problem: ProductRowProblem): void {
  rejected.push({ number: row.number, cells: row.cells, problem })
}

/** A row that is already refused keeps its first reason, which is the more telling one. */
function rejectOnce(rejected: RejectedProductRow[], row: CsvRow, problem: ProductRowProblem): void {
  if (!rejected.some(({ number }) => number === row.number)) reject(rejected, row, problem)
}
