import type { PullResponse, WireDocument } from '@shared/protocol/sync.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeProduct } from '../../support/shop-floor.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled } from '../client/support/device.ts'
import { createHostileServer, type Spoil } from './hostile-server.ts'

/* A39: whatever a server that was taken over sends, the device keeps working, stores nothing unsound, and is whole when the server is itself again. */

let server: TestServer
let office: TestDevice

beforeAll(async () => {
  server = await startTestServer()
  office = await server.signIn('manager')
})
afterAll(() => server.close())

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

/** Puts documents into a page beside those that belong there. */
const withMore =
  (...documents: readonly unknown[]): Spoil =>
  (page) => ({ ...page, documents: [...page.documents, ...(documents as WireDocument[])] })

const instead =
  (text: (page: PullResponse) => string): Spoil =>
  (page) =>
    text(page)

const withFirst =
  (change: (document: WireDocument) => unknown): Spoil =>
  (page) => ({ ...page, documents: page.documents.map((one) => change(one) as WireDocument) })

const SPOILS: readonly (readonly [name: string, spoil: (other: string) => Spoil])[] = [
  ['documents of another shop', (shopId) => withFirst((document) => ({ ...document, shopId }))],
  ['documents that are none', () => withMore({}, { id: 1 }, { id: 'x' }, { id: null, shopId: null })],
  [
    'values of other types',
    () => withFirst((document) => ({ ...document, name: { evil: true }, variants: 'none' })),
  ],
  [
    'prototypes',
    () =>
      withFirst((document) =>
        JSON.parse(
          `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},${JSON.stringify(document).slice(1)}`,
        ),
      ),
  ],
  [
    'prototypes deep inside',
    () =>
      withFirst((document) => ({
        ...document,
        specifications: JSON.parse('{"__proto__":"polluted"}'),
        unknown: JSON.parse('{"__proto__":{"polluted":1}}'),
      })),
  ],
  [
    'documents ten thousand levels deep',
    () =>
      instead((page) =>
        JSON.stringify({ ...page, documents: [{ id: 'deep', x: 'HERE' }] }).replace('"HERE"', nested(10_000)),
      ),
  ],
  ['a document of thirty megabytes', () => withMore({ id: 'giant', text: 'x'.repeat(30_000_000) })],
  [
    'fifty thousand documents',
    () => withMore(...Array.from({ length: 50_000 }, (_, i) => ({ id: `n${i}` }))),
  ],
  [
    'the same document over and over',
    () => (page) => ({ ...page, documents: page.documents.flatMap((one) => [one, one, one]) }),
  ],
  ['always more and nothing in it', () => (page) => ({ ...page, documents: [], more: true })],
  [
    'always more at the same place',
    () => (page) => ({ ...page, more: true, checkpoint: { ...page.checkpoint, seq: 0 } }),
  ],
  [
    'checkpoints that are none',
    () => instead((page) => JSON.stringify({ ...page, checkpoint: { epoch: 'x', seq: -5 } })),
  ],
  ['a page without end', () => instead(() => `{"documents":[${'{},'.repeat(40_000_000)}`)],
  ['a page of a hotel', () => instead(() => '<html>Welcome</html>')],
]

const NO_ANSWERS = ['checkpoints that are none', 'a page without end', 'a page of a hotel']
const NAMES = ['products', 'orders'] as const

describe('a server that was taken over', () => {
  test.concurrent.each(SPOILS)(
    'A39 sends %s: the till sells on, and is whole afterwards',
    async (name, spoil) => {
      const hostile = await createHostileServer(server.url)
      const other = await server.createShop()
      hostile.spoil(spoil(other.shopId))
      const product = makeProduct(office, server, 'Vrai')
      await office.create('products', product)
      const { session } = await server.signIn('cashier1')
      const till = await new Device(hostile.url, session).start({ names: NAMES })
      try {
        await eventually('pages were spoilt', () => hostile.spoilt() > 1)
        const sale = await sellOne(till, product)
        const isThere = async () => (await office.pullAll('orders')).some(({ id }) => id === sale)
        // What is no answer at all is a server out of reach, to which less and less is sent until it is back.
        if (!NO_ANSWERS.includes(name)) await eventually('the sale has arrived', isThere)
        for (const stored of await till.list('products')) expect(stored.shopId).toBe(server.shop.shopId)
        expect(Object.keys(Object.prototype)).toEqual([])
        hostile.spoil(null)
        await till.restart({ names: NAMES, pace: { auditMs: 500 } })
        await eventually('the till has the true product', async () => {
          const held = await till.get('products', product.id)
          return held?.name === 'Vrai' && held.rev === 1
        })
        await eventually('nothing is pending', () => isSettled(till))
        expect(await isThere()).toBe(true)
      } finally {
        await till.kill()
        await hostile.close()
      }
    },
  )
})

/** A new till may sell once it has heard that nobody else uses its numbers. */
async function sellOne(till: Device, product: Product): Promise<string> {
  let id = ''
  await eventually('the till sells', async () => {
    const price = 1_500
    const sold = await till.sell({ productId: product.id, variantId: product.variants[0]?.id ?? '', price })
    id = sold.id
    return sold.ok
  })
  return id
}
