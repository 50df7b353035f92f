import { randomUUID } from 'node:crypto'
import type { Id } from '@shared/kernel/id.ts'
import { collectionSchema } from '@shared/protocol/sync.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { z } from 'zod'
import type { DatabaseAddress } from '../database/pool.ts'
import { LINE_PACE, openNoticeLine } from './notice-line.ts'

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

/** The first change of a quiet moment is told at once, those that follow within this time together. */
const GATHER_MS = 20
/** NOTIFY carries less than 8,000 bytes. */
const SHOPS_PER_NOTICE = 20

const noticeSchema = z.object({
  from: z.string(),
  shops: z.array(z.tuple([z.string(), z.array(collectionSchema)])),
})

export function createChangeHub(address: DatabaseAddress, pace = LINE_PACE): ChangeHub {
  const self = randomUUID()
  const listenersByShop = new Map<string, Set<ChangeListener>>()
  const gathered = new Map<string, Set<CollectionName>>()
  let timer: NodeJS.Timeout | null = null
  let toldAt = Number.NEGATIVE_INFINITY
  const tell = (shopId: string, collections: readonly CollectionName[]) => {
    for (const listener of listenersByShop.get(shopId) ?? []) listener(collections)
  }
  const gather = (shopId: string, names: Iterable<CollectionName>) =>
    gathered.set(shopId, new Set([...(gathered.get(shopId) ?? []), ...names]))
  const flush = async () => {
    timer = null
    toldAt = performance.now()
    const shops = [...gathered].map(([shopId, names]) => [shopId, [...names]] as const)
    gathered.clear()
    for (const [shopId, names] of shops) tell(shopId, names)
    for (let i = 0; i < shops.length; i += SHOPS_PER_NOTICE) {
      const told = shops.slice(i, i + SHOPS_PER_NOTICE)
      const isSent = await line.send(JSON.stringify({ from: self, shops: told }))
      if (!isSent) for (const [shopId, names] of told) gather(shopId, names)
    }
  }
  const flushSoon = () => {
    timer ??= setTimeout(() => void flush(), Math.max(0, toldAt + GATHER_MS - performance.now()))
  }
  const listener = {
    onNotice(payload: string) {
      const notice = noticeSchema.safeParse(parseJson(payload))
      if (!notice.success || notice.data.from === self) return
      for (const [shopId, names] of notice.data.shops) tell(shopId, names)
    },
    // What others told while the line was down went by unheard: everybody here has a look. What we could not tell, we tell now.
    onReconnect() {
      for (const shopId of listenersByShop.keys()) tell(shopId, COLLECTION_NAMES)
      if (gathered.size > 0) flushSoon()
    },
  }
  const line = openNoticeLine(address, listener, pace)
  return {
    announce(shopId, collections) {
      const names = [...collections]
      if (names.length === 0) return
      gather(shopId, names)
      flushSoon()
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
      await line.close()
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
