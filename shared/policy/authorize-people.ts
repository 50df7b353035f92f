import { firstRefusal, forbidden, refuseAny } from '@shared/domain/refusals.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Customer, Staff } from '@shared/schemas/people.schema.ts'
import type { Actor } from './actor.ts'
import { can } from './can.ts'
import { changedFields, type FieldRules, refuseFields, requireAny, requireOne } from './field-policy.ts'
import { permissionsOf } from './roles.ts'

const EDIT = ['customers.edit', 'customers.credit'] as const

const CUSTOMER: FieldRules<Customer> = {
  kind: EDIT,
  name: EDIT,
  nameKey: 'derived',
  phones: EDIT,
  email: EDIT,
  avatarUrl: EDIT,
  addresses: EDIT,
  language: EDIT,
  currency: EDIT,
  preferences: EDIT,
  marketingConsent: EDIT,
  creditLimit: ['customers.credit'],
  priceListId: ['customers.credit'],
  tags: EDIT,
  whatsapp: EDIT,
  acquiredBy: EDIT,
  note: EDIT,
  importKey: ['data.import'],
  archived: ['customers.archive'],
}

/** POLICY-2 on customers: whoever serves them may write them down, credit is given by who answers for it. */
export function authorizeCustomer(actor: Actor, before: Customer | null, after: Customer): Refusal | null {
  if (before) return refuseFields(actor, changedFields(before, after), CUSTOMER)
  return firstRefusal(
    () => requireAny(actor, EDIT, 'name'),
    () => (after.creditLimit === 0 ? null : requireOne(actor, 'customers.credit', 'creditLimit')),
    () => (after.priceListId ? requireOne(actor, 'customers.credit', 'priceListId') : null),
    () => (after.importKey === '' ? null : requireOne(actor, 'data.import', 'importKey')),
    () => (after.archived ? requireOne(actor, 'customers.archive', 'archived') : null),
  )
}

const STAFF: FieldRules<Staff> = {
  name: ['staff.manage'],
  email: ['staff.manage'],
  phone: ['staff.manage'],
  avatarUrl: ['staff.manage'],
  role: ['staff.manage'],
  permissions: ['staff.manage'],
  active: ['staff.manage'],
  archived: ['staff.manage'],
}

/** What everybody keeps up to date about himself. */
const OWN: readonly string[] = ['phone', 'avatarUrl']

/** What decides who may do what. */
const POWER: readonly string[] = ['role', 'permissions', 'active', 'archived', 'email']

/**
 * POLICY-3: nobody gives what he does not hold, nobody changes somebody who holds more than he does, and nobody changes
 * his own power, not even downwards: a shop must not lock itself out by a slip.
 */
export function authorizeStaff(actor: Actor, before: Staff | null, after: Staff): Refusal | null {
  const fields = before ? changedFields(before, after) : POWER
  const isSelf = after.id === actor.staffId
  if (before && isSelf && fields.every((field) => OWN.includes(field))) return null
  return firstRefusal(
    () => (before ? refuseFields(actor, fields, STAFF) : requireOne(actor, 'staff.manage', 'role')),
    () =>
      isSelf && fields.some((field) => POWER.includes(field)) ? forbidden('staff.manage', 'role') : null,
    () => (before && fields.some((field) => POWER.includes(field)) ? checkHeld(actor, before, 'role') : null),
    () => checkHeld(actor, after, 'permissions', before),
  )
}

/** Refuses unless the actor holds all that this member holds, beyond what he held before. */
function checkHeld(actor: Actor, member: Staff, field: string, already: Staff | null = null): Refusal | null {
  const had = already ? powersOf(already) : []
  const given = powersOf(member).filter((power) => !had.includes(power))
  return refuseAny(given, (power) => (holds(actor, power) ? null : forbidden(power, field)))
}

/** Words that are no permission today may be one tomorrow, so they count too. */
const powersOf = ({ role, permissions }: Staff): string[] => [
  ...new Set<string>([...permissionsOf(role, permissions), ...permissions]),
]

const holds = (actor: Actor, power: string): boolean =>
  permissionsOf(actor.role, actor.permissions).some((held) => held === power)

/** Whether somebody may hand out all of this; for the form that offers it. */
export const mayGrant = (actor: Actor, role: Staff['role'], permissions: readonly string[]): boolean =>
  can(actor, 'staff.manage') &&
  [...permissionsOf(role, permissions), ...permissions].every((power) => holds(actor, power))
