import type { Author } from '@shared/domain/authoring.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import type { Session } from '@shared/protocol/auth.ts'
import { COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import { Subject } from 'rxjs'
import { browserRandom } from '../db/browser-random.ts'
import { createFlooredClock, deviceClock, type FlooredClock, installFlooredClock } from '../db/clocks.ts'
import { databaseNameOf } from '../db/create-database.ts'
import { type DatabaseLock, takeDatabaseLock } from '../db/database-lock.ts'
import { openLocalTables } from '../db/local-tables.ts'
import { connectStorage, openStorageWorker } from '../db/storage-connection.ts'
import { type Desktop, getDesktop } from '../desktop/bridge.ts'
import { startPackedHistory } from '../packed-history/packed-history.ts'
import { openSegmentStore } from '../packed-history/segment-store.ts'
import { startProjections } from '../projections/start-projections.ts'
import { createAuthApi } from '../session/auth-api.ts'
import { createSessionManager, type SessionManager } from '../session/session-manager.ts'
import { useSession } from '../session/session-state.ts'
import { openVault } from '../session/vault.ts'
import { createHttpClient } from '../sync/http-client.ts'
import { createHttpTransport } from '../sync/http-transport.ts'
import { type OpenShop, openShop } from '../sync/open-shop.ts'
import { createRequestGate, type RequestGate } from '../sync/request-gate.ts'
import { showOutcome, updateSyncStatus, useSyncStatus } from '../sync/sync-status.ts'
import type { HistoryTransport, Transport } from '../sync/transport.ts'
import { loadCounter } from './load-screens.ts'
import { setShopState, useShopState } from './shop-state.ts'

/** The one place where the application's parts are made and joined. */
export interface Application {
  readonly manager: SessionManager
  readonly desktop: Desktop
  /** Tries again to open the shop, after another window was closed or the disk has room again. */
  reopen(): void
  /** The machine woke up or somebody asks: try the server now. */
  syncNow(): void
}

/** For spans of time: rises whatever happens to the clock. */
const monotonic: Clock = { now: () => performance.now() }

interface Machine {
  readonly desktop: Desktop
  readonly gate: RequestGate
  readonly transport: Transport & HistoryTransport
  readonly floor: FlooredClock
  readonly carryIdentity: SessionManager['carryIdentity']
}

export async function composeApplication(): Promise<Application> {
  const desktop = getDesktop()
  // Before anything of RxDB runs: it must never see the device's own clock (R11).
  const floor = createFlooredClock(deviceClock)
  installFlooredClock(floor)
  const client = createHttpClient(async () => {
    const url = await desktop.app.serverUrl()
    return url.ok ? url.value : null
  })
  const gate = createRequestGate({ clock: monotonic, chance: Math.random, onOutcome: showOutcome })
  const vault = await openVault(
    desktop.secrets,
    localStorage,
    createIdSource(deviceClock, browserRandom).next,
  )
  const manager = createSessionManager({
    api: createAuthApi(client),
    vault,
    deviceName: await nameDevice(desktop),
    monotonicMs: monotonic.now,
    onTokens(available) {
      if (available) gate.resume()
      else gate.pause()
    },
  })
  const transport = createHttpTransport({ client, tokens: manager.tokens, gate })
  const shops = followSession(
    { desktop, gate, transport, floor, carryIdentity: manager.carryIdentity },
    manager,
  )
  useSession.subscribe(({ mustSignIn }) => {
    if (mustSignIn !== useSyncStatus.getState().mustSignIn) updateSyncStatus({ mustSignIn })
  })
  desktop.events.onPowerResume(shops.syncNow)
  void navigator.storage?.persist?.()
  await manager.start()
  return { manager, desktop, reopen: shops.follow, syncNow: shops.syncNow }
}

async function nameDevice(desktop: Desktop): Promise<string> {
  const info = await desktop.app.info()
  return info.ok ? `${info.value.name} ${info.value.platform}`.slice(0, 120) : 'Comptoir'
}

/** Opens the shop of whoever signs in; keeps it open behind the locked screen, so that sending goes on. */
function followSession(machine: Machine, manager: SessionManager) {
  let lock: DatabaseLock | null = null
  let running: OpenShop['engine'] | null = null
  let turn: Promise<void> = Promise.resolve()

  async function close(): Promise<void> {
    const current = useShopState.getState()
    setShopState({ state: 'closed' })
    try {
      if (current.state !== 'open') return
      current.packed.stop()
      current.projections.stop()
      await current.shop.close()
    } finally {
      lock?.release()
      lock = null
    }
  }

  /** Opens the shop without sending or fetching anything. */
  async function prepare(session: Session): Promise<void> {
    const current = useShopState.getState()
    if (current.state === 'open' && current.shopId === session.shop.id) return
    await close()
    setShopState({ state: 'opening' })
    const databaseName = databaseNameOf(session.shop.id)
    lock = await takeDatabaseLock(databaseName)
    if (lock === null) return setShopState({ state: 'already-open' })
    try {
      const { shop, projections } = await openShopHere(machine, session)
      const store = openSegmentStore(session.shop.id)
      const packed = startPackedHistory({ transport: machine.transport, store, projections })
      setShopState({ state: 'open', shopId: session.shop.id, shop, projections, packed })
      shop.store.pending$.subscribe((pending) => {
        if (pending === 0) void manager.drained()
      })
    } catch (thrown) {
      await fail(thrown)
    }
  }

  async function fail(thrown: unknown): Promise<void> {
    await close().catch(() => undefined) // the first error is the one to tell
    const [detail = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).trim().split('\n')
    setShopState({ state: 'failed', detail })
  }

  async function open(session: Session): Promise<void> {
    await prepare(session)
    const current = useShopState.getState()
    if (current.state !== 'open') return
    const { engine } = current.shop
    const isRunning = running === engine
    running = engine
    try {
      if (isRunning) engine.resume()
      else await engine.start(session.epoch)
    } catch (thrown) {
      await fail(thrown)
    }
  }

  const follow = (): void => {
    const { current } = useSession.getState()
    if (current.phase !== 'open') return
    const { session } = current
    turn = turn.then(() => open(session))
  }

  let lastSession: Session | null = null
  useSession.subscribe(({ current }, before) => {
    if (current === before.current) return
    if (current.phase === 'locked' && current.expected) {
      const { expected } = current
      turn = turn.then(() => prepare(expected))
      void loadCounter().catch(() => undefined) // asked again, and told, when its screen is shown
    }
    if (current.phase !== 'open' || current.session === lastSession) return
    lastSession = current.session
    follow()
  })
  return {
    follow,
    syncNow(): void {
      const current = useShopState.getState()
      if (current.state === 'open' && running === current.shop.engine) running.syncNow()
      else machine.gate.wake()
    },
  }
}

/** The shop and its projections, which load side by side. */
async function openShopHere(machine: Machine, session: Session) {
  const { id: shopId, utcOffsetMinutes } = session.shop
  const databaseName = databaseNameOf(shopId)
  const changed$ = new Subject<CollectionName>()
  const projections = startProjections({ databaseName, shopId, utcOffsetMinutes, changed$ })
  try {
    const shop = await openStore(machine, session)
    shop.store.changed$.subscribe(changed$)
    // What opening itself wrote, such as sales from the journal, was not heard.
    for (const name of COLLECTION_NAMES) changed$.next(name)
    return { shop, projections }
  } catch (thrown) {
    projections.stop()
    throw thrown
  }
}

async function openStore(machine: Machine, session: Session): Promise<OpenShop> {
  const tables = await openLocalTables(databaseNameOf(session.shop.id))
  const { desktop, gate, transport, floor, carryIdentity } = machine
  let author: Author = authorOf(session)
  return openShop({
    session,
    author() {
      const { current } = useSession.getState()
      if (current.phase === 'open') author = authorOf(current.session)
      return author
    },
    connection: connectStorage(openStorageWorker()),
    tables,
    journal: desktop.journal,
    transport,
    gate,
    deviceClock,
    monotonic,
    floor,
    random: browserRandom,
    storageBytes: async () => (await navigator.storage?.estimate?.())?.usage ?? 0,
    carryIdentity,
  })
}

const authorOf = ({ shop, account, device }: Session): Author => ({
  shopId: shop.id,
  staffId: account.staffId,
  deviceId: device.id,
})
