import { firstRefusal, immutable, serverField } from '@shared/domain/refusals.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { DocumentOf } from '@shared/schemas/registry.ts'
import type { Actor } from './actor.ts'
import { changedFields, requireOne } from './field-policy.ts'

type Message = DocumentOf<'messages'>

/** What was said stays said. A device writes what goes out; what came in and what became of it the server knows. */
export function authorizeMessage(actor: Actor, before: Message | null, after: Message): Refusal | null {
  return firstRefusal(
    () => requireOne(actor, 'messages.send', 'text'),
    () => {
      const changed = before && changedFields(before, after)[0]
      return changed ? immutable(changed) : null
    },
    () => (after.direction === 'out' ? null : serverField('direction')),
    () => (after.author === 'person' ? null : serverField('author')),
    () => (before !== null || after.delivery === 'pending' ? null : serverField('delivery')),
  )
}
