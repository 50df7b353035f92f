import { foldText } from '@shared/domain/catalogue/fold-text.ts'

/** What a column of a file of past sales can mean. One row is one line of one invoice. */
export const SALE_COLUMNS = [
  'invoice',
  'sku',
  'description',
  'quantity',
  'date',
  'price',
  'customer',
  'country',
] as const
export type SaleColumn = (typeof SALE_COLUMNS)[number]
export type SaleMapping = Readonly<Record<SaleColumn, number>>

const NAMES: Readonly<Record<SaleColumn, readonly string[]>> = {
  invoice: [
    'invoiceno',
    'invoice',
    'invoice no',
    'invoice number',
    'facture',
    'numero',
    'order',
    'order number',
    'commande',
  ],
  sku: ['stockcode', 'stock code', 'sku', 'ref', 'reference', 'code article', 'item code'],
  description: ['description', 'designation', 'libelle', 'product', 'produit', 'article', 'name', 'nom'],
  quantity: ['quantity', 'qty', 'quantite', 'qte'],
  date: ['invoicedate', 'invoice date', 'date', 'order date'],
  price: ['unitprice', 'unit price', 'price', 'prix', 'prix unitaire'],
  customer: ['customerid', 'customer id', 'customer', 'client'],
  country: ['country', 'pays'],
}

/** Columns a file of sales cannot do without. */
const REQUIRED: readonly SaleColumn[] = ['invoice', 'sku', 'quantity', 'date', 'price']

export function mapSaleColumns(header: readonly string[]): {
  mapping: SaleMapping
  missing: readonly SaleColumn[]
} {
  const folded = header.map(foldText)
  const find = (column: SaleColumn): number =>
    NAMES[column].map((name) => folded.indexOf(name)).find((index) => index !== -1) ?? -1
  const mapping: SaleMapping = {
    invoice: find('invoice'),
    sku: find('sku'),
    description: find('description'),
    quantity: find('quantity'),
    date: find('date'),
    price: find('price'),
    customer: find('customer'),
    country: find('country'),
  }
  return { mapping, missing: REQUIRED.filter((column) => mapping[column] === -1) }
}
