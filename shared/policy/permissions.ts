/** Everything that somebody may or may not do, as `resource.action`. */
export const PERMISSIONS = [
  'orders.sell',
  'orders.discount',
  'orders.discount-any',
  'orders.return',
  'orders.cancel',
  'orders.edit',
  'orders.ship',
  'payments.take',
  'payments.confirm',
  'products.edit',
  'products.edit-own',
  'products.edit-price',
  'products.edit-cost',
  'products.approve',
  'stock.receive',
  'stock.adjust',
  'stock.count',
  'stock.transfer',
  'stock.order',
  'customers.edit',
  'customers.credit',
  'customers.archive',
  'money.till',
  'money.move',
  'reports.view',
  'reports.view-margin',
  'settings.edit',
  'staff.manage',
  'sync.resolve',
  'tasks.manage',
  'messages.send',
  'conversations.edit',
  'appointments.edit',
  'subscriptions.edit',
  'data.import',
  'data.export',
] as const
/** One of the permissions. */
export type Permission = (typeof PERMISSIONS)[number]

/** Whether a word, as it stands in somebody's document, is a permission this version knows. */
export const isPermission = (text: string): text is Permission =>
  (PERMISSIONS as readonly string[]).includes(text) // widened only to be searched
