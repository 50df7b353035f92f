import { type Author, type DomainDeps, newEnvelope } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { type Minor, ZERO } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Envelope } from '@shared/schemas/envelope.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'

/** What is known of a new customer; the rest starts empty. */
export type CustomerInput = Pick<Customer, 'name'> &
  Partial<Omit<Customer, keyof Envelope | 'name' | 'nameKey'>>

/** A customer with no credit until somebody who may gives some. */
export function newCustomer(input: CustomerInput, author: Author, deps: DomainDeps): Customer {
  return {
    kind: 'person',
    phones: [],
    email: '',
    avatarUrl: '',
    addresses: [],
    language: null,
    currency: null,
    preferences: {},
    marketingConsent: false,
    creditLimit: ZERO,
    tags: [],
    whatsapp: '',
    acquiredBy: '',
    note: '',
    importKey: '',
    ...input,
    ...newEnvelope(author, deps),
    nameKey: foldText(input.name),
  }
}

/** What people change about a customer. */
export type CustomerChanges = Partial<Omit<Customer, Exclude<keyof Envelope, 'archived'> | 'nameKey'>>

/** The same customer with these fields anew (CUSTOMER-1: his name is folded again). */
export const changeCustomer = (customer: Customer, changes: CustomerChanges): Customer => ({
  ...customer,
  ...changes,
  nameKey: foldText(changes.name ?? customer.name),
})

/** Why a customer stays in the list: he owes (above zero) or is owed (below zero). */
export interface OpenBalance {
  readonly type: 'OpenBalance'
  readonly balance: Minor
}

/** CUSTOMER-4: a customer goes out of the list only when his account is even, as far as is known. */
export const archiveCustomer = (customer: Customer, balance: Minor): Result<Customer, OpenBalance> =>
  balance === 0 ? ok({ ...customer, archived: true }) : err({ type: 'OpenBalance', balance })
