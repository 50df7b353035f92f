import { fetchHistory } from '@renderer/packed-history/fetch-history.ts'
import { clearHistory, useHistoryStatus } from '@renderer/packed-history/history-status.ts'
import { hasHash } from '@renderer/packed-history/open-segment.ts'
import { startPackedHistory } from '@renderer/packed-history/packed-history.ts'
import type { HistoryTransport, TransportFailure } from '@renderer/sync/transport.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { HistoryManifest } from '@shared/protocol/history.ts'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type MadeSegment, makeSegment, manifestOf, memorySegments } from '../../support/memory-segments.ts'
import { buildSale, SHOP, tillDeps } from '../analytics/build-sales.ts'

const sale = (seed: string) => ({
  ...buildSale(
    { day: 20_260_305 as BusinessDay, lines: [{ item: 1, quantity: 2, price: 500 }] }, // a known calendar day
    tillDeps(seed),
  ),
  rev: 1,
})
const pieces = [202_603, 202_602, 202_601].map((month) => makeSegment(SHOP, month, [sale(`${month}`)]))
const OFFLINE: TransportFailure = { type: 'Unreachable', detail: '' }

/** A server with pieces; `answer` may put something else in the place of one. */
function setupFetch(
  options: {
    made?: readonly MadeSegment[]
    manifest?: HistoryManifest
    answer?: (hash: string, asked: number) => Result<Uint8Array, TransportFailure> | undefined
    segments?: ReturnType<typeof memorySegments>
  } = {},
) {
  const { made = pieces, segments = memorySegments() } = options
  const asked: string[] = []
  const transport: HistoryTransport = {
    historyManifest: async () => ok(options.manifest ?? manifestOf(made)),
    async historySegment(hash) {
      asked.push(hash)
      const other = options.answer?.(hash, asked.filter((one) => one === hash).length)
      const found = made.find(({ entry }) => entry.hash === hash)
      return other ?? (found ? ok(found.bytes) : err({ type: 'Rejected', code: 'NOT_FOUND', message: '' }))
    },
  }
  let packed = 0
  const projections = {
    ready: Promise.resolve(),
    async loadPacked() {
      packed = segments.segments.size
      return []
    },
    packedState: async () => ({ orders: packed, packed }),
  }
  const pace = { retryMs: 1, longestRetryMs: 2, lookMs: 1 }
  const parts = { transport, store: segments.store, projections, pace }
  const stopping = new AbortController()
  onTestFinished(() => stopping.abort())
  const run = () => fetchHistory(parts, stopping.signal)
  return { run, parts, asked, segments, stop: () => stopping.abort() }
}

const phase = () => useHistoryStatus.getState().phase
const hashes = pieces.map(({ entry }) => entry.hash)

beforeEach(clearHistory)

describe('fetching packed history', () => {
  test('brings every piece, the newest month first', async () => {
    const { run, asked, segments } = setupFetch()
    void run()
    await vi.waitFor(() => expect(phase()).toBe('done'))
    expect(asked).toEqual(hashes)
    expect([...segments.segments.keys()]).toEqual(hashes)
    expect(useHistoryStatus.getState()).toMatchObject({ pieces: 3, allPieces: 3, allOrders: 10_000 })
  })

  test('goes on where it was cut short', async () => {
    const first = setupFetch({ answer: (hash) => (hash === hashes[1] ? err(OFFLINE) : undefined) })
    void first.run()
    await vi.waitFor(() => expect(phase()).toBe('waiting'))
    first.stop()
    expect([...first.segments.segments.keys()]).toEqual([hashes[0]])
    const second = setupFetch({ segments: first.segments })
    void second.run()
    await vi.waitFor(() => expect(phase()).toBe('done'))
    expect(second.asked).toEqual(hashes.slice(1))
  })

  test('PACK-4 bytes of another hash are never kept: asked for again, and given up after some tries', async () => {
    const once = setupFetch({
      answer: (hash, times) =>
        hash === hashes[0] && times === 1 ? ok(new Uint8Array([1, 2, 3])) : undefined,
    })
    void once.run()
    await vi.waitFor(() => expect(phase()).toBe('done'))
    expect(once.asked.filter((hash) => hash === hashes[0])).toHaveLength(2)
    const always = setupFetch({
      answer: (hash) => (hash === hashes[0] ? ok(new Uint8Array([1])) : undefined),
    })
    await always.run()
    expect(phase()).toBe('unusable')
    expect([...always.segments.segments.keys()]).toEqual(hashes.slice(1))
    expect(always.asked.filter((hash) => hash === hashes[0])).toHaveLength(3)
  })

  test('a device that has the documents, and a server without history, fetch nothing', async () => {
    const small = setupFetch({ manifest: manifestOf(pieces, 100) })
    await small.run()
    expect([small.asked, phase()]).toEqual([[], 'idle'])
    const old = setupFetch()
    old.parts.transport.historyManifest = async () =>
      err({ type: 'Rejected', code: 'NOT_FOUND', message: '' })
    await old.run()
    expect([old.asked, phase()]).toEqual([[], 'idle'])
  })

  test('history of another version is left alone, and said', async () => {
    const { run, asked } = setupFetch({ manifest: { ...manifestOf(pieces), version: 99 } })
    await run()
    expect([asked, phase()]).toEqual([[], 'unusable'])
  })

  test('pieces that no month names any more are thrown away', async () => {
    const segments = memorySegments()
    segments.segments.set('f'.repeat(64), new Uint8Array([1]))
    const { run } = setupFetch({ segments })
    void run()
    await vi.waitFor(() => expect([...segments.segments.keys()].toSorted()).toEqual(hashes.toSorted()))
  })

  test('a hash is that of exactly these bytes', async () => {
    const [piece] = pieces as [MadeSegment]
    expect(await hasHash(piece.bytes, piece.entry.hash)).toBe(true)
    expect(await hasHash(piece.bytes.slice(1), piece.entry.hash)).toBe(false)
  })
})

describe('an order that has not arrived', () => {
  const order = sale('distant')
  const setupLook = (base: () => Promise<Result<Record<string, unknown> | null, TransportFailure>>) => {
    const { parts, segments } = setupFetch({ manifest: manifestOf([], 0) })
    const history = startPackedHistory({ ...parts, transport: { ...parts.transport, base } })
    onTestFinished(history.stop)
    return { history, segments }
  }

  test('is shown as the server has it, and kept to be shown without a connection', async () => {
    let isOnline = true
    const { history } = setupLook(async () => (isOnline ? ok({ ...order }) : err(OFFLINE)))
    expect(await history.findOrder(order.id)).toEqual({ type: 'Found', order })
    isOnline = false
    expect(await history.findOrder(order.id)).toEqual({ type: 'Found', order })
  })

  test('is said to be out of reach without a connection, and unknown where the server has none', async () => {
    expect(await setupLook(async () => err(OFFLINE)).history.findOrder(order.id)).toEqual({
      type: 'OutOfReach',
    })
    expect(await setupLook(async () => ok(null)).history.findOrder(order.id)).toEqual({ type: 'Unknown' })
  })

  test.each([
    { ...order, id: sale('other').id },
    { id: order.id, lines: 'many' },
  ])('what is not that order is not shown', async (wrong) => {
    const { history, segments } = setupLook(async () => ok({ ...wrong }))
    expect(await history.findOrder(order.id)).toEqual({ type: 'Unknown' })
    expect(segments.orders.size).toBe(0)
  })
})
