import { gzipSync } from 'node:zlib'
import { ROLES } from '@shared/schemas/people.schema.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { describe, expect, it } from 'vitest'
import { asNew, forged } from './forge.ts'
import { makeSample } from './samples.ts'
import type { AskOptions } from './wire.ts'
import type { World } from './world.ts'

const NO_COLLECTIONS = [
  'stock_postings',
  'money_postings',
  'audit',
  'Products',
  'products ',
  'pr\u043educts',
  '../products',
  '__proto__',
  'constructor',
  'toString',
  '',
  'products\u0000',
  'sessions',
]

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
const manyKeys = (count: number): string =>
  `{${Array.from({ length: count }, (_, i) => `"k${i}":0`).join(',')}}`

/** Text that stands in the place of a document's open field, and how the row must be answered. */
const HEAVY: readonly (readonly [name: string, text: string])[] = [
  ['ten thousand levels', nested(10_000)],
  ['a million levels', nested(1_000_000)],
  ['thirteen levels of objects', `${'{"a":'.repeat(14)}1${'}'.repeat(14)}`],
  ['a hundred thousand keys', manyKeys(100_000)],
  ['a million values', `[${'0,'.repeat(1_000_000)}0]`],
  ['numbers that fill hundreds of digits each', `[${'1e308,'.repeat(1_000)}5e-324]`],
  ['a number beyond all numbers', '1e400'],
  ['a long text', `"${'x'.repeat(1_100_000)}"`],
  ['a prototype', '{"__proto__":{"admin":true}}'],
  ['a constructor', '{"constructor":{"prototype":{"admin":true}}}'],
]

/** Whole bodies that are no push. */
const BODIES: readonly (readonly [
  name: string,
  options: Omit<AskOptions, 'token'>,
  statuses: readonly number[],
])[] = [
  ['nothing', { raw: '' }, [400]],
  ['half of one', { raw: '{"protocol":1,"rows":[{' }, [400]],
  [
    'bytes that are no text',
    { raw: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22, 0x7d]) },
    [400],
  ],
  [
    'a gzip bomb',
    { raw: new Uint8Array(gzipSync(Buffer.alloc(50_000_000))), headers: { 'content-encoding': 'gzip' } },
    [400],
  ],
  ['an unknown encoding', { raw: '{}', headers: { 'content-encoding': 'zstd, gzip' } }, [400]],
  ['a form', { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, [400]],
  ['a page', { raw: '<a/>', headers: { 'content-type': 'text/html' } }, [400]],
  ['plain text', { raw: 'hello', headers: { 'content-type': 'text/plain' } }, [400]],
  ['parts', { raw: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } }, [400]],
  ['a deep hole', { raw: nested(500_000) }, [400]],
  ['null', { raw: 'null' }, [400]],
  ['a list', { raw: '[]' }, [400]],
  ['two documents', { raw: '{}{}' }, [400]],
  ['a prototype', { raw: '{"__proto__":{"protocol":1}}' }, [400]],
]

