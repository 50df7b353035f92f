import { type CurrencyCode, decimalsOf, type Minor } from '@shared/kernel/money.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import { writeUnit } from './read-measure.ts'

/** The product's own columns. Their English names are part of the format, so that a file goes from one language to another. */
export const EXPORT_HEADER = [
  'Comptoir product',
  'Name',
  'Short description',
  'Description',
  'Brand',
  'Category',
  'Tags',
  'Active',
  'SKU',
  'Barcodes',
  'Option 1 name',
  'Option 1 value',
  'Option 2 name',
  'Option 2 value',
  'Option 3 name',
  'Option 3 value',
  'Price',
  'Compare-at price',
  'Cost',
  'Tracked',
  'Unit',
  'Told apart by',
  'Low stock',
  'On hand',
  'SEO title',
  'SEO description',
  'Slug',
] as const

/** One row a variant that is not archived. Importing the rows again changes nothing (IMPORT-2). */
export function exportRows(
  product: Product,
  about: { categoryPath: string; onHand: (variantId: string) => number | null },
): string[][] {
  return product.variants
    .filter((variant) => !variant.archived)
    .map((variant) => exportRow(product, variant, about))
}

function exportRow(
  product: Product,
  variant: Variant,
  about: { categoryPath: string; onHand: (variantId: string) => number | null },
): string[] {
  const money = (amount: Minor | null) => (amount === null ? '' : plainAmount(amount, product.currency))
  const options = [0, 1, 2].flatMap((i) => [variant.options[i]?.name ?? '', variant.options[i]?.value ?? ''])
  return [
    product.id,
    product.name,
    product.shortDescription,
    product.description,
    product.brand,
    about.categoryPath,
    product.tags.join(', '),
    product.active ? '1' : '0',
    variant.sku,
    variant.barcodes.join(', '),
    ...options,
    money(variant.price),
    money(variant.compareAtPrice),
    money(variant.cost),
    variant.tracked ? '1' : '0',
    writeUnit(product),
    product.tracking ?? '',
    variant.lowStockThreshold === null ? '' : String(variant.lowStockThreshold),
    String(about.onHand(variant.id) ?? ''),
    product.seo.title,
    product.seo.description,
    product.seo.slug,
  ]
}

/** `1250` minor units of EUR → `12.50`, exact. */
export function plainAmount(amount: Minor, currency: CurrencyCode): string {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  return `${amount < 0 ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`
}
