import { newProduct, type ProductInput } from '@shared/domain/catalogue/product.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { type BusinessDay, dayToEpochMs } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { author, id, tillDeps } from '../analytics/build-sales.ts'

export interface VariantSpec {
  readonly item: number
  readonly sku?: string
  readonly barcodes?: readonly string[]
  readonly price?: number | null
  readonly options?: Product['variants'][number]['options']
  readonly threshold?: number
  readonly tracked?: boolean
  readonly archived?: boolean
}

/** A product whose variants have the ids that `buildSale` sells by item number. */
export function buildProduct(
  spec: Omit<ProductInput, 'currency' | 'variants'> & {
    readonly variants: readonly VariantSpec[]
    readonly archived?: boolean
  },
): Product {
  const { variants, archived, ...input } = spec
  const product = newProduct(
    { currency: 'XOF', ...input, variants: [] },
    author(),
    tillDeps(`product ${spec.name}`),
  )
  return {
    ...product,
    archived: archived ?? false,
    variants: variants.map((variant) => ({
      id: id('variant', variant.item),
      sku: variant.sku ?? '',
      barcodes: [...(variant.barcodes ?? [])],
      options: variant.options ?? [],
      price: variant.price === null ? null : minor(variant.price ?? 100),
      compareAtPrice: null,
      cost: null,
      tracked: variant.tracked ?? true,
      lowStockThreshold: variant.threshold === undefined ? null : quantity(variant.threshold),
      archived: variant.archived ?? false,
    })),
  }
}

/** Goods that came in, at the place where `buildSale` sells, early on that day. */
export function buildReceipt(
  lines: readonly { readonly item: number; readonly quantity: number }[],
  seed: string,
  day: BusinessDay,
): StockMovement {
  let count = 0
  const result = recordMovement(
    {
      kind: 'receive',
      businessDay: day,
      reference: seed,
      lines: lines.map((line) => ({
        variantId: id('variant', line.item),
        locationId: id('location', 1),
        quantity: quantity(line.quantity),
      })),
    },
    author(),
    { clock: { now: () => dayToEpochMs(day) + 60_000 }, ids: { next: () => id(seed, ++count) } },
  )
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
