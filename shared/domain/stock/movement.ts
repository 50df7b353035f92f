import { type Author, type DomainDeps, newEnvelope, type Signature, sign } from '@shared/domain/authoring.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { MAX_QUANTITY, type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { CountClosingDetails } from '@shared/schemas/count-details.schema.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { LotShare, StockPosting } from '@shared/schemas/postings.ts'
import { type LotPiece, piecesOf } from './lots.ts'
import { stockKey } from './postings.ts'

/** The bound of a movement's postings in its schema; a transfer posts two a line. */
export const MAX_MOVEMENT_POSTINGS = 5_000

/**
 * One variant of a movement. `quantity` is positive for receive, waste and transfer; signed (more or less) for adjust.
 * `toLocationId` is where a transfer goes, and for transfers only.
 */
export interface MovementLine {
  readonly variantId: Id
  readonly locationId: Id
  readonly toLocationId?: Id
  readonly quantity: Quantity
  readonly unitCost?: Minor | null
  /** Which lots or serial numbers these units are, at most as many; the others have none. Above zero also where units go. */
  readonly lots?: readonly LotShare[]
}

/** Goods that come, go or move, and why. */
export interface MovementInput {
  readonly kind: 'receive' | 'adjust' | 'waste' | 'transfer'
  readonly lines: readonly MovementLine[]
  readonly businessDay: BusinessDay
  /** A code of the reason list; required for adjust and waste. */
  readonly reason?: string
  readonly reference?: string
  readonly supplierName?: string
  readonly note?: string
  /** The order to a supplier on which the goods arrived, or from which they are taken back (PURCHASE-4). */
  readonly purchaseOrderId?: Id
}

/** One shelf as it was counted. */
export interface CountLine {
  readonly variantId: Id
  readonly locationId: Id
  readonly counted: Quantity
  /** What the ledger said at the moment of posting. */
  readonly expected: Quantity
  /** The lots that a shortage is taken off (LOT-6), above zero; what it does not name, and what was found too much, has none. */
  readonly lots?: readonly LotShare[]
}

/** A count of one or many shelves. */
export interface CountInput {
  readonly lines: readonly CountLine[]
  readonly businessDay: BusinessDay
  readonly reason?: string
  readonly reference?: string
  readonly note?: string
  readonly countSessionId?: Id | null
  /** For the count that closes a session of several pages (COUNT-4). */
  readonly closing?: CountClosingDetails
}

/** Why nothing is posted; `index` is that of the line at fault. */
export type MovementError =
  | { readonly type: 'NoLines' }
  | { readonly type: 'TooManyLines'; readonly max: number }
  | { readonly type: 'ReasonRequired' }
  | { readonly type: 'InvalidQuantity'; readonly index: number }
  | { readonly type: 'MissingDestination'; readonly index: number }
  | { readonly type: 'SameLocation'; readonly index: number }
  | { readonly type: 'DuplicateLine'; readonly index: number }

/** Receives, adjusts, wastes or moves stock. The document posts; on hand follows (LEDGER-1, LEDGER-4). */
export function recordMovement(
  input: MovementInput,
  author: Author,
  deps: DomainDeps,
): Result<StockMovement, MovementError> {
  const refused = refuseMovement(input)
  if (refused) return err(refused)
  const signature = sign(author, deps)
  const postings = input.lines.flatMap((line) => postLine(input.kind, line, signature, deps))
  const { kind, purchaseOrderId } = input
  return ok({
    ...newMovement(input, author, deps),
    kind,
    postings,
    counted: [],
    ...(purchaseOrderId === undefined ? {} : { details: { purchaseOrderId } }),
  })
}

/** STOCK-3: the id of a session's count, so that entered twice it is one document and posts once. */
export const countIdOf = (countSessionId: Id): Id => deriveId(countSessionId, 'count')

/** STOCK-3: and that of each of its postings. */
export const countPostingIdOf = (
  countId: Id,
  posting: Pick<StockPosting, 'variantId' | 'locationId' | 'lot'>,
): Id => deriveId(countId, ...pieceKey(posting, posting))

/** Records a count; only differences are posted, a shelf that was right leaves its line and no posting. */
export function recordCount(
  input: CountInput,
  author: Author,
  deps: DomainDeps,
): Result<StockMovement, MovementError> {
  const refused = refuseCount(input.lines)
  if (refused) return err(refused)
  const signature = sign(author, deps)
  const movement = newMovement(input, author, deps)
  const countSessionId = input.countSessionId ?? null
  const id = countSessionId === null ? movement.id : countIdOf(countSessionId)
  const postings = input.lines
    .filter(({ counted, expected }) => counted !== expected)
    .flatMap((line) => {
      const { variantId, locationId, counted, expected } = line
      const pieces = piecesOf(counted - expected, counted < expected ? line.lots : [])
      return pieces.map((piece) => ({
        id: countSessionId === null ? deps.ids.next() : countPostingIdOf(id, { ...line, ...piece }),
        variantId,
        locationId,
        kind: 'count' as const,
        ...signature,
        ...piece,
      }))
    })
  const counted = input.lines.map(({ variantId, locationId, counted, expected }) => ({
    variantId,
    locationId,
    counted,
    expected,
  }))
  const details = input.closing === undefined ? {} : { details: input.closing }
  return ok({ ...movement, id, kind: 'count', postings, counted, countSessionId, ...details })
}

