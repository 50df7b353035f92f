import { startProjectionService } from '@renderer/projections/projection-service.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { makeSegment, manifestOf, memorySegments } from '../../support/memory-segments.ts'
import { bringBack, buildSale, id, SHOP, tillDeps } from '../analytics/build-sales.ts'
import { memorySnapshots, memorySource } from './memory-source.ts'

const DAY = 20_260_305 as BusinessDay // a known calendar day
const MARCH = {
  currency: 'XOF' as const,
  range: { from: 20_260_301 as BusinessDay, to: 20_260_331 as BusinessDay }, // known calendar days
  period: 'day' as const,
}
const STILL = { changedMs: 0, sweepMs: 1_000_000, saveMs: 1_000_000, retryMs: 1 }

function setupDevice(stored = memorySource(), segments = memorySegments(), snapshots = memorySnapshots()) {
  const service = startProjectionService({
    shopId: SHOP,
    utcOffsetMinutes: 0,
    source: stored.source,
    snapshots: snapshots.store,
    segments: segments.store,
    onChanged: () => undefined,
    onProgress: () => undefined,
    pace: STILL,
  })
  onTestFinished(() => service.stop())
  return { service, answers: service.answers, stored, segments, snapshots }
}

const sale = (seed: string, rev = 1): Order => ({
  ...buildSale({ day: DAY, lines: [{ item: 1, quantity: 2, price: 500 }] }, tillDeps(seed)),
  rev,
})

describe('packed history on a device', () => {
  test('PACK-3 counts at once, and the documents take its place as they arrive', async () => {
    const { service, answers, stored, segments } = setupDevice()
    const sales = ['a', 'b', 'c'].map((seed) => sale(seed))
    const piece = makeSegment(SHOP, 202_603, sales)
    await segments.store.putManifest(manifestOf([piece]))
    await segments.store.putSegment(piece.entry.hash, piece.bytes)
    expect(await answers.loadPacked()).toEqual([])
    expect((await answers.salesReport(MARCH)).total).toMatchObject({ orders: 3, revenue: 3_000 })
    expect(await answers.packedState()).toEqual({ orders: 3, packed: 3 })
    stored.write('orders', sales[0] as Order)
    service.notify(['orders'])
    await vi.waitFor(async () => expect(await answers.packedState()).toEqual({ orders: 3, packed: 2 }))
    expect((await answers.salesReport(MARCH)).total).toMatchObject({ orders: 3, revenue: 3_000 })
  })

  test.each([
    ['cut short', 'wrong-hash', (bytes: Uint8Array) => bytes.slice(0, -9)],
    [
      'with one bit changed',
      'wrong-hash',
      (bytes: Uint8Array) => bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte)),
    ],
    ['empty', 'wrong-hash', () => new Uint8Array()],
  ] as const)('PACK-4 a piece that is %s is refused whole and thrown away', async (_name, why, spoil) => {
    const { answers, segments } = setupDevice()
    const good = makeSegment(SHOP, 202_603, [sale('a')])
    const bad = makeSegment(SHOP, 202_602, [sale('b')])
    await segments.store.putManifest(manifestOf([good, bad]))
    await segments.store.putSegment(good.entry.hash, good.bytes)
    await segments.store.putSegment(bad.entry.hash, spoil(bad.bytes))
    expect(await answers.loadPacked()).toEqual([{ hash: bad.entry.hash, month: 202_602, why }])
    expect([...segments.segments.keys()]).toEqual([good.entry.hash])
    expect((await answers.salesReport(MARCH)).total.orders).toBe(1)
  })

  test.each([
    ['of another shop', 'other-shop', (text: string) => text.replace(SHOP, id('another shop'))],
    ['of another version', 'other-version', (text: string) => text.replace('"version":1', '"version":9')],
    ['no history', 'torn', () => 'a hotel’s login page'],
  ] as const)(
    'PACK-4 a piece that is %s is refused although its hash is right',
    async (_name, why, alter) => {
      const { answers, segments } = setupDevice()
      const bad = makeSegment(SHOP, 202_603, [sale('a')], alter)
      await segments.store.putManifest(manifestOf([bad]))
      await segments.store.putSegment(bad.entry.hash, bad.bytes)
      expect(await answers.loadPacked()).toMatchObject([{ why }])
      expect((await answers.salesReport(MARCH)).total.orders).toBe(0)
    },
  )

  test('a start from the snapshot goes on with what was counted, without the pieces', async () => {
    const stored = memorySource()
    stored.write('orders', sale('here'))
    const first = setupDevice(stored)
    const sales = Array.from({ length: 250 }, (_, i) => sale(`packed ${i}`))
    const piece = makeSegment(SHOP, 202_603, sales)
    await first.segments.store.putManifest(manifestOf([piece]))
    await first.segments.store.putSegment(piece.entry.hash, piece.bytes)
    await first.answers.loadPacked()
    await first.service.stop()
    const opened = vi.fn(first.segments.store.segment)
    const segments = { ...first.segments, store: { ...first.segments.store, segment: opened } }
    const second = setupDevice(stored, segments, first.snapshots)
    await second.answers.loadPacked()
    expect(opened).not.toHaveBeenCalled()
    expect(await second.answers.packedState()).toEqual({ orders: 251, packed: 250 })
    expect((await second.answers.salesReport(MARCH)).total.orders).toBe(251)
  })

  test('SYNC-9 after a restore of the server nothing of the former packed history is counted', async () => {
    const { answers, stored, segments } = setupDevice()
    const deps = tillDeps('a')
    const sold = buildSale({ day: DAY, lines: [{ item: 1, quantity: 2, price: 500 }] }, deps)
    const first: Order = { ...sold, rev: 1 }
    stored.write('orders', first)
    await answers.settled()
    const back = bringBack(sold, { line: 0, quantity: 1, day: DAY }, deps)
    const former = makeSegment(SHOP, 202_603, [{ ...back, rev: 5 }, sale('gone')])
    await segments.store.putManifest(manifestOf([former]))
    await segments.store.putSegment(former.entry.hash, former.bytes)
    await answers.loadPacked()
    expect((await answers.salesReport(MARCH)).total).toMatchObject({ orders: 2, returns: 1 })
    const restored = makeSegment(SHOP, 202_603, [sale('new')])
    await segments.store.putManifest(manifestOf([restored], 10_000, 2))
    await segments.store.putSegment(restored.entry.hash, restored.bytes)
    await answers.loadPacked()
    expect((await answers.salesReport(MARCH)).total).toMatchObject({ orders: 2, returns: 0 })
    expect(await answers.packedState()).toMatchObject({ packed: 1 })
  })
})
