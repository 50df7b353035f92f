import type { ENVELOPE_FIELDS } from '@shared/schemas/envelope.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import {
  APPEND,
  DEEP,
  DERIVED,
  FLAG,
  FLAT,
  LATEST,
  type MergeRule,
  type MergeRules,
  mapById,
  SCALAR,
  setOf,
} from './merge-rule.ts'

/** Every field of a document has a rule; the compiler asks for one when a field is added. */
type RulesOf<Name extends CollectionName> = {
  readonly [Field in Exclude<keyof DocumentOf<Name>, (typeof ENVELOPE_FIELDS)[number]>]-?: MergeRule
}

/**
 * MERGE-6, the life of an order as ranks: it never goes back. `cancelled` is the highest, by this rule: whoever cancelled
 * has given goods and money back and posted it, and that cannot be unmade by somebody who meanwhile moved the order on;
 * both steps stay in its events.
 */
export const ORDER_RANKS = [
  'held',
  'pending',
  'confirmed',
  'processing',
  'shipped',
  'delivered',
  'cancelled',
] as const

/** A payment is declared, then confirmed, then at worst failed. */
const PAYMENT_RANKS = ['declared', 'confirmed', 'failed'] as const
const TASK_RANKS = ['open', 'in-progress', 'failed', 'dismissed', 'done'] as const
const DELIVERY_RANKS = ['pending', 'failed', 'sent', 'delivered', 'read'] as const

const ADDRESS_ENTRY: MergeRules = { address: FLAT }

const orders: RulesOf<'orders'> = {
  archived: FLAG,
  number: SCALAR,
  receipt: SCALAR,
  channel: SCALAR,
  status: { type: 'lifecycle', ranks: ORDER_RANKS, reopens: false },
  paymentStatus: DERIVED,
  placedAt: SCALAR,
  placedInv: DERIVED,
  businessDay: SCALAR,
  locationId: SCALAR,
  shiftId: SCALAR,
  customerId: SCALAR,
  customerName: SCALAR,
  country: SCALAR,
  currency: SCALAR,
  pricesIncludeTax: SCALAR,
  // Only a cart on hold still changes its lines; those of a sold order are the same on every side.
  lines: mapById(2_000),
  subtotal: DERIVED,
  discount: SCALAR,
  discountReason: SCALAR,
  shipping: SCALAR,
  tax: DERIVED,
  total: DERIVED,
  payments: { type: 'append', progress: { field: 'status', ranks: PAYMENT_RANKS } },
  returns: APPEND,
  stockPostings: APPEND,
  moneyPostings: APPEND,
  deliveryAddress: FLAT,
  shipments: mapById(50, { updates: APPEND }),
  commissions: mapById(100),
  events: APPEND,
  note: SCALAR,
  importKey: SCALAR,
  details: DEEP,
}

const products: RulesOf<'products'> = {
  archived: FLAG,
  name: SCALAR,
  nameKey: DERIVED,
  kind: SCALAR,
  shortDescription: SCALAR,
  description: SCALAR,
  categoryId: SCALAR,
  brand: SCALAR,
  vendorId: SCALAR,
  currency: SCALAR,
  unit: SCALAR,
  pricePer: SCALAR,
  tracking: SCALAR,
  taxClassId: SCALAR,
  variants: mapById(500, { barcodes: setOf(20), archived: FLAG }),
  images: mapById(50),
  specifications: FLAT,
  tags: setOf(100),
  seo: { type: 'record', fields: { keywords: setOf(50) }, rest: SCALAR },
  active: SCALAR,
  featured: SCALAR,
  isNew: SCALAR,
  bestSeller: SCALAR,
  sortOrder: SCALAR,
  approval: FLAT,
  source: FLAT,
}

const occurrence = {
  archived: FLAG,
  at: SCALAR,
  atInv: DERIVED,
  businessDay: SCALAR,
  reference: SCALAR,
  note: SCALAR,
  kind: SCALAR,
  reason: SCALAR,
  postings: APPEND,
} as const

