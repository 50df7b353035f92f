import { setTimeout as pause } from 'node:timers/promises'
import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import type { LoadClient } from './load-client.ts'
import type { Pusher } from './throughput.ts'

/** A device that only looks: it pulls whenever its stream tells it to. */
export interface Watcher {
  readonly client: LoadClient
  /** Which server it is connected to. */
  readonly server: number
}

export interface LatencySample {
  readonly ms: number
  /** Pushed at one server, seen at another. */
  readonly isAcross: boolean
}

const PULL_ROWS = 100
const PATIENCE_MS = 30_000

/**
 * Counters that sell now and then: from the moment a sale is sent to the moment another device holds it. The machine is
 * mostly idle meanwhile, so this is the time of the way and not of a queue.
 */
export async function measureLatency(
  pushers: readonly (Pusher & { readonly server: number })[],
  watchers: readonly Watcher[],
  pace: { readonly perSecond: number; readonly seconds: number; readonly random: SeededRandom },
): Promise<LatencySample[]> {
  const sentAt = new Map<string, { at: number; server: number }>()
  const samples: LatencySample[] = []
  const follow = await Promise.all(
    watchers.map(({ client, server }) =>
      followOrders(client, (id) => {
        const sent = sentAt.get(id)
        if (sent) samples.push({ ms: performance.now() - sent.at, isAcross: sent.server !== server })
      }),
    ),
  )
  const end = performance.now() + pace.seconds * 1_000
  const gapMs = (1_000 * pushers.length) / pace.perSecond
  const sell = async ({ client, source, accepted, server }: Pusher & { readonly server: number }) => {
    await pause(gapMs * pace.random.next())
    while (performance.now() < end) {
      const { body, ids } = source.next()
      for (const id of ids) sentAt.set(id, { at: performance.now(), server })
      await client.push(body)
      accepted.push(...ids)
      await pause(gapMs * (0.5 + pace.random.next()))
    }
  }
  await Promise.all(pushers.map(sell))
  await untilSeen(() => samples.length >= sentAt.size * watchers.length)
  for (const stop of follow) stop()
  if (samples.length !== sentAt.size * watchers.length)
    throw new Error(`${sentAt.size} sales were seen ${samples.length} times by ${watchers.length} devices`)
  return samples
}

/** Pulls from now on whenever the stream says so; one pull at a time, and one more when it was told meanwhile. */
async function followOrders(client: LoadClient, onSeen: (id: string) => void): Promise<() => void> {
  let seq = await newestSeq(client)
  let isPulling = false
  let isStale = false
  const pull = async () => {
    isStale = true
    if (isPulling) return
    isPulling = true
    while (isStale) {
      isStale = false
      const page = await client.pull(seq, PULL_ROWS)
      for (const id of page.ids) onSeen(id)
      seq = page.checkpoint.seq
      isStale ||= page.more
    }
    isPulling = false
  }
  return client.listen(() => void pull())
}

async function newestSeq(client: LoadClient): Promise<number> {
  for (let seq = 0; ; ) {
    const page = await client.pull(seq, PULL_ROWS)
    seq = page.checkpoint.seq
    if (!page.more) return seq
  }
}

async function untilSeen(isSeen: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!isSeen() && performance.now() < end) await pause(20)
}
