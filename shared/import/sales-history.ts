import type { Author } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, type Minor, minor, sumMinor, ZERO } from '@shared/kernel/money.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { type Envelope, invertTime } from '@shared/schemas/envelope.ts'
import type { Order, OrderLine, OrderReturn } from '@shared/schemas/orders.schema.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { type CsvError, type CsvRow, type RejectedRow, type RowProblem, readCsv } from './csv.ts'
import {
  type DateOrder,
  type DecimalMark,
  detectDateOrder,
  detectDecimalMark,
  readAmount,
  readLine,
  readLocalTime,
  readQuantity,
  type ValueProblem,
} from './read-values.ts'
import { mapSaleColumns, type SaleColumn, type SaleMapping } from './sale-columns.ts'

export type SaleRowProblem =
  | RowProblem
  | ValueProblem
  | { readonly code: 'MissingValue'; readonly column: SaleColumn }
  | { readonly code: 'TooManyLines' }
export type SalesHistoryError = CsvError | { type: 'MissingColumns'; columns: readonly SaleColumn[] }

/** Past sales of another system, as documents. They post neither stock nor money: both were settled there. */
export interface SalesHistory {
  readonly products: readonly Product[]
  readonly customers: readonly Customer[]
  readonly orders: readonly Order[]
  readonly rejected: readonly RejectedRow<SaleRowProblem>[]
  readonly rows: number
}

export interface SalesHistoryInput {
  readonly text: string
  readonly currency: CurrencyCode
  readonly utcOffsetMinutes: number
  readonly locationId: Id
  readonly author: Author
}

interface SaleRow {
  readonly number: number
  readonly cells: readonly string[]
  readonly sku: string
  readonly description: string
  readonly quantity: Quantity
  readonly price: Minor
  readonly at: number
  readonly businessDay: Order['businessDay']
  readonly customer: string
  readonly country: string
}

/** Invoices whose number starts so take an earlier one back (UCI Online Retail's own notation). */
const CANCELLATION = /^c/i
const MAX_LINES = 2_000

/**
 * Reads a file of past sales: one order an invoice with its real date, a cancellation as a return, one product a SKU
 * (compared exactly), one customer a customer number. Ids and edit ids are derived from the content, so that a second run, or a
 * run that was cut and starts again, names the same documents with the same content (IMPORT-1).
 */
export function readSalesHistory(input: SalesHistoryInput): Result<SalesHistory, SalesHistoryError> {
  const rows: CsvRow[] = []
  const rejected: RejectedRow<SaleRowProblem>[] = []
  const read = readCsv(input.text, { onRow: (row) => rows.push(row), onReject: (row) => rejected.push(row) })
  if (!read.ok) return read
  const { mapping, missing } = mapSaleColumns(read.value.names)
  if (missing.length > 0) return err({ type: 'MissingColumns', columns: missing })
  const invoices = groupInvoices(rows, mapping, input, rejected)
  const catalogue = collectProducts(invoices, input)
  return ok({
    products: catalogue.products,
    customers: collectCustomers(invoices, input),
    orders: [...invoices].map(([number, lines]) => buildOrder(number, lines, catalogue.idBySku, input)),
    rejected: rejected.sort((a, b) => a.number - b.number),
    rows: read.value.rows,
  })
}

function groupInvoices(
  rows: readonly CsvRow[],
  mapping: SaleMapping,
  input: SalesHistoryInput,
  rejected: RejectedRow<SaleRowProblem>[],
): Map<string, SaleRow[]> {
  const column = (name: SaleColumn) => rows.map((row) => row.cells[mapping[name]] ?? '')
  const dateOrder = detectDateOrder(column('date'))
  const mark = detectDecimalMark(column('price'))
  const invoices = new Map<string, SaleRow[]>()
  for (const row of rows) {
    const invoice = readLine(row.cells[mapping.invoice] ?? '', 60)
    const sale: Result<SaleRow, SaleRowProblem> =
      invoice === ''
        ? err({ code: 'MissingValue', column: 'invoice' })
        : readRow(row, mapping, input, dateOrder, mark)
    const lines = invoices.get(invoice) ?? []
    if (!sale.ok) rejected.push({ number: row.number, cells: row.cells, problem: sale.error })
    else if (lines.length >= MAX_LINES)
      rejected.push({ number: row.number, cells: row.cells, problem: { code: 'TooManyLines' } })
    else {
      lines.push(sale.value)
      invoices.set(invoice, lines)
    }
  }
  return invoices
}

