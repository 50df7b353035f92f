import { type Author, type DomainDeps, newEnvelope, type Signature, sign } from '@shared/domain/authoring.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { MAX_QUANTITY, type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { CountClosingDetails } from '@shared/schemas/count-details.schema.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
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
  readonly lot?: string
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
  { variantId, locationId }: Pick<StockPosting, 'variantId' | 'locationId'>,
): Id => deriveId(countId, variantId, locationId)

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
    .map(({ variantId, locationId, counted, expected }) => ({
      id: countSessionId === null ? deps.ids.next() : countPostingIdOf(id, { variantId, locationId }),
      variantId,
      locationId,
      quantity: quantity(counted - expected),
      kind: 'count' as const,
      ...signature,
    }))
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
  const post = (locationId: Id, amount: number): StockPosting => ({
    id: ids.next(),
    variantId: line.variantId,
    locationId,
    quantity: quantity(amount),
    kind,
    ...signature,
    ...(line.unitCost === undefined || line.unitCost === null ? {} : { unitCost: line.unitCost }),
    ...(line.lot === undefined || line.lot === '' ? {} : { lot: line.lot }),
  })
  if (kind === 'transfer' && line.toLocationId !== undefined)
    return [post(line.locationId, -line.quantity), post(line.toLocationId, line.quantity)]
  return [post(line.locationId, kind === 'waste' ? -line.quantity : line.quantity)]
}

function refuseMovement({ kind, lines, reason }: MovementInput): MovementError | null {
  const postingsPerLine = kind === 'transfer' ? 2 : 1
  const max = MAX_MOVEMENT_POSTINGS / postingsPerLine
  if (lines.length === 0) return { type: 'NoLines' }
  if (lines.length > max) return { type: 'TooManyLines', max }
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
