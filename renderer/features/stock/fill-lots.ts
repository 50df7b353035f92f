import type { Projections } from '@renderer/projections/projections.ts'
import { assignLots, type LotDemand } from '@shared/domain/stock/lots.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { LotShare } from '@shared/schemas/postings.ts'

/**
 * Lines that leave a place, each with its lots: those that somebody chose, the rest first expiring first out (LOT-5). Where the stock cannot be
 * asked, goods leave without a lot: nothing is held up.
 */
export async function fillLots<Line extends LotDemand>(
  projections: Pick<Projections, 'lotsAt'>,
  lines: readonly Line[],
  locationId: Id,
): Promise<(Line & { readonly lots: readonly LotShare[] })[]> {
  const ids = [...new Set(lines.map(({ variantId }) => variantId))]
  const stock = await projections.lotsAt(ids, locationId).catch(() => [])
  const assigned = assignLots(lines, stock)
  return lines.map((line, i) => ({ ...line, lots: assigned[i] ?? [] }))
}

/**
 * LOT-6: what a count lacks is taken off goods without a lot first, because nobody knows where they are, then off what expires first. Answer `i`
 * belongs to line `i`.
 */
export async function lotsOfShortages(
  projections: Pick<Projections, 'lotsAt'>,
  lines: readonly { readonly variantId: Id; readonly counted: number; readonly expected: number }[],
  locationId: Id,
): Promise<LotShare[][]> {
  const ids = [...new Set(lines.map(({ variantId }) => variantId))]
  const stock = await projections.lotsAt(ids, locationId).catch(() => [])
  return lines.map(({ variantId, counted, expected }) => {
    const lots = stock.filter((one) => one.variantId === variantId)
    const named = lots.reduce((sum, { quantity }) => sum + quantity, 0)
    const withoutLot = Math.max(0, expected - named)
    const short = Math.max(0, expected - counted - withoutLot)
    return assignLots([{ variantId, quantity: short }], lots)[0] ?? []
  })
}
