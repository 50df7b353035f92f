import { touch } from '@shared/domain/authoring.ts'
import type { CarryFile, CarryResponse } from '@shared/protocol/carry.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inShop } from '../../../sync-server/database/run-transaction.ts'
import { findBrokenAudit } from '../../../sync-server/replication/audit.ts'
import { makeProduct, makeSale, newRow } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import { errorOf, startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { bringFile, bringPart, requestOf, sealedFile } from './sealed-file.ts'

/* What the server makes of a file, whoever wrote it, whoever brings it, and whatever happened to it on the way. */

let server: TestServer
let manager: TestDevice
let cashier: TestDevice

beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('manager')
  cashier = await server.signIn('cashier1')
})
afterAll(() => server.close())

const done = (known: Partial<Extract<CarryResponse, { outcome: 'done' }>>) => ({
  outcome: 'done',
  taken: 0,
  merged: 0,
  present: 0,
  refused: [],
  serverTime: expect.any(Number),
  ...known,
})
const productFile = async (device: TestDevice, wrong: Parameters<typeof sealedFile>[3] = {}) => {
  const product = makeProduct(device, server)
  return { product, file: await sealedFile(device, server, [['products', [newRow(product)]]], wrong) }
}
const held = async (id: string) => (await manager.pullAll('products')).find((one) => one.id === id)
const query = <Row extends object>(text: string, ...values: unknown[]) =>
  queryShop<Row>(server.database, server.shop.shopId, text, [server.shop.shopId, ...values])

describe('CARRY-3 a file is judged by who sealed it, whoever brings it', () => {
  test('a cashier may carry what only a manager may write', async () => {
    const { product, file } = await productFile(manager)
    expect(await bringFile(cashier, file)).toEqual([done({ taken: 1 })])
    expect(await held(product.id)).toMatchObject({ updatedBy: manager.author.staffId, rev: 1 })
  })

  test('a manager who carries lends nobody his rights, and what is refused is kept with its reason', async () => {
    const { product, file } = await productFile(cashier)
    const answer = await bringFile(manager, file)
    const refusal = { code: 'FORBIDDEN' as const, params: expect.anything() }
    expect(answer).toEqual([done({ refused: [{ collection: 'products', refusal }] })])
    expect(await held(product.id)).toBeUndefined()
    const kept = await query<{ device_id: string; code: string; content: string }>(
      'select device_id, code, content from refusals where shop_id = $1 and document_id = $2',
      product.id,
    )
    expect(kept).toMatchObject([{ device_id: cashier.session.device.id, code: 'FORBIDDEN' }])
    expect(JSON.parse(kept[0]?.content ?? '')).toMatchObject({ id: product.id, name: product.name })
  })

  test('nobody seals in another one’s name: neither another person’s nor another device’s', async () => {
    const colleague = await server.signIn('manager')
    for (const header of [
      { accountId: manager.session.account.id },
      { deviceId: manager.session.device.id, accountId: manager.session.account.id },
    ]) {
      const { product, file } = await productFile(cashier, { header })
      expect(await bringFile(colleague, file)).toEqual([{ outcome: 'refused', reason: 'altered' }])
      expect(await held(product.id)).toBeUndefined()
    }
  })

  test('AUDIT-1 the audit names author, device and carrier, and its chain holds', async () => {
    const { product, file } = await productFile(manager)
    await bringFile(cashier, file)
    const entries = await query<{ entry: string }>(
      'select entry from audit where shop_id = $1 order by number',
    )
    const entry = entries.map((row) => JSON.parse(row.entry)).find((one) => one.id === product.id)
    expect(entry).toMatchObject({
      action: 'document.write',
      accountId: manager.session.account.id,
      deviceId: manager.session.device.id,
      carriedByAccount: cashier.session.account.id,
      carriedByDevice: cashier.session.device.id,
    })
    const { shopId } = server.shop
    const broken = await inShop(server.database.pool, shopId, (transaction) =>
      findBrokenAudit(transaction, shopId),
    )
    expect(broken).toBeNull()
  })

  test('looking at a file writes nothing', async () => {
    const { product, file } = await productFile(manager)
    const before = await query('select seq, audit_number from shops where shop_id = $1')
    expect(await bringPart(cashier, requestOf(file, 0, 'look'))).toEqual(done({ taken: 1 }))
    expect(await query('select seq, audit_number from shops where shop_id = $1')).toEqual(before)
    expect(await held(product.id)).toBeUndefined()
  })
})

