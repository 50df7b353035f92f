import { touch } from '@shared/domain/authoring.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import { inShop } from '../../../sync-server/database/run-transaction.ts'
import { findBrokenAudit } from '../../../sync-server/replication/audit.ts'
import { editRow, makeProduct, newRow } from '../../support/shop-floor.ts'
import {
  startTestServer,
  type TestDevice,
  type TestServer,
  type TestShop,
} from '../../support/test-server.ts'

let server: TestServer
let otherShop: TestShop
let mine: TestDevice
let theirs: TestDevice
const CANARY = 'CANARY-OF-THE-OTHER-SHOP'

beforeAll(async () => {
  server = await startTestServer()
  otherShop = await server.createShop()
  mine = await server.signIn('admin')
  theirs = await server.signIn('admin', { shop: otherShop })
  await theirs.create('products', makeProduct(theirs, server, CANARY))
})
afterAll(() => server.close())

async function asOwner<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const owner = createOwnerClient(server.database.address)
  await owner.connect()
  try {
    return (await owner.query<Row>(text, [...values])).rows
  } finally {
    await owner.end()
  }
}

describe('isolation of shops', () => {
  it('TENANT-2 every table with a shop has forced row-level security and a policy, and leads its keys with the shop', async () => {
    const tables = await asOwner<{ name: string; forced: boolean; policies: number; leads: boolean }>(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
          (select count(*) from pg_policy p where p.polrelid = c.oid
            and pg_get_expr(p.polqual, p.polrelid) like '%app.shop_id%') as policies,
          (select bool_and(a.attname = 'shop_id') from pg_index i
            join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid) as leads
        from pg_class c join pg_attribute s on s.attrelid = c.oid and s.attname = 'shop_id'
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`,
    )
    expect(tables.length).toBeGreaterThan(12)
    expect(tables.filter(({ forced, policies, leads }) => !forced || policies === 0 || !leads)).toEqual([])
  })

  it('TENANT-2 the server’s role owns nothing and may not bypass the policies', async () => {
    const [role] = await asOwner<{
      rolsuper: boolean
      rolbypassrls: boolean
      rolcanlogin: boolean
      owned: number
    }>(
      `select rolsuper, rolbypassrls, rolcanlogin, (select count(*) from pg_class where relowner = r.oid) as owned
        from pg_roles r where rolname = 'comptoir_app'`,
    )
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, owned: 0 })
    const { rows } = await server.database.pool.query<{ current_user: string }>('select current_user')
    expect(rows[0]?.current_user).toBe('comptoir_app')
  })

  it('TENANT-2 without a shop’s context every table is empty, also after a transaction in that context', async () => {
    await inShop(server.database.pool, otherShop.shopId, (transaction) =>
      transaction.query('select 1 from documents'),
    )
    for (const table of [
      'documents',
      'shops',
      'memberships',
      'devices',
      'sessions',
      'revisions',
      'audit',
      'stock_levels',
    ]) {
      const { rows } = await server.database.pool.query<{ n: number }>(`select count(*) as n from ${table}`)
      expect([table, rows[0]?.n]).toEqual([table, 0])
    }
  })

  it('TENANT-2 in one shop’s context another shop’s rows cannot be read, written or taken over', async () => {
    const foreign = await inShop(server.database.pool, server.shop.shopId, (transaction) =>
      transaction.query('select 1 from documents where shop_id = $1', [otherShop.shopId]),
    )
    expect(foreign.rowCount).toBe(0)
    const insert = inShop(server.database.pool, server.shop.shopId, (transaction) =>
      transaction.query(
        `insert into collection_counts (shop_id, collection, documents) values ($1, 'products', 1)`,
        [otherShop.shopId],
      ),
    )
    await expect(insert).rejects.toMatchObject({ code: '42501' })
  })

  it('TENANT-1 an id of another shop is answered byte for byte like an unknown one', async () => {
    const foreign = (await theirs.pullAll('products'))[0]
    const based = { rev: Number(foreign?.rev), editId: String(foreign?.editId) }
    const push = async (id: string) => {
      const next = { ...makeProduct(mine, server, 'Essai'), id }
      const { results } = await mine.push('products', [editRow(based, next)])
      return JSON.stringify(results).replaceAll(id, 'ID')
    }
    expect(await push(String(foreign?.id))).toBe(await push(server.ids.next()))
    const base = (id: string) => mine.send('GET', `/sync/base?collection=products&id=${id}&rev=1`)
    expect(await base(String(foreign?.id))).toEqual(await base(server.ids.next()))
  })

  it('TENANT-1 the same id may stand in two shops without one touching the other', async () => {
    const foreign = (await theirs.pullAll('products'))[0]
    const own = { ...makeProduct(mine, server, 'Le mien'), id: String(foreign?.id) }
    expect((await mine.push('products', [newRow(own)])).results[0]).toMatchObject({
      outcome: 'accepted',
      rev: 1,
    })
    expect((await theirs.pullAll('products'))[0]).toEqual(foreign)
  })

  it('TENANT-1 a document that names another shop is refused', async () => {
    const product = { ...makeProduct(mine, server, 'Ailleurs'), shopId: otherShop.shopId }
    const answer = await mine.push('products', [newRow(product)])
    expect(answer.results[0]).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'SERVER_FIELD', params: { field: 'shopId' } },
    })
  })

  it('TENANT-1 nothing a shop can ask for contains another shop’s words', async () => {
    const answers = await Promise.all([
      ...COLLECTION_NAMES.map((name) =>
        mine.send('GET', `/sync/pull?collection=${name}&epoch=1&seq=0&limit=500`),
      ),
      ...COLLECTION_NAMES.map((collection) =>
        mine.send('POST', '/sync/digest', { collection, epoch: 1, buckets: new Array(64).fill(1) }),
      ),
      mine.send('POST', '/sync/heartbeat', {
        pending: 0,
        refused: 0,
        conflicts: 0,
        storageBytes: 0,
        receiptCounter: 0,
        receiptEpoch: 1,
        oldestPendingAt: null,
      }),
    ])
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(JSON.stringify(answers)).not.toContain(CANARY)
    expect(JSON.stringify(answers)).not.toContain(otherShop.shopId)
  })
})

describe('what only grows', () => {
  it.each(['audit', 'stock_postings', 'money_postings', 'revisions', 'receipts'])(
    'AUDIT-2 the server itself cannot change or remove rows of %s',
    async (table) => {
      for (const statement of [`update ${table} set shop_id = shop_id`, `delete from ${table}`]) {
        const attempt = inShop(server.database.pool, server.shop.shopId, (transaction) =>
          transaction.query(statement),
        )
        await expect(attempt).rejects.toMatchObject({ code: '42501' })
      }
    },
  )

  it('AUDIT-1 the chain is whole, and a changed, removed or reordered entry is found by its number', async () => {
    const product = makeProduct(mine, server, 'Tracé')
    await mine.create('products', product)
    await mine.push('products', [editRow(product, touch({ ...product, brand: 'B' }, mine.author, server))])
    const check = () =>
      inShop(server.database.pool, server.shop.shopId, (t) => findBrokenAudit(t, server.shop.shopId))
    expect(await check()).toBeNull()
    const tamper = async (sql: string) => {
      await asOwner('alter table audit disable trigger audit_only_grows')
      await asOwner(sql, [server.shop.shopId])
      await asOwner('alter table audit enable trigger audit_only_grows')
    }
    await tamper(
      `update audit set entry = replace(entry, 'document', 'dokument') where shop_id = $1 and number = 5`,
    )
    expect(await check()).toBe(5)
    await tamper(
      `update audit set entry = replace(entry, 'dokument', 'document') where shop_id = $1 and number = 5`,
    )
    expect(await check()).toBeNull()
    await tamper(
      `delete from audit where shop_id = $1 and number = (select max(number) from audit where shop_id = $1)`,
    )
    expect(await check()).not.toBeNull()
  })

  it('an entry says who brought what, from which device, in which request', async () => {
    const product = makeProduct(mine, server, 'Qui')
    await mine.create('products', product)
    const rows = await asOwner<{ entry: string }>(
      'select entry from audit where shop_id = $1 and entry like $2 order by number desc limit 1',
      [server.shop.shopId, `%${product.id}%`],
    )
    expect(JSON.parse(rows[0]?.entry ?? '{}')).toMatchObject({
      action: 'document.write',
      accountId: mine.session.account.id,
      deviceId: mine.author.deviceId,
      author: mine.author.staffId,
      collection: 'products',
      rev: 1,
    })
  })
})
