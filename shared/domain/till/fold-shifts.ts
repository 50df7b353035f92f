import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode, Minor } from '@shared/kernel/money.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import {
  type ShiftCloseDetails,
  type ShiftNumber,
  shiftCloseDetailsSchema,
  shiftOpenDetailsSchema,
} from '@shared/schemas/till.schema.ts'

/** A till from its opening to its counted close. */
export interface Shift {
  readonly id: Id
  readonly number: ShiftNumber
  readonly deviceId: Id
  readonly currency: CurrencyCode
  readonly openedAt: number
  readonly openedBy: Id
  readonly float: Minor
  readonly mark: Id
  /** Cash that came and went between sales, and debts that were paid, oldest first. */
  readonly movements: readonly MoneyMovement[]
  readonly z: ClosedShift | null
}

/** What a Z says, read out of its document. */
export interface ClosedShift extends ShiftCloseDetails {
  readonly id: Id
  readonly closedAt: number
  readonly closedBy: Id
  readonly businessDay: BusinessDay
  readonly currency: CurrencyCode
  /** Why the count differs from what was expected. */
  readonly explanation: string
  readonly denominations: MoneyMovement['denominations']
  /** SHIFT-10: made on another device than the till's own, from what was known there. */
  readonly isFromElsewhere: boolean
  /** False until the server has acknowledged the Z. */
  readonly isReceived: boolean
}

/** The Z in a document; null for every other document. */
export function readClose(movement: MoneyMovement): ClosedShift | null {
  if (movement.kind !== 'shift-close') return null
  const details = shiftCloseDetailsSchema.safeParse(movement.details)
  if (!details.success) return null
  return {
    ...details.data,
    id: movement.id,
    closedAt: movement.at,
    closedBy: movement.createdBy,
    businessDay: movement.businessDay,
    currency: movement.currency,
    explanation: movement.note,
    denominations: movement.denominations,
    isFromElsewhere: isFromElsewhere(movement, details.data),
    isReceived: movement.rev > 0,
  }
}

/** By what it posts: after a restore another device may have brought the document back under its own name. */
export const isFromElsewhere = (
  { postings, deviceId }: Pick<MoneyMovement, 'postings' | 'deviceId'>,
  till: Pick<ShiftCloseDetails, 'deviceId'>,
): boolean => (postings[0]?.deviceId ?? deviceId) !== till.deviceId

/** The shifts that these documents tell of, newest first; whatever their order, and each once. */
export function foldShifts(movements: Iterable<MoneyMovement>): Shift[] {
  const byId = new Map([...movements].map((movement) => [movement.id, movement]))
  const cashByShift = new Map<string, MoneyMovement[]>()
  const zByShift = new Map<string, ClosedShift>()
  for (const movement of byId.values()) {
    if (movement.shiftId === null) continue
    const z = readClose(movement)
    if (z) zByShift.set(movement.shiftId, z)
    if (movement.kind !== 'cash-in' && movement.kind !== 'cash-out') continue
    cashByShift.set(movement.shiftId, [...(cashByShift.get(movement.shiftId) ?? []), movement])
  }
  const settlements = [...byId.values()].filter(({ kind }) => kind === 'credit-settlement')
  const shifts = [...byId.values()].flatMap((movement) => {
    const opened = readOpen(movement)
    if (!opened) return []
    const z = zByShift.get(movement.id) ?? null
    const cash = cashByShift.get(movement.id) ?? []
    const settled = settlements.filter((settlement) => isWithin(settlement, opened, z))
    return { ...opened, movements: [...cash, ...settled].sort(byCreation), z }
  })
  return shifts.sort((a, b) => b.openedAt - a.openedAt || compareNumbers(b.number, a.number))
}

/** SHIFT-2: a debt that this device was paid between the marks of the opening and of the Z. */
function isWithin(
  { id, deviceId, currency }: MoneyMovement,
  opened: Pick<Shift, 'deviceId' | 'currency' | 'mark'>,
  z: ClosedShift | null,
): boolean {
  const isOwn = deviceId === opened.deviceId && currency === opened.currency
  return isOwn && id > opened.mark && (z === null || id < z.mark)
}

const byCreation = (a: MoneyMovement, b: MoneyMovement): number => a.at - b.at || (a.id < b.id ? -1 : 1)

function readOpen(movement: MoneyMovement): Omit<Shift, 'movements' | 'z'> | null {
  if (movement.kind !== 'shift-open') return null
  const details = shiftOpenDetailsSchema.safeParse(movement.details)
  if (!details.success) return null
  const { id, currency, at: openedAt, createdBy: openedBy } = movement
  return { id, currency, openedAt, openedBy, ...details.data }
}

const compareNumbers = (a: ShiftNumber, b: ShiftNumber): number => a.epoch - b.epoch || a.counter - b.counter

/** The shift that is open on a device: the one of the highest number, should a copied profile have left two. */
export function openShiftOf(shifts: readonly Shift[], deviceId: Id): Shift | null {
  const open = shifts.filter((shift) => shift.deviceId === deviceId && shift.z === null)
  return open.reduce<Shift | null>(
    (highest, shift) =>
      highest === null || compareNumbers(shift.number, highest.number) > 0 ? shift : highest,
    null,
  )
}

/** SHIFT-4: the number after the highest that this device has given in a receipt epoch. */
export function nextShiftNumber(
  shifts: readonly Shift[],
  deviceId: Id,
  series: Pick<ShiftNumber, 'deviceCode' | 'epoch'>,
): ShiftNumber {
  const given = shifts.filter(({ deviceId: of, number }) => of === deviceId && number.epoch === series.epoch)
  const highest = given.reduce((most, { number }) => Math.max(most, number.counter), 0)
  return { deviceCode: series.deviceCode, epoch: series.epoch, counter: highest + 1 }
}
