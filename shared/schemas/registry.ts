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
 * `indexes` are RxDB's; every indexed field is required and never null. A migration is pure, total, and takes
 * a document of version n-1 to version n.
 */
interface CollectionDefinition<Schema extends z.ZodType> {
  readonly version: number
  readonly schema: Schema
  readonly indexes: readonly (readonly string[])[]
  readonly migrations: Readonly<
    Record<number, (document: Record<string, unknown>) => Record<string, unknown>>
  >
}

const define = <Schema extends z.ZodType>(
  schema: Schema,
  indexes: readonly (readonly string[])[],
): CollectionDefinition<Schema> => ({
  version: 0,
  schema,
  indexes,
  migrations: {},
})

export const COLLECTIONS = {
  products: define(productSchema, [['nameKey']]),
  orders: define(orderSchema, [['placedInv'], ['status', 'placedInv']]),
  stockMovements: define(stockMovementSchema, [['atInv']]),
  moneyMovements: define(moneyMovementSchema, [['atInv']]),
  customers: define(customerSchema, [['nameKey']]),
  subscriptions: define(subscriptionSchema, []),
  conversations: define(conversationSchema, []),
  messages: define(messageSchema, [['conversationId', 'at']]),
  appointments: define(appointmentSchema, [['startsAt']]),
  tasks: define(taskSchema, [['state', 'createdAt']]),
  staff: define(staffSchema, []),
  settings: define(settingSchema, [['kind']]),
} as const

export type CollectionName = keyof typeof COLLECTIONS
export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as CollectionName[] // the object's own keys

/** A document of a collection as it travels and as the server stores it. */
export type DocumentOf<Name extends CollectionName> = z.infer<(typeof COLLECTIONS)[Name]['schema']>
export type AnyDocument = { [Name in CollectionName]: DocumentOf<Name> }[CollectionName]

export const isCollectionName = (name: string): name is CollectionName => Object.hasOwn(COLLECTIONS, name)
