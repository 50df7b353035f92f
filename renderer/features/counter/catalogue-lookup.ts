import type { CatalogueVariant, ProjectionProgress, Projections } from '@renderer/projections/projections.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { readScaleLabel, type ScaleLabel } from '@shared/domain/catalogue/scale-label.ts'
import type { Id, IdSource } from '@shared/kernel/id.ts'
import { type Minor, scaleMinor, ZERO } from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import type { ScaleRule } from '@shared/schemas/settings.schema.ts'
import { filter, firstValueFrom, from, map, race } from 'rxjs'
import type { CounterLine } from './cart.ts'
import type { Entry } from './entry.ts'

/** How often it was asked for, and what the label of a scale says about each. */
export interface Wanted {
  readonly multiplier: Quantity
  readonly label?: ScaleLabel
  /** The lot or serial number that was scanned. */
  readonly lots?: readonly LotShare[]
}

export type Lookup =
  | (Wanted & { readonly type: 'One'; readonly variant: CatalogueVariant })
  | (Wanted & {
      readonly type: 'Several'
      readonly code: string
      readonly variants: readonly CatalogueVariant[]
    })
  | { readonly type: 'None' }

const NONE: Lookup = { type: 'None' }

/** A code to look up, and how the shop's scales write theirs. */
export interface CodeQuestion {
  readonly readings: readonly Entry[]
  readonly locationId: Id
  readonly scaleRules: readonly ScaleRule[]
}

/**
 * Finds what a code stands for, trying its readings in order; as the label of a scale only when no article carries the whole code. While the catalogue is still being read at the start, "not
 * found" waits for the rest of it.
 */
export async function lookUpCode(projections: Projections, question: CodeQuestion): Promise<Lookup> {
  const early = await tryReadings(projections, question)
  if (early.type !== 'None') return early
  if (await firstValueFrom(projections.progress.pipe(map(isSettled)))) return NONE
  await firstValueFrom(race(from(projections.ready), projections.progress.pipe(filter(isSettled))))
  return tryReadings(projections, question)
}

const isSettled = ({ phase }: ProjectionProgress): boolean => phase === 'ready' || phase === 'failed'

async function tryReadings(
  projections: Projections,
  { readings, locationId, scaleRules }: CodeQuestion,
): Promise<Lookup> {
  const plain = readings.map(({ term, multiplier }): Wanted & { term: string } => ({ term, multiplier }))
  const labelled = plain.flatMap(({ term, multiplier }) => {
    const label = readScaleLabel(term, scaleRules)
    return label ? label.articleCodes.map((code) => ({ term: code, multiplier, label })) : []
  })
  for (const { term, ...wanted } of [...plain, ...labelled]) {
    const found = await projections.findByCode(term, locationId)
    // A code may sit on an old product that is no longer sold and on the one that replaced it.
    const onSale = found.filter((variant) => variant.active)
    const variants = onSale.length > 0 ? onSale : found
    const [only] = variants
    if (only && variants.length === 1) return { type: 'One', variant: only, ...wanted }
    if (only) return { type: 'Several', code: term, variants, ...wanted }
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

export interface LineTerms {
  readonly quantity: Quantity
  readonly unitPrice: Minor
  readonly pricePer: number
  readonly lots?: readonly LotShare[] | undefined
}

/** A cart line for a variant; `unitPrice` is the variant's own or what the cashier typed. */
export function toCounterLine(
  variant: CatalogueVariant,
  terms: LineTerms & { taxRate: number },
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
    pricePer: terms.pricePer,
    discount: ZERO,
    discountRate: null,
    discountReason: '',
    openPrice: terms.unitPrice !== variant.price || terms.pricePer !== (variant.pricePer ?? 1),
    taxRate: terms.taxRate,
    // Cost and price of a line are for as many units; of a pack the cost of so many is worked out.
    unitCost: costPer(variant, terms.pricePer),
    note: '',
    tracked: variant.tracked,
    unit: variant.unit,
    ...(variant.components && { components: [...variant.components] }),
    ...(variant.tracking ? { tracking: variant.tracking } : {}),
    ...(terms.lots?.length ? { lots: [...terms.lots] } : {}),
  }
}

const costPer = ({ cost, pricePer = 1 }: CatalogueVariant, units: number): Minor | null =>
  cost === null || units === pricePer ? cost : scaleMinor(cost, units, pricePer)
