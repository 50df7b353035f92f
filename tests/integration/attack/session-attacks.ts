import { setTimeout as pause } from 'node:timers/promises'
import { ROLES } from '@shared/schemas/people.schema.ts'
import { describe, expect, it } from 'vitest'
import { inShop } from '../../../sync-server/database/run-transaction.ts'
import { makeProduct, newRow } from '../../support/shop-floor.ts'
import type { TestDevice } from '../../support/test-server.ts'
import { asNew, forged } from './forge.ts'
import { makeSample } from './samples.ts'
import type { World } from './world.ts'

/** The re-authorisation of streams is every few seconds; slow machines get some more. */
const SECONDS_TO_CLOSE = 20

interface OpenStream {
  readonly heard: () => string
  readonly ended: Promise<void>
  cancel(): Promise<void>
}

async function openStream(world: World, device: TestDevice, query = ''): Promise<OpenStream> {
  const headers = { authorization: `Bearer ${device.token}`, accept: 'text/event-stream' }
  const response = await fetch(`${world.wire.url}/sync/stream${query}`, { headers })
  expect(response.status).toBe(200)
  const reader = response.body?.getReader()
  if (!reader) throw new Error('a stream has a body')
  let text = ''
  const decoder = new TextDecoder()
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const chunk = decoder.decode(value, { stream: true })
      text += chunk
      world.wire.received.push(chunk)
    }
  }
  return { heard: () => text, ended: read(), cancel: () => reader.cancel() }
}

async function expectEnd(stream: OpenStream): Promise<void> {
  const outcome = await Promise.race([
    stream.ended.then(() => 'ended'),
    pause(SECONDS_TO_CLOSE * 1_000, 'open'),
  ])
  expect(outcome).toBe('ended')
}

/** A17 A32 A33: sessions, devices and streams. */
export function sessionAttacks(worldOf: () => World): void {
  describe('sessions and streams', () => {
    it('A32 a stream cannot be asked for another shop, and hears nothing of it', async () => {
      const world = worldOf()
      const streams = []
      for (const role of ROLES) {
        const query = `?shopId=${world.other.shopId}&collection=products`
        streams.push(await openStream(world, world.devices[role], query))
      }
      const neighbour = await world.signIn('admin', await world.server.createShop())
      await neighbour.create('messages', makeSample('messages', neighbour, world.server))
      await world.devices.manager.create(
        'appointments',
        makeSample('appointments', world.devices.manager, world.server),
      )
      for (const stream of streams) {
        while (!stream.heard().includes('["appointments"]')) await pause(5)
        expect(stream.heard()).not.toContain('["messages"]')
        await stream.cancel()
      }
    })

    it('A17 A32 after signing out nobody’s token opens anything, and the streams close', async () => {
      const world = worldOf()
      const streams = []
      for (const role of ROLES) {
        const device = await world.signIn(role === 'cashier' ? 'cashier2' : role)
        streams.push(await openStream(world, device))
        const rows = [asNew(forged(makeSample('tasks', device, world.server)))]
        const { token } = device
        await world.wire.rows(device, 'tasks', rows)
        expect((await world.wire.ask('POST', '/auth/sign-out', { token, json: null })).status).toBe(200)
        for (const answer of [
          await world.wire.push(device, 'tasks', rows),
          await world.wire.ask('GET', '/sync/pull?collection=tasks&epoch=1&seq=0', { token }),
          await world.wire.ask('GET', '/sync/stream', { token }),
          await world.wire.ask('GET', `/sync/base?collection=tasks&id=${rows[0]?.next.id}&rev=1`, { token }),
        ]) {
          expect([role, answer.status, answer.body]).toMatchObject([
            role,
            401,
            { error: { code: 'SESSION_ENDED' } },
          ])
        }
      }
      await Promise.all(streams.map(expectEnd))
    })

    it.each(ROLES.filter((role) => role !== 'admin'))('A32 a %s cannot shut out a device', async (role) => {
      const world = worldOf()
      const target = world.devices.admin.author.deviceId
      const { token } = world.devices[role]
      const answer = await world.wire.ask('POST', '/auth/revoke-device', {
        token,
        json: { deviceId: target },
      })
      expect([answer.status, answer.body]).toMatchObject([403, { error: { code: 'FORBIDDEN' } }])
      await world.devices.admin.pull('tasks')
    })

    it('A32 AUTH-3 a stolen till is shut out: its stream closes, its tokens and its next sign-in are refused', async () => {
      const world = worldOf()
      const { admin } = world.devices
      const till = await world.signIn('cashier2')
      const stream = await openStream(world, till)
      const { deviceId } = till.author
      const revoke = (json: object) =>
        world.wire.ask('POST', '/auth/revoke-device', { token: admin.token, json })
      expect((await revoke({ deviceId })).body).toEqual({ revoked: true })
      expect((await revoke({ deviceId })).body).toEqual({ revoked: true })
      const sale = newRow(makeProduct(till, world.server))
      expect((await world.wire.push(till, 'products', [sale])).status).toBe(401)
      expect((await till.refresh()).status).toBe(401)
      await expect(world.signIn('cashier2', world.own, deviceId)).rejects.toThrow()
      await expectEnd(stream)
      // Not himself, not what does not exist, and nothing of another shop: answered alike.
      expect((await revoke({ deviceId: admin.author.deviceId })).status).toBe(403)
      const foreign = await revoke({ deviceId: world.victim.author.deviceId })
      const unknown = await revoke({ deviceId: world.server.ids.next() })
      const plain = (text: string) => text.replace(/"requestId":"\w+"/, '')
      expect([foreign.status, plain(foreign.text)]).toEqual([404, plain(unknown.text)])
      await world.victim.pull('tasks')
    })

    it('A33 somebody who works in two shops acts only in the one that his session is of', async () => {
      const world = worldOf()
      const { pool } = world.server.database
      const guest = world.own.members.find(({ email }) => email.startsWith('logistics@'))
      const third = await world.server.createShop()
      await inShop(pool, third.shopId, (transaction) =>
        transaction.query(
          `insert into memberships (shop_id, account_id, staff_id, role, created_at) values ($1, $2, $3, 'admin', $4)`,
          [third.shopId, guest?.accountId, world.server.ids.next(), Date.now()],
        ),
      )
      const device = await world.signIn('logistics')
      expect(device.session.shop.id).toBe(world.own.shopId)
      expect(device.session.account.role).toBe('logistics')
      const product = { ...makeProduct(device, world.server), shopId: third.shopId }
      const [result] = await world.wire.rows(device, 'products', [newRow(product)])
      expect(result).toMatchObject({ outcome: 'refused', refusal: { code: 'SERVER_FIELD' } })
      const named = (await device.pullAll('settings')).map(({ shopId }) => shopId)
      expect(new Set(named)).toEqual(new Set([world.own.shopId]))
    })
  })
}
