import { parentPort, workerData } from 'node:worker_threads'
import { createFlooredClock, installFlooredClock } from '@renderer/db/clocks.ts'
import type { JournalPort } from '@renderer/db/journal.ts'
import type { LocalTables, RecordTable } from '@renderer/db/local-tables.ts'
import { connectStorage } from '@renderer/db/storage-connection.ts'
import { createHttpClient } from '@renderer/sync/http-client.ts'
import { createHttpTransport } from '@renderer/sync/http-transport.ts'
import { openShop } from '@renderer/sync/open-shop.ts'
import { createRequestGate } from '@renderer/sync/request-gate.ts'
import { showOutcome, useSyncStatus } from '@renderer/sync/sync-status.ts'
import type { Author } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { minor, ZERO } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { err, ok } from '@shared/kernel/result.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { MessageFromRemote } from 'rxdb/plugins/storage-remote'
import { Subject } from 'rxjs'
import type { DeviceSetup, FromDevice, NetworkFaults, ToDevice } from './thread-messages.ts'

/*
 * One device: the whole client as the product composes it, in a thread of its own that a test may kill at any moment.
 * Its storage, its small tables and its journal live in the test's thread and outlive it.
 */

const port = parentPort
if (port === null) throw new Error('runs in a thread only')
const setup: DeviceSetup = workerData
const post = (message: FromDevice): void => port.postMessage(message)

const readClock = Date.now.bind(Date)
const deviceClock = { now: () => readClock() + setup.clockSkewMs }
const floor = createFlooredClock(deviceClock)
installFlooredClock(floor)
// As in a browser: a failure nobody waits for does not end the page.
process.on('unhandledRejection', (reason) => {
  globalThis.dispatchEvent?.(Object.assign(new Event('unhandledrejection'), { reason }))
})

const storage$ = new Subject<MessageFromRemote>()
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
let lastId = 0
const askParent = (target: string, ...args: unknown[]): Promise<never> =>
  new Promise((resolve, reject) => {
    const id = ++lastId
    waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
    post({ kind: 'ask', id, target, args })
  })

function remoteTable<Item extends { readonly id: string }>(name: string): RecordTable<Item> {
  const changed$ = new Subject<void>()
  return {
    changed$,
    async put(item) {
      await askParent(`${name}.put`, item)
      changed$.next()
    },
    get: (id) => askParent(`${name}.get`, id),
    list: (limit) => askParent(`${name}.list`, limit),
    async delete(id) {
      await askParent(`${name}.delete`, id)
      changed$.next()
    },
    count: () => askParent(`${name}.count`),
  }
}

const tables: LocalTables = {
  readMeta: (key) => askParent('meta.get', key),
  writeMeta: (key, value) => askParent('meta.put', key, value),
  noteMeta: (key, value) => askParent('meta.put', key, value),
  refused: remoteTable('refused'),
  quarantine: remoteTable('quarantine'),
  log: remoteTable('log'),
  close: () => undefined,
}

const journal: JournalPort = {
  append: async (_shopId, entries) => ok(await askParent('journal.append', entries)),
  acknowledge: async (_shopId, ids) => ok(await askParent('journal.acknowledge', ids)),
  read: async () => ok(await askParent('journal.read')),
}

let network: NetworkFaults = { isOnline: setup.isOnline }
const requests: string[] = []

const pause = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function faultyFetch(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  const path = new URL(String(input)).pathname
  requests.push(path)
  if (network.isOnline === false) throw new TypeError('fetch failed')
  if (network.captivePortal)
    return new Response('<html>Bienvenue</html>', { headers: { 'content-type': 'text/html' } })
  if (network.isServerDown) return new Response('Bad gateway', { status: 503 })
  if (path === '/sync/pull') await pause(network.holdPullsMs)
  const response = await fetch(input, init)
  if (path === '/sync/push' && (network.losePushAnswers ?? 0) > 0) {
    network = { ...network, losePushAnswers: (network.losePushAnswers ?? 0) - 1 }
    await response.text()
    throw new TypeError('fetch failed')
  }
  if (path === '/sync/push') await pause(network.holdPushAnswersMs)
  return response
}

const { session } = setup
const author: Author = {
  shopId: session.shop.id,
  staffId: session.account.staffId,
  deviceId: session.device.id,
}
const monotonic = { now: () => performance.now() }
const gate = createRequestGate({ clock: monotonic, chance: Math.random, onOutcome: showOutcome })
const transport = createHttpTransport({
  client: createHttpClient(async () => setup.serverUrl, faultyFetch as typeof fetch),
  tokens: {
    current: async () => ok(setup.accessToken),
    renew: async () => ok(setup.accessToken),
    end: () => gate.pause(),
  },
  gate,
})

