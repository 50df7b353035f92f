import { canReadDocument } from '@shared/policy/read-scope.ts'
import { digestResponseSchema } from '@shared/protocol/sync.ts'
import { ROLES, type Role } from '@shared/schemas/people.schema.ts'
import { type AnyDocument, COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import { describe, expect, it } from 'vitest'
import { asEdit, asNew, forged } from './forge.ts'
import { makeSample } from './samples.ts'
import { medianRatio } from './timing.ts'
import type { World } from './world.ts'

interface Known {
  readonly id: string
  readonly rev: number
  readonly editId: string
}

/** What an answer says apart from ids and times: two answers that read alike here cannot be told apart. */
const plain = (text: string, id: string): string =>
  text
    .replaceAll(id, 'ID')
    .replace(/"serverTime":\d+/g, '"serverTime":0')
    .replace(/"requestId":"\w+"/g, '"requestId":""')

/** Everything one can ask about a document by its id, as a whole text. */
async function ask(world: World, role: Role, collection: CollectionName, known: Known): Promise<string> {
  const device = world.devices[role]
  const fresh = () => ({ ...forged(makeSample(collection, device, world.server)), id: known.id })
  const stale = { ...known, rev: known.rev + 5, editId: world.server.ids.next() } as AnyDocument
  const edits = [asEdit(known as AnyDocument, fresh()), asEdit(stale, fresh())]
  const pushed = await world.wire.push(device, collection, edits)
  const query = `collection=${collection}&id=${known.id}&rev=${known.rev}`
  const base = await world.wire.ask('GET', `/sync/base?${query}`, { token: device.token })
  const sizes = [pushed, base].map(({ headers }) => headers['content-length'])
  return plain(`${pushed.status} ${pushed.text}\n${base.status} ${base.text}\n${sizes}`, known.id)
}

/** A2 A3 A40 A41: neither bytes nor time tell whether an id exists where the asker may not look. */
export function existenceAttacks(worldOf: () => World): void {
  describe.each(ROLES)('what a %s learns of documents that are not his', (role) => {
    it('A3 A41 another shop’s document is answered byte for byte like an unknown one', async () => {
      const world = worldOf()
      for (const collection of COLLECTION_NAMES) {
        const theirs: AnyDocument = world.victims[collection]
        const unknown = { ...theirs, id: world.server.ids.next() }
        const answers = [
          await ask(world, role, collection, theirs),
          await ask(world, role, collection, unknown),
        ]
        expect(answers[0], collection).toBe(answers[1])
      }
    })

    it('A3 A41 a document of his own shop that he may not see is answered like an unknown one', async () => {
      const world = worldOf()
      const actor = { role, staffId: world.devices[role].author.staffId }
      const hidden = COLLECTION_NAMES.filter(
        (name) => !canReadDocument(actor, name, world.held[name] as never),
      )
      expect(hidden.length > 0).toBe(role === 'logistics' || role === 'finance' || role === 'vendor')
      for (const collection of hidden) {
        const held: AnyDocument = world.held[collection]
        const unknown = { ...held, id: world.server.ids.next() }
        const answers = [
          await ask(world, role, collection, held),
          await ask(world, role, collection, unknown),
        ]
        expect(answers[0], collection).toBe(answers[1])
        // Made anew under its id it cannot be; then too nothing of it is told.
        const fresh = { ...forged(makeSample(collection, world.devices[role], world.server)), id: held.id }
        const [result] = await world.wire.rows(world.devices[role], collection, [asNew(fresh)])
        expect(result).toEqual({
          outcome: 'refused',
          id: held.id,
          refusal: { code: 'FORBIDDEN', params: {} },
          current: null,
        })
      }
    })

    it('A41 digests name only what he may read, and nothing of another shop', async () => {
      const world = worldOf()
      const device = world.devices[role]
      for (const collection of COLLECTION_NAMES) {
        const json = { collection, epoch: 1, buckets: new Array(64).fill(7) }
        const { body } = await world.wire.ask('POST', '/sync/digest', { token: device.token, json })
        const named = digestResponseSchema.parse(body).differing.flatMap(({ rows }) => rows.map(([id]) => id))
        const readable = new Set((await device.pullAll(collection)).map(({ id }) => id))
        expect(
          named.filter((id) => !readable.has(id)),
          collection,
        ).toEqual([])
        expect(named).not.toContain(world.victims[collection].id)
      }
    })
  })

  describe('what time tells', () => {
    it('A3 A40 a push and a look at a foreign id take as long as at an unknown one', async () => {
      const world = worldOf()
      const device = world.devices.manager
      const theirs: AnyDocument = world.victims.products
      const ratio = await medianRatio(
        150,
        () => theirs.id,
        () => world.server.ids.next(),
        async (id) => {
          const next = { ...forged(makeSample('products', device, world.server)), id }
          await world.wire.rows(device, 'products', [asEdit(theirs, next)])
          await world.wire.ask('GET', `/sync/base?collection=products&id=${id}&rev=1`, {
            token: device.token,
          })
        },
      )
      expect(ratio).toBeGreaterThan(0.5)
      expect(ratio).toBeLessThan(2)
    })

    it('A40 a wrong password of a member takes as long as one of nobody', async () => {
      const world = worldOf()
      const ratio = await medianRatio(
        100,
        () => world.own.emailOf('logistics'),
        () => `nobody-${world.server.ids.next()}@${world.own.domain}`,
        async (email) => {
          const device = { id: world.server.ids.next(), name: 'x' }
          const json = { email, password: 'wrong', device }
          const answer = await world.wire.ask('POST', '/auth/sign-in', { json })
          expect(answer.status).toBe(401)
        },
      )
      expect(ratio).toBeGreaterThan(0.5)
      expect(ratio).toBeLessThan(2)
    })
  })
}
