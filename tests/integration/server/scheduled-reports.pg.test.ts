import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { builtReport } from '@shared/analytics/report/built-report.ts'
import { savedRequest } from '@shared/analytics/report/run-saved.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { orderSchema } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import {
  reportMessagePayloadSchema,
  type SavedReport,
  scheduledReportPayloadSchema,
  scheduledReportResultSchema,
} from '@shared/schemas/report.schema.ts'
import { type Setting, settingSchema } from '@shared/schemas/settings.schema.ts'
import { type Task, taskSchema } from '@shared/schemas/tasks.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshFigures } from '../../../sync-server/figures/refresh-figures.ts'
import { carryOutSchedules } from '../../../sync-server/reports/carry-out-schedules.ts'
import { editRow, makeProduct, makeSale, newRow } from '../../support/shop-floor.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'

function mustHave<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected to be there')
  return value
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Where the server's doors stand: signatures of the sessions end by it. */
const TODAY = Date.UTC(2026, 11, 20, 9)
/** By which the schedules are carried out. */
let at = Date.UTC(2026, 9, 20, 9)
const clock = { now: () => at }
let server: TestServer
let manager: TestDevice
let finance: TestDevice
let till: TestDevice

const SCHEDULE: NonNullable<SavedReport['schedule']> = {
  every: 'day',
  weekday: 0,
  dayOfMonth: 1,
  minute: 7 * 60,
  recipients: [
    { channel: 'email', to: 'awa@boutique.test' },
    { channel: 'whatsapp', to: '+221770000000' },
  ],
  language: 'fr',
  format: 'csv',
  since: 0,
}
const SAVED: SavedReport = {
  name: 'Hier par rayon et caisse',
  ownerId: null,
  report: 'built',
  days: { preset: 'yesterday', from: null, to: null },
  comparison: 'before',
  built: {
    rows: 'item',
    columns: 'device',
    columnLimit: 8,
    measures: ['revenue', 'orders'],
    sort: null,
    limit: null,
    chart: 'none',
  },
}
const settingOf = (value: SavedReport, device = manager): Setting =>
  newSetting('report', value, device.author, { clock, ids: server.ids })
const scheduled = (more: Partial<SavedReport> = {}): Setting =>
  settingOf({ ...SAVED, schedule: { ...SCHEDULE, since: at }, ...more })

async function work(): Promise<number> {
  const { pool } = server.database
  await refreshFigures(pool, server.shop.shopId)
  return carryOutSchedules(pool, server.shop.shopId, { clock, ids: server.ids })
}
async function tasksOf(setting: Setting, device = manager): Promise<Task[]> {
  const all = (await device.pullAll('tasks')).map((task) => taskSchema.parse(task))
  return all.filter((task) => JSON.stringify(task.payload).includes(setting.id))
}
const reportsAmong = (tasks: readonly Task[]) => tasks.filter(({ kind }) => kind === 'scheduled-report')

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => TODAY } })
  manager = await server.signIn('manager')
  finance = await server.signIn('finance')
  till = await server.signIn('cashier1')
  const articles: Product[] = [
    makeProduct(manager, server, 'Café', 1_500),
    makeProduct(manager, server, 'Thé', 700),
  ]
  await manager.create('products', ...articles)
  for (let counter = 1; counter <= 12; counter++) {
    await till.create(
      'orders',
      makeSale(till, { clock, ids: server.ids }, mustHave(articles[counter % 2]), counter, 2),
    )
    at += 6 * HOUR_MS
  }
})
afterAll(() => server.close())

