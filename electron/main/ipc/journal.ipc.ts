import { ok } from '@shared/kernel/result.ts'
import type { Journal } from '../services/journal.ts'
import type { Handlers } from './register-handler.ts'

/** The journal of unacknowledged writes. A good `journal:append` is the second half of "Sold". */
export function journalHandlers(
  journal: Journal,
): Pick<Handlers, 'journal:append' | 'journal:acknowledge' | 'journal:read'> {
  return {
    'journal:append': async ({ shopId, entries }) => {
      const appended = await journal.append(shopId, entries)
      return appended.ok ? ok({ durable: true }) : appended
    },
    'journal:acknowledge': async ({ shopId, ids }) => {
      const acknowledged = await journal.acknowledge(shopId, ids)
      return acknowledged.ok ? ok({}) : acknowledged
    },
    'journal:read': ({ shopId }) => journal.read(shopId),
  }
}
