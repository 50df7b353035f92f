import type { Id } from '@shared/kernel/id.ts'
import { MAX_QUANTITY } from '@shared/kernel/quantity.ts'
import type { CountClosingDetails, CountPageDetails, PageLine } from '@shared/schemas/count-details.schema.ts'

/** A page as it is known here. */
export interface KnownPage extends Pick<CountPageDetails, 'staffId' | 'deviceId' | 'step' | 'lines'> {
  readonly pageId: Id
}

/** One person's count of one variant. */
export interface OneCount {
  readonly pageId: Id
  readonly staffId: Id
  readonly deviceId: Id
  readonly counted: number
  readonly at: number
}

/** A variant, and everybody who counted it, oldest first. */
export interface CountedVariant {
  readonly variantId: Id
  readonly counts: readonly OneCount[]
}

/** Everything that was counted, in the order in which it first was; what was taken out again is left out. */
export function countedVariants(pages: readonly KnownPage[]): CountedVariant[] {
  const byVariant = new Map<Id, OneCount[]>()
  for (const { pageId, staffId, deviceId, lines } of pages) {
    for (const { variantId, counted, at } of lines) {
      if (counted === null) continue
      const counts = byVariant.get(variantId) ?? []
      byVariant.set(variantId, counts)
      counts.push({ pageId, staffId, deviceId, counted, at })
    }
  }
  return [...byVariant]
    .map(([variantId, counts]) => ({ variantId, counts: counts.toSorted(byMoment) }))
    .sort((a, b) => firstOf(a) - firstOf(b) || compareText(a.variantId, b.variantId))
}

/** Whose figure counts where several people counted the same: one page's, or all of them together. */
export type CountChoice = Id | 'all'

/** A variant as it goes into the count. */
export interface TakenCount {
  readonly variantId: Id
  readonly counted: number
  readonly at: number
}

/**
 * COUNT-5: counted by several, a variant stood on several shelves and their figures add up, as of the last of their moments, unless who closes
 * says whose figure it is. Either way the figures that are not in it are named.
 */
export function takeCounts(
  variants: readonly CountedVariant[],
  choices: ReadonlyMap<Id, CountChoice>,
): { readonly taken: TakenCount[]; readonly leftOut: CountClosingDetails['leftOut'] } {
  const leftOut: CountClosingDetails['leftOut'] = []
  const taken = variants.map(({ variantId, counts }) => {
    const choice = choices.get(variantId) ?? 'all'
    const chosen = counts.filter(({ pageId }) => pageId === choice)
    // The page that was chosen may have let go of the variant since: then the choice is void.
    const inIt = chosen.length > 0 ? chosen : counts
    for (const { pageId } of counts.filter((one) => !inIt.includes(one))) leftOut.push({ variantId, pageId })
    const sum = inIt.reduce((total, { counted }) => total + counted, 0)
    return {
      variantId,
      counted: Math.min(MAX_QUANTITY, sum),
      at: Math.max(...inIt.map(({ at }) => at)),
    }
  })
  return { taken, leftOut }
}

/** How far each page is in a count that is made of them now. */
export const pagesTaken = (pages: readonly KnownPage[]): CountClosingDetails['pages'] =>
  pages.map(({ pageId, step }) => ({ pageId, step }))

/**
 * COUNT-6: what a page says that came after its session was closed: lines of later steps than the count has of it, and than were told of
 * before (`heard`). Told at each arrival, every step is told once.
 */
export function lateLines(
  pageId: Id,
  lines: readonly PageLine[],
  closing: Pick<CountClosingDetails, 'pages'>,
  heard = 0,
): PageLine[] {
  const inCount = closing.pages.find((page) => page.pageId === pageId)?.step ?? 0
  const from = Math.max(inCount, heard)
  return lines.filter(({ step }) => step > from)
}

const byMoment = (a: OneCount, b: OneCount): number => a.at - b.at || compareText(a.pageId, b.pageId)
const firstOf = ({ counts }: CountedVariant): number => counts[0]?.at ?? 0

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