describe('CARRY-3 a file that something happened to', () => {
  const altered: Record<string, (file: CarryFile) => CarryFile> = {
    'another count in its header': (file) => ({ ...file, header: { ...file.header, changes: 2 } }),
    'another epoch in its header': (file) => ({ ...file, header: { ...file.header, epoch: 9 } }),
    'a part cut off': (file) => withData(file, (data) => data.slice(0, -8)),
    'a part of nothing': (file) => withData(file, () => ''),
    'a bit turned': (file) => withData(file, (data) => (data[5] === 'A' ? 'B' : 'A') + data.slice(1)),
    'another nonce': (file) => withParts(file, (part) => ({ ...part, iv: 'AAAAAAAAAAAAAAAA' })),
  }

  test.each(Object.keys(altered))('with %s is not taken', async (name) => {
    const { product, file } = await productFile(manager)
    const changed = altered[name]?.(file) ?? file
    expect(await bringPart(cashier, requestOf(changed))).toEqual({ outcome: 'refused', reason: 'altered' })
    expect(await held(product.id)).toBeUndefined()
    expect(await bringFile(cashier, file)).toEqual([done({ taken: 1 })])
  })

  test('with its parts in another order, or of two files in one, is not taken', async () => {
    const [one, other] = [makeProduct(manager, server), makeProduct(manager, server)]
    const file = await sealedFile(manager, server, [
      ['products', [newRow(one)]],
      ['products', [newRow(other)]],
    ])
    const [first, second] = file.parts
    const foreign = await productFile(manager)
    for (const parts of [[second, first], [...foreign.file.parts]]) {
      const changed = { ...file, parts: parts.flatMap((part) => part ?? []) }
      expect(await bringPart(cashier, requestOf(changed))).toEqual({ outcome: 'refused', reason: 'altered' })
    }
    expect(await bringFile(cashier, file)).toEqual([done({ taken: 1 }), done({ taken: 1 })])
  })

  test('TENANT-1 of another shop is not taken, and neither is one that claims to be of this shop', async () => {
    const shop = await server.createShop()
    const stranger = await server.signIn('manager', { shop })
    const { file } = await productFile(stranger)
    expect(await bringFile(manager, file)).toEqual([{ outcome: 'refused', reason: 'other-shop' }])
    const renamed = await productFile(stranger, { header: { shopId: server.shop.shopId } })
    expect(await bringFile(manager, renamed.file)).toEqual([{ outcome: 'refused', reason: 'altered' }])
  })

  test('from an older or a newer program is told apart', async () => {
    const older = await productFile(manager, { header: { protocol: 1 } })
    expect(await bringFile(cashier, older.file)).toEqual([done({ taken: 1 })])
    const newer = await productFile(manager, { header: { protocol: 99 } })
    expect(await bringFile(cashier, newer.file)).toEqual([{ outcome: 'refused', reason: 'newer-program' }])
    const schema = await productFile(manager, { part: { schemaVersion: 99 } })
    expect(await bringFile(cashier, schema.file)).toEqual([{ outcome: 'refused', reason: 'newer-program' }])
  })

  test('SYNC-2 a row that is no document does not hold up its neighbours', async () => {
    const [good, bad] = [makeProduct(manager, server), makeProduct(manager, server)]
    const file = await sealedFile(manager, server, [
      [
        'products',
        [newRow({ ...bad, name: 7 }), newRow({ ...bad, shopId: server.ids.next() }), newRow(good)],
      ],
    ])
    const [answer] = await bringFile(cashier, file)
    expect(answer).toMatchObject({ outcome: 'done', taken: 1 })
    expect(answer?.outcome === 'done' && answer.refused.map(({ refusal }) => refusal.code)).toEqual([
      'INVALID',
      'SERVER_FIELD',
    ])
  })

  test('what is no request at all is answered in the words of the contract', async () => {
    const { file } = await productFile(manager)
    const wrong = [{}, { ...requestOf(file), mode: 'take' }, { ...requestOf(file), part: -1 }]
    for (const body of wrong) {
      const answer = await cashier.send('POST', '/sync/carry', body)
      expect([answer.status, errorOf(answer).code]).toEqual([400, 'BAD_REQUEST'])
    }
  })
})

