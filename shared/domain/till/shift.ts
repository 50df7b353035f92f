import { type Author, type DomainDeps, newEnvelope, sign } from '@shared/domain/authoring.ts'
import { type Entry, postMoney } from '@shared/domain/orders/order-postings.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, MAX_MINOR, type Minor, minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import {
  MAX_SHIFT_MOVEMENTS,
  type ShiftCloseDetails,
  type ShiftFigures,
  type ShiftNumber,
  type ShiftOpenDetails,
  type TillKind,
} from '@shared/schemas/till.schema.ts'
import { accountOfReason, needsWords } from './cash-reasons.ts'
import { type CountedDenomination, MAX_PIECES, sumCounted } from './denominations.ts'
import { nextShiftNumber, openShiftOf, type Shift } from './fold-shifts.ts'
import { actsOf, shiftFigures } from './shift-figures.ts'
import { closeIdOf, formatShift, shiftIdOf } from './shift-number.ts'

/** Why the till stays as it is. */
export type TillError =
  | { readonly type: 'ShiftOpen'; readonly number: ShiftNumber }
  | { readonly type: 'ShiftClosed'; readonly number: ShiftNumber }
  | { readonly type: 'InvalidAmount' }
  | { readonly type: 'ReasonRequired' }
  | { readonly type: 'InvalidCount' }
  | { readonly type: 'TooManyMovements'; readonly max: number }
  | { readonly type: 'DifferenceUnexplained'; readonly difference: Minor }

/** A float, and where the numbers of this device stand. */
export interface OpenInput {
  readonly float: Minor
  readonly currency: CurrencyCode
  readonly businessDay: BusinessDay
  readonly series: Pick<ShiftNumber, 'deviceCode' | 'epoch'>
  /** What this device knows of its shifts. */
  readonly shifts: readonly Shift[]
}

/** Opens the till of this device: one shift at a time, the float out of the safe (SHIFT-3). */
export function openShift(
  input: OpenInput,
  author: Author,
  deps: DomainDeps,
): Result<MoneyMovement, TillError> {
  const open = openShiftOf(input.shifts, author.deviceId)
  if (open) return err({ type: 'ShiftOpen', number: open.number })
  if (!isAmount(input.float)) return err({ type: 'InvalidAmount' })
  const number = nextShiftNumber(input.shifts, author.deviceId, input.series)
  const id = shiftIdOf(author.shopId, author.deviceId, number)
  const details: ShiftOpenDetails = {
    number,
    deviceId: author.deviceId,
    mark: deps.ids.next(),
    float: input.float,
  }
  return ok({
    ...newTillDocument('shift-open', { ...input, shiftId: id, number }, author, deps),
    id,
    details,
    postings: postMoney(floatEntry(input.float), sign(author, deps), deps),
  })
}

/** Cash that is put into the drawer or taken out of it between sales. */
export interface CashInput {
  readonly kind: 'cash-in' | 'cash-out'
  readonly amount: Minor
  /** A code of `CASH_REASONS`. */
  readonly reason: string
  readonly note: string
  readonly businessDay: BusinessDay
}

/** Moves cash in or out of an open shift, for a reason. More than is expected to be there may go out: the count will tell. */
export function moveCash(
  shift: Shift,
  input: CashInput,
  author: Author,
  deps: DomainDeps,
): Result<MoneyMovement, TillError> {
  if (shift.z) return err({ type: 'ShiftClosed', number: shift.number })
  if (!isAmount(input.amount) || input.amount === 0) return err({ type: 'InvalidAmount' })
  const account = accountOfReason(input.kind, input.reason)
  const note = input.note.trim()
  if (account === null || (needsWords(input.reason) && note === '')) return err({ type: 'ReasonRequired' })
  if (shift.movements.length >= MAX_SHIFT_MOVEMENTS)
    return err({ type: 'TooManyMovements', max: MAX_SHIFT_MOVEMENTS })
  const { id: shiftId, number, currency } = shift
  const terms = { shiftId, number, currency, businessDay: input.businessDay }
  return ok({
    ...newTillDocument(input.kind, terms, author, deps),
    reason: input.reason,
    note,
    postings: postMoney(cashEntry(input.kind, input.amount, account), sign(author, deps), deps),
  })
}

