import type { Role } from '@shared/schemas/people.schema.ts'
import { isPermission, PERMISSIONS, type Permission } from './permissions.ts'

/** What a role may do by itself (POLICY-1: what is not here is denied). */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: PERMISSIONS,
  manager: PERMISSIONS.filter((permission) => permission !== 'staff.manage'),
  cashier: [
    'orders.sell',
    'orders.discount',
    'orders.return',
    'payments.take',
    'customers.edit',
    'money.till',
    'messages.send',
  ],
  logistics: ['orders.ship', 'stock.receive', 'stock.adjust', 'stock.count', 'stock.transfer'],
  finance: [
    'payments.take',
    'payments.confirm',
    'customers.credit',
    'money.till',
    'money.move',
    'reports.view',
    'reports.view-margin',
    'data.export',
  ],
  vendor: ['products.edit-own'],
}

/**
 * What somebody of that role may do, with what the shop gave him beside it. Words that are no permission give nothing:
 * an older device must not guess what a newer one meant.
 */
export function permissionsOf(role: Role, extra: readonly string[] = []): Permission[] {
  return [...new Set([...ROLE_PERMISSIONS[role], ...extra.filter(isPermission)])]
}
