import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { streamEventSchema } from '@shared/protocol/sync.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { revokeSession } from '../../../sync-server/auth/sessions.ts'
import { inShop } from '../../../sync-server/database/run-transaction.ts'
import { startDatabase } from '../../../sync-server/database/start-database.ts'
import { createServer } from '../../../sync-server/server.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { makeProduct, newRow } from '../../support/shop-floor.ts'
import { errorOf, send, startTestServer, TestDevice, type TestServer } from '../../support/test-server.ts'

let server: TestServer
let manager: TestDevice
const children: ChildProcess[] = []

beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('manager')
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await server.close()
})

/** Reads a stream into a list of blocks until it ends. */
async function openStream(device: TestDevice, url = device.url) {
  const response = await fetch(`${url}/sync/stream`, { headers: { authorization: `Bearer ${device.token}` } })
  const blocks: string[] = []
  const waiting = new Set<() => void>()
  const reader = response.body?.getReader()
  if (!reader) throw new Error('A stream has a body')
  const ended = (async () => {
    const decoder = new TextDecoder()
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += decoder.decode(value, { stream: true })
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      blocks.push(...parts)
      for (const wake of waiting) wake()
    }
  })()
  return {
    response,
    blocks,
    ended,
    cancel: () => reader.cancel(),
    /** Resolves when a block fits. */
    until: (fits: (block: string) => boolean) =>
      new Promise<string>((resolve) => {
        const look = () => {
          const found = blocks.find(fits)
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

const dataOf = (block: string): unknown =>
  JSON.parse(
    block
      .split('\n')
      .find((line) => line.startsWith('data: '))
      ?.slice(6) ?? '',
  )

describe('stream', () => {
  it('SYNC-7 says at once that everything may have changed, then which collections did, and nothing else', async () => {
    const watcher = await server.signIn('cashier1')
    const stream = await openStream(watcher)
    const first = await stream.until((block) => block.startsWith('event: resync'))
    expect(streamEventSchema.parse(dataOf(first)).collections).toContain('orders')
    const product = makeProduct(manager, server, 'Secret du flux')
    await manager.create('products', product)
    const second = await stream.until((block) => block.includes('["products"]'))
    expect(dataOf(second)).toEqual({ collections: ['products'], epoch: 1 })
    expect(stream.blocks.join()).not.toContain(product.id)
    await stream.cancel()
  })

  it('SYNC-7 a change at one server process is heard at another, and never in another shop', async () => {
    const second = await createServer({ port: 0, logLevel: 'silent' }, { database: server.database })
    const otherShop = await server.createShop()
    const stranger = await server.signIn('manager', { shop: otherShop })
    const stream = await openStream(manager, second.url)
    const foreign = await openStream(stranger, second.url)
    await Promise.all(
      [stream, foreign].map(({ until }) => until((block) => block.startsWith('event: resync'))),
    )
    // The other process may still be on its way to listening: write until it is heard.
    const heard = stream.until((block) => block.includes('["products"]'))
    let isHeard = false
    void heard.then(() => {
      isHeard = true
    })
    while (!isHeard) await manager.create('products', makeProduct(manager, server, 'Loin'))
    expect(foreign.blocks.filter((block) => block.includes('["products"]'))).toEqual([])
    await Promise.all([stream.cancel(), foreign.cancel()])
    await second.close()
  })

  it('whoever loses his session loses the stream within seconds', async () => {
    const leaver = await server.signIn('cashier2')
    const stream = await openStream(leaver)
    const { shop } = server
    await inShop(server.database.pool, shop.shopId, async (transaction) => {
      const { rows } = await transaction.query<{ id: never }>(
        'select id from sessions where account_id = $1 and revoked_at is null',
        [leaver.session.account.id],
      )
      for (const { id } of rows) {
        await revokeSession(transaction, {
          shopId: shop.shopId,
          sessionId: id,
          reason: 'test',
          now: Date.now(),
        })
      }
    })
    await stream.ended
    expect(errorOf(await leaver.send('GET', '/sync/stream')).code).toBe('SESSION_ENDED')
  })

  it('a device that opens line after line keeps the newest ones only', async () => {
    const device = await server.signIn('logistics')
    const streams = []
    for (let i = 0; i < 6; i++) streams.push(await openStream(device))
    await Promise.all(streams.slice(0, 2).map(({ ended }) => ended))
    await Promise.all(streams.slice(2).map(({ cancel }) => cancel()))
  })

  it('without a token there is no stream', async () => {
    expect(errorOf(await send(server.url, 'GET', '/sync/stream')).code).toBe('UNAUTHENTICATED')
  })
})

describe('operation', () => {
  it('health says that the database answers and which epoch it is', async () => {
    const answer = await send(server.url, 'GET', '/health')
    expect(answer).toEqual({ status: 200, body: { status: 'ok', database: true, draining: false, epoch: 1 } })
  })

  it('metrics count pushes, rows by outcome, pulled rows and time per route', async () => {
    const good = makeProduct(manager, server, 'Compté')
    await manager.push('products', [newRow(good), newRow({ id: 'bad' })])
    await manager.pullAll('products')
    const text = await (await fetch(`${server.url}/metrics`)).text()
    expect(text).toMatch(/comptoir_pushes_total\{collection="products"\} [1-9]/)
    expect(text).toMatch(/comptoir_pushed_rows_total\{collection="products",outcome="refused"\} 1/)
    expect(text).toMatch(/comptoir_pulled_rows_total\{collection="products"\} [1-9]/)
    expect(text).toMatch(
      /comptoir_request_seconds_count\{method="POST",route="\/sync\/push",status="200"\} [1-9]/,
    )
    expect(text).toMatch(/comptoir_streams \d/)
  })

  it('the API describes itself from the schemas that check it', async () => {
    const { body } = await send(server.url, 'GET', '/documentation/json')
    const { paths } = body as { paths: Record<string, Record<string, object>> } // an OpenAPI document
    expect(Object.keys(paths).toSorted()).toEqual([
      '/auth/refresh',
      '/auth/revoke-device',
      '/auth/sign-in',
      '/auth/sign-out',
      '/figures/check',
      '/figures/products',
      '/figures/sales',
      '/figures/shop',
      '/health',
      '/history/manifest',
      '/history/segment',
      '/metrics',
      '/sync/base',
      '/sync/carry',
      '/sync/digest',
      '/sync/heartbeat',
      '/sync/pull',
      '/sync/push',
      '/sync/stream',
    ])
    expect(JSON.stringify(paths['/sync/push'])).toContain('schemaVersion')
  })

  it('every answer carries the security headers, and an unknown path the one error body', async () => {
    const response = await fetch(`${server.url}/nowhere`)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-security-policy')).toContain(`script-src 'self'`)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })

  it('only the desktop app’s origin may call from another origin', async () => {
    const ask = (origin: string) =>
      fetch(`${server.url}/sync/push`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      })
    const desktop = await ask('app://comptoir')
    expect([desktop.status, desktop.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'app://comptoir',
    ])
    for (const origin of ['https://evil.test', 'app://comptoir.evil', 'null']) {
      expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it.each([
    ['unreadable JSON', '{', 'application/json', 400, 'BAD_REQUEST'],
    ['another content type', 'a=b', 'application/x-www-form-urlencoded', 415, 'BAD_REQUEST'],
    ['an empty object', '{}', 'application/json', 400, 'BAD_REQUEST'],
    ['a list', '[]', 'application/json', 400, 'BAD_REQUEST'],
  ])('answers %s with one error body and no stack', async (_name, body, type, status, code) => {
    const response = await fetch(`${server.url}/sync/push`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${manager.token}` },
      body,
    })
    const text = await response.text()
    expect([400, status]).toContain(response.status)
    expect(JSON.parse(text)).toMatchObject({ error: { code } })
    expect(text).not.toContain('node_modules')
  })

  it('an older program is told to update, a newer one to wait', async () => {
    const request = manager.pushRequest('products', [newRow(makeProduct(manager, server))])
    const older = await manager.send('POST', '/sync/push', { ...request, protocol: 0 })
    expect([older.status, errorOf(older).code]).toEqual([426, 'CLIENT_TOO_OLD'])
    const newer = await manager.send('POST', '/sync/push', { ...request, schemaVersion: 99 })
    expect(errorOf(newer)).toMatchObject({ code: 'SERVER_TOO_OLD', retryAfterMs: 60_000 })
  })

  it('a device in a loop is told to slow down', async () => {
    const strict = await startTestServer({ config: { maxRequestsPerMinute: 5 } })
    const device = await strict.signIn('manager')
    const answers = []
    for (let i = 0; i < 7; i++)
      answers.push(await device.send('GET', '/sync/pull?collection=tasks&epoch=1&seq=0'))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429])
    await strict.close()
  })
})

describe('stopping', () => {
  it('streams are told, requests in flight finish, new ones are sent elsewhere', async () => {
    const database = await createTestDatabase()
    const stopping = await startTestServer({ database })
    const device = await stopping.signIn('manager')
    const stream = await openStream(device)
    await stream.until((block) => block.startsWith('event: resync'))
    const rows = Array.from({ length: 100 }, (_, i) => newRow(makeProduct(device, stopping, `En vol ${i}`)))
    const inFlight = device.push('products', rows)
    await once(stopping.server.app.server, 'request')
    const closing = stopping.close()
    expect((await inFlight).results.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    await stream.ended
    expect(stream.blocks.some((block) => block.startsWith('event: draining'))).toBe(true)
    await closing
    await expect(fetch(`${stopping.url}/health`)).rejects.toThrow()
    await database.stop()
  })

  it('a draining server says so to whoever still asks', async () => {
    const database = await createTestDatabase()
    const stopping = await startTestServer({ database })
    stopping.server.beginDraining()
    const health = await send(stopping.url, 'GET', '/health')
    expect(health).toMatchObject({ status: 503, body: { status: 'draining', draining: true } })
    const refused = await send(stopping.url, 'GET', '/sync/pull')
    expect([refused.status, errorOf(refused).code]).toEqual([503, 'DRAINING'])
    await stopping.close()
    await database.stop()
  })
})

describe('a database that goes away', () => {
  it('answers UNAVAILABLE, loses nothing and works again when the database is back', async ({
    onTestFinished,
  }) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'comptoir-crash-'))
    const database = await startDatabase({ dataDir })
    const lone = await startTestServer({ database })
    onTestFinished(async () => {
      await lone.close()
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    })
    const device = await lone.signIn('manager')
    const before = makeProduct(device, lone, 'Avant la panne')
    await device.create('products', before)
    const pid = Number(
      (await readFile(join(database.dataDir ?? '', 'postgres/postmaster.pid'), 'utf8')).split('\n')[0],
    )
    process.kill(pid, 'SIGKILL')
    const during = makeProduct(device, lone, 'Pendant')
    const answers: number[] = []
    for (let status = 0; status !== 200; ) {
      const answer = await device.tryPush('products', [newRow(during)])
      status = answer.status
      answers.push(status)
    }
    expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([])
    // A connection of before may be in the pool still: whoever gets it is asked to come again.
    const stored = await vi.waitFor(() => device.pullAll('products'), { timeout: 30_000, interval: 200 })
    expect(stored.map(({ name }) => name).toSorted()).toEqual(['Avant la panne', 'Pendant'])
  })

  it('a process killed in the middle of its pushes has stored whole pushes only', async () => {
    const answered = await killedInTheMiddle()
    expect(answered.lost).toEqual([])
    expect(answered.halves).toEqual([])
  })
})

/** Runs a server in a process of its own, kills it with SIGKILL while it is pushed to, and looks at what is stored. */
async function killedInTheMiddle() {
  const child = spawnServer()
  const url = await new Promise<string>((resolve) =>
    child.once('message', (message) => resolve(String(message))),
  )
  const device = new TestDevice(url, manager.session)
  const acknowledged: string[] = []
  const pushing = (async () => {
    for (;;) {
      const batch = Array.from({ length: 10 }, () => makeProduct(manager, server, `Lot ${server.ids.next()}`))
      const answer = await device.push('products', batch.map(newRow)).catch(() => null)
      if (!answer) return
      acknowledged.push(...batch.map(({ id }) => id))
      if (acknowledged.length === 50) child.kill('SIGKILL')
    }
  })()
  await pushing
  const held = await manager.pullAll('products')
  const ids = new Set(held.map(({ id }) => id))
  const counts = await inShop(server.database.pool, server.shop.shopId, async (transaction) => {
    const { rows } = await transaction.query(
      `select d.id from documents d left join revisions r on r.shop_id = d.shop_id and r.collection = d.collection
        and r.id = d.id and r.rev = d.rev where r.id is null`,
    )
    return rows
  })
  return { lost: acknowledged.filter((id) => !ids.has(id)), halves: counts }
}

function spawnServer(): ChildProcess {
  const script = resolve(import.meta.dirname, '../../support/server-process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, COMPTOIR_TEST_DATABASE: JSON.stringify(server.database.address) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  children.push(child)
  return child
}