describe('CARRY-3 a file whose writer may no longer write', () => {
  test('of a revoked device or a person who left is not taken, and is taken when they are back', async () => {
    const lost = await server.signIn('cashier2')
    const product = makeProduct(manager, server)
    await manager.create('products', product)
    const code = lost.session.device.code
    const sale = makeSale(lost, server, product, 1)
    expect(sale.receipt?.deviceCode).toBe(code)
    const file = await sealedFile(lost, server, [['orders', [newRow(sale)]]])
    const { shopId } = server.shop
    const change = (text: string, value: unknown, id: string) =>
      inShop(server.database.pool, shopId, (transaction) => transaction.query(text, [shopId, id, value]))
    const device = 'update devices set revoked_at = $3 where shop_id = $1 and id = $2'
    const person = 'update memberships set active = $3 where shop_id = $1 and account_id = $2'

    await change(device, 1, lost.session.device.id)
    expect(await bringFile(manager, file)).toEqual([{ outcome: 'refused', reason: 'device-revoked' }])
    await change(device, null, lost.session.device.id)
    await change(person, false, lost.session.account.id)
    expect(await bringFile(manager, file)).toEqual([{ outcome: 'refused', reason: 'person-left' }])
    await change(person, true, lost.session.account.id)
    expect(await bringFile(manager, file)).toEqual([done({ taken: 1 })])
  })

  test('carries on when the session that sealed it has ended long ago', async () => {
    const gone = await server.signIn('manager')
    const { file } = await productFile(gone)
    const body = { refreshToken: gone.session.tokens.refreshToken, deviceId: gone.session.device.id }
    await gone.send('POST', '/auth/sign-out', body)
    expect(await bringFile(cashier, file)).toEqual([done({ taken: 1 })])
  })

  test('AUTH-1 is brought by nobody who is not signed in himself', async () => {
    const gone = await server.signIn('cashier1')
    const { file } = await productFile(manager)
    const body = { refreshToken: gone.session.tokens.refreshToken, deviceId: gone.session.device.id }
    await gone.send('POST', '/auth/sign-out', body)
    expect(errorOf(await gone.send('POST', '/sync/carry', requestOf(file))).code).toBe('SESSION_ENDED')
  })
})

describe('CARRY-2 edits of what stands', () => {
  test('a device that was restored from an older copy brings nothing back that it had already changed', async () => {
    const product = makeProduct(manager, server)
    await manager.create('products', product)
    const [older, newer] = ['A', 'B'].map((brand) =>
      touch({ ...product, rev: 1, brand }, manager.author, server),
    )
    if (!older || !newer) throw new Error('two edits')
    const assumed = { rev: 1, editId: '' }
    const fileOf = (next: object) =>
      sealedFile(manager, server, [['products', [{ assumed, next: { ...next } }]]])
    expect(await bringFile(cashier, await fileOf(newer))).toEqual([done({ taken: 1 })])
    expect(await bringFile(cashier, await fileOf(older))).toEqual([done({ present: 1 })])
    expect(await held(product.id)).toMatchObject({ brand: 'B', rev: 2 })
  })

  test('an edit of what the server never had is refused by itself', async () => {
    const product = { ...makeProduct(manager, server), rev: 4 }
    const assumed = { rev: 4, editId: '' }
    const file = await sealedFile(manager, server, [['products', [{ assumed, next: product }]]])
    const [answer] = await bringFile(cashier, file)
    expect(answer).toMatchObject({ refused: [{ refusal: { code: 'NO_SUCH_DOCUMENT' } }] })
  })

  test('AUDIT-2 what is known of carried edits only grows', async () => {
    await expect(query('delete from carried_edits where shop_id = $1')).rejects.toMatchObject({
      code: '42501',
    })
  })
})

function withParts(
  file: CarryFile,
  change: (part: CarryFile['parts'][number]) => CarryFile['parts'][number],
): CarryFile {
  return { ...file, parts: file.parts.map(change) }
}
function withData(file: CarryFile, change: (data: string) => string): CarryFile {
  return withParts(file, (part) => ({ ...part, data: change(part.data) }))
}
