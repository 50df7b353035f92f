import { setTimeout as pause } from 'node:timers/promises'
import type { ServerProcess } from '../support/server-fleet.ts'
import type { LoadClient } from './load-client.ts'
import type { OrderSource } from './order-source.ts'

/** A device at work: where its orders come from and where they go. */
export interface Pusher {
  readonly client: LoadClient
  readonly source: OrderSource
  /** Everything the server has accepted from it. */
  readonly accepted: string[]
}

export interface Throughput {
  readonly seconds: number
  readonly pushes: number
  readonly documents: number
  readonly bytes: number
  /** How long each push took to be answered, in ms. */
  readonly answerMs: readonly number[]
}

/** All devices push as fast as they are answered, for so many seconds; a push under way at the end is waited for. */
export async function pushFor(pushers: readonly Pusher[], seconds: number): Promise<Throughput> {
  const answerMs: number[] = []
  let documents = 0
  let bytes = 0
  const began = performance.now()
  const end = began + seconds * 1_000
  const work = async ({ client, source, accepted }: Pusher) => {
    while (performance.now() < end) {
      const { body, ids } = source.next()
      const sent = performance.now()
      const taken = await client.push(body)
      answerMs.push(performance.now() - sent)
      if (taken !== ids.length)
        throw new Error(`${ids.length - taken} of ${ids.length} orders were not accepted`)
      accepted.push(...ids)
      documents += taken
      bytes += body.length
    }
  }
  await Promise.all(pushers.map(work))
  return {
    seconds: (performance.now() - began) / 1_000,
    pushes: answerMs.length,
    documents,
    bytes,
    answerMs,
  }
}

/** Makes as many pushes beforehand as the devices may use up, judged by a first short run, which also warms everything up. */
export async function warmUp(pushers: readonly Pusher[], seconds: number): Promise<void> {
  const warming = Math.min(2, Math.max(0.5, seconds / 4))
  await pushFor(pushers, warming)
  const { pushes, seconds: took } = await pushFor(pushers, warming)
  const perDevice = Math.ceil(((pushes / took) * seconds * 1.5) / pushers.length) + 2
  for (const { source } of pushers) source.prepare(perDevice)
}

export interface MemorySample {
  readonly second: number
  readonly rssMb: number
}

export interface MemoryUse {
  /** Of one server over the run, by the second. */
  readonly rss: readonly MemorySample[]
  /** What was really held before and after, garbage collected. */
  readonly heldBeforeMb: number
  readonly heldAfterMb: number
}

const MB = 2 ** 20
const SAMPLE_MS = 1_000

/** Does the work and watches the memory of a server meanwhile. */
export async function whileWatching<Value>(
  server: ServerProcess,
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly memory: MemoryUse }> {
  const heldBefore = heldIn(await server.usage('held'))
  const rss: MemorySample[] = []
  const began = performance.now()
  const stop = new AbortController()
  const watching = (async () => {
    while (!stop.signal.aborted) {
      const usage = await server.usage('now')
      rss.push({ second: Math.round((performance.now() - began) / 1_000), rssMb: usage.rss / MB })
      await pause(SAMPLE_MS, undefined, { signal: stop.signal }).catch(() => {})
    }
  })()
  try {
    const value = await work()
    stop.abort()
    await watching
    const heldAfter = heldIn(await server.usage('held'))
    return { value, memory: { rss, heldBeforeMb: heldBefore, heldAfterMb: heldAfter } }
  } finally {
    stop.abort()
  }
}

/** The heap and what hangs on it outside: buffers of requests and answers. */
const heldIn = ({ heapUsed, external }: NodeJS.MemoryUsage): number => (heapUsed + external) / MB