function readRow(
  row: CsvRow,
  mapping: SaleMapping,
  input: SalesHistoryInput,
  dateOrder: DateOrder,
  mark: DecimalMark,
): Result<SaleRow, SaleRowProblem> {
  const cell = (name: SaleColumn) => (row.cells[mapping[name]] ?? '').trim()
  const sku = readLine(cell('sku'), 80)
  if (sku === '') return err({ code: 'MissingValue', column: 'sku' })
  const sold = readQuantity(cell('quantity'))
  if (!sold.ok) return sold
  const price = readAmount(cell('price'), input.currency, mark)
  if (!price.ok) return price
  const time = readLocalTime(cell('date'), dateOrder, input.utcOffsetMinutes)
  if (!time.ok) return time
  return ok({
    number: row.number,
    cells: row.cells,
    sku,
    description: readLine(cell('description'), 300),
    quantity: sold.value,
    price: price.value,
    ...time.value,
    customer: cell('customer').replace(/\.0+$/, ''),
    country: readLine(cell('country'), 60),
  })
}

/** Everything about an imported document that does not depend on when or by whom the import was run. */
function importedEnvelope(id: Id, author: Author, at: number, content: unknown): Envelope {
  return {
    id,
    shopId: author.shopId,
    rev: 0,
    editId: deriveId(id, 'import', canonicalJson(content)),
    createdAt: at,
    createdBy: author.staffId,
    updatedAt: at,
    updatedBy: author.staffId,
    deviceId: author.deviceId,
    archived: false,
  }
}

function collectProducts(invoices: ReadonlyMap<string, readonly SaleRow[]>, input: SalesHistoryInput) {
  const seenBySku = new Map<
    string,
    { names: Map<string, number>; price: Minor; pricedAt: number; firstAt: number }
  >()
  for (const lines of invoices.values()) {
    for (const line of lines) {
      const seen = seenBySku.get(line.sku) ?? {
        names: new Map(),
        price: ZERO,
        pricedAt: -1,
        firstAt: line.at,
      }
      if (line.description !== '')
        seen.names.set(line.description, (seen.names.get(line.description) ?? 0) + 1)
      if (line.price > 0 && line.quantity > 0 && line.at >= seen.pricedAt)
        Object.assign(seen, { price: line.price, pricedAt: line.at })
      seen.firstAt = Math.min(seen.firstAt, line.at)
      seenBySku.set(line.sku, seen)
    }
  }
  const idBySku = new Map<string, Id>()
  const products = [...seenBySku].map(([sku, seen]) => {
    const product = importedProduct(sku, mostFrequent(seen.names) ?? sku, seen, input)
    idBySku.set(sku, product.id)
    return product
  })
  return { products, idBySku }
}

const mostFrequent = (counts: ReadonlyMap<string, number>): string | undefined =>
  [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0]

const productIdOf = (shopId: Id, sku: string): Id => deriveId(shopId, 'import-product', `sales:sku:${sku}`)
const variantIdOf = (productId: Id): Id => deriveId(productId, 'variant', '')

function importedProduct(
  sku: string,
  name: string,
  seen: { price: Minor; firstAt: number },
  input: SalesHistoryInput,
): Product {
  const id = productIdOf(input.author.shopId, sku)
  const content = {
    name,
    nameKey: foldText(name),
    kind: 'goods' as const,
    shortDescription: '',
    description: '',
    categoryId: null,
    brand: '',
    vendorId: null,
    currency: input.currency,
    unit: 'piece' as const,
    taxClassId: null,
    variants: [
      {
        id: variantIdOf(id),
        sku,
        barcodes: [],
        options: [],
        price: seen.price > 0 ? seen.price : null,
        compareAtPrice: null,
        cost: null,
        tracked: true,
        lowStockThreshold: null,
        archived: false,
      },
    ],
    images: [],
    specifications: {},
    tags: [],
    seo: { slug: '', title: '', description: '', keywords: [] },
    active: true,
    featured: false,
    isNew: false,
    bestSeller: false,
    sortOrder: 0,
    approval: { status: 'approved' as const, reason: '' },
    source: { kind: 'import' as const, externalId: `sales:sku:${sku}` },
  }
  return { ...importedEnvelope(id, input.author, seen.firstAt, content), ...content }
}

const customerIdOf = (shopId: Id, customer: string): Id => deriveId(shopId, 'import-customer', customer)

