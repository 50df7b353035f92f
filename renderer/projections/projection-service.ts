import { countPacked } from '@shared/analytics/order-origins.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { SegmentStore } from '../packed-history/segment-store.ts'
import type { DocumentSource } from './document-source.ts'
import { createFollower, type Follower, RESTART_OVERLAP_MS } from './follower.ts'
import { createDebounce, createThrottle } from './pacing.ts'
import { createPackedLoader } from './packed-loader.ts'
import {
  createAnswers,
  createViews,
  type ProjectionAnswers,
  type ProjectionViews,
} from './projection-answers.ts'
import {
  type Checkpoints,
  loadCatalogue,
  loadFacts,
  NO_CHECKPOINTS,
  saveSnapshots,
} from './projection-snapshots.ts'
import { emptyParts, FOLLOWED, type Followed, isFollowed } from './projection-state.ts'
import type { ProjectionProgress } from './projections.ts'
import { createReadingQueue, type Reading } from './reading-queue.ts'
import type { SnapshotStore } from './snapshot-store.ts'

export interface ProjectionService {
  readonly answers: ProjectionAnswers
  /** Something was written to these collections. */
  notify(collections: readonly CollectionName[]): void
  stop(): Promise<void>
}

export interface ServiceOptions {
  readonly shopId: string
  readonly utcOffsetMinutes: number
  readonly source: DocumentSource
  readonly snapshots: SnapshotStore
  /** Packed history that was fetched; null where nothing is kept. */
  readonly segments?: SegmentStore | null
  readonly onChanged: () => void
  readonly onProgress: (progress: ProjectionProgress) => void
  readonly pace?: Partial<Pace>
}

interface Pace {
  /** Screens ask again at most this often while documents pour in. */
  readonly changedMs: number
  /** After the last write, look once more for writes that landed late. */
  readonly sweepMs: number
  /** After the last write, keep what was read. */
  readonly saveMs: number
  /** After the last write, look far back once and keep that nothing is missing. */
  readonly settleMs: number
  /** Before the first reading is tried again. */
  readonly retryMs: number
}

const PACE: Pace = {
  changedMs: 120,
  sweepMs: 1_500,
  saveMs: 20_000,
  settleMs: RESTART_OVERLAP_MS + 5_000,
  retryMs: 500,
}
/** What is read once the counter can already look goods up. */
const FACTS = ['stockMovements', 'orders', 'moneyMovements', 'customers'] as const satisfies Followed[]
/** Below this a start from the older snapshot is as quick as from a new one. */
const WORTH_SAVING = 200
const FIRST_READING_ATTEMPTS = 5
const READ_AGAIN = 500

/** Loads, follows and answers for one shop. Knows nothing of threads: the worker puts it behind messages. */
export function startProjectionService(options: ServiceOptions): ProjectionService {
  const { source } = options
  const pace = { ...PACE, ...options.pace }
  const changed = createThrottle(options.onChanged, pace.changedMs)
  const shop = createFollowedShop(options, () => changed.run())
  const queue = createReadingQueue(async (collection, how) => {
    try {
      await shop.read(collection, how)
    } catch (error) {
      // A store that is closing or upgrading is read with the next sweep; before the first reading it is an error.
      if (!shop.isReady()) throw error
      sweepSoon.run()
    }
  })
  const sweepSoon = createDebounce(() => {
    void allReady.then(() => queue.read(FOLLOWED, 'sweep')).catch(() => undefined)
  }, pace.sweepMs)
  const saveSoon = createDebounce(() => void shop.saveIfWorthIt(), pace.saveMs)
  const settleSoon = createDebounce(() => {
    void allReady
      .then(() => queue.read(FOLLOWED, 'settle'))
      .then(shop.saveSettled)
      .catch(() => undefined)
  }, pace.settleMs)

  const catalogueReady = shop
    .loadCatalogue()
    .then(() => persist(() => queue.read(['settings', 'products'], 'pull'), pace.retryMs))
  const allReady = catalogueReady.then(async () => {
    await shop.loadFacts()
    await persist(() => queue.read(FACTS, 'pull'), pace.retryMs)
    shop.tell('ready')
    changed.run()
    void shop.saveIfWorthIt()
    settleSoon.run()
  })
  allReady.catch((error: unknown) =>
    shop.tell('failed', error instanceof Error ? error.message : String(error)),
  )

  const packed = createPackedLoader({
    shopId: options.shopId,
    store: options.segments ?? null,
    whenState: () => allReady.then(() => shop.views().state),
    stateNow: () => shop.views().state,
    readAgain: shop.readAgain,
    onApplied(orders) {
      shop.notePacked(orders)
      changed.run()
      saveSoon.run()
    },
  })
  return {
    answers: createAnswers({
      source,
      packed,
      whenCatalogue: () => catalogueReady.then(shop.views),
      whenAll: () => allReady.then(shop.views),
      async settled() {
        await allReady
        await queue.read(FOLLOWED, 'sweep')
        changed.flush()
      },
    }),
    notify(collections) {
      const followed = collections.filter(isFollowed)
      if (followed.length === 0) return
      void allReady.then(() => queue.read(followed, 'pull')).catch(() => undefined)
      sweepSoon.run()
      saveSoon.run()
      settleSoon.run()
    },
    async stop() {
      for (const timer of [changed, sweepSoon, saveSoon, settleSoon]) timer.cancel()
      await allReady.then(shop.saveIfWorthIt).catch(() => undefined)
      source.close()
    },
  }
}

