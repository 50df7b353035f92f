import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Envelope } from '@shared/schemas/envelope.ts'
import { breach, refuseAny } from './refusals.ts'

/** No device tells an earlier or a later time honestly: it has heard the server's before it may sell, however wrong its own is. */
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2200, 0, 1)
const FIRST_DAY = businessDayOf(EARLIEST, 0)
const LAST_DAY = businessDayOf(LATEST, 0)

interface Timed {
  readonly placedAt?: number
  readonly at?: number
  readonly businessDay?: BusinessDay
  readonly channel?: string
}

/**
 * TIME-1: what is written down happened in this century or the next. A date outside would stand at the end of every list and
 * every report for ever. Imported history keeps its dates.
 */
export function checkTimes(document: Envelope & Timed): Refusal | null {
  const isImported = document.channel === 'import'
  const own = ['createdAt', 'updatedAt'] as const
  const fields = isImported ? own : ([...own, 'placedAt', 'at', 'businessDay'] as const)
  return refuseAny(fields, (field) => {
    const value = document[field]
    const [first, last] = field === 'businessDay' ? [FIRST_DAY, LAST_DAY] : [EARLIEST, LATEST]
    return value === undefined || (value >= first && value < last) ? null : breach('TIME-1', { field })
  })
}
