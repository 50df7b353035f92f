import { breach, firstRefusal, refuseAny } from '@shared/domain/refusals.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { LotShare, StockPosting } from '@shared/schemas/postings.ts'
import { lotKey } from './lots.ts'

/** SERIAL-1 and LOT-3 for the postings of a document; `saysDays` where goods come in. */
export function checkLotPostings(postings: readonly StockPosting[], saysDays: boolean): Refusal | null {
  return refuseAny(postings, ({ id, lot = '', expiry, serial, quantity }) => {
    if (lot === '' && (expiry !== undefined || serial !== undefined))
      return breach('LOT-1', { field: 'postings', id })
    if (expiry !== undefined && (!saysDays || quantity < 0)) return breach('LOT-3', { field: 'postings', id })
    return serial !== undefined && Math.abs(quantity) !== 1
      ? breach('SERIAL-1', { field: 'postings', id })
      : null
  })
}

/** The lots of a line: each once, a serial number one piece, together no more than the line. */
export function checkShares(shares: readonly LotShare[], units: number, id: string): Refusal | null {
  if (shares.length === 0) return null
  const names = new Set(shares.map(({ lot }) => lot))
  const sum = shares.reduce((total, { quantity }) => total + quantity, 0)
  return firstRefusal(
    () => (names.size === shares.length && sum <= units ? null : breach('LOT-2', { field: 'lots', id })),
    () =>
      shares.every(({ serial, quantity }) => serial === undefined || quantity === 1)
        ? null
        : breach('SERIAL-1', { field: 'lots', id }),
  )
}

/** What became more or less of each lot, over all places. */
export const lotsThatMoved = (postings: readonly StockPosting[]): number[] => [...sumByLot(postings).values()]

/** Units by lot of a variant; what has no lot is left out. */
export function sumByLot(
  entries: Iterable<{
    readonly variantId: string
    readonly lot?: string | undefined
    readonly quantity: number
  }>,
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { variantId, lot = '', quantity } of entries) {
    if (lot === '') continue
    const key = lotKey(variantId, lot)
    sums.set(key, (sums.get(key) ?? 0) + quantity)
  }
  return sums
}
