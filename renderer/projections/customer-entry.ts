import type { Customer } from '@shared/schemas/people.schema.ts'

/** What the credit book keeps of a customer. */
export interface CustomerEntry
  extends Pick<Customer, 'id' | 'name' | 'nameKey' | 'creditLimit' | 'archived'> {
  readonly phone: string
  /** Digits of all phones, each behind a space, so that one does not run into the next. */
  readonly phoneDigits: string
  readonly pending: boolean
}

export const customerEntryOf = (customer: Customer, pending: boolean): CustomerEntry => ({
  id: customer.id,
  name: customer.name,
  nameKey: customer.nameKey,
  creditLimit: customer.creditLimit,
  archived: customer.archived,
  phone: customer.phones[0] ?? '',
  phoneDigits: customer.phones.map((phone) => ` ${phone.replace(/\D/g, '')}`).join(''),
  pending,
})

/** Whether a stored value has what the book reads of a customer. Cheaper than the validator; see `isCountableOrder`. */
export function isListableCustomer(value: unknown): value is Customer {
  if (typeof value !== 'object' || value === null) return false
  const { id, name, nameKey, phones, creditLimit }: Partial<Record<keyof Customer, unknown>> = value
  const areTexts = [id, name, nameKey].every((text) => typeof text === 'string')
  const areLines = Array.isArray(phones) && phones.every((phone) => typeof phone === 'string')
  return areTexts && areLines && Number.isSafeInteger(creditLimit)
}
