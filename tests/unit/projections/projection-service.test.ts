import type { DocumentSource } from '@renderer/projections/document-source.ts'
import { startProjectionService } from '@renderer/projections/projection-service.ts'
import type { ProjectionProgress } from '@renderer/projections/projections.ts'
import type { SalesReportRequest } from '@shared/analytics/figures.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { bringBack, buildSale, id, SHOP, tillDeps } from '../analytics/build-sales.ts'
import { buildProduct, buildReceipt } from './build-catalogue.ts'
import { memorySnapshots, memorySource } from './memory-source.ts'

const DAY = 20_260_305 as BusinessDay // a known calendar day
const MARCH: SalesReportRequest = {
  currency: 'XOF',
  range: { from: 20_260_301 as BusinessDay, to: 20_260_331 as BusinessDay }, // known calendar days
  period: 'day',
}
/** A time of write far behind those that the store gives by itself. */
const LATER = 10_000_000
/** Long enough that nothing happens by itself; tests say when. */
const STILL = { changedMs: 0, sweepMs: 1_000_000, saveMs: 1_000_000, retryMs: 1 }

function setupService(
  stored = memorySource(),
  snapshots = memorySnapshots(),
  pace: Partial<typeof STILL> = {},
) {
  const progress: ProjectionProgress[] = []
  const onChanged = vi.fn()
  const service = startProjectionService({
    shopId: SHOP,
    utcOffsetMinutes: 0,
    source: stored.source,
    snapshots: snapshots.store,
    onChanged,
    onProgress: (one) => progress.push(one),
    pace: { ...STILL, ...pace },
  })
  onTestFinished(() => service.stop())
  return { service, answers: service.answers, stored, snapshots, progress, onChanged }
}

const sale = (seed: string, item = 1) =>
  buildSale({ day: DAY, lines: [{ item, quantity: 2, price: 500 }] }, tillDeps(seed))

