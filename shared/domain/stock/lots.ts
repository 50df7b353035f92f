import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import type { LotShare, StockPosting } from '@shared/schemas/postings.ts'

/*
 * Goods that are told apart by lot and expiry day, or each by a serial number. A serial number is a lot of one piece, so both follow
 * the same rules (LOT-1 … LOT-6, SERIAL-1, SERIAL-2 in the README). What nobody said a lot of has none, and is sold all the same.
 */

/** What there is of a lot at a place. */
export interface LotStock {
  readonly variantId: Id
  readonly locationId: Id
  readonly lot: string
  readonly quantity: number
  /** As it was said last, at whatever place (LOT-3); null when nobody said. */
  readonly expiry: BusinessDay | null
  readonly serial: boolean
  /** When goods of it first came to this place. */
  readonly since: number
}

/** What a fold reads of a posting. */
export type LotPosting = Pick<
  StockPosting,
  'id' | 'variantId' | 'locationId' | 'quantity' | 'at' | 'lot' | 'expiry' | 'serial'
>

const MOST_LETTERS = 80

/** The name of a lot as it was typed or scanned: capitals, single spaces. Empty when there is none. */
export const readLot = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()
    .slice(0, MOST_LETTERS)
    .trim()

/** One lot of a variant, wherever it is. */
export const lotKey = (variantId: string, lot: string): string => `${variantId} ${lot}`

/**
 * LOT-1: what there is of every lot at every place is the sum of the postings that name it, each posting once, in any order; with what has
 * no lot they sum to what is on hand.
 */
export function foldLots(postings: Iterable<LotPosting>): LotStock[] {
  const stocks = new Map<string, LotStock>()
  const expiries = new Map<string, { day: BusinessDay; at: number; id: string }>()
  const seen = new Set<string>()
  for (const posting of postings) {
    const { id, variantId, locationId, lot, at, expiry } = posting
    if (lot === undefined || lot === '' || seen.has(id)) continue
    seen.add(id)
    const key = lotKey(variantId, lot)
    const place = `${key} ${locationId}`
    stocks.set(place, addTo(stocks.get(place), posting, lot))
    const said = expiries.get(key)
    const isLater = !said || at > said.at || (at === said.at && id > said.id)
    if (expiry !== undefined && isLater) expiries.set(key, { day: expiry, at, id })
  }
  return [...stocks.values()].map((stock) => ({
    ...stock,
    expiry: expiries.get(lotKey(stock.variantId, stock.lot))?.day ?? null,
  }))
}

function addTo(known: LotStock | undefined, posting: LotPosting, lot: string): LotStock {
  const { variantId, locationId, quantity: units, at, serial } = posting
  return {
    variantId,
    locationId,
    lot,
    quantity: (known?.quantity ?? 0) + units,
    expiry: null,
    serial: serial === true || known?.serial === true,
    since: Math.min(known?.since ?? Number.POSITIVE_INFINITY, at),
  }
}

const NEVER = Number.POSITIVE_INFINITY

/** First expiring, first out; without a day last, and the ones that came first before the others. */
export function compareLots(a: LotStock, b: LotStock): number {
  const [aDay, bDay] = [a.expiry ?? NEVER, b.expiry ?? NEVER]
  if (aDay !== bDay) return aDay - bDay
  if (a.since !== b.since) return a.since - b.since
  if (a.lot === b.lot) return 0
  return a.lot < b.lot ? -1 : 1
}

/** Whether the day on which it may be sold last is over. */
export const isExpired = (expiry: BusinessDay | null | undefined, today: BusinessDay): boolean =>
  expiry !== null && expiry !== undefined && expiry < today

/**
 * LOT-5, first expiring first out: at most `wanted` units of lots of which something is there; what is not covered has no lot. A serial
 * number is never guessed: the piece in somebody's hand says which one it is.
 */
export function allocateLots(stock: readonly LotStock[], wanted: number): LotShare[] {
  const shares: LotShare[] = []
  let left = wanted
  for (const one of [...stock].filter(({ serial }) => !serial).sort(compareLots)) {
    const taken = Math.min(left, one.quantity)
    if (taken <= 0) continue
    left -= taken
    shares.push(shareOf(one, taken))
  }
  return shares
}

/** So many units of a lot, with all that is known of it. */
export const shareOf = (
  { lot, expiry, serial }: Pick<LotStock, 'lot' | 'expiry' | 'serial'>,
  units: number,
): LotShare => ({
  lot,
  quantity: quantity(units),
  ...(expiry === null ? {} : { expiry }),
  ...(serial ? { serial: true as const } : {}),
})

