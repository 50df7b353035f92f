import { serveProjections } from '@renderer/projections/serve-projections.ts'
import { startProjections, type WorkerEnd } from '@renderer/projections/start-projections.ts'
import type { FromWorker, MessageEnd, ToWorker } from '@renderer/projections/worker-messages.ts'
import type { SalesReportRequest } from '@shared/analytics/figures.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { Subject } from 'rxjs'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { buildSale, SHOP, tillDeps } from '../analytics/build-sales.ts'
import { memorySnapshots, memorySource } from './memory-source.ts'

const MARCH: SalesReportRequest = {
  currency: 'XOF',
  range: { from: 20_260_301 as BusinessDay, to: 20_260_331 as BusinessDay }, // known calendar days
  period: 'day',
}

function endOf<Outgoing, Incoming>(port: MessagePort): MessageEnd<Outgoing, Incoming> {
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => {
      port.addEventListener(type, (event) => listener({ data: event.data as Incoming })) // the other end's type
      port.start()
    },
  }
}

/** Both sides with a real message channel in between: everything that crosses is copied as between threads. */
function setupPair() {
  const channel = new MessageChannel()
  const stored = memorySource()
  serveProjections(endOf<FromWorker, ToWorker>(channel.port2), {
    source: () => stored.source,
    snapshots: async () => memorySnapshots().store,
  })
  const broken = new Subject<string>()
  const changed$ = new Subject<CollectionName>()
  const terminated = vi.fn(() => channel.port1.close())
  const worker: WorkerEnd = {
    ...endOf<ToWorker, FromWorker>(channel.port1),
    onBroken: (listener) => broken.subscribe(listener),
    terminate: terminated,
  }
  const options = { databaseName: 'x', shopId: SHOP, utcOffsetMinutes: 0, changed$ }
  const projections = startProjections(options, () => worker)
  onTestFinished(() => projections.stop())
  const sell = (seed: string) =>
    stored.write(
      'orders',
      buildSale(
        { day: 20_260_305 as BusinessDay, lines: [{ item: 1, quantity: 1, price: 500 }] },
        tillDeps(seed),
      ), // a known day
    )
  return { projections, stored, changed$, broken, terminated, sell }
}

describe('asking the worker', () => {
  test('answers cross the threads and a change is announced', async () => {
    const { projections, changed$, sell } = setupPair()
    sell('a')
    await projections.ready
    expect((await projections.salesReport(MARCH)).total.orders).toBe(1)
    const versions: number[] = []
    projections.changes.subscribe((version) => versions.push(version))
    sell('b')
    changed$.next('orders')
    await vi.waitFor(async () => expect((await projections.salesReport(MARCH)).total.orders).toBe(2))
    await vi.waitFor(() => expect(versions.at(-1)).toBeGreaterThan(versions[0] ?? 0))
  })

  test('many questions at once each get their own answer', async () => {
    const { projections, sell } = setupPair()
    sell('a')
    const [report, none, catalogue] = await Promise.all([
      projections.salesReport(MARCH),
      projections.salesReport({ ...MARCH, currency: 'EUR' }),
      projections.searchCatalogue({}),
    ])
    expect([report.total.orders, none.total.orders, catalogue.total]).toEqual([1, 0, 0])
  })

  test('when the worker breaks, open and later questions fail and progress says why', async () => {
    const { projections, broken } = setupPair()
    const open = projections.salesReport(MARCH)
    broken.next('out of memory')
    await expect(open).rejects.toThrow('out of memory')
    await expect(projections.findByCode('x')).rejects.toThrow('out of memory')
    let reason = ''
    projections.progress.subscribe((progress) => {
      reason = progress.reason
    })
    expect(reason).toBe('out of memory')
  })

  test('stopping ends the worker once it has let go', async () => {
    const { projections, terminated } = setupPair()
    await projections.ready
    projections.stop()
    await vi.waitFor(() => expect(terminated).toHaveBeenCalled())
    await expect(projections.salesReport(MARCH)).rejects.toThrow('stopped')
  })
})
