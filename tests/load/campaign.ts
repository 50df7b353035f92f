import type { Clock } from '@shared/kernel/clock.ts'
import type { Database } from '../../sync-server/database/start-database.ts'
import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import type { SyncServer } from '../../sync-server/server.ts'
import type { ServerProcess } from '../support/server-fleet.ts'
import { checkShop } from './check-shop.ts'
import { measureLatency } from './latency.ts'
import { createLoadClient } from './load-client.ts'
import type { CaseResult, LatencyResult } from './load-report.ts'
import { foundLoadShop, type LoadDevice, type LoadShop, signInDevice } from './load-shop.ts'
import type { LoadOptions } from './options.ts'
import { createOrderSource } from './order-source.ts'
import { processorTime, timeBetween } from './processor-time.ts'
import { measurePull, type PullSpeed } from './pull-speed.ts'
import { captureBatches, measureRaw, type RawKind, type RawRate } from './raw-inserts.ts'
import { type Pusher, pushFor, warmUp, whileWatching } from './throughput.ts'

/** What all cases share. */
export interface Site {
  readonly options: LoadOptions
  readonly database: Database
  /** Founds shops and signs devices in; serves nobody. */
  readonly office: SyncServer
  readonly random: SeededRandom
  readonly clock: Clock
  say(text: string): void
}

interface Results {
  readonly cases: CaseResult[]
  readonly latencies: LatencyResult[]
  readonly pulls: PullSpeed[]
  readonly problems: string[]
}

type DeviceAtWork = Pusher & { readonly device: LoadDevice; readonly server: number }

/** As many connections as one server process has at most. */
const MAX_CONNECTIONS = 20
const LATENCY = { devices: 8, perSecond: 20 }
/** A server that holds this much more after a run than before, garbage collected, keeps something it should not. */
const MAX_GROWTH_MB = 60
const PULLS = [
  { rows: 200, encoding: 'identity' },
  { rows: 500, encoding: 'identity' },
  { rows: 200, encoding: 'gzip' },
  { rows: 200, encoding: 'br' },
]

export function createCampaign(site: Site) {
  const { options, office, database, random, say } = site
  const results: Results = { cases: [], latencies: [], pulls: [], problems: [] }
  let shopsMade = 0

  const newShop = (): Promise<LoadShop> => foundLoadShop(office, `shop-${++shopsMade}`, random)

  async function atWork(
    shop: LoadShop,
    servers: readonly ServerProcess[],
    index: number,
    batch: number,
  ): Promise<DeviceAtWork> {
    const device = await signInDevice(office, shop)
    const server = index % servers.length
    const client = createLoadClient(servers[server]?.url ?? '', device.token, 1)
    const source = createOrderSource(device, { clock: site.clock, random, batch })
    return { device, client, source, server, accepted: [] }
  }

  async function staff(
    kind: 'one' | 'many',
    count: number,
    servers: readonly ServerProcess[],
  ): Promise<DeviceAtWork[]> {
    const shared = kind === 'one' ? await newShop() : null
    const workers: DeviceAtWork[] = []
    for (let i = 0; i < count; i++)
      workers.push(await atWork(shared ?? (await newShop()), servers, i, options.batch))
    return workers
  }

  async function check(workers: readonly DeviceAtWork[]): Promise<void> {
    const acceptedByShop = new Map<LoadShop, string[]>()
    for (const { device, accepted } of workers) {
      const known = acceptedByShop.get(device.shop) ?? []
      acceptedByShop.set(device.shop, known.concat(accepted))
    }
    for (const [{ shopId }, accepted] of acceptedByShop)
      results.problems.push(...(await checkShop(database.pool, shopId, accepted)))
  }

  async function rawRates(shopId: string, devices: number): Promise<Record<RawKind, RawRate>> {
    const { address } = database
    const batches = await captureBatches(address, shopId, options.batch)
    const asked = {
      connections: Math.min(devices, MAX_CONNECTIONS),
      seconds: options.seconds / 3,
      batch: options.batch,
      dataDir: database.dataDir,
    }
    const documents = await measureRaw(address, batches.documents, asked)
    const everything = await measureRaw(address, batches.everything, asked)
    return { documents, everything }
  }

  async function runCase(
    shops: 'one' | 'many',
    devices: number,
    servers: readonly ServerProcess[],
  ): Promise<void> {
    const [first] = servers
    const workers = await staff(shops, devices, servers)
    const someShop = workers[0]?.device.shop
    if (first === undefined || someShop === undefined) return
    await warmUp(workers, options.seconds)
    const before = await processorTime(servers, database.dataDir)
    const watched = await whileWatching(first, () => pushFor(workers, options.seconds))
    const spent = timeBetween(before, await processorTime(servers, database.dataDir))
    for (const { client } of workers) client.close()
    await check(workers)
    const { value: throughput, memory } = watched
    const grown = memory.heldAfterMb - memory.heldBeforeMb
    if (grown > MAX_GROWTH_MB) results.problems.push(`a server holds ${grown.toFixed(0)} MB more than before`)
    const raw = await rawRates(someShop.shopId, devices)
    const asked = { servers: servers.length, shops, devices, batch: options.batch }
    results.cases.push({ ...asked, throughput, memory, spent, raw })
    say(
      `${servers.length} servers, ${shops} shop, ${devices} devices: ${(throughput.documents / throughput.seconds).toFixed(0)} documents/s`,
    )
  }

  async function runLatency(servers: readonly ServerProcess[]): Promise<void> {
    const shop = await newShop()
    const workers: DeviceAtWork[] = []
    for (let i = 0; i < LATENCY.devices; i++) workers.push(await atWork(shop, servers, i, 1))
    const watchers = await Promise.all(
      servers.map(async ({ url }, server) => {
        const { token } = await signInDevice(office, shop)
        return { client: createLoadClient(url, token, 1), server }
      }),
    )
    const pace = { perSecond: LATENCY.perSecond, seconds: options.seconds, random }
    const samples = await measureLatency(workers, watchers, pace)
    for (const { client } of [...workers, ...watchers]) client.close()
    await check(workers)
    for (const way of ['same server', 'across servers'] as const) {
      const ms = samples
        .filter(({ isAcross }) => isAcross === (way === 'across servers'))
        .map((sample) => sample.ms)
      if (ms.length > 0) results.latencies.push({ servers: servers.length, way, ms })
    }
  }

  async function runPulls([server]: readonly ServerProcess[]): Promise<void> {
    if (server === undefined || results.pulls.length > 0) return
    const [worker] = await staff('one', 1, [server])
    if (worker === undefined) return
    await pushFor([worker], options.seconds)
    worker.client.close()
    for (const asked of PULLS) results.pulls.push(await measurePull(server.url, worker.device.token, asked))
  }

  return {
    results,
    /** All cases on these servers. */
    async run(servers: readonly ServerProcess[]): Promise<void> {
      for (const shops of options.shops) {
        for (const devices of options.devices) {
          if (shops === 'many' && devices === 1) continue // the same as one device in one shop
          await runCase(shops, devices, servers)
        }
      }
      await runLatency(servers)
      await runPulls(servers)
    },
  }
}
