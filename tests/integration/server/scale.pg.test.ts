import { describe, expect, it } from 'vitest'
import { createOwnerClient, type DatabaseAddress } from '../../../sync-server/database/pool.ts'
import { openDatabase } from '../../../sync-server/database/start-database.ts'
import { createServer } from '../../../sync-server/server.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { makeProduct, newRow } from '../../support/shop-floor.ts'
import { startTestServer, TestDevice } from '../../support/test-server.ts'

const HELD = 3_000
const BATCH = 100
const PAGE = 100

async function asOwner<Row extends object>(address: DatabaseAddress, text: string): Promise<Row[]> {
  const owner = createOwnerClient(address)
  await owner.connect()
  try {
    return (await owner.query<Row>(text)).rows
  } finally {
    await owner.end()
  }
}

/** Rows that PostgreSQL has looked at so far, by table. Whoever read has to have left: his counts arrive then. */
async function rowsRead(address: DatabaseAddress): Promise<Record<string, number>> {
  const rows = await asOwner<{ name: string; read: number }>(
    address,
    `select t.relname as name, (t.seq_tup_read + coalesce(sum(i.idx_tup_read), 0))::bigint as read
      from pg_stat_user_tables t left join pg_stat_user_indexes i using (relid)
      where t.relname in ('documents', 'revisions') group by t.relname, t.seq_tup_read`,
  )
  return Object.fromEntries(rows.map(({ name, read }) => [name, read]))
}

describe('what a request costs', () => {
  it('does not grow with the shop, also before PostgreSQL has counted its tables', async () => {
    const base = await createTestDatabase()
    const { address } = base
    for (const table of ['documents', 'revisions'])
      await asOwner(address, `alter table ${table} set (autovacuum_enabled = false)`)
    const first = await startTestServer({ database: base })
    const manager = await first.signIn('manager')
    const products = (count: number) =>
      Array.from({ length: count }, (_, i) => makeProduct(manager, first, `Article ${i}`))
    for (let held = 0; held < HELD; held += BATCH) await manager.create('products', ...products(BATCH))
    await first.close()
    await base.stop()
    const before = await rowsRead(address)

    const again = await openDatabase(address)
    const second = await createServer({ port: 0, logLevel: 'silent' }, { database: again })
    const device = new TestDevice(second.url, manager.session)
    const pushed = products(BATCH)
    await device.create('products', ...pushed)
    const repeated = await device.push('products', pushed.map(newRow))
    expect(repeated.results.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    expect((await device.pull('products', HELD / 2, PAGE)).documents.length).toBe(PAGE)
    await second.close()
    await again.stop()

    const after = await rowsRead(address)
    // A few looks at each row that was pushed or pulled, and never at the three thousand others.
    const looks = ['documents', 'revisions'].map((name) => (after[name] ?? 0) - (before[name] ?? 0))
    expect(Math.min(...looks)).toBeGreaterThan(0)
    expect(Math.max(...looks)).toBeLessThan(10 * (BATCH + PAGE))
  })
})
