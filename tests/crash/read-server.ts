import type { Order } from '@shared/schemas/orders.schema.ts'
import type pg from 'pg'
import { prepareFolder, SOCKET_PORT, USES_SOCKET } from '../../sync-server/database/data-folder.ts'
import { createOwnerClient } from '../../sync-server/database/pool.ts'
import { chooseRunAs } from '../../sync-server/database/postgres-binaries.ts'

/** What stands in the server's tables, asked of PostgreSQL itself. */
export interface ServerState {
  readonly orders: readonly Order[]
  readonly stock: readonly {
    readonly documentId: string
    readonly variantId: string
    readonly quantity: number
  }[]
  /** Of each order: the sum over all accounts, and what came into the till. */
  readonly money: readonly { readonly documentId: string; readonly sum: number; readonly cash: number }[]
  readonly levels: ReadonlyMap<string, number>
  readonly receipts: readonly {
    readonly series: string
    readonly counter: number
    readonly orderId: string
  }[]
  /** Refused changes, conflicts and other things that would ask for a person. */
  readonly refusals: number
  readonly tasks: number
  /** Changes without a line in the audit chain, or the other way round. */
  readonly unaudited: number
}

export async function readServer(dataDir: string): Promise<ServerState> {
  if (!USES_SOCKET)
    throw new Error('The crash loop reads the database through its socket: run it on Linux or macOS')
  const { socketDir: host } = prepareFolder(dataDir, chooseRunAs())
  const owner = createOwnerClient({ host, port: SOCKET_PORT, user: 'postgres', database: 'comptoir' })
  await owner.connect()
  try {
    // One moment of the database, whatever is being written meanwhile.
    await owner.query('begin isolation level repeatable read read only')
    return await readAll(owner)
  } finally {
    await owner.end()
  }
}

async function readAll(owner: pg.Client): Promise<ServerState> {
  const rowsOf = async <Row extends object>(sql: string): Promise<Row[]> => (await owner.query<Row>(sql)).rows
  const count = async (sql: string): Promise<number> => (await rowsOf<{ count: number }>(sql))[0]?.count ?? 0
  const levels = await rowsOf<{ id: string; on_hand: number }>(
    'select variant_id as id, sum(on_hand)::int as on_hand from stock_levels group by variant_id',
  )
  return {
    orders: (await rowsOf<{ body: Order }>(`select body from documents where collection = 'orders'`)).map(
      ({ body }) => body,
    ),
    stock: await rowsOf(
      `select document_id as "documentId", variant_id as "variantId", quantity::int as quantity
        from stock_postings where collection = 'orders'`,
    ),
    money: await rowsOf(
      `select document_id as "documentId", sum(amount)::int as sum,
          coalesce(sum(amount) filter (where account = 'method:cash'), 0)::int as cash
        from money_postings where collection = 'orders' group by document_id`,
    ),
    levels: new Map(levels.map(({ id, on_hand }) => [id, on_hand])),
    receipts: await rowsOf(
      `select device_code || '-' || epoch as series, counter::int as counter, order_id as "orderId" from receipts`,
    ),
    refusals: await count('select count(*)::int as count from refusals'),
    tasks: await count(`select count(*)::int as count from documents where collection = 'tasks'`),
    unaudited: await count(
      `select abs((select count(*) from revisions)
        - (select count(*) from audit where entry::jsonb->>'action' = 'document.write'))::int as count`,
    ),
  }
}
