import { createHmac, generateKeyPairSync } from 'node:crypto'
import { touch } from '@shared/domain/authoring.ts'
import type { Staff } from '@shared/schemas/people.schema.ts'
import { staffSchema } from '@shared/schemas/people.schema.ts'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deviceCode } from '../../../sync-server/auth/devices.ts'
import { editRow, makeProduct, makeSale, newRow } from '../../support/shop-floor.ts'
import {
  errorOf,
  send,
  startTestServer,
  TEST_PASSWORD,
  type TestDevice,
  type TestServer,
} from '../../support/test-server.ts'

const MINUTE_MS = 60_000
let server: TestServer
let offset = 0
const clock = { now: () => Date.now() + offset }

beforeAll(async () => {
  server = await startTestServer({ clock })
})
afterAll(() => server.close())

const trySignIn = (email: string, password: string) =>
  send(server.url, 'POST', '/auth/sign-in', {
    body: { email, password, device: { id: server.ids.next(), name: 'Test' } },
  })

const refreshWith = (refreshToken: string, device: TestDevice) =>
  send(server.url, 'POST', '/auth/refresh', { body: { refreshToken, deviceId: device.session.device.id } })

describe('sign-in', () => {
  it('gives the session with role, shop and a device code no other device has', async () => {
    const devices = await Promise.all(['manager', 'cashier1', 'cashier2'].map((who) => server.signIn(who)))
    expect(devices[0]?.session).toMatchObject({
      account: { role: 'manager', email: server.shop.emailOf('manager') },
      shop: { id: server.shop.shopId, currency: 'XOF', locationId: server.shop.locationId },
      epoch: 1,
    })
    const codes = devices.map(({ session }) => session.device.code)
    expect(new Set(codes).size).toBe(3)
  })

  it('a device that signs in again keeps its code, also for another member', async () => {
    const first = await server.signIn('cashier1')
    const again = await server.signIn('cashier2', { deviceId: first.author.deviceId })
    expect(again.session.device.code).toBe(first.session.device.code)
  })

  it('device codes go A1 to Z9 and on with two letters, never twice', () => {
    expect([0, 8, 9, 233, 234, 243].map(deviceCode)).toEqual(['A1', 'A9', 'B1', 'Z9', 'AA1', 'AB1'])
    expect(new Set(Array.from({ length: 3_000 }, (_, i) => deviceCode(i))).size).toBe(3_000)
  })

  it('the same device id in another shop is another device', async () => {
    const other = await server.createShop()
    const here = await server.signIn('manager')
    const there = await server.signIn('manager', { shop: other, deviceId: here.author.deviceId })
    expect(there.session.shop.id).toBe(other.shopId)
    expect(there.session.device.code).toBe('A1')
  })

  it('an unknown e-mail and a wrong password get the same answer', async () => {
    const wrong = await trySignIn(server.shop.emailOf('finance'), 'not the password')
    const unknown = await trySignIn('nobody@nowhere.test', 'not the password')
    expect(wrong.status).toBe(401)
    expect({ ...errorOf(wrong), requestId: '' }).toEqual({ ...errorOf(unknown), requestId: '' })
    expect(errorOf(wrong).code).toBe('WRONG_CREDENTIALS')
  })

  it('upper case and spaces around the e-mail do not matter', async () => {
    const answer = await trySignIn(` ${server.shop.emailOf('finance').toUpperCase()} `, TEST_PASSWORD)
    expect(answer.status).toBe(200)
  })

  it('too many wrong passwords have to wait, and say for how long', async () => {
    const email = server.shop.emailOf('logistics')
    for (let i = 0; i < 10; i++) expect((await trySignIn(email, `wrong ${i}`)).status).toBe(401)
    const blocked = await trySignIn(email, TEST_PASSWORD)
    expect(blocked.status).toBe(429)
    expect(errorOf(blocked)).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    expect(errorOf(blocked).retryAfterMs).toBeGreaterThan(0)
    // Others at the same address are not locked out.
    expect((await trySignIn(server.shop.emailOf('finance'), TEST_PASSWORD)).status).toBe(200)
    offset += 16 * MINUTE_MS
    expect((await trySignIn(email, TEST_PASSWORD)).status).toBe(200)
  })
})