async function open() {
  const shop = await openShop({
    session,
    author: () => author,
    connection: connectStorage({
      send: (message) => post({ kind: 'storage', message }),
      messages$: storage$,
      close: () => undefined,
    }),
    tables,
    journal,
    transport,
    gate,
    deviceClock,
    monotonic,
    floor,
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    storageBytes: async () => 0,
    carryIdentity: () =>
      setup.carryKey === undefined ? null : { accountId: session.account.id, key: setup.carryKey },
    names: setup.names,
    pace: setup.pace,
  })
  const { store, deps } = shop

  const commands: Record<string, (...args: never[]) => unknown> = {
    async sell(input: { productId: Id; variantId: Id; price: number; quantity?: number }) {
      const sold = await store.insertSale((receipt) =>
        sell(
          {
            cart: {
              lines: [
                {
                  id: 'a',
                  productId: input.productId,
                  variantId: input.variantId,
                  sku: 'SKU',
                  name: 'Article',
                  categoryId: null,
                  quantity: quantity(input.quantity ?? 1),
                  unitPrice: minor(input.price),
                  discount: ZERO,
                  discountReason: '',
                  taxRate: 0,
                  unitCost: null,
                  note: '',
                },
              ],
              discount: ZERO,
              discountReason: '',
              note: '',
              customerId: null,
              customerName: '',
            },
            payments: [{ method: 'cash', amount: minor(input.price * (input.quantity ?? 1)) }],
            receipt,
            businessDay: businessDayOf(deps.clock.now(), 0),
            locationId: session.shop.locationId,
            shiftId: null,
            terms: { currency: 'XOF', pricesIncludeTax: true },
          },
          author,
          deps,
        ),
      )
      return sold.ok
        ? { ok: true, id: sold.value.id, number: sold.value.number, receipt: sold.value.receipt }
        : sold
    },
    async addProduct(name: string, price: number) {
      const product = newProduct(
        { name, currency: 'XOF', variants: [{ sku: '', price: minor(price) }] },
        author,
        deps,
      )
      await store.insert('products', product)
      return { productId: product.id, variantId: product.variants[0]?.id }
    },
    editProduct: (id: Id, change: Partial<Product> & { price?: number }) =>
      store.edit('products', id, (product) => {
        const { price, ...fields } = change
        const variants =
          price === undefined
            ? product.variants
            : product.variants.map((each) => ({ ...each, price: minor(price) }))
        const name = fields.name ?? product.name
        return ok({ ...product, ...fields, name, nameKey: foldText(name), variants })
      }),
    declineEdit: (id: Id) => store.edit('products', id, () => err({ type: 'Declined' as const })),
    get: (name: CollectionName, id: Id) => store.get(name, id),
    list: (name: CollectionName) => store.findMany(name, { limit: 5_000 }),
    raw: async (name: CollectionName) =>
      (await shop.database.collection(name).find().exec()).map((document) => document.toJSON()),
    status: () => ({ ...useSyncStatus.getState() }),
    pending: () => shop.pending.total,
    refused: () => shop.refused.list(),
    log: () => tables.log.list(500),
    resend: async (id: string, change: Record<string, unknown>) => {
      const record = (await shop.refused.list()).find((each) => each.id === id)
      return record && shop.refused.resend(record, { ...record.document, ...change })
    },
    exportCarry: () => shop.carry.exportFile(),
    lookAtCarry: async (text: string) => {
      const file = shop.carry.read(text)
      return file.ok ? shop.carry.look(file.value) : file
    },
    bringCarry: async (text: string) => {
      const file = shop.carry.read(text)
      return file.ok ? shop.carry.bring(file.value, () => undefined) : file
    },
    edit: (name: CollectionName, id: Id, change: object) =>
      store.edit(name, id, (document) => ok({ ...document, ...change })),
    insert: (name: CollectionName, document: object) => store.insert(name, document as never), // made by the test
    network: (faults: NetworkFaults) => {
      network = faults
      gate.wake()
    },
    syncNow: () => shop.engine.syncNow(),
    audit: (name?: CollectionName) => shop.engine.auditNow(name),
    requests: () => requests,
    isPaused: () => gate.isPaused,
    peekReceipt: () => store.peekReceipt(),
    flushJournal: () => shop.database.close().then(() => undefined),
    now: () => deps.clock.now(),
  }
  port?.on('message', async (message: ToDevice) => {
    if (message.kind !== 'command') return
    const { id, name, args } = message
    try {
      const command = commands[name]
      if (command === undefined) throw new Error(`no command ${name}`)
      post({ kind: 'answer', id, value: await command(...(args as never[])) })
    } catch (thrown) {
      post({
        kind: 'answer',
        id,
        error: thrown instanceof Error ? `${thrown.message}\n${thrown.stack}` : String(thrown),
      })
    }
  })
  post({ kind: 'opened' })
  await shop.engine.start(session.epoch)
}

port.on('message', (message: ToDevice) => {
  if (message.kind === 'storage') storage$.next(message.message)
  if (message.kind !== 'told') return
  const asked = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.error === undefined) asked?.resolve(message.value)
  else asked?.reject(new Error(message.error))
})

const opening = setup.triesAgain ? open().catch(open) : open()
opening.catch((thrown: unknown) => {
  post({
    kind: 'failed',
    error: thrown instanceof Error ? `${thrown.message}\n${thrown.stack}` : String(thrown),
  })
})