describe('following what is stored', () => {
  test('what is stored at the start is counted, and what is written afterwards after a notice', async () => {
    const stored = memorySource()
    stored.write('orders', sale('a'))
    const { service, answers } = setupService(stored)
    expect((await answers.salesReport(MARCH)).total.orders).toBe(1)
    stored.write('orders', sale('b'))
    service.notify(['orders'])
    await vi.waitFor(async () => expect((await answers.salesReport(MARCH)).total.orders).toBe(2))
  })

  test('a change of an order replaces what was counted of it', async () => {
    const deps = tillDeps('a')
    const sold = buildSale({ day: DAY, lines: [{ item: 1, quantity: 2, price: 500 }] }, deps)
    const { answers, stored } = setupService()
    stored.write('stockMovements', buildReceipt([{ item: 1, quantity: 10 }], 'in', DAY))
    stored.write('orders', sold, { pending: true })
    await answers.settled()
    stored.write('orders', bringBack(sold, { line: 0, quantity: 1, day: DAY }, deps))
    stored.write('orders', bringBack(sold, { line: 0, quantity: 1, day: DAY }, deps))
    await answers.settled()
    expect((await answers.salesReport(MARCH)).total).toMatchObject({ orders: 1, returns: 1, units: 1 })
    expect(await answers.onHand([{ variantId: id('variant', 1) }])).toMatchObject([{ onHand: 9 }])
  })

  test('a write that lands late, behind the checkpoint, is found by looking again', async () => {
    const { answers, stored } = setupService()
    stored.write('orders', sale('newer'))
    await answers.settled()
    stored.write('orders', sale('late'), { lwt: stored.now() - 10_000 })
    await answers.settled()
    expect((await answers.salesReport(MARCH)).total.orders).toBe(2)
  })

  test('looking again counts nothing twice and wakes nobody', async () => {
    const { answers, stored, onChanged } = setupService()
    stored.write('orders', sale('a'))
    await answers.settled()
    const before = onChanged.mock.calls.length
    await answers.settled()
    await answers.settled()
    expect((await answers.salesReport(MARCH)).total.orders).toBe(1)
    expect(onChanged.mock.calls.length).toBe(before)
  })

  test('more documents than fit a page are all read', async () => {
    const stored = memorySource()
    for (let i = 0; i < 1_203; i++) stored.write('orders', sale(`sale ${i}`))
    const { answers } = setupService(stored)
    expect((await answers.salesReport(MARCH)).total.orders).toBe(1_203)
  })

  test('a document that is deleted or cannot be read is left out, and the rest counts', async () => {
    const { answers, stored, progress } = setupService()
    const good = sale('good')
    const refused = sale('refused')
    stored.write('orders', good)
    stored.write('orders', refused)
    stored.write('orders', { id: id('broken'), lines: 'no' } as { id: string })
    stored.write('products', { id: id('no product') })
    await answers.settled()
    expect((await answers.salesReport(MARCH)).total.orders).toBe(2)
    stored.write('orders', refused, { deleted: true })
    await answers.settled()
    expect((await answers.salesReport(MARCH)).total.orders).toBe(1)
    stored.write('orders', { ...good, lines: [{ ...good.lines[0], quantity: 0.5 }] } as { id: string })
    await answers.settled()
    expect((await answers.salesReport(MARCH)).total.orders).toBe(0)
    expect(await answers.onHand([{ variantId: id('variant', 1) }])).toMatchObject([{ onHand: 0 }])
    expect(progress.at(-1)?.phase).toBe('ready')
  })

  test('a store that is closing just then is read a moment later', async () => {
    const stored = memorySource()
    stored.write('orders', sale('a'))
    stored.failNext(2)
    const { answers, service } = setupService(stored, memorySnapshots(), { sweepMs: 5 })
    expect((await answers.salesReport(MARCH)).total.orders).toBe(1)
    stored.failNext(1)
    stored.write('orders', sale('b'))
    service.notify(['orders'])
    await vi.waitFor(async () => expect((await answers.salesReport(MARCH)).total.orders).toBe(2))
  })

  test('a store that cannot be read at all is told as failed, not as an empty shop', async () => {
    const stored = memorySource()
    stored.failNext(1_000)
    const { answers, progress } = setupService(stored)
    await expect(answers.salesReport(MARCH)).rejects.toThrow('the store is closing')
    await vi.waitFor(() =>
      expect(progress.at(-1)).toMatchObject({ phase: 'failed', reason: 'the store is closing' }),
    )
  })

  test('collections that feed nothing are passed over', async () => {
    const { service, answers, stored } = setupService()
    await answers.settled()
    const before = stored.reads()
    service.notify(['messages', 'tasks'] satisfies CollectionName[])
    await answers.settled()
    expect(stored.reads()).toBe(before)
  })
})

