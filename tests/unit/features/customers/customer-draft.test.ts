import {
  changesOf,
  draftOf,
  EMPTY_DRAFT,
  inputOf,
  problemsOf,
} from '@renderer/features/customers/customer-draft.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { changeCustomer, newCustomer } from '@shared/domain/customers/customer.ts'
import { minor } from '@shared/kernel/money.ts'
import { describe, expect, it } from 'vitest'
import { authorOn, customerOf, idOf, mustFit, testDeps } from '../../shared/builders.ts'

const ADDRESS = idOf('address')

describe('the form of a customer', () => {
  it('makes a new customer that fits, with what was typed and nothing empty', () => {
    const draft = {
      ...EMPTY_DRAFT,
      name: ' Aminata Sow ',
      otherPhone: '77 1',
      city: 'Thiès',
      note: 'Voisine',
    }
    const customer = newCustomer(inputOf(draft, ADDRESS), authorOn('A1'), testDeps())
    expect(customer).toMatchObject({ name: 'Aminata Sow', phones: ['77 1'], creditLimit: 0, note: 'Voisine' })
    expect(customer.addresses).toMatchObject([{ isDefault: true, address: { city: 'Thiès' } }])
    mustFit('customers', customer)
    expect(
      newCustomer(inputOf({ ...EMPTY_DRAFT, name: 'X' }, ADDRESS), authorOn('A1'), testDeps()),
    ).toMatchObject({
      phones: [],
      addresses: [],
    })
  })

  it('changes only what was changed in it, and the name is folded again', () => {
    const known = { ...customerOf('Awa Ba'), phones: ['1', '2', '3'], note: 'Ancienne' }
    const start = draftOf(known)
    const draft = { ...start, name: 'Awa Bâ', phone: '9' }
    const meanwhile = { ...known, note: 'Écrite par un collègue', creditLimit: minor(500) }
    const changed = changeCustomer(meanwhile, changesOf(start, draft, meanwhile, ADDRESS))
    expect(changed).toMatchObject({
      name: 'Awa Bâ',
      phones: ['9', '2', '3'],
      note: 'Écrite par un collègue',
      creditLimit: 500,
    })
    expect(checkDocument('customers', meanwhile, changed).ok).toBe(true)
    expect(changesOf(start, start, known, ADDRESS)).toEqual({})
  })

  it('keeps what it does not show of an address', () => {
    const address = { line1: 'Rue 10', city: 'Dakar', country: 'SN' }
    const home = { id: ADDRESS, label: 'home' as const, isDefault: true, address }
    const known = { ...customerOf(), addresses: [home, { ...home, id: idOf('work'), isDefault: false }] }
    const start = draftOf(known)
    const { addresses } = changesOf(start, { ...start, city: 'Rufisque' }, known, idOf('unused'))
    expect(addresses).toEqual([{ ...home, address: { ...address, city: 'Rufisque' } }, known.addresses[1]])
  })

  it('says what is missing or wrong', () => {
    expect(problemsOf(EMPTY_DRAFT)).toEqual(['name'])
    expect(problemsOf({ ...EMPTY_DRAFT, name: 'Awa', email: 'awa@', creditLimit: null })).toEqual([
      'email',
      'limit',
    ])
    expect(problemsOf({ ...EMPTY_DRAFT, name: 'Awa', email: 'awa@ba.sn' })).toEqual([])
  })
})
