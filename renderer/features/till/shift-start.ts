import { FIRST_WRITE, type WritePlace } from '@renderer/db/store.ts'
import type { Id } from '@shared/kernel/id.ts'
import { z } from 'zod'

/*
 * Where in this device's order of writes the open shift began. What is lost of it costs time and nothing else: everything is
 * read then.
 */

const startSchema = z.object({ shiftId: z.string(), lwt: z.number() })
const keyOf = (shopId: Id): string => `comptoir.shift.${shopId}`

/** Call before the shift is written; `lwt` is the clock that the store writes by. */
export function keepShiftStart(storage: Storage, shopId: Id, shiftId: Id, lwt: number): void {
  try {
    storage.setItem(keyOf(shopId), JSON.stringify({ shiftId, lwt }))
  } catch {
    // No room: the shift is found by reading everything.
  }
}

export function loadShiftStart(storage: Storage, shopId: Id, shiftId: Id): WritePlace {
  try {
    const kept = startSchema.parse(JSON.parse(storage.getItem(keyOf(shopId)) ?? 'null'))
    return kept.shiftId === shiftId ? { lwt: kept.lwt, id: '' } : FIRST_WRITE
  } catch {
    // Nothing kept, or a damaged note.
    return FIRST_WRITE
  }
}
