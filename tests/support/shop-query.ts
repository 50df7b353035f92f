import type { Id } from '@shared/kernel/id.ts'
import { inShop } from '../../sync-server/database/run-transaction.ts'
import type { Database } from '../../sync-server/database/start-database.ts'

/** Reads what only the server keeps, as the server's own role in the shop's context. */
export async function queryShop<Row extends object>(
  database: Database,
  shopId: Id,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return inShop(
    database.pool,
    shopId,
    async (transaction) => (await transaction.query<Row>(text, [...values])).rows,
  )
}