/** What was found in the drawer, and why it differs when it does. */
export interface CloseInput {
  readonly counted: readonly CountedDenomination[]
  readonly explanation: string
  readonly businessDay: BusinessDay
  /** Every order that tells something of the shift. */
  readonly orders: readonly Order[]
}

/**
 * Counts and closes a shift: the numbered Z, which never changes again (SHIFT-1). The drawer is emptied into the safe, and a
 * difference, once explained, is posted to `cash-difference` (SHIFT-3).
 */
export function closeShift(
  shift: Shift,
  input: CloseInput,
  author: Author,
  deps: DomainDeps,
): Result<MoneyMovement, TillError> {
  if (shift.z) return err({ type: 'ShiftClosed', number: shift.number })
  const denominations = input.counted.filter(({ count }) => count !== 0)
  if (!denominations.every(isCountable) || sumCounted(denominations) > MAX_MINOR)
    return err({ type: 'InvalidCount' })
  const figures = shiftFigures(shift, input.orders, shift.movements)
  const counted = sumCounted(denominations)
  const difference = differenceOf({ figures, counted })
  const explanation = input.explanation.trim()
  // SHIFT-10: who closes another device's till says why.
  const isElsewhere = author.deviceId !== shift.deviceId
  if ((difference !== 0 || isElsewhere) && explanation === '')
    return err({ type: 'DifferenceUnexplained', difference })
  const { id: shiftId, number, currency, deviceId, openedAt, openedBy } = shift
  const mark = endMark(shift, input.orders, deps)
  const details: ShiftCloseDetails = { number, deviceId, mark, openedAt, openedBy, figures, counted }
  const terms = { shiftId, number, currency, businessDay: input.businessDay }
  return ok({
    ...newTillDocument('shift-close', terms, author, deps),
    id: closeIdOf(shiftId),
    note: difference === 0 && !isElsewhere ? '' : explanation,
    denominations,
    details,
    postings: postMoney(closeEntry(figures, counted), sign(author, deps), deps),
  })
}

/** What was counted less what was expected: below zero when cash is missing. */
export const differenceOf = ({ figures, counted }: { figures: ShiftFigures; counted: Minor }): Minor =>
  minor(counted - figures.cash.expected)

/** SHIFT-3: the float comes out of the safe. */
export const floatEntry = (float: Minor): Entry => [
  ['method:cash', float],
  ['safe', -float],
]

/** Into the drawer out of the account of the reason, or the other way. */
export function cashEntry(kind: 'cash-in' | 'cash-out', amount: Minor, account: string): Entry {
  const signed = kind === 'cash-in' ? amount : -amount
  return [
    ['method:cash', signed],
    [account, -signed],
  ]
}

/** SHIFT-3: all that should be in the drawer leaves it, what was counted goes into the safe, the difference is named. */
export const closeEntry = ({ cash: { expected } }: ShiftFigures, counted: Minor): Entry => [
  ['method:cash', -expected],
  ['safe', counted],
  ['cash-difference', expected - counted],
]

const isAmount = (amount: number): boolean =>
  Number.isSafeInteger(amount) && amount >= 0 && amount <= MAX_MINOR

const isCountable = ({ value, count }: CountedDenomination): boolean =>
  isAmount(value) && value > 0 && Number.isSafeInteger(count) && count > 0 && count <= MAX_PIECES

/** Behind everything that is counted, even what was written before the clock was set back. */
function endMark(shift: Shift, orders: readonly Order[], { ids }: DomainDeps): Id {
  const counted = orders.flatMap((order) => {
    const { isSale, payments, returns } = actsOf(order, shift)
    return [...(isSale ? [order] : []), ...payments, ...returns].map(({ id }) => id)
  })
  return counted.reduce((latest, id) => (id > latest ? id : latest), ids.next())
}

function newTillDocument(
  kind: TillKind,
  terms: { shiftId: Id; number: ShiftNumber; currency: CurrencyCode; businessDay: BusinessDay },
  author: Author,
  deps: DomainDeps,
): Omit<MoneyMovement, 'postings'> {
  const envelope = newEnvelope(author, deps)
  return {
    ...envelope,
    at: envelope.createdAt,
    atInv: invertTime(envelope.createdAt),
    businessDay: terms.businessDay,
    reference: formatShift(terms.number),
    note: '',
    kind,
    reason: '',
    currency: terms.currency,
    shiftId: terms.shiftId,
    customerId: null,
    vendorId: null,
    denominations: [],
    details: {},
  }
}