describe('refresh tokens', () => {
  it('AUTH-2 each use gives a new one', async () => {
    const device = await server.signIn('manager')
    const before = device.session.tokens.refreshToken
    expect((await device.refresh()).status).toBe(200)
    expect(device.session.tokens.refreshToken).not.toBe(before)
    expect((await device.refresh()).status).toBe(200)
    await device.pull('products')
  })

  it('AUTH-2 a device whose answer got lost asks again and gets the same successor', async () => {
    const device = await server.signIn('manager')
    const token = device.session.tokens.refreshToken
    const [first, second] = [await refreshWith(token, device), await refreshWith(token, device)]
    expect(first.status).toBe(200)
    expect(tokenOf(second)).toBe(tokenOf(first))
  })

  it('AUTH-2 eight refreshes at once all get the same successor', async () => {
    const device = await server.signIn('manager')
    const token = device.session.tokens.refreshToken
    const answers = await Promise.all(Array.from({ length: 8 }, () => refreshWith(token, device)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(tokenOf)).size).toBe(1)
  })

  it('AUTH-2 the grandparent ends the session even within the grace, for everybody', async () => {
    const device = await server.signIn('manager')
    const grandparent = device.session.tokens.refreshToken
    await device.refresh()
    await device.refresh()
    expect(errorOf(await refreshWith(grandparent, device)).code).toBe('SESSION_ENDED')
    expect(errorOf(await refreshWith(device.session.tokens.refreshToken, device)).code).toBe('SESSION_ENDED')
    expect(errorOf(await device.send('GET', '/sync/pull?collection=products&epoch=1&seq=0')).code).toBe(
      'SESSION_ENDED',
    )
  })

  it('AUTH-2 the parent after the grace ends the session', async () => {
    const device = await server.signIn('manager')
    const parent = device.session.tokens.refreshToken
    await device.refresh()
    offset += 2 * MINUTE_MS
    expect(errorOf(await refreshWith(parent, device)).code).toBe('SESSION_ENDED')
    expect((await device.refresh()).status).toBe(401)
  })

  it('AUTH-2 a copy on another device ends the session', async () => {
    const device = await server.signIn('manager')
    const thief = await server.signIn('cashier1')
    const stolen = await refreshWith(device.session.tokens.refreshToken, thief)
    expect(errorOf(stolen).code).toBe('SESSION_ENDED')
    expect((await device.refresh()).status).toBe(401)
  })

  it('AUTH-2 made-up tokens are refused', async () => {
    const device = await server.signIn('manager')
    const secret = device.session.tokens.refreshToken.split('.')[1]
    const other = await server.createShop()
    for (const token of [
      `${server.shop.shopId}.${'x'.repeat(43)}`,
      `${other.shopId}.${secret}`,
      'x'.repeat(60),
    ]) {
      expect(errorOf(await refreshWith(token, device)).code).toBe('SESSION_ENDED')
    }
  })

  it('signing out ends the session, with the refresh token alone too', async () => {
    const device = await server.signIn('manager')
    expect((await device.send('POST', '/auth/sign-out', null)).status).toBe(200)
    expect((await device.refresh()).status).toBe(401)
    const later = await server.signIn('manager')
    const body = { refreshToken: later.session.tokens.refreshToken, deviceId: later.session.device.id }
    expect((await send(server.url, 'POST', '/auth/sign-out', { body })).status).toBe(200)
    expect((await later.refresh()).status).toBe(401)
  })
})

describe('access tokens', () => {
  const pullWith = (token: string) =>
    send(server.url, 'GET', '/sync/pull?collection=products&epoch=1&seq=0', { token })

  it('AUTH-1 everything but our own fresh token is refused', async () => {
    const device = await server.signIn('manager')
    const [header, payload, signature] = device.token.split('.')
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())
    const kid = JSON.parse(Buffer.from(header ?? '', 'base64url').toString()).kid
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const foreign = generateKeyPairSync('ed25519').privateKey
    const signedBy = (key: typeof foreign, more: object, headers = {}) =>
      new SignJWT({ ...claims, ...more })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...headers })
        .sign(key)
    const hmacHead = encode({ alg: 'HS256', kid, typ: 'at+jwt' })
    const hmac = createHmac('sha256', 'public').update(`${hmacHead}.${payload}`).digest('base64url')
    const tokens = {
      none: `${encode({ alg: 'none', kid, typ: 'at+jwt' })}.${payload}.`,
      hmac: `${hmacHead}.${payload}.${hmac}`,
      'another key': await signedBy(foreign, {}),
      'a key it brings itself': await signedBy(foreign, {}, { jku: 'https://evil.test', kid: 'mine' }),
      'another shop inside': `${header}.${encode({ ...claims, shop: server.ids.next() })}.${signature}`,
      'the refresh token': device.session.tokens.refreshToken,
      empty: '',
      garbage: 'a.b.c',
    }
    for (const [name, token] of Object.entries(tokens)) {
      const answer = await pullWith(token)
      expect([name, answer.status, errorOf(answer).code]).toEqual([name, 401, 'UNAUTHENTICATED'])
    }
    expect((await pullWith(device.token)).status).toBe(200)
  })

  it('AUTH-1 a token is good for ten minutes and not before it is made', async () => {
    const device = await server.signIn('manager')
    offset += 10 * MINUTE_MS + 1_000
    expect(errorOf(await pullWith(device.token)).code).toBe('UNAUTHENTICATED')
    offset -= 11 * MINUTE_MS
    expect(errorOf(await pullWith(device.token)).code).toBe('UNAUTHENTICATED')
    offset += MINUTE_MS
    expect((await pullWith(device.token)).status).toBe(200)
  })
})

