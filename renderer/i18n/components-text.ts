import type { LineComponent } from '@shared/schemas/orders.schema.ts'
import { formatMeasure } from './format.ts'
import type { Locale } from './locale.ts'

/** The goods of so many bundles in one line: `2 × Savon, 500 g Riz`. */
export const componentsText = (
  components: readonly Pick<LineComponent, 'name' | 'sku' | 'quantity' | 'unit'>[],
  bundles: number,
  locale: Locale,
): string =>
  components
    .map(({ name, sku, quantity, unit }) => {
      const measure = formatMeasure(bundles * quantity, unit, locale)
      return `${measure}${unit === undefined ? ' ×' : ''} ${name || sku}`
    })
    .join(', ')
