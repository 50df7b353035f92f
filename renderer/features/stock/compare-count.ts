import type { Projections } from '@renderer/projections/projections.ts'
import {
  type CountChoice,
  type CountedVariant,
  countedVariants,
  type KnownPage,
  takeCounts,
} from '@shared/domain/stock/count-progress.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CountClosingDetails, CountSessionDetails } from '@shared/schemas/count-details.schema.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'
import { type CountResult, countResults } from './count-results.ts'

interface Named {
  readonly variantId: Id
  readonly name: string
  readonly sku: string
  readonly unit: Unit
}

/** What everybody counted against what the ledger says, as it stands at one moment. */
export interface CountComparison {
  readonly pages: readonly KnownPage[]
  readonly results: readonly CountResult[]
  /** What several people counted, and whose figure is taken. */
  readonly shared: readonly (CountedVariant & { readonly choice: CountChoice })[]
  readonly leftOut: CountClosingDetails['leftOut']
  /** What belongs to the category and nobody counted: it stays as it is. */
  readonly uncounted: readonly Named[]
  readonly names: ReadonlyMap<Id, Named>
}

const LIST_PAGE = 500

/** Compares a session as it is known on this device (COUNT-1, COUNT-5). */
export async function compareCount(
  projections: Projections,
  session: Pick<CountSessionDetails, 'locationId' | 'categoryId'> & { readonly id: Id },
  choices: ReadonlyMap<Id, CountChoice>,
): Promise<CountComparison> {
  await projections.settled() // a sale made a moment ago must be in the figures
  const { locationId } = session
  const pages = (await projections.count(session.id))?.pages ?? []
  const variants = countedVariants(pages)
  const { taken, leftOut } = takeCounts(variants, choices)
  const answers = await projections.onHandAt(
    taken.map(({ variantId, at }) => ({ variantId, locationId, at })),
  )
  const results = countResults(taken, new Map(answers.map((answer) => [answer.variantId, answer])))
  const known = await projections.variants(variants.map(({ variantId }) => variantId))
  const counted = new Set<string>(variants.map(({ variantId }) => variantId))
  const listed = await listCategory(projections, session)
  return {
    pages,
    results,
    shared: variants
      .filter(({ counts }) => counts.length > 1)
      .map((variant) => ({ ...variant, choice: choices.get(variant.variantId) ?? 'all' })),
    leftOut,
    uncounted: listed.filter(({ variantId }) => !counted.has(variantId)),
    names: new Map(
      known.map(({ variantId, name, sku, unit }) => [variantId, { variantId, name, sku, unit }]),
    ),
  }
}

async function listCategory(
  projections: Projections,
  { categoryId, locationId }: Pick<CountSessionDetails, 'locationId' | 'categoryId'>,
): Promise<Named[]> {
  if (categoryId === null) return []
  const listed: Named[] = []
  for (;;) {
    const request = { sort: 'name', categoryId, locationId, offset: listed.length, limit: LIST_PAGE } as const
    const { rows, total } = await projections.stockRows(request)
    listed.push(...rows.map(({ variantId, name, sku, unit }) => ({ variantId, name, sku, unit })))
    if (rows.length === 0 || listed.length >= total) return listed
  }
}
