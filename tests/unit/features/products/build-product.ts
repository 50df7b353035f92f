import type { Author } from '@shared/domain/authoring.ts'
import { newProduct, type VariantInput } from '@shared/domain/catalogue/product.ts'
import { createIdSource, deriveId } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Product } from '@shared/schemas/products.schema.ts'

export const NOW = 1_795_000_000_000
let seed = 7
const random = {
  bytes: (length: number) =>
    Uint8Array.from({ length }, () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff
      return (seed >> 16) & 255
    }),
}
export const clock = { now: () => NOW }
export const deps = { clock, ids: createIdSource(clock, random) }
export const author: Author = {
  shopId: deriveId('test', 'shop'),
  staffId: deriveId('test', 'staff'),
  deviceId: deriveId('test', 'device'),
}
export { random }

export const buildProduct = (
  input: Partial<Omit<Product, 'variants'>> = {},
  variants?: VariantInput[],
): Product =>
  newProduct(
    {
      name: 'Jus de bissap',
      currency: 'XOF',
      ...input,
      variants: variants ?? [{ sku: 'BIS-1', price: minor(500) }],
    },
    author,
    deps,
  )