describe('power', () => {
  const findStaff = async (device: TestDevice, staffId: string): Promise<Staff> => {
    const found = (await device.pullAll('staff')).find(({ id }) => id === staffId)
    return staffSchema.parse(found)
  }

  it('POLICY-4 a role that was lowered counts from the next push on, whatever the token was made for', async () => {
    const admin = await server.signIn('admin')
    const manager = await server.signIn('manager')
    const product = makeProduct(manager, server, 'Avant')
    await manager.create('products', product)
    const staff = await findStaff(admin, manager.author.staffId)
    const lowered = touch({ ...staff, role: 'cashier' as const }, admin.author, server)
    expect((await admin.push('staff', [editRow(staff, lowered)])).results[0]?.outcome).toBe('accepted')
    const answer = await manager.push('products', [newRow(makeProduct(manager, server, 'Après'))])
    expect(answer.results[0]).toMatchObject({ outcome: 'refused', refusal: { code: 'FORBIDDEN' } })
    const sold = await manager.push('orders', [newRow(makeSale(manager, server, product, 1))])
    expect(sold.results[0]?.outcome).toBe('accepted')
    await manager.refresh()
    expect(manager.session.account.role).toBe('cashier')
  })

  it('a member who left is out at once', async () => {
    const admin = await server.signIn('admin')
    const leaver = await server.signIn('finance')
    const staff = await findStaff(admin, leaver.author.staffId)
    await admin.push('staff', [editRow(staff, touch({ ...staff, active: false }, admin.author, server))])
    expect(errorOf(await leaver.tryPush('tasks', [newRow({ id: 'x' })])).code).toBe('SESSION_ENDED')
    expect(errorOf(await trySignIn(server.shop.emailOf('finance'), TEST_PASSWORD)).code).toBe(
      'WRONG_CREDENTIALS',
    )
  })

  it('STAFF-1 two administrators who end each other’s role at the same moment leave one', async () => {
    const shop = await server.createShop()
    const first = await server.signIn('admin', { shop })
    const second = await server.signIn('manager', { shop })
    const promoted = await findStaff(first, second.author.staffId)
    const raised = touch({ ...promoted, role: 'admin' as const }, first.author, server)
    await first.push('staff', [editRow(promoted, raised)])
    const end = async (by: TestDevice, staffId: string) => {
      const staff = await findStaff(by, staffId)
      return [editRow(staff, touch({ ...staff, role: 'cashier' as const }, by.author, server))]
    }
    const rows = [await end(first, second.author.staffId), await end(second, first.author.staffId)] as const
    const answers = await Promise.all([first.tryPush('staff', rows[0]), second.tryPush('staff', rows[1])])
    const accepted = answers.filter(({ body }) => JSON.stringify(body).includes('"accepted"'))
    expect(accepted).toHaveLength(1)
    await Promise.all([first.refresh(), second.refresh()])
    const roles = [first, second].map(({ session }) => session.account.role)
    expect(roles.toSorted()).toEqual(['admin', 'cashier'])
  })

  it('work of a colleague on the same device needs his permission too', async () => {
    const shop = await server.createShop()
    const manager = await server.signIn('manager', { shop })
    const cashier = await server.signIn('cashier1', { shop, deviceId: manager.author.deviceId })
    const product = makeProduct(manager, server, 'Partagé')
    await manager.create('products', product)
    const sale = makeSale(cashier, server, product, 1)
    expect((await manager.push('orders', [newRow(sale)])).results[0]?.outcome).toBe('accepted')
    const cheap = touch({ ...product, brand: 'X' }, cashier.author, server)
    const answer = await manager.push('products', [editRow(product, cheap)])
    expect(answer.results[0]).toMatchObject({ outcome: 'refused', refusal: { code: 'FORBIDDEN' } })
  })
})

const tokenOf = (answer: { body: unknown }): string =>
  (answer.body as { tokens: { refreshToken: string } }).tokens.refreshToken // a sign-in answer, checked by its status