function newMovement(
  input: Pick<MovementInput, 'businessDay' | 'reason' | 'reference' | 'supplierName' | 'note'>,
  author: Author,
  deps: DomainDeps,
) {
  const envelope = newEnvelope(author, deps)
  return {
    ...envelope,
    at: envelope.createdAt,
    atInv: invertTime(envelope.createdAt),
    businessDay: input.businessDay,
    reference: input.reference ?? '',
    note: input.note ?? '',
    reason: input.reason ?? '',
    supplierName: input.supplierName ?? '',
    countSessionId: null,
  }
}

function postLine(
  kind: MovementInput['kind'],
  line: MovementLine,
  signature: Signature,
  { ids }: DomainDeps,
): StockPosting[] {
  // LOT-3: the day is said where goods come in.
  const saysDays = kind === 'receive' || (kind === 'adjust' && line.quantity > 0)
  const post = (locationId: Id, piece: LotPiece, sign: 1 | -1): StockPosting => ({
    id: ids.next(),
    variantId: line.variantId,
    locationId,
    kind,
    ...signature,
    ...(line.unitCost === undefined || line.unitCost === null ? {} : { unitCost: line.unitCost }),
    ...piece,
    quantity: quantity(sign * piece.quantity),
    ...(saysDays ? expiryOf(line, piece) : {}),
  })
  const { toLocationId } = line
  const pieces = piecesOf(line.quantity, line.lots)
  if (kind === 'transfer' && toLocationId !== undefined)
    return pieces.flatMap((piece) => [post(line.locationId, piece, -1), post(toLocationId, piece, 1)])
  return pieces.map((piece) => post(line.locationId, piece, kind === 'waste' ? -1 : 1))
}

function expiryOf({ lots = [] }: MovementLine, { lot }: LotPiece): Pick<StockPosting, 'expiry'> {
  const expiry = lots.find((share) => share.lot === lot)?.expiry
  return expiry === undefined ? {} : { expiry }
}

/** What tells a posting from the others of its document: its shelf, and its lot where it has one. */
export const pieceKey = (
  { variantId, locationId }: Pick<StockPosting, 'variantId' | 'locationId'>,
  { lot }: Pick<LotPiece, 'lot'>,
): string[] => [variantId, locationId, ...(lot === undefined ? [] : [lot])]

function refuseMovement({ kind, lines, reason }: MovementInput): MovementError | null {
  const postingsPerLine = kind === 'transfer' ? 2 : 1
  const max = MAX_MOVEMENT_POSTINGS / postingsPerLine
  if (lines.length === 0) return { type: 'NoLines' }
  const pieces = lines.reduce((sum, line) => sum + piecesOf(line.quantity, line.lots).length, 0)
  if (pieces > max) return { type: 'TooManyLines', max }
  if ((kind === 'adjust' || kind === 'waste') && (reason ?? '').trim() === '')
    return { type: 'ReasonRequired' }
  for (const [index, line] of lines.entries()) {
    if (!isMovable(line.quantity, kind === 'adjust')) return { type: 'InvalidQuantity', index }
    if (kind !== 'transfer') continue
    if (line.toLocationId === undefined) return { type: 'MissingDestination', index }
    if (line.toLocationId === line.locationId) return { type: 'SameLocation', index }
  }
  return null
}

const isMovable = (value: number, signed: boolean): boolean =>
  Number.isSafeInteger(value) && Math.abs(value) <= MAX_QUANTITY && (signed ? value !== 0 : value > 0)

function refuseCount(lines: readonly CountLine[]): MovementError | null {
  if (lines.length === 0) return { type: 'NoLines' }
  if (lines.length > MAX_MOVEMENT_POSTINGS) return { type: 'TooManyLines', max: MAX_MOVEMENT_POSTINGS }
  const shelves = new Set<string>()
  for (const [index, { variantId, locationId, counted, expected }] of lines.entries()) {
    const isCountable = Number.isSafeInteger(counted) && counted >= 0 && counted <= MAX_QUANTITY
    if (!isCountable || Math.abs(counted - expected) > MAX_QUANTITY) return { type: 'InvalidQuantity', index }
    const shelf = stockKey(variantId, locationId)
    if (shelves.has(shelf)) return { type: 'DuplicateLine', index }
    shelves.add(shelf)
  }
  return null
}
