import { can } from '@shared/policy/can.ts'
import { PERMISSIONS, type Permission } from '@shared/policy/permissions.ts'
import { canRead, canReadDocument } from '@shared/policy/read-scope.ts'
import { permissionsOf } from '@shared/policy/roles.ts'
import { ROLES, type Role } from '@shared/schemas/people.schema.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { describe, expect, it } from 'vitest'
import { actorOf, productOf } from './builders.ts'

/** The whole policy by role: a letter where the role may (A admin, M manager, C cashier, L logistics, F finance, V vendor). */
const TABLE: Readonly<Record<Permission, string>> = {
  'orders.sell': 'AMC...',
  'orders.discount': 'AMC...',
  'orders.discount-any': 'AM....',
  'orders.return': 'AMC...',
  'orders.cancel': 'AM....',
  'orders.edit': 'AM....',
  'orders.ship': 'AM.L..',
  'payments.take': 'AMC.F.',
  'payments.confirm': 'AM..F.',
  'products.edit': 'AM....',
  'products.edit-own': 'AM...V',
  'products.edit-price': 'AM....',
  'products.edit-cost': 'AM....',
  'products.approve': 'AM....',
  'stock.receive': 'AM.L..',
  'stock.adjust': 'AM.L..',
  'stock.count': 'AM.L..',
  'stock.transfer': 'AM.L..',
  'stock.order': 'AM....',
  'customers.edit': 'AMC...',
  'customers.credit': 'AM..F.',
  'customers.archive': 'AM....',
  'money.till': 'AMC.F.',
  'money.move': 'AM..F.',
  'reports.view': 'AM..F.',
  'reports.view-margin': 'AM..F.',
  'settings.edit': 'AM....',
  'staff.manage': 'A.....',
  'sync.resolve': 'AM....',
  'tasks.manage': 'AM....',
  'messages.send': 'AMC...',
  'conversations.edit': 'AM....',
  'appointments.edit': 'AM....',
  'subscriptions.edit': 'AM....',
  'data.import': 'AM....',
  'data.export': 'AM..F.',
}

const LETTERS: Readonly<Record<Role, string>> = {
  admin: 'A',
  manager: 'M',
  cashier: 'C',
  logistics: 'L',
  finance: 'F',
  vendor: 'V',
}

/** Collections that reach a role's devices, in the same letters. */
const READ_TABLE: Readonly<Record<(typeof COLLECTION_NAMES)[number], string>> = {
  products: 'AMCLFV',
  orders: 'AMCLF.',
  stockMovements: 'AMCLF.',
  moneyMovements: 'AMC.F.',
  customers: 'AMCLF.',
  subscriptions: 'AMCLF.',
  conversations: 'AMC...',
  messages: 'AMC...',
  appointments: 'AMC...',
  tasks: 'AMCLFV',
  staff: 'AMCLFV',
  settings: 'AMCLFV',
}

describe.each(ROLES)('a %s', (role) => {
  it('POLICY-1 may exactly what the table says', () => {
    const may = PERMISSIONS.filter((permission) => can(actorOf(role), permission))
    expect(may).toEqual(PERMISSIONS.filter((permission) => TABLE[permission].includes(LETTERS[role])))
  })

  it('POLICY-1 reads exactly the collections that the table says', () => {
    const reads = COLLECTION_NAMES.filter((name) => canRead(actorOf(role), name))
    expect(reads).toEqual(COLLECTION_NAMES.filter((name) => READ_TABLE[name].includes(LETTERS[role])))
  })
})

describe('permissions beyond the role', () => {
  it('POLICY-3 are added to those of the role, and a word that is no permission gives nothing', () => {
    const given = permissionsOf('cashier', ['stock.count', 'products.*', 'admin', 'orders.sell'])
    expect(given).toEqual([...permissionsOf('cashier'), 'stock.count'])
    expect(can(actorOf('cashier', undefined, ['stock.count']), 'stock.count')).toBe(true)
    expect(can(actorOf('cashier', undefined, ['*']), 'staff.manage')).toBe(false)
  })
})

describe('a vendor', () => {
  it('POLICY-1 sees his own goods and nobody else’s', () => {
    const vendor = actorOf('vendor')
    const product = productOf()
    expect(canReadDocument(vendor, 'products', { ...product, vendorId: vendor.staffId })).toBe(true)
    expect(canReadDocument(vendor, 'products', { ...product, vendorId: actorOf('vendor').accountId })).toBe(
      false,
    )
    expect(canReadDocument(vendor, 'products', product)).toBe(false)
    expect(canReadDocument(actorOf('cashier'), 'products', product)).toBe(true)
  })
})
