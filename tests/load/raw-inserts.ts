import type pg from 'pg'
import { createOwnerClient, type DatabaseAddress } from '../../sync-server/database/pool.ts'
import { processorTime, timeBetween } from './processor-time.ts'

/*
 * What the same PostgreSQL takes when nobody decides anything: the rows that pushes have stored, read back and inserted
 * again into bare copies of their tables, one transaction a push, with the same durability, as the tables' owner.
 *   documents   only the pushed documents, one row each, into one table
 *   everything  all rows that a push leaves behind: documents, revisions, postings, receipts, audit
 */

export const RAW_KINDS = ['documents', 'everything'] as const
export type RawKind = (typeof RAW_KINDS)[number]

export interface RawRate {
  readonly documentsPerSecond: number
  readonly rowsPerDocument: number
  /** PostgreSQL's processor time a document, in ms; null where the system does not tell. */
  readonly postgresMs: number | null
}

/** One statement of a batch: a copy's name and its rows as JSON text. */
interface Insert {
  readonly table: string
  readonly rows: string
  readonly count: number
}
type Batch = readonly Insert[]

const BY_DOCUMENT = { documents: 'id', revisions: 'id', stock_postings: 'document_id' } as const
const TABLES = {
  ...BY_DOCUMENT,
  money_postings: 'document_id',
  receipts: 'order_id',
  audit: "entry::jsonb->>'id'",
}
const MAX_BATCHES = 60

/** Batches as the pushes of a shop stored them; at most 60. */
export async function captureBatches(
  address: DatabaseAddress,
  shopId: string,
  batch: number,
): Promise<Record<RawKind, Batch[]>> {
  return asOwner(address, async (owner) => {
    await owner.query(`select set_config('app.shop_id', $1, false)`, [shopId])
    for (const table of Object.keys(TABLES))
      await owner.query(`create table if not exists raw_${table} (like ${table} including all)`)
    const { rows: ids } = await owner.query<{ id: string }>(
      `select id from documents where shop_id = $1 and collection = 'orders' order by seq limit $2`,
      [shopId, MAX_BATCHES * batch],
    )
    const everything: Batch[] = []
    for (let at = 0; at + batch <= ids.length; at += batch) {
      const asked = ids.slice(at, at + batch).map(({ id }) => id)
      const inserts: Insert[] = []
      for (const [table, column] of Object.entries(TABLES))
        inserts.push(await capture(owner, table, column, shopId, asked))
      everything.push(inserts)
    }
    return { everything, documents: everything.map((inserts) => inserts.slice(0, 1)) }
  })
}

async function capture(
  owner: pg.Client,
  table: string,
  column: string,
  shopId: string,
  ids: readonly string[],
): Promise<Insert> {
  const { rows } = await owner.query<{ rows: string; count: number }>(
    `select jsonb_agg(to_jsonb(t))::text as rows, count(*) as count from ${table} t where shop_id = $1 and ${column} = any($2)`,
    [shopId, ids],
  )
  const [found] = rows
  if (!found?.rows) throw new Error(`No rows of the pushes in ${table}`)
  return { table: `raw_${table}`, rows: found.rows, count: found.count }
}

/** Inserts the batches over and over into emptied tables, over so many connections, for about so many seconds. */
export async function measureRaw(
  address: DatabaseAddress,
  batches: readonly Batch[],
  asked: {
    readonly connections: number
    readonly seconds: number
    readonly batch: number
    readonly dataDir: string | null
  },
): Promise<RawRate> {
  if (batches.length === 0) throw new Error('Too little was pushed to compare it with raw inserts')
  const connections = await Promise.all(
    Array.from({ length: asked.connections }, async () => {
      const client = createOwnerClient(address)
      await client.connect()
      return client
    }),
  )
  const tables = Object.keys(TABLES).map((table) => `raw_${table}`)
  let inserted = 0
  let ms = 0
  let postgresMs: number | null = 0
  for (let round = 0; round === 0 || ms < asked.seconds * 1_000; round++) {
    await connections[0]?.query(`truncate ${tables.join(', ')}`)
    const waiting = [...batches]
    const before = await processorTime([], asked.dataDir)
    const began = performance.now()
    await Promise.all(
      connections.map(async (client) => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await insertBatch(client, next)
      }),
    )
    // The first round warms the connections up.
    if (round === 0) continue
    ms += performance.now() - began
    inserted += batches.length * asked.batch
    const spent = timeBetween(before, await processorTime([], asked.dataDir)).postgresMs
    postgresMs = postgresMs === null || spent === null ? null : postgresMs + spent
  }
  await connections[0]?.query(`truncate ${tables.join(', ')}`)
  await Promise.all(connections.map((client) => client.end()))
  const rows = batches.flat().reduce((sum, { count }) => sum + count, 0)
  return {
    documentsPerSecond: (inserted * 1_000) / ms,
    rowsPerDocument: rows / (batches.length * asked.batch),
    postgresMs: postgresMs === null ? null : postgresMs / inserted,
  }
}

async function insertBatch(client: pg.Client, inserts: Batch): Promise<void> {
  const isOne = inserts.length === 1 // one statement is a transaction by itself
  if (!isOne) await client.query('begin')
  for (const { table, rows } of inserts) {
    const text = `insert into ${table} select r.* from jsonb_populate_recordset(null::${table}, $1) r`
    await client.query({ name: table, text, values: [rows] })
  }
  if (!isOne) await client.query('commit')
}

async function asOwner<Value>(
  address: DatabaseAddress,
  work: (owner: pg.Client) => Promise<Value>,
): Promise<Value> {
  const owner = createOwnerClient(address)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