function collectCustomers(
  invoices: ReadonlyMap<string, readonly SaleRow[]>,
  input: SalesHistoryInput,
): Customer[] {
  const firstByCustomer = new Map<string, SaleRow>()
  for (const lines of invoices.values()) {
    for (const line of lines) {
      const known = firstByCustomer.get(line.customer)
      if (line.customer !== '' && (!known || line.at < known.at)) firstByCustomer.set(line.customer, line)
    }
  }
  return [...firstByCustomer].map(([customer, first]) => importedCustomer(customer, first, input))
}

function importedCustomer(customer: string, first: SaleRow, input: SalesHistoryInput): Customer {
  const id = customerIdOf(input.author.shopId, customer)
  const address =
    first.country === ''
      ? []
      : [
          {
            id: deriveId(id, 'address'),
            label: 'other' as const,
            isDefault: true,
            address: { country: first.country },
          },
        ]
  const content = {
    kind: 'person' as const,
    name: readLine(customer, 200),
    nameKey: foldText(customer),
    phones: [],
    email: '',
    avatarUrl: '',
    addresses: address,
    language: null,
    currency: null,
    preferences: {},
    marketingConsent: false,
    creditLimit: ZERO,
    tags: [],
    whatsapp: '',
    acquiredBy: 'import',
    note: '',
    importKey: customer.slice(0, 120),
  }
  return { ...importedEnvelope(id, input.author, first.at, content), ...content }
}

function buildOrder(
  number: string,
  rows: readonly SaleRow[],
  idBySku: ReadonlyMap<string, Id>,
  input: SalesHistoryInput,
): Order {
  const [first] = rows as [SaleRow] // an invoice exists through its first row
  const { author, currency } = input
  const id = deriveId(author.shopId, 'import-order', number)
  const isReturn = CANCELLATION.test(number)
  const lines = isReturn ? [] : rows.map((row, i) => buildLine(row, i, idBySku))
  const returns = isReturn ? [buildReturn(id, rows, idBySku, author)] : []
  const total = sumMinor(lines.map((line) => line.total))
  const content = {
    number,
    receipt: null,
    channel: 'import' as const,
    status: 'delivered' as const,
    paymentStatus: 'paid' as const,
    placedAt: first.at,
    placedInv: invertTime(first.at),
    businessDay: first.businessDay,
    locationId: input.locationId,
    shiftId: null,
    customerId: first.customer === '' ? null : customerIdOf(author.shopId, first.customer),
    customerName: readLine(first.customer, 200),
    country: first.country,
    currency,
    pricesIncludeTax: true,
    lines,
    subtotal: total,
    discount: ZERO,
    discountReason: '',
    shipping: ZERO,
    tax: ZERO,
    total,
    payments: [],
    returns,
    stockPostings: [],
    moneyPostings: [],
    deliveryAddress: null,
    shipments: [],
    commissions: [],
    events: [],
    note: '',
    importKey: number,
    details: {},
  }
  return { ...importedEnvelope(id, author, first.at, content), ...content }
}

const lineName = (row: SaleRow): string => (row.description === '' ? row.sku : row.description)

function buildLine(row: SaleRow, index: number, idBySku: ReadonlyMap<string, Id>): OrderLine {
  const productId = idBySku.get(row.sku) as Id // every row's SKU was collected
  return {
    id: String(index + 1),
    productId,
    variantId: variantIdOf(productId),
    sku: row.sku,
    name: lineName(row),
    quantity: row.quantity,
    unitPrice: row.price,
    total: minor(row.quantity * row.price),
  }
}

/** The file writes what comes back as negative quantities. */
function buildReturn(
  orderId: Id,
  rows: readonly SaleRow[],
  idBySku: ReadonlyMap<string, Id>,
  author: Author,
): OrderReturn {
  const [first] = rows as [SaleRow] // an invoice exists through its first row
  const lines = rows.map((row) => {
    const productId = idBySku.get(row.sku) as Id // every row's SKU was collected
    return {
      lineId: null,
      productId,
      variantId: variantIdOf(productId),
      sku: row.sku,
      name: lineName(row),
      quantity: quantity(-row.quantity),
      amount: minor(-row.quantity * row.price),
    }
  })
  return {
    id: deriveId(orderId, 'return'),
    at: first.at,
    businessDay: first.businessDay,
    by: author.staffId,
    deviceId: author.deviceId,
    reason: '',
    restock: false,
    lines,
    total: sumMinor(lines.map((line) => line.amount)),
  }
}
