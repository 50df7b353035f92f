import '@renderer/desktop/bridge.ts' // first, as in the product: it sets what the content security policy demands
import { type Application, composeApplication } from '@renderer/app/composition.ts'
import { useShopState } from '@renderer/app/shop-state.ts'
import { databaseNameOf } from '@renderer/db/create-database.ts'
import { useHistoryStatus } from '@renderer/packed-history/history-status.ts'
import { useSession } from '@renderer/session/session-state.ts'
import { useSyncStatus } from '@renderer/sync/sync-status.ts'
import type { SalesReportRequest } from '@shared/analytics/figures.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { createSeededRandom } from '../../../sync-server/demo/seeded-random.ts'
import { makeBasket, type SaleMaker, sellBasket } from '../goods.ts'
import { takeBlocks } from './long-tasks.ts'
import { copyRows, openRaw, putStrict } from './raw-indexeddb.ts'

/* The product put together as it is, without its screens, on the same origin and data as the product itself. */

const RAW = 'bench-raw-orders'
let application: Application | null = null
let raw: IDBDatabase | null = null

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function openShop() {
  for (;;) {
    const current = useShopState.getState()
    if (current.state === 'open') return current
    if (current.state === 'failed') throw new Error(current.detail)
    await pause(5)
  }
}

async function compose(): Promise<Application> {
  application ??= await composeApplication()
  return application
}

async function makerOf(seed: number): Promise<SaleMaker> {
  const { current } = useSession.getState()
  if (current.phase !== 'open') throw new Error('Nobody is signed in')
  const { shop, account, device } = current.session
  const { store } = (await openShop()).shop
  const products: Product[] = await store.findMany('products', { sort: ['nameKey'], limit: 1_000 })
  return {
    products,
    author: { shopId: shop.id, staffId: account.staffId, deviceId: device.id },
    locationId: shop.locationId,
    random: createSeededRandom(seed),
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const harness = {
  /** Signs in on this fresh profile and fetches everything; answers how long it took until all was stored. */
  async firstSync(email: string, password: string, pin: string) {
    const { manager } = await compose()
    takeBlocks()
    const signedIn = await manager.signIn(email, password)
    if (!signedIn.ok) throw new Error(signedIn.error.type)
    const began = performance.now()
    const { projections } = await openShop()
    // Before the engine has started, nothing is missing yet.
    const isDone = ({ complete, received }: { complete: boolean; received: number }) =>
      complete && received > 0
    while (!isDone(useSyncStatus.getState().firstSync)) await pause(20)
    const seconds = (performance.now() - began) / 1_000
    const { received } = useSyncStatus.getState().firstSync
    const blocks = takeBlocks()
    const counting = await timed(() => projections.settled())
    await manager.setPin(pin)
    return { seconds, received, blocks, countedAfterMs: counting, bytes: await harness.storedBytes() }
  },
  /**
   * Signs in on this fresh profile and waits for the figures of the whole past; then for a while counts the documents that
   * replication brings beside them.
   */
  async firstFigures(email: string, password: string, request: SalesReportRequest, pullSeconds: number) {
    const { manager } = await compose()
    takeBlocks()
    const signedIn = await manager.signIn(email, password)
    if (!signedIn.ok) throw new Error(signedIn.error.type)
    const began = performance.now()
    const since = () => (performance.now() - began) / 1_000
    const { projections } = await openShop()
    let firstSeconds = 0
    for (;;) {
      const { phase, allOrders } = useHistoryStatus.getState()
      const { orders } = await projections.packedState()
      if (firstSeconds === 0 && orders > 0) firstSeconds = since()
      if (phase === 'unusable') throw new Error('The packed history cannot be used')
      if (allOrders > 0 && orders >= allOrders) break
      await pause(20)
    }
    const { total } = await projections.salesReport(request)
    const seconds = since()
    const blocks = takeBlocks()
    const arrived = async () => {
      const { orders, packed } = await projections.packedState()
      return orders - packed
    }
    const before = await arrived()
    const from = performance.now()
    await pause(pullSeconds * 1_000)
    const documents = (await arrived()) - before
    const pulled = documents / ((performance.now() - from) / 1_000)
    return { seconds, firstSeconds, orders: total.orders, blocks, pulled, before }
  },
  async unlock(pin: string): Promise<void> {
    const { manager } = await compose()
    const [person] = useSession.getState().people
    if (person === undefined) throw new Error('Nobody can unlock this device')
    const opened = await manager.unlock(person.accountId, pin)
    if (!opened.ok) throw new Error(opened.error.type)
    const { projections } = await openShop()
    await projections.ready
  },
  storedBytes: async (): Promise<number> => (await navigator.storage.estimate()).usage ?? 0,
  /** Gives the raw peer as many orders as the product has. */
  async fillRaw(): Promise<number> {
    const { current } = useSession.getState()
    if (current.phase !== 'open') throw new Error('Nobody is signed in')
    raw = await openRaw(RAW)
    const database = `rxdb-dexie-${databaseNameOf(current.session.shop.id)}--0--orders`
    return copyRows({ database, store: 'docs' }, raw)
  },
  /** Sales one after the other, each followed by a raw strict put of the same order. Milliseconds of each. */
  async sell(count: number, lines: number, pauseMs: number, seed: number) {
    const maker = await makerOf(seed)
    const { store, deps } = (await openShop()).shop
    const sales: number[] = []
    const puts: number[] = []
    let bytes = 0
    takeBlocks()
    for (let i = 0; i < count; i++) {
      const basket = makeBasket(maker, lines, deps)
      let sold: Order | null = null
      sales.push(
        await timed(async () => {
          const result = await store.insertSale((receipt) => sellBasket(basket, receipt, maker, deps))
          if (!result.ok) throw new Error(result.error.type)
          sold = result.value
        }),
      )
      await pause(pauseMs)
      const row = { ...(sold ?? {}), pending: 1 }
      bytes = JSON.stringify(row).length
      const database = raw
      if (database === null) throw new Error('The raw store is not open')
      puts.push(await timed(() => putStrict(database, row)))
      await pause(pauseMs)
    }
    return { sales, puts, bytes, blocks: takeBlocks(), pending: useSyncStatus.getState().pending }
  },
  /** Waits until the server has everything. */
  async drained(): Promise<void> {
    while (useSyncStatus.getState().pending > 0) await pause(50)
  },
  async barcodes(count: number): Promise<string[]> {
    const { products } = await makerOf(1)
    return products.slice(0, count).flatMap(({ variants }) => variants[0]?.barcodes[0] ?? [])
  },
  shopId: (): Id | null => {
    const { current } = useSession.getState()
    return current.phase === 'open' ? current.session.shop.id : null
  },
}

export type AppHarness = typeof harness
Object.assign(globalThis, { bench: harness })
