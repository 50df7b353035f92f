import type { Id } from '@shared/kernel/id.ts'
import { type CountSession, countSessionSchema } from './count-session.ts'

const keyOf = (shopId: Id): string => `comptoir.count.${shopId}`

/** The count that was under way on this device, if there is one that can still be read. */
export function loadCount(storage: Storage, shopId: Id): CountSession | null {
  const text = storage.getItem(keyOf(shopId))
  if (text === null) return null
  try {
    const parsed = countSessionSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    // Not JSON: another version's or a damaged note. A count starts anew rather than stopping the screen.
    return null
  }
}

export function keepCount(storage: Storage, shopId: Id, session: CountSession | null): void {
  try {
    if (session === null) storage.removeItem(keyOf(shopId))
    else storage.setItem(keyOf(shopId), JSON.stringify(session))
  } catch {
    // No room: the count goes on in memory and only a reload would lose it.
  }
}
