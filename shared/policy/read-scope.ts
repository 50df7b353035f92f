import { tagDocument } from '@shared/domain/tagged-document.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import { COLLECTION_NAMES, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import type { Task } from '@shared/schemas/tasks.schema.ts'
import type { Actor } from './actor.ts'

const EVERYWHERE: readonly CollectionName[] = ['settings', 'staff', 'tasks', 'products']

/** POLICY-1: what of the shop reaches whose device; what is not here does not. */
const READS: Readonly<Record<Role, readonly CollectionName[]>> = {
  admin: COLLECTION_NAMES,
  manager: COLLECTION_NAMES,
  cashier: [
    ...EVERYWHERE,
    'orders',
    'customers',
    'stockMovements',
    'moneyMovements',
    'conversations',
    'messages',
    'appointments',
    'subscriptions',
  ],
  logistics: [...EVERYWHERE, 'orders', 'customers', 'stockMovements', 'subscriptions'],
  finance: [...EVERYWHERE, 'orders', 'customers', 'stockMovements', 'moneyMovements', 'subscriptions'],
  vendor: EVERYWHERE,
}

/** Tasks of scheduled reports hold figures: they are for whom the role shows reports. */
const READS_REPORTS: readonly Role[] = ['admin', 'manager', 'finance']
export const REPORT_TASK: Task['kind'] = 'scheduled-report'
export const readsReports = ({ role }: Pick<Actor, 'role'>): boolean => READS_REPORTS.includes(role)

/** Settings that are no business of a vendor: who the shop buys from, and what it reports to itself. */
export const NOT_FOR_VENDORS: readonly Setting['kind'][] = ['supplier', 'report']

/** Whether documents of a collection are for this person at all. */
export const canRead = (actor: Pick<Actor, 'role'>, collection: CollectionName): boolean =>
  READS[actor.role].includes(collection)

/** Whether this very document is for this person: a vendor sees his own goods and his own tasks, and no suppliers or reports. */
export function canReadDocument<Name extends CollectionName>(
  actor: Pick<Actor, 'role' | 'staffId'>,
  collection: Name,
  document: DocumentOf<Name>,
): boolean {
  if (!canRead(actor, collection)) return false
  const tagged = tagDocument(collection, document)
  if (tagged.collection === 'tasks' && tagged.document.kind === REPORT_TASK && !readsReports(actor))
    return false
  if (actor.role !== 'vendor') return true
  if (tagged.collection === 'products') return tagged.document.vendorId === actor.staffId
  if (tagged.collection === 'staff') return tagged.document.id === actor.staffId
  if (tagged.collection === 'settings') return !NOT_FOR_VENDORS.includes(tagged.document.kind)
  if (tagged.collection !== 'tasks') return true
  const { assigneeId, assigneeRole, createdBy } = tagged.document
  return assigneeId === actor.staffId || assigneeRole === 'vendor' || createdBy === actor.staffId
}
