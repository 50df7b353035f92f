import type { Order } from '@shared/schemas/orders.schema.ts'

/** A way to keep orders in a browser, as bare as it can be used. */
export interface Engine {
  open(name: string): Promise<void>
  putMany(orders: readonly Order[]): Promise<void>
  /** One order, flushed to the disk where the engine can promise that. */
  put(order: Order): Promise<void>
  /** The newest orders; answers how many. */
  newest(count: number): Promise<number>
  close(): Promise<void>
}

export const ENGINES = ['raw', 'dexie', 'pouchdb', 'sqlite'] as const
export type EngineName = (typeof ENGINES)[number]
