import type { CustomerChanges, CustomerInput } from '@shared/domain/customers/customer.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Minor, ZERO } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'

/** A customer as the form holds him. */
export interface CustomerDraft {
  readonly name: string
  readonly phone: string
  readonly otherPhone: string
  readonly email: string
  readonly line1: string
  readonly city: string
  /** Null while the field is empty or holds no amount. */
  readonly creditLimit: Minor | null
  /** Null: everybody's prices. */
  readonly priceListId: Id | null
  readonly note: string
}

export const EMPTY_DRAFT: CustomerDraft = {
  name: '',
  phone: '',
  otherPhone: '',
  email: '',
  line1: '',
  city: '',
  creditLimit: ZERO,
  priceListId: null,
  note: '',
}

export function draftOf(customer: Customer): CustomerDraft {
  const [first] = customer.addresses
  return {
    name: customer.name,
    phone: customer.phones[0] ?? '',
    otherPhone: customer.phones[1] ?? '',
    email: customer.email,
    line1: first?.address.line1 ?? '',
    city: first?.address.city ?? '',
    creditLimit: customer.creditLimit,
    priceListId: customer.priceListId ?? null,
    note: customer.note,
  }
}

export type DraftProblem = 'name' | 'email' | 'limit'

export function problemsOf({ name, email, creditLimit }: CustomerDraft): readonly DraftProblem[] {
  const isMail = email.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(isMail ? [] : (['email'] as const)),
    ...(creditLimit === null ? (['limit'] as const) : []),
  ]
}

/** What a new customer is made of. */
export const inputOf = (draft: CustomerDraft, addressId: Id): CustomerInput => ({
  name: draft.name.trim(),
  phones: phonesOf(draft, []),
  email: draft.email.trim(),
  addresses: addressesOf(draft, [], addressId),
  creditLimit: draft.creditLimit ?? ZERO,
  ...(draft.priceListId === null ? {} : { priceListId: draft.priceListId }),
  note: draft.note.trim(),
})

/** Only what was changed in the form: what somebody else changed meanwhile stays. */
export function changesOf(
  start: CustomerDraft,
  draft: CustomerDraft,
  current: Customer,
  addressId: Id,
): CustomerChanges {
  const isChanged = (...fields: readonly (keyof CustomerDraft)[]) =>
    fields.some((field) => start[field] !== draft[field])
  return {
    ...(isChanged('name') && { name: draft.name.trim() }),
    ...(isChanged('phone', 'otherPhone') && { phones: phonesOf(draft, current.phones) }),
    ...(isChanged('email') && { email: draft.email.trim() }),
    ...(isChanged('line1', 'city') && { addresses: addressesOf(draft, current.addresses, addressId) }),
    ...(isChanged('creditLimit') && draft.creditLimit !== null && { creditLimit: draft.creditLimit }),
    ...(isChanged('priceListId') && { priceListId: draft.priceListId }),
    ...(isChanged('note') && { note: draft.note.trim() }),
  }
}

/** The form shows two; more that were known stay behind them. */
const phonesOf = ({ phone, otherPhone }: CustomerDraft, known: readonly string[]): string[] =>
  [phone.trim(), otherPhone.trim(), ...known.slice(2)].filter((one) => one !== '')

/** The form shows the first address; others, and what it does not show of it, stay. */
function addressesOf(
  { line1, city }: CustomerDraft,
  known: Customer['addresses'],
  addressId: Id,
): Customer['addresses'] {
  const [first, ...others] = known
  const shown = { line1: line1.trim(), city: city.trim() }
  if (!first) {
    const isEmpty = shown.line1 === '' && shown.city === ''
    return isEmpty ? [] : [{ id: addressId, label: 'home', isDefault: true, address: shown }]
  }
  return [{ ...first, address: { ...first.address, ...shown } }, ...others]
}