describe('snapshots', () => {
  async function setupSaved() {
    const stored = memorySource()
    const snapshots = memorySnapshots()
    stored.write('products', buildProduct({ name: 'Savon', variants: [{ item: 1, sku: 'S1', price: 500 }] }))
    for (let i = 0; i < 300; i++) stored.write('orders', sale(`sale ${i}`))
    stored.write('orders', sale('long after the others'), { lwt: LATER })
    const first = setupService(stored, snapshots)
    const report = await first.answers.salesReport(MARCH)
    await vi.waitFor(() => expect(snapshots.files.size).toBe(4))
    await first.service.stop()
    return { stored, snapshots, report }
  }

  test('a start from a snapshot reads only the last minutes and answers alike', async () => {
    const { stored, snapshots, report } = await setupSaved()
    for (let i = 0; i < 3; i++) stored.write('orders', sale(`later ${i}`), { lwt: LATER + 1 + i })
    const before = stored.reads()
    const { answers } = setupService(stored, snapshots)
    expect((await answers.salesReport(MARCH)).total.orders).toBe(report.total.orders + 3)
    expect((await answers.findByCode('S1')).map(({ name, onHand }) => [name, onHand])).toEqual([
      ['Savon', -608],
    ])
    // The three new orders, and the last order and the last product of before once more.
    expect(stored.reads() - before).toBe(5)
  })

  test('what is sold is found while the stock is still being read, and no wrong figure stands beside it', async () => {
    const { stored, snapshots } = await setupSaved()
    let letOrdersCome = (): void => undefined
    const ordersCome = new Promise<void>((resolve) => {
      letOrdersCome = resolve
    })
    const { readSince } = stored.source
    const source: DocumentSource = {
      ...stored.source,
      async readSince(collection, checkpoint, limit) {
        if (collection === 'orders') await ordersCome
        return readSince(collection, checkpoint, limit)
      },
    }
    const { answers } = setupService({ ...stored, source }, snapshots)
    expect(await answers.findByCode('S1')).toMatchObject([{ name: 'Savon', onHand: null }])
    expect((await answers.searchCatalogue({ text: 'savon' })).rows).toMatchObject([{ onHand: null }])
    const short = answers.searchCatalogue({ stock: 'negative' })
    letOrdersCome()
    expect((await short).rows).toMatchObject([{ name: 'Savon', onHand: -602 }])
    expect(await answers.findByCode('S1')).toMatchObject([{ onHand: -602 }])
  })

  test('each torn file costs only itself: what it held is built again', async () => {
    const { stored, snapshots, report } = await setupSaved()
    for (const name of ['catalogue', 'stock', 'orders', 'credit'] as const) {
      const torn = memorySnapshots()
      for (const [kept, bytes] of snapshots.files) torn.files.set(kept, bytes.slice())
      torn.files.set(name, (snapshots.files.get(name) ?? new Uint8Array()).slice(0, 100))
      const { answers } = setupService(stored, torn)
      expect(await answers.salesReport(MARCH)).toEqual(report)
      expect(await answers.findByCode('S1')).toMatchObject([{ name: 'Savon', onHand: -602 }])
    }
  })

  test('a store that was thrown away takes what is known of it along', async () => {
    const { stored, snapshots } = await setupSaved()
    stored.clear()
    stored.write('orders', sale('first of the new store'))
    const { answers } = setupService(stored, snapshots)
    expect((await answers.salesReport(MARCH)).total.orders).toBe(1)
    expect(await answers.findByCode('S1')).toEqual([])
    expect(await answers.onHand([{ variantId: id('variant', 1) }])).toMatchObject([{ onHand: -2 }])
  })
})

describe('history of a variant', () => {
  test('every posting newest first, with its document and what was on hand after it', async () => {
    const deps = tillDeps('h')
    const { answers, stored } = setupService()
    stored.write('stockMovements', buildReceipt([{ item: 1, quantity: 10 }], 'BL-77', DAY))
    const sold = buildSale({ day: DAY, lines: [{ item: 1, quantity: 3, price: 500 }] }, deps)
    stored.write('orders', bringBack(sold, { line: 0, quantity: 1, day: DAY }, deps), { pending: true })
    await answers.settled()
    const { total, rows } = await answers.stockHistory(id('variant', 1), {})
    expect(total).toBe(3)
    expect(
      rows.map((row) => [
        row.collection,
        row.documentLabel,
        row.pending,
        row.posting.kind,
        row.posting.quantity,
        row.onHandAfter,
      ]),
    ).toEqual([
      ['orders', sold.number, true, 'return', 1, 8],
      ['orders', sold.number, true, 'sale', -3, 7],
      ['stockMovements', 'BL-77', false, 'receive', 10, 10],
    ])
    const second = await answers.stockHistory(id('variant', 1), { offset: 2, limit: 5 })
    expect(second.rows.map(({ documentLabel }) => documentLabel)).toEqual(['BL-77'])
  })
})
