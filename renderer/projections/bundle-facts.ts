import { bundlesOf } from '@shared/domain/catalogue/bundle.ts'
import { exactGross } from '@shared/domain/orders/pricing.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import { variantName } from './catalogue-entry.ts'
import type { CatalogueIndex, FoundVariant } from './catalogue-index.ts'
import type { BundleComponent } from './projections.ts'

/** What of a bundle follows from its components. */
export interface BundleFacts {
  readonly components: readonly BundleComponent[]
  /** Null as soon as one of the costs is not known. */
  readonly cost: Minor | null
  readonly tracked: boolean
  /** How many bundles the counted components allow. */
  readonly onHand: Quantity
}

/** Null for a variant that is no bundle. */
export function bundleFacts(
  { variant }: FoundVariant,
  index: CatalogueIndex,
  onHandOf: (variantId: string) => number,
): BundleFacts | null {
  if (!variant.components) return null
  const components = variant.components.map((component): BundleComponent => {
    const found = index.variant(component.variantId)
    if (!found) return { ...component, name: '', sku: '', tracked: false }
    const { product, variant: part } = found
    return {
      ...component,
      name: variantName(product, part),
      sku: part.sku,
      tracked: part.tracked,
      ...(product.unit === 'piece' ? {} : { unit: product.unit }),
      ...(part.cost === null || product.pricePer !== undefined ? {} : { unitCost: part.cost }),
    }
  })
  const costs = variant.components.map((component) => costOf(component, index))
  const counted = components.filter(({ tracked }) => tracked)
  return {
    components,
    cost: costs.includes(null) ? null : minor(costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0)),
    tracked: counted.length > 0,
    onHand: bundlesOf(counted, onHandOf),
  }
}

function costOf(
  { variantId, quantity: units }: Pick<BundleComponent, 'variantId' | 'quantity'>,
  index: CatalogueIndex,
): number | null {
  const found = index.variant(variantId)
  if (!found || found.variant.cost === null) return null
  return exactGross({ quantity: units, unitPrice: found.variant.cost, pricePer: found.product.pricePer })
}
