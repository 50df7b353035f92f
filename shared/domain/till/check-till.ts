import type { Entry } from '@shared/domain/orders/order-postings.ts'
import { breach, firstRefusal, immutable, refuseAny } from '@shared/domain/refusals.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { ENVELOPE_FIELDS } from '@shared/schemas/envelope.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import {
  type ShiftCloseDetails,
  type ShiftFigures,
  shiftCloseDetailsSchema,
  shiftOpenDetailsSchema,
  TILL_KINDS,
  type TillKind,
} from '@shared/schemas/till.schema.ts'
import { accountOfReason, needsWords } from './cash-reasons.ts'
import { sumCounted } from './denominations.ts'
import { isFromElsewhere } from './fold-shifts.ts'
import { cashEntry, closeEntry, differenceOf, floatEntry } from './shift.ts'
import { cashMoved } from './shift-figures.ts'
import { closeIdOf, formatShift, shiftIdOf } from './shift-number.ts'

/** Whether a till makes movements of this kind. */
export const isTillKind = (kind: MoneyMovement['kind']): kind is TillKind =>
  TILL_KINDS.some((till) => till === kind)

/** Every rule of one document of a till. What a Z leaves out is judged where both are known (`checkAgainstClose`). */
export function checkTill(before: MoneyMovement | null, after: MoneyMovement): Refusal | null {
  return firstRefusal(
    () => (before ? checkUnchanged(before, after) : null),
    () => {
      if (after.kind === 'shift-open') return checkOpen(after)
      return after.kind === 'shift-close' ? checkClose(after) : checkCash(after)
    },
  )
}

const ENVELOPE: readonly string[] = ENVELOPE_FIELDS

/** SHIFT-1: a slip of it may be on paper. */
function checkUnchanged(before: MoneyMovement, after: MoneyMovement): Refusal | null {
  const fields = Object.keys(after) as (keyof MoneyMovement)[] // a document's own fields
  const changed = fields.find(
    (field) => !ENVELOPE.includes(field) && !isSameContent(before[field], after[field]),
  )
  return changed === undefined ? null : immutable(changed, { rule: 'SHIFT-1' })
}

function checkOpen(movement: MoneyMovement): Refusal | null {
  const parsed = shiftOpenDetailsSchema.safeParse(movement.details)
  if (!parsed.success) return breach('SHIFT-5', { field: 'details' })
  const { number, deviceId, float } = parsed.data
  const id = shiftIdOf(movement.shopId, deviceId, number)
  return firstRefusal(
    () => (movement.id === id && movement.shiftId === id ? null : breach('SHIFT-4', { field: 'id' })),
    () => (movement.reference === formatShift(number) ? null : breach('SHIFT-4', { field: 'reference' })),
    () => checkPostings(movement, floatEntry(float)),
    () => (movement.denominations.length === 0 ? null : breach('SHIFT-5', { field: 'denominations' })),
  )
}

function checkCash(movement: MoneyMovement): Refusal | null {
  const { kind, reason, note, shiftId, postings, details } = movement
  if (kind !== 'cash-in' && kind !== 'cash-out') return null
  const account = accountOfReason(kind, reason)
  const amount = cashMoved(postings)
  if (account === null || (needsWords(reason) && note.trim() === ''))
    return breach('SHIFT-7', { field: 'reason' })
  return firstRefusal(
    () => (shiftId === null ? breach('SHIFT-4', { field: 'shiftId' }) : null),
    () => (amount === 0 ? breach('SHIFT-7', { field: 'postings' }) : null),
    () => checkPostings(movement, cashEntry(kind, amount, account)),
    () => (Object.keys(details).length === 0 ? null : breach('SHIFT-5', { field: 'details' })),
  )
}

function checkClose(movement: MoneyMovement): Refusal | null {
  const parsed = shiftCloseDetailsSchema.safeParse(movement.details)
  if (!parsed.success) return breach('SHIFT-5', { field: 'details' })
  const { number, deviceId, figures, counted } = parsed.data
  const shiftId = shiftIdOf(movement.shopId, deviceId, number)
  const explains = movement.note.trim() !== ''
  return firstRefusal(
    () =>
      movement.shiftId === shiftId && movement.id === closeIdOf(shiftId)
        ? null
        : breach('SHIFT-4', { field: 'id' }),
    () => (movement.reference === formatShift(number) ? null : breach('SHIFT-4', { field: 'reference' })),
    () => checkFigures(figures),
    () => checkCounted(movement, parsed.data),
    () => (differenceOf(parsed.data) === 0 || explains ? null : breach('SHIFT-8', { field: 'note' })),
    () => checkPostings(movement, closeEntry(figures, counted)),
  )
}

function checkCounted({ denominations }: MoneyMovement, { counted }: ShiftCloseDetails): Refusal | null {
  const values = new Set(denominations.map(({ value }) => value))
  const isSum = values.size === denominations.length && sumCounted(denominations) === counted
  return isSum ? null : breach('SHIFT-8', { field: 'denominations' })
}

/** SHIFT-5: the sums of a Z agree with one another. */
function checkFigures({ float, cash, methods, movements, receipts }: ShiftFigures): Refusal | null {
  const wrong = (field: string): Refusal => breach('SHIFT-5', { field: `details.figures.${field}` })
  const byCash = methods.find(({ method }) => method === 'cash') ?? { received: 0, refunded: 0 }
  const moved = (wanted: 'cash-in' | 'cash-out'): number =>
    movements.reduce((sum, { kind, amount }) => sum + (kind === wanted ? amount : 0), 0)
  const expected = float + cash.tendered - cash.change - cash.refunded + cash.paidIn - cash.paidOut
  return firstRefusal(
    () => (cash.expected === expected ? null : wrong('cash')),
    () => (byCash.received === cash.tendered - cash.change ? null : wrong('methods')),
    () => (byCash.refunded === cash.refunded ? null : wrong('methods')),
    () => (moved('cash-in') === cash.paidIn ? null : wrong('movements')),
    () => (moved('cash-out') === cash.paidOut ? null : wrong('movements')),
    () => (new Set(movements.map(({ id }) => id)).size === movements.length ? null : wrong('movements')),
    () =>
      refuseAny(receipts, ({ first, last, present, received }) =>
        received <= present && present <= last - first + 1 ? null : wrong('receipts'),
      ),
  )
}

/** LEDGER-5: exactly what the document says is posted, one posting an account. */
function checkPostings({ postings }: MoneyMovement, entry: Entry): Refusal | null {
  const expected = entry.filter(([, amount]) => amount !== 0)
  const isExact =
    postings.length === expected.length &&
    expected.every(([account, amount]) =>
      postings.some((posting) => posting.account === account && posting.amount === amount),
    )
  return isExact ? null : breach('LEDGER-5', { field: 'postings' })
}

/**
 * SHIFT-9: cash that moved in a shift which is closed stands on its Z, or it did not move in that shift. A Z from elsewhere
 * could not know what the till's own device still had to send (SHIFT-10): that is taken.
 */
export function checkAgainstClose(movement: MoneyMovement, close: MoneyMovement | null): Refusal | null {
  if (close === null || (movement.kind !== 'cash-in' && movement.kind !== 'cash-out')) return null
  const z = shiftCloseDetailsSchema.safeParse(close.details)
  if (!z.success || isFromElsewhere(close, z.data)) return null
  const isListed = z.data.figures.movements.some(
    ({ id, kind, amount }) =>
      id === movement.id && kind === movement.kind && amount === cashMoved(movement.postings),
  )
  return isListed ? null : breach('SHIFT-9', { field: 'shiftId', number: movement.reference })
}
