import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Id } from '@shared/kernel/id.ts'
import { collectionSchema } from '@shared/protocol/sync.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import type pg from 'pg'
import { z } from 'zod'
import { createOwnerClient, type DatabaseAddress } from '../database/pool.ts'

/*
 * Tells listeners that something of their shop changed (SYNC-7: only that, never what), here and in other server
 * processes. Between processes it is one NOTIFY for all changes of a moment, after the commits: inside the push
 * transaction it would cost five to ten times the throughput. It is a hint; pulling by checkpoint stays the truth.
 */

export type ChangeListener = (collections: readonly CollectionName[]) => void

export interface ChangeHub {
  /** Call after the commit. */
  announce(shopId: Id, collections: Iterable<CollectionName>): void
  listen(shopId: Id, listener: ChangeListener): () => void
  close(): Promise<void>
}

const CHANNEL = 'comptoir_changes'
const GATHER_MS = 20
const RECONNECT_MS = 1_000
/** NOTIFY carries less than 8,000 bytes. */
const SHOPS_PER_NOTICE = 20

const noticeSchema = z.object({
  from: z.string(),
  shops: z.array(z.tuple([z.string(), z.array(collectionSchema)])),
})

export function createChangeHub(pool: pg.Pool, address: DatabaseAddress): ChangeHub {
  const self = randomUUID()
  const listenersByShop = new Map<string, Set<ChangeListener>>()
  const gathered = new Map<string, Set<CollectionName>>()
  let timer: NodeJS.Timeout | null = null
  const tell = (shopId: string, collections: readonly CollectionName[]) => {
    for (const listener of listenersByShop.get(shopId) ?? []) listener(collections)
  }
  const flush = async () => {
    timer = null
    const shops = [...gathered].map(([shopId, names]) => [shopId, [...names]] as const)
    gathered.clear()
    for (const [shopId, names] of shops) tell(shopId, names)
    for (let i = 0; i < shops.length; i += SHOPS_PER_NOTICE) {
      const notice = JSON.stringify({ from: self, shops: shops.slice(i, i + SHOPS_PER_NOTICE) })
      // A lost notice delays other processes' devices until their next regular pull, nothing more.
      await pool.query('select pg_notify($1, $2)', [CHANNEL, notice]).catch(() => {})
    }
  }
  const ear = listenToOthers(address, {
    onNotice(payload) {
      const notice = noticeSchema.safeParse(parseJson(payload))
      if (!notice.success || notice.data.from === self) return
      for (const [shopId, names] of notice.data.shops) tell(shopId, names)
    },
    // While the line was down notices may have passed unheard: everybody has a look.
    onReconnect: () => {
      for (const shopId of listenersByShop.keys()) tell(shopId, COLLECTION_NAMES)
    },
  })
  return {
    announce(shopId, collections) {
      const names = gathered.get(shopId) ?? new Set()
      for (const name of collections) names.add(name)
      if (names.size === 0) return
      gathered.set(shopId, names)
      timer ??= setTimeout(() => void flush(), GATHER_MS)
    },
    listen(shopId, listener) {
      const listeners = listenersByShop.get(shopId) ?? new Set()
      listenersByShop.set(shopId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) listenersByShop.delete(shopId)
      }
    },
    async close() {
      if (timer) clearTimeout(timer)
      await ear.close()
    },
  }
}

interface Ear {
  close(): Promise<void>
}

function listenToOthers(
  address: DatabaseAddress,
  on: { onNotice(payload: string): void; onReconnect(): void },
): Ear {
  let client: pg.Client | null = null
  let closed = false
  const keepListening = async () => {
    for (let tries = 0; !closed; tries++) {
      const next = createOwnerClient(address)
      const lost = new Promise<void>((resolve) => {
        next.on('end', resolve)
        next.on('error', () => resolve())
      })
      next.on('notification', ({ payload }) => payload && on.onNotice(payload))
      try {
        await next.connect()
        await next.query(`listen ${CHANNEL}`)
        client = next
        if (tries > 0) on.onReconnect()
        await lost
      } catch {
        // Not reachable just now; requests say so themselves.
      }
      await next.end().catch(() => {})
      client = null
      if (!closed) await pause(RECONNECT_MS, undefined, { ref: false })
    }
  }
  const running = keepListening()
  return {
    async close() {
      closed = true
      await client?.end().catch(() => {})
      await Promise.race([running, pause(2 * RECONNECT_MS, undefined, { ref: false })])
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // another program's notice on our channel
  }
}
