import type { Id } from '@shared/kernel/id.ts'
import type { Variant } from '@shared/schemas/products.schema.ts'

/** A new variant with the prices and thresholds of another one; codes belong to one variant only. */
export const variantLike = (other: Variant, options: Variant['options'], id: Id): Variant => ({
  ...other,
  id,
  options,
  sku: '',
  barcodes: [],
  imageUrl: null,
  components: [],
  archived: false,
})
