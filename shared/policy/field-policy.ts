import { forbidden, immutable, refuseAny, serverField } from '@shared/domain/refusals.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { ENVELOPE_FIELDS } from '@shared/schemas/envelope.ts'
import type { Actor } from './actor.ts'
import { can } from './can.ts'
import type { Permission } from './permissions.ts'

/**
 * Who may change one field: any one of these permissions, nobody on a device (`server`), nobody ever after the document
 * was made (`sealed`), anybody who may write the document at all because the field follows from others (`derived`,
 * `checkDocument` computes it again), or a rule of the collection that looks closer (`ruled`).
 */
export type FieldRule = readonly Permission[] | 'server' | 'sealed' | 'derived' | 'ruled'

/** One rule for every field of a document but its envelope; the compiler asks for a new field's. */
export type FieldRules<D> = {
  readonly [Field in Exclude<keyof D, (typeof ENVELOPE_FIELDS)[number]>]: FieldRule
}

const ENVELOPE: readonly string[] = ENVELOPE_FIELDS

/** POLICY-2: the fields that differ, envelope aside. Field by field, so that nothing rides along with what is allowed. */
export function changedFields(before: object, after: object): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  const was: Readonly<Record<string, unknown>> = { ...before }
  const is: Readonly<Record<string, unknown>> = { ...after }
  return [...fields].filter((field) => !ENVELOPE.includes(field) && !isSameContent(was[field], is[field]))
}

/** Refuses the first changed field that its rule does not let this person change; a field without a rule is refused (POLICY-1). */
export function refuseFields(
  actor: Actor,
  fields: readonly string[],
  rules: Readonly<Record<string, FieldRule>>,
): Refusal | null {
  return refuseAny(fields, (field) => {
    const rule = Object.hasOwn(rules, field) ? rules[field] : 'server'
    if (rule === undefined || rule === 'server') return serverField(field)
    if (rule === 'sealed') return immutable(field)
    if (rule === 'derived' || rule === 'ruled') return null
    return requireAny(actor, rule, field)
  })
}

/** Refuses unless this person holds one of the permissions; the first is the one that is named to him. */
export function requireAny(actor: Actor, permissions: readonly Permission[], field: string): Refusal | null {
  if (permissions.some((permission) => can(actor, permission))) return null
  return forbidden(permissions[0] ?? 'none', field)
}

/** Refuses unless this person holds the permission. */
export const requireOne = (actor: Actor, permission: Permission, field: string): Refusal | null =>
  requireAny(actor, [permission], field)
