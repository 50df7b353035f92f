import type { z } from 'zod'
import { moneyMovementSchema, stockMovementSchema } from './movements.schema.ts'
import { orderSchema } from './orders.schema.ts'
import { customerSchema, staffSchema } from './people.schema.ts'
import { productSchema } from './products.schema.ts'
import { appointmentSchema, conversationSchema, messageSchema, subscriptionSchema } from './service.schema.ts'
import { settingSchema } from './settings.schema.ts'
import { taskSchema } from './tasks.schema.ts'

/**
 * The replicated collections: validator, version, local indexes and migrations of each, in one place.
 * `indexes` are the local store's; every indexed field is required and never null. `version` is the number of migrations.
 * A migration is pure and total, takes a document of version n-1 to version n, and leaves one that is there already alone:
 * documents are never rewritten in store, they are brought up whenever they are read (`upgradeDocument`).
 */
interface CollectionDefinition<Schema extends z.ZodType> {
  readonly version: number
  readonly schema: Schema
  readonly indexes: readonly (readonly string[])[]
  /** The first takes version 0 to 1. */
  readonly migrations: readonly Migration[]
}
type Migration = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>

/** Fields came that may be left out: a document of before is one of now. */
const unchanged: Migration = (document) => ({ ...document })

const define = <Schema extends z.ZodType>(
  schema: Schema,
  indexes: readonly (readonly string[])[],
  migrations: readonly Migration[] = [],
): CollectionDefinition<Schema> => ({ version: migrations.length, schema, indexes, migrations })

export const COLLECTIONS = {
  products: define(productSchema, [['nameKey']], [unchanged, unchanged]),
  orders: define(orderSchema, [['placedInv'], ['status', 'placedInv']], [unchanged, unchanged, unchanged]),
  stockMovements: define(stockMovementSchema, [['atInv']], [unchanged, unchanged]),
  moneyMovements: define(moneyMovementSchema, [['atInv']]),
  customers: define(customerSchema, [['nameKey']], [unchanged]),
  subscriptions: define(subscriptionSchema, []),
  conversations: define(conversationSchema, []),
  messages: define(messageSchema, [['conversationId', 'at']]),
  appointments: define(appointmentSchema, [['startsAt']]),
  tasks: define(taskSchema, [['state', 'createdAt']]),
  staff: define(staffSchema, []),
  settings: define(settingSchema, [['kind']], [unchanged, unchanged, unchanged, unchanged]),
} as const

export type CollectionName = keyof typeof COLLECTIONS
export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as CollectionName[] // the object's own keys

/** A document of a collection as it travels and as the server stores it. */
export type DocumentOf<Name extends CollectionName> = z.infer<(typeof COLLECTIONS)[Name]['schema']>
export type AnyDocument = { [Name in CollectionName]: DocumentOf<Name> }[CollectionName]

export const isCollectionName = (name: string): name is CollectionName => Object.hasOwn(COLLECTIONS, name)