/** A26 A27 A28 and everything else that one request can be. */
export function requestAttacks(worldOf: () => World): void {
  describe.each(ROLES)('requests of a %s', (role) => {
    it('A26 a collection that is none is answered the same whatever its name', async () => {
      const world = worldOf()
      const device = world.devices[role]
      const { token } = device
      const answers = new Set<string>()
      for (const collection of NO_COLLECTIONS) {
        const pushed = await world.wire.push(device, 'products', [asNew({ id: 'x' })], { collection })
        const query = new URLSearchParams({ collection, epoch: '1', seq: '0' })
        const pulled = await world.wire.ask('GET', `/sync/pull?${query}`, { token })
        const json = { collection, epoch: 1, buckets: new Array(64).fill(0) }
        const compared = await world.wire.ask('POST', '/sync/digest', { token, json })
        for (const { status, text } of [pushed, pulled, compared]) {
          expect(status).toBe(400)
          answers.add(text.replace(/"requestId":"\w+"/, ''))
        }
      }
      expect(answers.size).toBeLessThanOrEqual(2) // in the body, in the address
    })

    it('A27 documents that are too deep, too wide or too heavy are refused by themselves', async () => {
      const world = worldOf()
      const device = world.devices[role]
      for (const [name, text] of HEAVY) {
        const sound = forged(makeSample('tasks', device, world.server))
        const request = JSON.stringify(device.pushRequest('tasks', [asNew({ ...sound, payload: 'HERE' })]))
        const raw = request.replace('"HERE"', `{"a":${text}}`)
        const answer = await world.wire.ask('POST', '/sync/push', { token: device.token, raw })
        expect(answer.status, name).toBe(200)
        expect(answer.text, name).toMatch(/"outcome":"refused"/)
        expect(answer.text.length, name).toBeLessThan(5_000)
      }
    })

    it('A27 texts that the database cannot hold are refused by themselves, beside a sound one', async () => {
      const world = worldOf()
      const device = world.devices[role]
      for (const collection of COLLECTION_NAMES) {
        const sound = () => forged(makeSample(collection, device, world.server))
        const bad = ['a\u0000b', '\ud800', '\udc00\ud800'].flatMap((text) =>
          Object.keys(sound())
            .filter((key) => typeof sound()[key] === 'string')
            .map((key) => asNew({ ...sound(), [key]: text })),
        )
        const results = await world.wire.rows(device, collection, bad.slice(0, 99))
        expect(
          results.filter(({ outcome }) => outcome !== 'refused'),
          collection,
        ).toEqual([])
      }
    })

    it.each(BODIES)('A27 a body that is %s', async (_name, options, statuses) => {
      const world = worldOf()
      const { token } = world.devices[role]
      for (const path of [
        '/sync/push',
        '/sync/digest',
        '/sync/heartbeat',
        '/auth/refresh',
        '/auth/sign-in',
      ]) {
        const { status } = await world.wire.ask('POST', path, { token, ...options })
        expect(statuses, path).toContain(status)
      }
    })

    it('A28 versions: below the oldest it is told to update, above ours to wait, and what is none is refused', async () => {
      const world = worldOf()
      const device = world.devices[role]
      const rows = [asNew(forged(makeSample('tasks', device, world.server)))]
      const answered = async (change: object) => {
        const { status } = await world.wire.push(device, 'tasks', rows, change)
        return status
      }
      expect(await answered({ protocol: 0 })).toBe(426)
      expect(await answered({ protocol: -7 })).toBe(426)
      for (const change of [{ protocol: 99 }, { schemaVersion: 99 }]) expect(await answered(change)).toBe(412)
      const none = [
        { schemaVersion: -1 },
        { schemaVersion: 0.5 },
        { protocol: '1' },
        { schemaVersion: null },
        { protocol: 2 ** 60 },
      ]
      for (const change of none) expect(await answered(change)).toBe(400)
    })

    it('A33 the shop comes from the token: nothing in address, head or body names another', async () => {
      const world = worldOf()
      const device = world.devices[role]
      const { token } = device
      const shopId = world.other.shopId
      const named = {
        'x-shop-id': shopId,
        'x-tenant': shopId,
        cookie: `shop=${shopId}`,
        'x-forwarded-for': '1.1.1.1',
      }
      for (const collection of COLLECTION_NAMES) {
        const path = `/sync/pull?collection=${collection}&epoch=1&seq=0`
        const plain = await world.wire.ask('GET', path, { token })
        const dressed = await world.wire.ask('GET', path, { token, headers: named })
        const ids = (text: string) => [...text.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id)
        expect(ids(dressed.text)).toEqual(ids(plain.text))
        const rows = [asNew({ ...forged(makeSample(collection, device, world.server)), shopId })]
        const [result] = await world.wire.rows(device, collection, rows)
        expect(result).toMatchObject({ outcome: 'refused', refusal: { code: 'SERVER_FIELD' } })
        const body = await world.wire.push(device, collection, rows, { shopId })
        expect(body.status).toBe(400)
      }
    })
  })
}
