import { firstRefusal } from '@shared/domain/refusals.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { type Setting, settingValue } from '@shared/schemas/settings.schema.ts'
import type { Actor } from './actor.ts'
import { requireAny, requireOne } from './field-policy.ts'

/**
 * POLICY-2 on saved reports: whoever may see reports keeps his own; what everybody sees, what somebody else keeps, and what the server works
 * out and sends by itself is the manager's.
 */
export function authorizeReport(actor: Actor, before: Setting | null, after: Setting): Refusal | null {
  const [was, is] = [settingValue('report', before), settingValue('report', after)]
  const isOwn = [was, is].every((value) => value === null || value.ownerId === actor.staffId)
  const isScheduled = !isSameContent(was?.schedule ?? null, is?.schedule ?? null)
  return firstRefusal(
    () => requireAny(actor, ['reports.view', 'settings.edit'], 'value'),
    () => (isOwn ? null : requireOne(actor, 'settings.edit', 'value.ownerId')),
    () => (isScheduled ? requireOne(actor, 'settings.edit', 'value.schedule') : null),
  )
}
