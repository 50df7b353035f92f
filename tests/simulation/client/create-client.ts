import { createFlooredClock, installFlooredClock } from '@renderer/db/clocks.ts'
import { connectStorage } from '@renderer/db/storage-connection.ts'
import { createAuthApi } from '@renderer/session/auth-api.ts'
import { createSessionManager } from '@renderer/session/session-manager.ts'
import { useSession } from '@renderer/session/session-state.ts'
import { openVault } from '@renderer/session/vault.ts'
import { createHttpClient } from '@renderer/sync/http-client.ts'
import { createHttpTransport } from '@renderer/sync/http-transport.ts'
import { type OpenShop, openShop } from '@renderer/sync/open-shop.ts'
import { createRequestGate } from '@renderer/sync/request-gate.ts'
import { showOutcome, useSyncStatus } from '@renderer/sync/sync-status.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import type { Session } from '@shared/protocol/auth.ts'
import { Subject } from 'rxjs'
import type { Client, ClientPorts } from './client-ports.ts'
import { journalOf, secretsOf, tablesOf } from './device-ports.ts'
import { performOperation } from './perform-operation.ts'
import { readView } from './read-view.ts'

/** The whole client, joined as `renderer/app/composition.ts` joins it, with the ports in place of the browser. */
export function createClient(ports: ClientPorts): Client {
  const deviceClock = { now: Date.now.bind(Date) }
  const floor = createFlooredClock(deviceClock)
  installFlooredClock(floor)
  const monotonic = { now: () => performance.now() }
  const chance = (): number => Math.random()
  const http = createHttpClient(async () => 'http://office.test', ports.fetch)
  const gate = createRequestGate({ clock: monotonic, chance, onOutcome: showOutcome })
  let shop: OpenShop | null = null
  let turn: Promise<void> = Promise.resolve()
  let manager: ReturnType<typeof createSessionManager> | null = null

  async function enter(session: Session): Promise<void> {
    if (shop !== null) {
      shop.engine.resume()
      return
    }
    shop = await openHere(session)
    await shop.engine.start(session.epoch)
  }

  async function openHere(session: Session): Promise<OpenShop> {
    const messages$ = new Subject<Parameters<Parameters<ClientPorts['onStorageMessage']>[0]>[0]>()
    ports.onStorageMessage((message) => messages$.next(message))
    if (manager === null) throw new Error('start first')
    const opened = await openShop({
      session,
      author() {
        const { current } = useSession.getState()
        const now = current.phase === 'open' ? current.session : session
        return { shopId: now.shop.id, staffId: now.account.staffId, deviceId: now.device.id }
      },
      connection: connectStorage({ send: ports.sendToStorage, messages$, close: () => undefined }),
      tables: tablesOf(ports),
      journal: journalOf(ports),
      transport: createHttpTransport({ client: http, tokens: manager.tokens, gate }),
      gate,
      deviceClock,
      monotonic,
      floor,
      random: ports.random,
      storageBytes: async () => 0,
      names: ports.names,
      pace: ports.pace,
    })
    return opened
  }

  let last: Session | null = null
  useSession.subscribe(({ current }) => {
    if (current.phase !== 'open' || current.session === last) return
    const { session } = current
    last = session
    turn = turn.then(() => enter(session))
  })

  return {
    async start() {
      const newDeviceId = createIdSource(deviceClock, ports.random).next
      const memory = { getItem: () => null, setItem: () => undefined }
      const vault = await openVault(secretsOf(ports), memory, newDeviceId)
      manager = createSessionManager({
        api: createAuthApi(http),
        vault,
        deviceName: 'Till',
        monotonicMs: monotonic.now,
        onTokens: (available) => (available ? gate.resume() : gate.pause()),
      })
      await manager.start()
      await turn
    },
    async signIn(email, password) {
      if (manager === null) throw new Error('start first')
      const signedIn = await manager.signIn(email, password)
      await turn
      return signedIn
    },
    async perform(operation) {
      const { current } = useSession.getState()
      if (shop === null || current.phase !== 'open') return { type: 'idle' }
      return performOperation(operation, { shop, session: current.session, onAttempt: ports.onAttempt })
    },
    view: async () => {
      if (shop === null) throw new Error('no shop is open')
      return readView(shop, ports.names)
    },
    glance: () =>
      shop === null
        ? null
        : {
            pending: shop.pending.total,
            status: useSyncStatus.getState(),
            mustSignIn: useSession.getState().mustSignIn,
          },
    syncNow: () => shop?.engine.syncNow(),
  }
}
