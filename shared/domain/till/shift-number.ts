import { deriveId, type Id } from '@shared/kernel/id.ts'
import type { ShiftNumber } from '@shared/schemas/till.schema.ts'

const COUNTER_DIGITS = 4

/** `A1-1-Z0042`: device, receipt epoch, counter. Longer counters simply grow. */
export const formatShift = ({ deviceCode, epoch, counter }: ShiftNumber): string =>
  `${deviceCode}-${epoch}-Z${String(counter).padStart(COUNTER_DIGITS, '0')}`

/** SHIFT-4: a device has one shift of a number, on whatever machine it is asked. */
export const shiftIdOf = (shopId: Id, deviceId: Id, { epoch, counter }: ShiftNumber): Id =>
  deriveId(shopId, deviceId, 'shift', String(epoch), String(counter))

/** SHIFT-4: a shift has one Z. */
export const closeIdOf = (shiftId: Id): Id => deriveId(shiftId, 'shift-close')
