import { pullResponseSchema } from '@shared/protocol/sync.ts'
import { ROLES } from '@shared/schemas/people.schema.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { describe, expect, it } from 'vitest'
import { asNew, forged } from './forge.ts'
import { makeSample } from './samples.ts'
import type { World } from './world.ts'

/** What may stand in the place of a checkpoint's sequence. */
const SEQUENCES = [
  '-1',
  '1.5',
  'NaN',
  '1e400',
  'Infinity',
  '9007199254740993',
  '999999999999999999999',
  "0' or '1'='1",
  '0;drop table documents',
  '[1]',
  'true',
  '0x10',
  '1e3',
  '9007199254740991',
  '',
  '%00',
]
const LIMITS = ['1000000000', '0', '-5', '501', 'all', '1.2', '9'.repeat(400)]
const EPOCHS = ['2', '0', '-1', '999999999', 'x', '1.5', '2147483648']

/** A19 A20 A21 A42: whatever stands in a checkpoint, nobody gets another shop's rows, and nothing breaks. */
export function cursorAttacks(worldOf: () => World): void {
  describe.each(ROLES)('checkpoints of a %s', (role) => {
    it('A19 A20 A21 are refused, or start again from the beginning', async () => {
      const world = worldOf()
      const device = world.devices[role]
      const pull = (query: Record<string, string>) =>
        world.wire.ask('GET', `/sync/pull?${new URLSearchParams({ limit: '3', epoch: '1', ...query })}`, {
          token: device.token,
        })
      for (const collection of COLLECTION_NAMES) {
        const victim = world.victims[collection].id
        for (const seq of SEQUENCES) {
          const answer = await pull({ collection, seq })
          expect([200, 400], seq).toContain(answer.status)
          if (answer.status === 200) {
            const { documents } = pullResponseSchema.parse(answer.body)
            expect(
              documents.filter(({ id, shopId }) => id === victim || shopId !== world.own.shopId),
            ).toEqual([])
          }
        }
        for (const limit of LIMITS)
          expect((await pull({ collection, seq: '0', limit })).status, limit).toBe(400)
      }
    })

    it('A42 an epoch that the server never had opens nothing: no pull, no push, no digest, no rescue', async () => {
      const world = worldOf()
      const { token } = world.devices[role]
      for (const collection of COLLECTION_NAMES) {
        for (const epoch of EPOCHS) {
          const query = new URLSearchParams({ collection, seq: '0', epoch })
          const pulled = await world.wire.ask('GET', `/sync/pull?${query}`, { token })
          expect([400, 409], epoch).toContain(pulled.status)
        }
        const lost = { ...forged(makeSample(collection, world.devices[role], world.server)), rev: 4 }
        const pushed = await world.wire.push(world.devices[role], collection, [asNew(lost)], { epoch: 2 })
        expect([pushed.status, pushed.body]).toMatchObject([
          409,
          { error: { code: 'EPOCH_CHANGED', params: { epoch: 1 } } },
        ])
        const json = { collection, epoch: 7, buckets: new Array(64).fill(0) }
        expect((await world.wire.ask('POST', '/sync/digest', { token, json })).status).toBe(409)
      }
    })

    it('A29 A30 there is no way to bring a filter, an order or a pattern', async () => {
      const world = worldOf()
      const { token } = world.devices[role]
      const extras = [
        'filter=name',
        'sort=-seq',
        '$where=1',
        'regex=(a%2B)%2B$',
        'selector[name]=x',
        'shopId=x',
        'q=x',
      ]
      for (const extra of extras) {
        const path = `/sync/pull?collection=products&epoch=1&seq=0&${extra}`
        expect((await world.wire.ask('GET', path, { token })).status, extra).toBe(400)
      }
    })
  })
}