const stockMovements: RulesOf<'stockMovements'> = {
  ...occurrence,
  supplierName: SCALAR,
  counted: SCALAR,
  countSessionId: SCALAR,
  // An order to a supplier is one thing: half of one and half of another is no order.
  details: SCALAR,
}

const moneyMovements: RulesOf<'moneyMovements'> = {
  ...occurrence,
  currency: SCALAR,
  shiftId: SCALAR,
  customerId: SCALAR,
  vendorId: SCALAR,
  denominations: SCALAR,
  details: DEEP,
}

const customers: RulesOf<'customers'> = {
  archived: FLAG,
  kind: SCALAR,
  name: SCALAR,
  nameKey: DERIVED,
  phones: setOf(10),
  email: SCALAR,
  avatarUrl: SCALAR,
  addresses: mapById(20, ADDRESS_ENTRY),
  language: SCALAR,
  currency: SCALAR,
  preferences: DEEP,
  marketingConsent: SCALAR,
  creditLimit: SCALAR,
  priceListId: SCALAR,
  tags: setOf(100),
  whatsapp: SCALAR,
  acquiredBy: SCALAR,
  note: SCALAR,
  importKey: SCALAR,
}

const subscriptions: RulesOf<'subscriptions'> = {
  archived: FLAG,
  customerId: SCALAR,
  plan: SCALAR,
  lines: mapById(200),
  frequency: SCALAR,
  nextDeliveryAt: SCALAR,
  deliveryAddress: FLAT,
  paymentMethod: SCALAR,
  currency: SCALAR,
  price: SCALAR,
  state: SCALAR,
  pausedUntil: SCALAR,
  reason: SCALAR,
}

const conversations: RulesOf<'conversations'> = {
  archived: FLAG,
  kind: SCALAR,
  channel: SCALAR,
  subject: SCALAR,
  status: SCALAR,
  assigneeId: SCALAR,
  participants: setOf(100),
  customerId: SCALAR,
  orderId: SCALAR,
  productId: SCALAR,
  lastMessageAt: LATEST,
  details: DEEP,
}

const messages: RulesOf<'messages'> = {
  archived: FLAG,
  conversationId: SCALAR,
  at: SCALAR,
  direction: SCALAR,
  kind: SCALAR,
  text: SCALAR,
  author: SCALAR,
  delivery: { type: 'lifecycle', ranks: DELIVERY_RANKS, reopens: false },
  providerId: SCALAR,
  details: DEEP,
}

const appointments: RulesOf<'appointments'> = {
  archived: FLAG,
  serviceId: SCALAR,
  customerId: SCALAR,
  startsAt: SCALAR,
  endsAt: SCALAR,
  status: SCALAR,
  reminders: mapById(20),
  source: SCALAR,
  note: SCALAR,
}

const tasks: RulesOf<'tasks'> = {
  archived: FLAG,
  kind: SCALAR,
  state: { type: 'lifecycle', ranks: TASK_RANKS, reopens: true },
  subject: SCALAR,
  assigneeId: SCALAR,
  assigneeRole: SCALAR,
  dueAt: SCALAR,
  payload: DEEP,
  attempts: LATEST,
  result: DEEP,
  idempotencyKey: SCALAR,
}

const staff: RulesOf<'staff'> = {
  archived: FLAG,
  name: SCALAR,
  email: SCALAR,
  phone: SCALAR,
  avatarUrl: SCALAR,
  role: SCALAR,
  permissions: setOf(100),
  active: SCALAR,
}

const settings: RulesOf<'settings'> = {
  archived: FLAG,
  kind: SCALAR,
  value: DEEP,
}

/** How every field of every collection is merged. */
export const FIELD_RULES: { readonly [Name in CollectionName]: RulesOf<Name> } = {
  orders,
  products,
  stockMovements,
  moneyMovements,
  customers,
  subscriptions,
  conversations,
  messages,
  appointments,
  tasks,
  staff,
  settings,
}
