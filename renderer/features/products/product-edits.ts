import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Product } from '@shared/schemas/products.schema.ts'

export type ProductEditError = { readonly type: 'NameMissing' } | { readonly type: 'SeveralPrices' }

/** One line, without spaces around; a product always has a name. */
export function rename(product: Product, typed: string): Result<Product, ProductEditError> {
  const name = cleanLine(typed, 300)
  return name === '' ? err({ type: 'NameMissing' }) : ok({ ...product, name, nameKey: foldText(name) })
}

/** Sets the price of a product that has one variant in use; null means that the till asks for it. */
export function reprice(product: Product, price: Minor | null): Result<Product, ProductEditError> {
  const inUse = product.variants.filter(({ archived }) => !archived)
  const [only] = inUse
  if (!only || inUse.length > 1) return err({ type: 'SeveralPrices' })
  const variants = product.variants.map((variant) =>
    variant.id === only.id ? { ...variant, price } : variant,
  )
  return ok({ ...product, variants })
}

/** What a one-line field may hold: no control characters, no half characters. */
export const cleanLine = (text: string, max: number): string =>
  text
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, max)
    .trim()

export const cleanText = (text: string, max: number): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .slice(0, max)

/** A product as its form leaves it, in the shape the schema wants. */
export function cleanProduct(product: Product): Product {
  const name = cleanLine(product.name, 300)
  return {
    ...product,
    name,
    nameKey: foldText(name),
    shortDescription: cleanLine(product.shortDescription, 500),
    description: cleanText(product.description, 20_000),
    brand: cleanLine(product.brand, 120),
    tags: product.tags.map((tag) => cleanLine(tag, 80)).filter(Boolean),
    images: product.images
      .map((image) => ({ ...image, url: image.url.trim().slice(0, 2_000), alt: cleanLine(image.alt, 300) }))
      .filter(({ url }) => url !== ''),
    seo: {
      slug: cleanLine(product.seo.slug, 200),
      title: cleanLine(product.seo.title, 300),
      description: cleanLine(product.seo.description, 1_000),
      keywords: product.seo.keywords,
    },
    variants: product.variants.map((variant) => ({ ...variant, sku: cleanLine(variant.sku, 80) })),
  }
}
