import { touch } from '@shared/domain/authoring.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import type { Id } from '@shared/kernel/id.ts'
import { canReadDocument } from '@shared/policy/read-scope.ts'
import { DIGEST_BUCKETS, digestBucket, digestBuckets, digestOf } from '@shared/protocol/digest.ts'
import { baseResponseSchema, digestResponseSchema, heartbeatResponseSchema } from '@shared/protocol/sync.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raiseEpoch } from '../../../sync-server/database/epoch.ts'
import { editRow, makeProduct, makeSale, newRow } from '../../support/shop-floor.ts'
import { errorOf, startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'

let server: TestServer
let manager: TestDevice

beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('manager')
})
afterAll(() => server.close())

const products = (count: number, name: string): Product[] =>
  Array.from({ length: count }, (_, i) => makeProduct(manager, server, `${name} ${i}`))

describe('pull', () => {
  it('SYNC-3 a puller misses nothing while sixteen devices write', async () => {
    const writers = await Promise.all(
      Array.from({ length: 16 }, () => server.signIn('manager', { deviceName: 'Writer' })),
    )
    // One person may have one session a device, so each writer is a device of its own.
    const written: Id[] = []
    let writing = true
    const seen = new Map<unknown, number>()
    const pulling = (async () => {
      for (let seq = 0; ; ) {
        const last = !writing
        const page = await manager.pull('customers', seq, 50)
        for (const { id } of page.documents) seen.set(id, (seen.get(id) ?? 0) + 1)
        seq = page.checkpoint.seq
        if (last && !page.more) return
      }
    })()
    await Promise.all(
      writers.map(async (writer, w) => {
        for (let round = 0; round < 12; round++) {
          const made = Array.from({ length: 1 + ((w + round) % 4) }, (_, i) =>
            newCustomer({ name: `Client ${w}-${round}-${i}` }, writer.author, server),
          )
          await writer.create('customers', ...made)
          written.push(...made.map(({ id }) => id))
        }
      }),
    )
    writing = false
    await pulling
    expect(written.filter((id) => !seen.has(id))).toEqual([])
    expect([...seen.values()].every((times) => times === 1)).toBe(true)
  })

  it('pages through everything once, in order of commit, newest edit only', async () => {
    const made = products(45, 'Page')
    await manager.create('products', ...made)
    const [first] = made
    if (!first) throw new Error('made')
    const edited = touch({ ...first, brand: 'Edited' }, manager.author, server)
    await manager.push('products', [editRow(first, edited)])
    const all = await manager.pullAll('products', 7)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(all.at(-1)).toMatchObject({ id: first.id, brand: 'Edited', rev: 2 })
  })

  it('fills a page up to its bytes and always moves on', async () => {
    const writer = await server.signIn('admin')
    const large = products(9, 'Lourd').map((product) => ({
      ...product,
      ...signed(writer),
      description: 'é'.repeat(20_000),
    }))
    const rows = large.map((product, i) => ({
      ...product,
      images: Array.from({ length: 50 }, (_, n) => ({
        id: `${i}-${n}`,
        url: 'u'.repeat(2_000),
        alt: 'a'.repeat(300),
      })),
      specifications: Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`k${n}`, 'v'.repeat(480)])),
    }))
    for (const row of rows) await writer.create('products', row)
    const page = await manager.pull('products', 0, 500)
    const rest = await manager.pullAll('products', 500)
    expect(page.more).toBe(true)
    expect(rest.filter(({ id }) => rows.some((row) => row.id === id))).toHaveLength(9)
  })

  it('starts again from the beginning at a checkpoint of the future', async () => {
    const page = await manager.pull('settings', 9_000_000_000, 500)
    expect(page.documents.length).toBeGreaterThan(0)
    expect(page.checkpoint.seq).toBeLessThan(9_000_000_000)
  })

  it.each([
    'seq=-1',
    'seq=1.5',
    'seq=abc',
    'limit=0',
    'limit=1000000000',
    'collection=secrets',
    'epoch=0',
    'extra=1',
  ])('refuses the query %s', async (query) => {
    const [name, value] = query.split('=')
    const parameters = new URLSearchParams({ collection: 'products', epoch: '1', seq: '0', limit: '10' })
    parameters.set(name ?? '', value ?? '')
    const answer = await manager.send('GET', `/sync/pull?${parameters}`)
    expect(answer.status).toBe(400)
    expect(errorOf(answer).code).toBe('BAD_REQUEST')
  })

  it('gives a vendor exactly what the reading policy allows, page after page', async () => {
    const vendor = await server.signIn('vendor')
    const own = products(3, 'À lui').map((product) => ({ ...product, vendorId: vendor.author.staffId }))
    await manager.create('products', ...own, ...products(5, 'À d’autres'))
    const toHim = newTask({ kind: 'reminder', assigneeId: vendor.author.staffId }, manager.author, server)
    const toRole = newTask({ kind: 'reminder', assigneeRole: 'vendor' }, manager.author, server)
    const toOthers = newTask({ kind: 'reminder', assigneeRole: 'finance' }, manager.author, server)
    await manager.create('tasks', toHim, toRole, toOthers)
    const actor = { role: 'vendor' as const, staffId: vendor.author.staffId }
    for (const name of ['products', 'tasks', 'staff', 'settings', 'orders', 'customers'] as const) {
      const all = await manager.pullAll(name)
      // What the server stores fits the collection; the policy reads a few of its fields.
      const allowed = all.filter((document) => canReadDocument(actor, name, document as never))
      const pulled = await vendor.pullAll(name, 2)
      expect(pulled.map(({ id }) => id)).toEqual(allowed.map(({ id }) => id))
    }
    expect(await vendor.pullAll('products')).toHaveLength(3)
  })

  it('SYNC-6 gives the content of an old revision, and null for what is unknown', async () => {
    const [product] = products(1, 'Base')
    if (!product) throw new Error('made')
    await manager.create('products', product)
    await manager.push('products', [
      editRow(product, touch({ ...product, brand: 'New' }, manager.author, server)),
    ])
    const base = await manager.send('GET', `/sync/base?collection=products&id=${product.id}&rev=1`)
    expect(baseResponseSchema.parse(base.body).document).toMatchObject({ rev: 1, brand: '' })
    const unknown = await manager.send('GET', `/sync/base?collection=products&id=${product.id}&rev=9`)
    expect(unknown.body).toEqual({ document: null })
  })

  it('SYNC-8 names the rows of exactly the buckets that differ', async () => {
    const rows = (await manager.pullAll('products')).map(
      ({ id, editId, rev }) => [String(id), String(editId), Number(rev)] as const,
    )
    expect(await differences(digestBuckets(rows))).toEqual([])
    const [lost, ...others] = rows
    const holed = await differences(digestBuckets(others))
    expect(holed).toHaveLength(1)
    expect(holed[0]?.rows).toContainEqual(lost)
    // Behind by a revision under the same edit, as after a restore: two in one bucket must not cancel each other out.
    const bucket = digestBucket(String(lost?.[0]))
    const behind = rows.map(
      ([id, editId, rev]) => [id, editId, digestBucket(id) === bucket ? rev + 1 : rev] as const,
    )
    expect((await differences(digestBuckets(behind))).map((found) => found.bucket)).toEqual([bucket])
  })

  it('SYNC-8 a program up to protocol 4 compares ids and edits alone', async () => {
    const buckets = new Array<number>(DIGEST_BUCKETS).fill(0)
    const rows = (await manager.pullAll('products')).map(({ id, editId }) => [String(id), String(editId)])
    for (const [id = '', editId = ''] of rows)
      buckets[digestBucket(id)] = ((buckets[digestBucket(id)] ?? 0) ^ digestOf(id, editId)) >>> 0
    expect(await differences(buckets, {})).toEqual([])
    buckets[3] = 1
    const [found] = await differences(buckets, {})
    expect(found?.rows).toEqual(rows.filter(([id = '']) => digestBucket(id) === 3))
  })

  async function differences(buckets: readonly number[], covers: object = { revisions: true }) {
    const asked = { collection: 'products', epoch: 1, buckets, ...covers }
    const { body } = await manager.send('POST', '/sync/digest', asked)
    return digestResponseSchema.parse(body).differing
  }

  it('a heartbeat counts documents, receipts and devices', async () => {
    const till = await server.signIn('cashier2', { deviceName: 'Caisse du fond' })
    const [product] = products(1, 'Battement')
    if (!product) throw new Error('made')
    await manager.create('products', product)
    await till.create('orders', makeSale(till, server, product, 1), makeSale(till, server, product, 2))
    const told = {
      pending: 3,
      refused: 1,
      conflicts: 0,
      storageBytes: 12_345,
      receiptCounter: 5,
      receiptEpoch: 1,
    }
    const answer = await till.send('POST', '/sync/heartbeat', { ...told, oldestPendingAt: null })
    const { devices, counts } = heartbeatResponseSchema.parse(answer.body)
    expect(counts.orders).toBe(2)
    expect(counts.products).toBe((await manager.pullAll('products')).length)
    expect(devices.find(({ id }) => id === till.author.deviceId)).toMatchObject({
      name: 'Caisse du fond',
      pending: 3,
      refused: 1,
      storageBytes: 12_345,
      receiptsReceived: 2,
      receiptCounter: 5,
    })
  })

  it('a device’s name and code reach every other device as a setting', async () => {
    const till = await server.signIn('cashier1', { deviceName: 'Caisse 7' })
    const settings = await manager.pullAll('settings')
    expect(settings.find(({ id }) => id === till.author.deviceId)).toMatchObject({
      kind: 'device',
      value: { name: 'Caisse 7', code: till.session.device.code },
    })
  })

  it('SYNC-9 after a restore everybody is told the new epoch, and lost documents come back as they were', async () => {
    const lone = await startTestServer()
    try {
      const device = await lone.signIn('manager')
      const early = { ...makeProduct(device, lone, 'Avant'), rev: 1 }
      const made = await device.push('products', [newRow(early)])
      expect(made.results[0]).toMatchObject({ refusal: { code: 'SERVER_FIELD', params: { field: 'rev' } } })
      const epoch = await raiseEpoch(lone.database)
      for (const answer of [
        await device.tryPush('products', [newRow(early)]),
        await device.send('GET', '/sync/pull?collection=products&epoch=1&seq=0'),
        await device.send('POST', '/sync/digest', {
          collection: 'products',
          epoch: 1,
          buckets: digestBuckets([]),
        }),
      ]) {
        expect(answer.status).toBe(409)
        expect(errorOf(answer)).toMatchObject({ code: 'EPOCH_CHANGED', params: { epoch } })
      }
      await device.refresh()
      expect(device.session.epoch).toBe(epoch)
      // Numbered by the server once, by another device: only in a later epoch can that be.
      const other = { ...early, deviceId: lone.ids.next() }
      const rescued = await device.push('products', [newRow(other)])
      expect(rescued.results[0]).toEqual({ outcome: 'accepted', id: early.id, rev: 1 })
    } finally {
      await lone.close()
    }
  })

  it('the shop’s profile is one document, and editing it changes the session', async () => {
    const held = (await manager.pullAll('settings')).find(({ kind }) => kind === 'shop-profile')
    const value = { ...(held?.value as Record<string, unknown>), name: 'Boutique Renommée' }
    const fresh = newSetting('shop-profile', value as never, manager.author, server)
    const next = { ...fresh, createdAt: held?.createdAt, createdBy: held?.createdBy }
    const answer = await manager.push('settings', [editRow(held as never, next)])
    expect(answer.results[0]).toMatchObject({ outcome: 'accepted' })
    await manager.refresh()
    expect(manager.session.shop.name).toBe('Boutique Renommée')
  })
})

const signed = (device: TestDevice) => ({
  createdBy: device.author.staffId,
  updatedBy: device.author.staffId,
  deviceId: device.author.deviceId,
})
