import { newEnvelope } from '@shared/domain/authoring.ts'
import { minor } from '@shared/kernel/money.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { DocumentOf } from '@shared/schemas/registry.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  errorOf,
  send,
  startTestServer,
  type TestDevice,
  type TestServer,
} from '../../support/test-server.ts'
import { Device, eventually, isSettled } from '../client/support/device.ts'
import { bundleProgram, programOfProtocol } from './bundle-program.ts'
import { becomeTomorrow, TOMORROWS_CLIENT } from './newer-subscriptions.ts'

/* Programs of different age against one server, and on one disk. */

let server: TestServer
let manager: TestDevice
const devices: Device[] = []

beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('manager')
})
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.kill()))
})
afterAll(() => server.close())

const NAMES = ['products', 'orders', 'tasks', 'subscriptions'] as const

async function newDevice(): Promise<Device> {
  const { session } = await server.signIn('manager')
  const device = new Device(server.url, session)
  devices.push(device)
  return device
}

async function readyTill(): Promise<Device> {
  const till = await (await newDevice()).start({ names: NAMES })
  await eventually('it may number receipts', async () => (await till.command('peekReceipt')) !== null)
  return till
}

describe('VERSION-1 a program that the server does not understand', () => {
  test.each([
    { age: 'older', program: 0, failure: 'ClientTooOld' },
    { age: 'newer', program: PROTOCOL_VERSION + 1, failure: 'ServerTooOld' },
  ])(
    'and that is $age is told so, goes on selling, keeps its work and sends it after the update',
    async (one) => {
      const till = await readyTill()
      await till.restart({ names: NAMES, program: await programOfProtocol(one.program) })
      await eventually('it was told', async () => (await till.status()).error?.type === one.failure)
      const sale = await till.sell({ productId: server.ids.next(), variantId: server.ids.next(), price: 500 })
      expect(sale.ok).toBe(true)
      expect(await till.pending()).toBe(1)
      expect((await till.status()).state).toBe('attention')
      expect(await till.refused()).toEqual([])
      expect((await manager.pullAll('orders')).map(({ id }) => id)).not.toContain(sale.id)

      await till.restart({ names: NAMES })
      await eventually('it has sent everything', () => isSettled(till))
      expect((await till.status()).error).toBeNull()
      expect((await manager.pullAll('orders')).map(({ id }) => id)).toContain(sale.id)
    },
  )

  test('is told in words of its own whatever it asks, before it signs in too', async () => {
    const ask = (protocol: string, method: 'GET' | 'POST', path: string) =>
      send(server.url, method, path, {
        token: manager.token,
        headers: { [PROTOCOL_HEADER]: protocol },
        ...(method === 'POST' && { body: {} }),
      })
    for (const [method, path] of [
      ['POST', '/sync/push'],
      ['GET', '/sync/pull?collection=orders&epoch=1&seq=0'],
      ['GET', '/sync/stream'],
      ['POST', '/auth/sign-in'],
      ['POST', '/auth/refresh'],
    ] as const) {
      const older = errorOf(await ask('0', method, path))
      expect([path, older.code, older.params]).toEqual([path, 'CLIENT_TOO_OLD', { oldest: 1 }])
      const newer = errorOf(await ask('999', method, path))
      expect([path, newer.code, newer.params]).toEqual([path, 'SERVER_TOO_OLD', { newest: PROTOCOL_VERSION }])
    }
    expect(errorOf(await ask('two', 'POST', '/sync/push')).code).toBe('BAD_REQUEST')
    const body = {
      ...manager.pushRequest('products', []),
      schemaVersion: 7,
      rows: [{ assumed: null, next: {} }],
    }
    expect(errorOf(await manager.send('POST', '/sync/push', body)).code).toBe('SERVER_TOO_OLD')
  })
})

type Subscription = DocumentOf<'subscriptions'>

function newSubscription(device: TestDevice, known: object = {}): Subscription {
  return {
    ...newEnvelope(device.author, server),
    customerId: server.ids.next(),
    plan: 'basic',
    lines: [{ id: server.ids.next(), variantId: server.ids.next(), quantity: 2 as never }],
    frequency: 'weekly',
    nextDeliveryAt: null,
    deliveryAddress: null,
    paymentMethod: 'cash',
    currency: 'XOF',
    price: minor(1_000),
    state: 'active',
    pausedUntil: null,
    reason: '',
    ...known,
  }
}

