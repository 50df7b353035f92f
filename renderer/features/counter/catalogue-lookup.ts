import type { CatalogueVariant, ProjectionProgress, Projections } from '@renderer/projections/projections.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { Id, IdSource } from '@shared/kernel/id.ts'
import { type Minor, ZERO } from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import { filter, firstValueFrom, from, map, race } from 'rxjs'
import type { CounterLine } from './cart.ts'
import type { Entry } from './entry.ts'

export type Lookup =
  | { readonly type: 'One'; readonly variant: CatalogueVariant; readonly multiplier: Quantity }
  | {
      readonly type: 'Several'
      readonly code: string
      readonly variants: readonly CatalogueVariant[]
      readonly multiplier: Quantity
    }
  | { readonly type: 'None' }

const NONE: Lookup = { type: 'None' }

/**
 * Finds what a code stands for, trying its readings in order. While the catalogue is still being read at the start, "not
 * found" waits for the rest of it.
 */
export async function lookUpCode(
  projections: Projections,
  readings: readonly Entry[],
  locationId: Id,
): Promise<Lookup> {
  const early = await tryReadings(projections, readings, locationId)
  if (early.type !== 'None') return early
  if (await firstValueFrom(projections.progress.pipe(map(isSettled)))) return NONE
  await firstValueFrom(race(from(projections.ready), projections.progress.pipe(filter(isSettled))))
  return tryReadings(projections, readings, locationId)
}

const isSettled = ({ phase }: ProjectionProgress): boolean => phase === 'ready' || phase === 'failed'

async function tryReadings(
  projections: Projections,
  readings: readonly Entry[],
  locationId: Id,
): Promise<Lookup> {
  for (const { term, multiplier } of readings) {
    const found = await projections.findByCode(term, locationId)
    // A code may sit on an old product that is no longer sold and on the one that replaced it.
    const onSale = found.filter((variant) => variant.active)
    const variants = onSale.length > 0 ? onSale : found
    const [only] = variants
    if (only && variants.length === 1) return { type: 'One', variant: only, multiplier }
    if (only) return { type: 'Several', code: term, variants, multiplier }
  }
  return NONE
}

/** What a typed word stands for when exactly one thing answers to it, or when one carries exactly that name. */
export async function lookUpWord(projections: Projections, entry: Entry, locationId: Id): Promise<Lookup> {
  const variants = await projections.searchVariants({
    text: entry.term,
    limit: 12,
    activeOnly: true,
    locationId,
  })
  const wanted = foldText(entry.term)
  const exact = variants.filter((variant) => foldText(variant.name) === wanted)
  const chosen = exact.length === 1 ? exact : variants
  const [only] = chosen
  if (only && chosen.length === 1) return { type: 'One', variant: only, multiplier: entry.multiplier }
  return only ? { type: 'Several', code: entry.term, variants, multiplier: entry.multiplier } : NONE
}

/** A cart line for a variant; `unitPrice` is the variant's own or what the cashier typed. */
export function toCounterLine(
  variant: CatalogueVariant,
  terms: { quantity: Quantity; unitPrice: Minor; taxRate: number },
  ids: IdSource,
): CounterLine {
  return {
    id: ids.next(),
    productId: variant.productId,
    variantId: variant.variantId,
    vendorId: variant.vendorId,
    sku: variant.sku,
    name: variant.name,
    categoryId: variant.categoryId,
    quantity: terms.quantity,
    unitPrice: terms.unitPrice,
    discount: ZERO,
    discountRate: null,
    discountReason: '',
    taxRate: terms.taxRate,
    unitCost: variant.cost,
    note: '',
    tracked: variant.tracked,
    unit: variant.unit,
  }
}
