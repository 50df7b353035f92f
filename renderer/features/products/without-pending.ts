import type { Product } from '@shared/schemas/products.schema.ts'

/** The product as the shop shares it, without this device's own mark. */
export function withoutPending(local: Product & { readonly pending: 0 | 1 }): Product {
  const { pending: _, ...product } = local
  return product
}