describe('VERSION-2 a release that adds fields', () => {
  let goBack: () => void
  afterEach(() => goBack?.())

  const held = async (id: string) => (await manager.pullAll('subscriptions')).find((one) => one.id === id)
  const firstLine = (document: { lines?: unknown } | undefined) =>
    Array.isArray(document?.lines) ? document.lines[0] : undefined

  test('an older client keeps fields it does not know through its own edits and merges', async () => {
    goBack = becomeTomorrow()
    const gift = newSubscription(manager, { channel: 'radio' })
    const withGift = { ...gift, lines: gift.lines.map((line) => ({ ...line, gift: true })) }
    await manager.create('subscriptions', withGift)
    const till = await readyTill()
    await eventually(
      'the older client has it',
      async () => (await till.get('subscriptions', gift.id)) !== null,
    )
    expect((await till.status()).quarantined).toBe(0)
    expect(await till.get('subscriptions', gift.id)).toMatchObject({ channel: 'radio', rev: 1 })

    await till.command('edit', 'subscriptions', gift.id, { reason: 'on holiday' })
    await eventually('its edit is sent', () => isSettled(till))
    const edited = await held(gift.id)
    expect(edited).toMatchObject({ rev: 2, reason: 'on holiday', channel: 'radio' })
    expect(firstLine(edited)).toMatchObject({ gift: true })

    // Both change it apart: the newer one a field that the older one does not know.
    await till.network({ isOnline: false })
    await till.command('edit', 'subscriptions', gift.id, { plan: 'premium' })
    const next = {
      ...edited,
      channel: 'church',
      editId: server.ids.next(),
      deviceId: manager.author.deviceId,
    }
    const assumed = { rev: 2, editId: String(edited?.editId) }
    const [answer] = (await manager.push('subscriptions', [{ assumed, next }])).results
    expect(answer?.outcome).toBe('accepted')
    await till.network({ isOnline: true })
    await eventually('the older client has sent', () => isSettled(till))
    const merged = await held(gift.id)
    expect(merged).toMatchObject({ channel: 'church', plan: 'premium', reason: 'on holiday' })
    expect(firstLine(merged)).toMatchObject({ gift: true })
    expect(await till.refused()).toEqual([])
    expect((await till.status()).quarantined).toBe(0)
  })

  test('what an older client makes gets the new fields, and it takes them over', async () => {
    goBack = becomeTomorrow()
    const till = await readyTill()
    const made = newSubscription(manager, { deviceId: till.session.device.id })
    await till.command('insert', 'subscriptions', made)
    await eventually('it is sent', () => isSettled(till))
    expect(await held(made.id)).toMatchObject({ rev: 1, channel: '' })
    await eventually(
      'the older client has what the server made of it',
      async () => (await till.get('subscriptions', made.id))?.pending === 0,
    )
    expect(await till.refused()).toEqual([])
  })

  test('an update brings up what is on the disk and sends what waited there', async () => {
    const till = await readyTill()
    const [sent, waiting] = [manager, manager].map((one) =>
      newSubscription(one, { deviceId: till.session.device.id }),
    )
    if (!sent || !waiting) throw new Error('two subscriptions')
    await till.command('insert', 'subscriptions', sent)
    await eventually('one is sent', () => isSettled(till))
    await till.network({ isOnline: false })
    await till.command('insert', 'subscriptions', waiting)
    await till.command('edit', 'subscriptions', sent.id, { reason: 'older edit' })
    expect(await till.pending()).toBe(2)
    await till.kill()

    goBack = becomeTomorrow()
    await till.start({ names: NAMES, program: await bundleProgram(TOMORROWS_CLIENT), isOnline: false })
    expect(await till.pending()).toBe(2)
    expect(await till.get('subscriptions', waiting.id)).toMatchObject({ channel: '', pending: 1 })
    await till.command('edit', 'subscriptions', waiting.id, { channel: 'radio' })
    await till.network({ isOnline: true })
    await eventually('everything is sent', () => isSettled(till))
    expect(await held(sent.id)).toMatchObject({ reason: 'older edit', channel: '', rev: 2 })
    expect(await held(waiting.id)).toMatchObject({ channel: 'radio' })
    expect(await till.refused()).toEqual([])
    expect((await till.status()).quarantined).toBe(0)
  })

  test('what an older client cannot read is set aside there, holds nothing up, and is there after the update', async () => {
    goBack = becomeTomorrow()
    const [family, plain] = [
      newSubscription(manager, { plan: 'family', channel: '' }),
      newSubscription(manager, { channel: '' }),
    ]
    await manager.create('subscriptions', family, plain)
    const till = await readyTill()
    await eventually('the older client has the other', async () => {
      const { quarantined } = await till.status()
      return quarantined === 1 && (await till.get('subscriptions', plain.id)) !== null
    })
    expect(await till.get('subscriptions', family.id)).toBeNull()
    await till.compare('subscriptions')
    expect((await till.status()).lastRepair).toBeNull()

    await till.restart({ names: NAMES, program: await bundleProgram(TOMORROWS_CLIENT) })
    await eventually('the newer client is in contact', () => isSettled(till))
    await till.compare('subscriptions')
    await eventually('it has what was set aside', async () => {
      const held = await till.get('subscriptions', family.id)
      return held !== null && (await till.status()).quarantined === 0
    })
    expect(await till.get('subscriptions', family.id)).toMatchObject({ plan: 'family' })
  })
})
