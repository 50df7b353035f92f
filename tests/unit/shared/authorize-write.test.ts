import { mayGrant } from '@shared/policy/authorize-people.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import { mayDiscount } from '@shared/policy/discount-limit.ts'
import { ROLES, type Role } from '@shared/schemas/people.schema.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { describe, expect, it } from 'vitest'
import { actorOf, idOf, productOf, soldOrder } from './builders.ts'
import { ME, OPERATIONS, staffOf } from './write-operations.ts'

const LETTERS: Readonly<Record<Role, string>> = {
  admin: 'A',
  manager: 'M',
  cashier: 'C',
  logistics: 'L',
  finance: 'F',
  vendor: 'V',
}

describe('who may write what', () => {
  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    'POLICY-2 to %s is allowed exactly to those in the table',
    (_name, { collection, before, after, allowed }) => {
      const may = ROLES.map((role) =>
        authorizeWrite(actorOf(role, ME), collection, before, after).ok ? LETTERS[role] : '.',
      )
      expect(may.join('')).toBe(allowed)
    },
  )

  it('POLICY-1 the table has an operation for each collection that a screen writes', () => {
    const covered = new Set(OPERATIONS.map(({ collection }) => collection))
    const later = ['subscriptions', 'conversations', 'appointments']
    expect(COLLECTION_NAMES.filter((name) => !covered.has(name)).sort()).toEqual(later.sort())
  })

  it('POLICY-2 nothing of another shop is written, whoever asks', () => {
    for (const { collection, before, after } of OPERATIONS) {
      const foreign = { ...after, shopId: idOf('elsewhere') }
      const result = authorizeWrite(actorOf('admin', ME), collection, before, foreign)
      expect(result).toEqual({ ok: false, error: { code: 'SERVER_FIELD', params: { field: 'shopId' } } })
    }
  })

  it('POLICY-1 a permission given beyond the role opens exactly that', () => {
    const receiver = actorOf('cashier', ME, ['stock.receive'])
    const may = OPERATIONS.filter(({ collection }) => collection === 'stockMovements')
      .filter(({ collection, before, after }) => authorizeWrite(receiver, collection, before, after).ok)
      .map(({ name }) => name)
    expect(may).toEqual(['receive goods'])
  })

  it('POLICY-2 a refusal names the permission and the field', () => {
    const before = productOf()
    const after = { ...before, variants: before.variants.map((variant) => ({ ...variant, price: null })) }
    const editor = actorOf('cashier', ME, ['products.edit'])
    expect(authorizeWrite(editor, 'products', before, after)).toEqual({
      ok: false,
      error: { code: 'FORBIDDEN', params: { permission: 'products.edit-price', field: 'variants.price' } },
    })
    expect(authorizeWrite(editor, 'products', before, { ...before, name: 'x', nameKey: 'x' }).ok).toBe(true)
  })

  it('POLICY-2 a sale that a restore lost may come back from another till, with its own signatures', () => {
    const order = soldOrder()
    const other = { ...actorOf('cashier', ME), deviceId: idOf('B9') }
    expect(authorizeWrite(other, 'orders', null, { ...order, rev: 3 }).ok).toBe(true)
    expect(authorizeWrite(other, 'orders', null, order).ok).toBe(false)
  })
})

describe('giving permissions', () => {
  const manager = actorOf('manager', ME, ['staff.manage'])
  const accountant = actorOf('finance', ME, ['staff.manage'])

  it('POLICY-3 nobody gives a role or a permission that holds more than he does', () => {
    expect(authorizeWrite(manager, 'staff', null, staffOf('new', 'admin')).ok).toBe(true)
    expect(authorizeWrite(accountant, 'staff', null, staffOf('new', 'manager')).ok).toBe(false)
    expect(authorizeWrite(accountant, 'staff', null, staffOf('new', 'cashier')).ok).toBe(false)
    expect(authorizeWrite(accountant, 'staff', null, staffOf('new', 'finance')).ok).toBe(true)
    expect(authorizeWrite(accountant, 'staff', null, staffOf('new', 'finance', ['data.import'])).ok).toBe(
      false,
    )
    expect(authorizeWrite(manager, 'staff', null, staffOf('new', 'cashier', ['some.future-power'])).ok).toBe(
      false,
    )
  })

  it('POLICY-3 nobody changes the power of somebody who holds more than he does', () => {
    const boss = staffOf('boss', 'manager')
    expect(authorizeWrite(accountant, 'staff', boss, { ...boss, active: false }).ok).toBe(false)
    expect(authorizeWrite(accountant, 'staff', boss, { ...boss, role: 'finance' }).ok).toBe(false)
    expect(authorizeWrite(actorOf('admin', ME), 'staff', boss, { ...boss, active: false }).ok).toBe(true)
  })

  it('POLICY-3 the form offers exactly what may be given', () => {
    expect(mayGrant(actorOf('admin'), 'admin', [])).toBe(true)
    expect(mayGrant(actorOf('manager'), 'cashier', [])).toBe(false)
    expect(mayGrant(accountant, 'finance', ['reports.view'])).toBe(true)
    expect(mayGrant(accountant, 'finance', ['orders.sell'])).toBe(false)
  })
})

describe('discounts', () => {
  it('POLICY-2 a cashier may give a fifth of the whole, others any, some none', () => {
    const may = (role: Role, off: number) => mayDiscount(actorOf(role), 1_000, off)
    expect([may('cashier', 200), may('cashier', 201), may('manager', 1_000)]).toEqual([true, false, true])
    expect([may('logistics', 1), may('logistics', 0)]).toEqual([false, true])
  })
})