/** The state of a shop with the followers that feed it. */
function createFollowedShop(options: ServiceOptions, onChanged: () => void) {
  const { source, snapshots, shopId, utcOffsetMinutes } = options
  const stockIsKnown = (): boolean => phase === 'ready'
  let views: ProjectionViews = createViews(emptyParts(utcOffsetMinutes), stockIsKnown)
  let followers = followAll(NO_CHECKPOINTS)
  let documents = 0
  let unsaved = 0
  let unsettled = 0
  let phase: ProjectionProgress['phase'] = 'loading'

  function tell(next: ProjectionProgress['phase'], reason = ''): void {
    phase = next
    options.onProgress({ phase, documents, unreadable: views.state.unreadable.size, reason })
  }

  function followAll(checkpoints: Checkpoints): Record<Followed, Follower> {
    const follow = (collection: Followed) =>
      createFollower({
        source,
        collection,
        checkpoint: checkpoints[collection],
        onDocuments(found) {
          views.state.apply(collection, found)
          documents += found.length
          unsaved += found.length
          unsettled += found.length
          if (phase === 'building') tell('building')
          onChanged()
        },
      })
    return {
      settings: follow('settings'),
      products: follow('products'),
      stockMovements: follow('stockMovements'),
      orders: follow('orders'),
      moneyMovements: follow('moneyMovements'),
      customers: follow('customers'),
    }
  }

  async function save(): Promise<void> {
    unsaved = 0
    await saveSnapshots(snapshots, shopId, views.state, {
      settings: null,
      products: followers.products.restartFrom,
      stockMovements: followers.stockMovements.restartFrom,
      orders: followers.orders.restartFrom,
      moneyMovements: followers.moneyMovements.restartFrom,
      customers: followers.customers.restartFrom,
    })
  }

  return {
    tell,
    notePacked(orders: number): void {
      unsaved += orders
    },
    async readAgain(ids: readonly string[]): Promise<void> {
      for (let at = 0; at < ids.length; at += READ_AGAIN) {
        const found = await source.readByIds('orders', ids.slice(at, at + READ_AGAIN))
        views.state.apply(
          'orders',
          found.filter((one) => one !== null),
        )
      }
    },
    views: () => views,
    isReady: () => phase === 'ready',
    read: (collection: Followed, how: Reading): Promise<unknown> => followers[collection][how](),
    /** The counter's part comes first: what is sold can be found before the figures are there. */
    async loadCatalogue(): Promise<void> {
      const [found, products] = await Promise.all([
        loadCatalogue(snapshots, shopId),
        source.count('products'),
      ])
      const parts = emptyParts(utcOffsetMinutes)
      // Documents only go when a whole store is thrown away (a new device, a repair): then everything is read anew.
      if ((products ?? 0) < found.catalogue.size) await snapshots.clear()
      else {
        views = createViews({ ...parts, catalogue: found.catalogue }, stockIsKnown)
        followers = followAll({ ...NO_CHECKPOINTS, products: found.checkpoint })
      }
      tell('building')
    },
    async loadFacts(): Promise<void> {
      const [found, orders, customers] = await Promise.all([
        loadFacts(snapshots, shopId, utcOffsetMinutes),
        source.count('orders'),
        source.count('customers'),
      ])
      const isThrownAway =
        (orders ?? 0) < found.parts.orders.orders.length - countPacked(found.parts.orders) ||
        (customers ?? 0) < found.parts.credit.size
      if (isThrownAway) return snapshots.clear()
      const { catalogue, unreadable } = views.state
      const known = [...(found.parts.unreadable ?? []), ...unreadable]
      views = createViews({ ...found.parts, catalogue, unreadable: known }, stockIsKnown)
      const { settings, products } = followers
      followers = { ...followAll({ ...NO_CHECKPOINTS, ...found.checkpoints }), settings, products }
    },
    async saveIfWorthIt(): Promise<void> {
      if (unsaved >= WORTH_SAVING) await save()
    },
    async saveSettled(): Promise<void> {
      if (unsettled < WORTH_SAVING) return
      await save()
      unsettled = 0
    },
  }
}

/** The store may be opening, upgrading or closing just then. */
async function persist(read: () => Promise<void>, retryMs: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read()
    } catch (error) {
      if (attempt === FIRST_READING_ATTEMPTS) throw error
      await new Promise((resolve) => setTimeout(resolve, retryMs * attempt))
    }
  }
}