/** What a person said of a line's lots, and how much the line takes. */
export interface LotDemand {
  readonly variantId: Id
  readonly quantity: number
  readonly lots?: readonly LotShare[] | undefined
}

/**
 * The lots of several lines that take from the same shelf: what a person chose stands, the rest is taken first expiring first out from what
 * the others leave. Answer `i` belongs to line `i`.
 */
export function assignLots(lines: readonly LotDemand[], stock: readonly LotStock[]): LotShare[][] {
  const left = new Map(stock.map((one) => [lotKey(one.variantId, one.lot), one]))
  const take = (variantId: Id, shares: readonly LotShare[]): void => {
    for (const { lot, quantity: units } of shares) {
      const known = left.get(lotKey(variantId, lot))
      if (known) left.set(lotKey(variantId, lot), { ...known, quantity: known.quantity - units })
    }
  }
  const chosen = lines.map(({ variantId, lots = [], quantity: units }) => {
    const shares = withKnownDays(trimShares(lots, units), variantId, left)
    take(variantId, shares)
    return shares
  })
  return lines.map(({ variantId, quantity: units }, i) => {
    const said = chosen[i] ?? []
    const others = [...left.values()].filter((one) => one.variantId === variantId)
    const found = allocateLots(others, units - sumShares(said))
    take(variantId, found)
    return mergeShares([...said, ...found])
  })
}

/** A code that was scanned says the lot alone; its day is known from the goods that came. */
const withKnownDays = (
  shares: readonly LotShare[],
  variantId: Id,
  stock: ReadonlyMap<string, LotStock>,
): LotShare[] =>
  shares.map((share) => {
    const expiry = stock.get(lotKey(variantId, share.lot))?.expiry ?? share.expiry
    return expiry === undefined ? share : { ...share, expiry }
  })

export const sumShares = (shares: readonly { readonly quantity: number }[]): number =>
  shares.reduce((sum, { quantity: units }) => sum + units, 0)

/** The first `units` of what was said; a line may have become smaller since. */
export function trimShares(shares: readonly LotShare[], units: number): LotShare[] {
  let left = units
  return shares.flatMap((share) => {
    const taken = Math.min(left, share.quantity)
    left -= Math.max(0, taken)
    return taken > 0 ? [{ ...share, quantity: quantity(taken) }] : []
  })
}

/** One share a lot. A serial number stays one piece, however often it is named. */
export function mergeShares(shares: readonly LotShare[]): LotShare[] {
  const byLot = new Map<string, LotShare>()
  for (const share of shares) {
    const known = byLot.get(share.lot)
    if (!known) byLot.set(share.lot, share)
    else if (!known.serial)
      byLot.set(share.lot, { ...known, quantity: quantity(known.quantity + share.quantity) })
  }
  return [...byLot.values()]
}

/** What is left of some lots once others were taken from them. */
export function subtractShares(shares: readonly LotShare[], taken: readonly LotShare[]): LotShare[] {
  const takenByLot = new Map<string, number>()
  for (const { lot, quantity: units } of taken) takenByLot.set(lot, (takenByLot.get(lot) ?? 0) + units)
  return shares.flatMap((share) => {
    const off = Math.min(share.quantity, takenByLot.get(share.lot) ?? 0)
    takenByLot.set(share.lot, (takenByLot.get(share.lot) ?? 0) - off)
    return share.quantity > off ? [{ ...share, quantity: quantity(share.quantity - off) }] : []
  })
}

/** Units of a posting: of one lot, or of none. Its day is said by the goods that came, not by every posting since (LOT-3). */
export interface LotPiece extends Pick<StockPosting, 'lot' | 'serial'> {
  readonly quantity: Quantity
}

/** A line's units lot by lot, what has none last: each becomes a posting. Below zero where the line is. */
export function piecesOf(units: number, shares: readonly LotShare[] = []): LotPiece[] {
  const sign = units < 0 ? -1 : 1
  const named = mergeShares(trimShares(shares, Math.abs(units)))
  const rest = Math.abs(units) - sumShares(named)
  const pieces: LotPiece[] = named.map(({ expiry: _said, ...share }) => ({
    ...share,
    quantity: quantity(sign * share.quantity),
  }))
  return rest === 0 ? pieces : [...pieces, { quantity: quantity(sign * rest) }]
}

/** The lot that a posting names, as a share of a line; none where it names none. */
export const sharesOfPosting = ({
  lot,
  serial,
  quantity: units,
}: Pick<StockPosting, 'lot' | 'serial' | 'quantity'>): LotShare[] =>
  lot === undefined || lot === ''
    ? []
    : [{ lot, quantity: quantity(Math.abs(units)), ...(serial === undefined ? {} : { serial }) }]