describe('a saved report with a schedule', () => {
  it('SCHEDULE-1 is one task with the figures that a till has, whatever servers and restarts do', async () => {
    const setting = scheduled()
    await manager.create('settings', setting)
    expect(await work()).toBe(0)
    at += DAY_MS
    const made = await Promise.all([work(), work()])
    expect(made[0] + made[1]).toBe(1)
    expect(await work()).toBe(0)
    const [task, ...others] = reportsAmong(await tasksOf(setting))
    expect(others).toEqual([])
    expect(task).toMatchObject({ state: 'done', assigneeRole: 'manager' })
    const payload = scheduledReportPayloadSchema.parse(task?.payload)
    const dueDay = businessDayOf(task?.dueAt ?? 0, 0)
    expect(payload.range.to).toBe(businessDayOf((task?.dueAt ?? 0) - DAY_MS, 0))

    const columns = createOrderColumns(emptyOrderParts(0))
    for (const order of await manager.pullAll('orders')) columns.apply(orderSchema.parse(order))
    const asked = savedRequest(SAVED, dueDay, 'XOF')
    if (!asked.ok || !asked.value.built) throw new Error('a report that this test has just written')
    const state = { orders: columns, productName: () => undefined, customerName: () => undefined }
    const own = builtReport(state, asked.value, asked.value.built)
    const { table, rowCount } = scheduledReportResultSchema.parse(task?.result)
    expect(rowCount).toBe(own.rows.length)
    expect(rowCount).toBeGreaterThan(0)
    expect(table?.total).toEqual({ cells: own.total?.cells, before: own.total?.before })
    expect(table?.rows).toEqual(own.rows.map(({ key, cells, before }) => ({ key, cells, before })))
    expect(table?.notes).toEqual(own.notes)
  })

  it('leaves one waiting message for each recipient, because nothing that sends is connected', async () => {
    const setting = scheduled()
    await manager.create('settings', setting)
    at += DAY_MS
    await work()
    const tasks = await tasksOf(setting)
    const messages = tasks.filter(({ kind }) => kind === 'send-message')
    expect(messages.map(({ state }) => state)).toEqual(['open', 'open'])
    expect(messages.map(({ payload }) => reportMessagePayloadSchema.parse(payload).to).sort()).toEqual(
      SCHEDULE.recipients.map(({ to }) => to).sort(),
    )
  })

  it('SCHEDULE-2 times missed while no server ran are made up for once', async () => {
    const setting = scheduled()
    await manager.create('settings', setting)
    at += 10 * DAY_MS
    expect(await work()).toBeGreaterThan(0)
    const [task, ...others] = reportsAmong(await tasksOf(setting))
    expect(others).toEqual([])
    expect(at - (task?.dueAt ?? 0)).toBeLessThan(DAY_MS)
  })

  it('SCHEDULE-3 says plainly what it cannot work out, and sends nothing', async () => {
    const { built } = SAVED
    const unheard = scheduled({ built: built && { ...built, rows: 'weather' } })
    const onTills = scheduled({ report: 'stock-value' })
    await manager.create('settings', unheard, onTills)
    at += DAY_MS
    await work()
    for (const [setting, problem] of [
      [unheard, 'unknown-word'],
      [onTills, 'not-on-server'],
    ] as const) {
      const [task, ...others] = await tasksOf(setting)
      expect(others).toEqual([])
      expect(task).toMatchObject({ state: 'failed', result: { problem } })
    }
    const large = scheduled({ days: { preset: 'all', from: null, to: null } })
    await manager.create('settings', large)
    at += DAY_MS
    await carryOutSchedules(server.database.pool, server.shop.shopId, { clock, ids: server.ids }, 5)
    expect((await tasksOf(large))[0]).toMatchObject({
      state: 'failed',
      result: { problem: 'too-many-orders' },
    })
  })

  it('puts figures of long ago away, so that devices do not keep them all', async () => {
    const setting = scheduled()
    await manager.create('settings', setting)
    for (let day = 0; day < 12; day++) {
      at += DAY_MS
      await work()
    }
    const tasks = reportsAmong(await tasksOf(setting))
    expect(tasks.filter(({ archived }) => !archived)).toHaveLength(10)
    const old = tasks.filter(({ archived }) => archived)
    expect(old).toHaveLength(2)
    for (const { result } of old) expect(result.table).toBeUndefined()
  })

  it('stops with its report', async () => {
    const setting = scheduled()
    await manager.create('settings', setting)
    const held = (await manager.pullAll('settings')).find(({ id }) => id === setting.id)
    const kept = settingSchema.parse(held)
    const put = { ...kept, archived: true, editId: server.ids.next() }
    const { results } = await manager.push('settings', [editRow(kept, put)])
    expect(results[0]?.outcome).toBe('accepted')
    at += DAY_MS
    await work()
    expect(await tasksOf(setting)).toEqual([])
  })
})

describe('POLICY-2 saved reports', () => {
  const outcome = async (device: TestDevice, value: SavedReport) => {
    const { results } = await device.push('settings', [newRow(settingOf(value, device))])
    return results[0]?.outcome
  }

  it('are kept by whoever sees reports for himself, and by managers for everybody and with a schedule', async () => {
    const own = { ...SAVED, ownerId: finance.author.staffId }
    expect(await outcome(finance, own)).toBe('accepted')
    expect(await outcome(finance, SAVED)).toBe('refused')
    expect(await outcome(finance, { ...own, schedule: SCHEDULE })).toBe('refused')
    expect(await outcome(till, { ...SAVED, ownerId: till.author.staffId })).toBe('refused')
    expect(await outcome(manager, { ...SAVED, schedule: SCHEDULE })).toBe('accepted')
  })

  it('figures reach only those whose role shows reports, and nobody else makes such tasks', async () => {
    const setting = scheduled()
    await manager.create('settings', setting)
    at += DAY_MS
    await work()
    expect(reportsAmong(await tasksOf(setting, finance))).toHaveLength(1)
    expect(reportsAmong(await tasksOf(setting, till))).toEqual([])
    const [task] = reportsAmong(await tasksOf(setting))
    const copy = {
      ...mustHave(task),
      id: server.ids.next(),
      rev: 0,
      createdBy: manager.author.staffId,
      updatedBy: manager.author.staffId,
      deviceId: manager.author.deviceId,
    }
    const { results } = await manager.push('tasks', [newRow(copy)])
    expect(results[0]?.outcome).toBe('refused')
  })
})
