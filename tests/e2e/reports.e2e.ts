import { readFileSync } from 'node:fs'
import { INSIGHT_REPORTS } from '@renderer/projections/insight-reports.ts'
import { readCsv } from '@shared/import/csv.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { productSchema } from '@shared/schemas/products.schema.ts'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshFigures } from '../../sync-server/figures/refresh-figures.ts'
import { carryOutSchedules } from '../../sync-server/reports/carry-out-schedules.ts'
import { readZip } from '../support/read-zip.ts'
import { makeSale } from '../support/shop-floor.ts'
import { untilKeptOffline } from './support/device.ts'
import { type OpenShop, openShop } from './support/open-shop.ts'
import { asPattern, plainSpaces, wordsOf } from './support/words.ts'

/* A manager reads the reports with the cable out. The tests are one story and run in order. */

const COFFEE = { name: 'Café moulu', code: '6191000000103', price: 1_000, onHand: 20 }
const TEA = { name: 'Thé vert', code: '6191000000110', price: 500, onHand: 20 }
/** A name that a spreadsheet would run. */
const TRAP = { name: '=2+3', code: '6191000000127', price: 100, onHand: 5 }
const DAY_MS = 86_400_000
const WAIT = { timeout: 60_000 }
const t = wordsOf('fr')

let shop: OpenShop
let page: Page
const problems: string[] = []

beforeAll(async () => {
  shop = await openShop([COFFEE, TEA, TRAP])
  await fillShop()
  page = await shop.openCounter('manager')
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    const isCable = /ERR_INTERNET_DISCONNECTED/.test(message.text())
    if (message.type() === 'error' && !isCable) problems.push(message.text())
  })
  await page.getByRole('link', { name: asPattern(t('common:syncPill.synced')) }).waitFor(WAIT)
  await untilKeptOffline(page)
  await page.context().setOffline(true)
})
afterAll(() => shop?.close())

/** 5 100 francs in the last days, 2 000 in the week before. */
async function fillShop(): Promise<void> {
  const { admin, server } = shop
  const products = (await admin.pullAll('products')).map((one) => productSchema.parse(one))
  let counter = 0
  const sale = (name: string, daysAgo: number, units: number, method: 'cash' | 'wave' = 'cash'): Order => {
    const product = products.find((one) => one.name === name)
    if (!product) throw new Error(`There is no ${name}`)
    const deps = { clock: { now: () => server.clock.now() - daysAgo * DAY_MS }, ids: server.ids }
    const amount = (product.variants[0]?.price ?? 0) * units
    const paid = [{ method, amount: amount as Order['total'] }] // an amount of the fixture
    return makeSale(admin, deps, product, ++counter, units, null, paid)
  }
  await admin.create(
    'orders',
    sale(COFFEE.name, 0, 3),
    sale(COFFEE.name, 1, 1),
    sale(TEA.name, 1, 2, 'wave'),
    sale(TRAP.name, 1, 1),
    sale(TEA.name, 10, 4),
  )
}

const goTo = (path: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash
  }, `#${path}`)
const figures = (title: string): Locator => page.getByRole('table', { name: asPattern(title) })
const rowOf = (name: string): Locator => page.getByRole('row').filter({ hasText: name })
const says = (locator: Locator, text: string): Promise<void> =>
  expect.poll(async () => plainSpaces((await locator.textContent()) ?? ''), WAIT).toContain(text)
const choose = (label: string, value: string): Promise<unknown> =>
  page.getByRole('combobox', { name: label, exact: true }).selectOption(value)
const SKUS = t('salesReports:report.sku-performance.title')

test('finds a report, narrows it, compares it and follows a figure to the receipt', async () => {
  await goTo('/reports')
  await page.getByRole('heading', { level: 1, name: t('reports:title') }).waitFor(WAIT)
  await page.getByRole('searchbox', { name: t('reports:list.search') }).fill('référence')
  await page.getByRole('link', { name: SKUS }).click()
  await choose(t('dashboard:range.preset'), 'last-7-days')
  await says(figures(SKUS).locator('tfoot'), '5 100 FCFA')
  await choose(t('reports:compare.label'), 'before')
  await says(rowOf(TEA.name), 'avant 2 000 FCFA')

  await page.getByRole('button', { name: t('reports:filter.add'), exact: true }).click()
  await page.getByRole('menuitem', { name: t('reports:filter.name.method') }).click()
  const filter = page.getByRole('dialog', { name: t('reports:filter.name.method') })
  await filter.getByRole('checkbox', { name: t('dashboard:method.wave') }).check()
  await filter.getByRole('button', { name: t('reports:filter.apply') }).click()
  await says(figures(SKUS).locator('tfoot'), '1 000 FCFA')
  await page
    .getByRole('button', { name: t('reports:filter.remove', { name: t('reports:filter.name.method') }) })
    .click()
  await says(figures(SKUS).locator('tfoot'), '5 100 FCFA')

  await rowOf(COFFEE.name)
    .getByRole('button', { name: asPattern(t('salesReports:column.revenue')) })
    .click()
  const behind = page.getByRole('dialog')
  await says(behind, t('reports:drill.count', { count: 2 }))
  await says(behind.locator('tfoot'), '4 000 FCFA')
  const order = behind.getByRole('link').first()
  await expect.poll(() => order.textContent(), WAIT).toMatch(/-1-\d+$/)
  const number = (await order.textContent()) ?? ''
  await order.click()
  await page.getByRole('heading', { name: asPattern(number) }).waitFor(WAIT)
  await page.getByRole('button', { name: t('orders:actions.receipt'), exact: true }).click()
  await says(page.getByRole('dialog'), COFFEE.name)
  await says(page.getByRole('dialog'), number)
  await page.keyboard.press('Escape')
})

test('is walked by keyboard, figure by figure and point by point, and heard', async () => {
  await goTo('/reports/sales-by-weekday')
  const table = figures(t('salesReports:report.sales-by-weekday.title'))
  await table.locator('[data-figure][tabindex="0"]').waitFor(WAIT)
  expect(await table.locator('[data-figure][tabindex="0"]').count()).toBe(1)
  await table.locator('[data-figure][tabindex="0"]').focus()
  const first = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  await page.keyboard.press('ArrowRight')
  const second = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  expect(second).not.toBe(first)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor(WAIT)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  const picture = page.getByRole('img', { name: asPattern(t('salesReports:report.sales-by-weekday.title')) })
  await picture.focus()
  await page.keyboard.press('ArrowRight')
  await says(page.getByRole('figure'), t('salesReports:column.revenue'))
})

test('ten years, no sales and reversed days are plain', async () => {
  await goTo('/reports/sales-by-month')
  const from = page.getByLabel(t('dashboard:range.from'), { exact: true })
  const to = page.getByLabel(t('dashboard:range.to'), { exact: true })
  await choose(t('reports:compare.label'), 'none')
  await from.fill('2016-01-01')
  await says(figures(t('salesReports:report.sales-by-month.title')).locator('tfoot'), '7 100 FCFA')
  await to.fill('2016-12-31')
  await page.getByText(t('reports:empty.range')).waitFor(WAIT)
  await to.fill('2015-12-31')
  await page.getByText(t('dashboard:range.order')).waitFor(WAIT)
  await page.getByRole('button', { name: t('dashboard:empty.showKnown') }).click()
  await says(figures(t('salesReports:report.sales-by-month.title')).locator('tfoot'), '7 100 FCFA')
})

test('stands on paper with its days, its freshness and its total', async () => {
  await goTo('/reports/sales-by-month')
  await says(figures(t('salesReports:report.sales-by-month.title')).locator('tfoot'), '7 100 FCFA')
  // What goes to the printer is a copy in a frame of its own.
  await page.evaluate(() => {
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!(node instanceof HTMLIFrameElement) || !node.contentWindow) continue
        const view = node.contentWindow
        view.print = () => document.body.setAttribute('data-printed', view.document.body.textContent ?? '')
      }
    }).observe(document.body, { childList: true })
  })
  await page.getByRole('button', { name: t('reports:export.button') }).click()
  await page.getByRole('menuitem', { name: t('reports:export.print') }).click()
  const printed = async () => plainSpaces((await page.locator('body').getAttribute('data-printed')) ?? '')
  await expect.poll(printed, WAIT).toContain('7 100 FCFA')
  expect(await printed()).toContain(t('salesReports:report.sales-by-month.title'))
  expect(await printed()).toContain(plainSpaces(t('reports:table.total')))
})

test('opens every report on customers, baskets, stock and the weeks to come, and says what it cannot tell yet', async () => {
  const rangeOf = { range: t('reports:empty.range'), now: t('reports:empty.now') }
  for (const { id, time } of INSIGHT_REPORTS) {
    await goTo(`/reports/${id}`)
    const title = asPattern(t(`insightReports:report.${id}.title`))
    await page.getByRole('heading', { level: 2, name: title }).waitFor(WAIT)
    await figures(t(`insightReports:report.${id}.title`))
      .or(page.getByText(rangeOf[time]))
      .first()
      .waitFor(WAIT)
  }
  await goTo('/reports/forecast')
  await page
    .getByRole('status')
    .getByText(/77 jours/)
    .waitFor(WAIT)
  await goTo('/reports/stock-value')
  await rowOf(COFFEE.name).waitFor(WAIT)
  await goTo('/reports/basket-size')
  await choose(t('dashboard:range.preset'), 'all')
  await says(figures(t('insightReports:report.basket-size.title')).locator('tfoot'), '7 100 FCFA')
})

const BUILT = 'Articles et paiements'
const total = (title: string): Locator => figures(title).locator('tfoot')

test('a report is put together, saved, scheduled and still there after a restart, without the network', async () => {
  await goTo('/reports/new')
  const untitled = t('reportBuilder:report.built.title')
  await page.getByRole('heading', { level: 2, name: asPattern(untitled) }).waitFor(WAIT)
  await choose(t('dashboard:range.preset'), 'all')
  await choose(t('reportBuilder:build.rows'), 'item')
  await choose(t('reportBuilder:build.columns'), 'paidBy')
  await page.getByRole('checkbox', { name: t('salesReports:column.orders'), exact: true }).check()
  await says(total(untitled), '7 100 FCFA')
  await says(rowOf(TEA.name), '1 000 FCFA')
  await page.getByRole('button', { name: t('reportBuilder:save.button') }).click()
  const saving = page.getByRole('dialog', { name: t('reportBuilder:save.newTitle') })
  await saving.getByRole('textbox', { name: t('reportBuilder:save.name') }).fill(BUILT)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: BUILT }).waitFor(WAIT)
  await says(total(BUILT), '7 100 FCFA')

  const [, id = ''] = /reports\/(\w+)/.exec(page.url()) ?? []
  await page.reload()
  await says(total(BUILT), '7 100 FCFA')
  await goTo('/reports/sales-by-day')
  await page
    .getByRole('region', { name: t('reportBuilder:list.saved') })
    .getByRole('link', { name: BUILT })
    .click()
  await says(total(BUILT), '7 100 FCFA')
  await rowOf(TEA.name)
    .getByRole('button', { name: asPattern(t('dashboard:method.wave')) })
    .filter({ hasText: 'FCFA' })
    .click()
  const behind = page.getByRole('dialog')
  await says(behind, t('reports:drill.count', { count: 1 }))
  await says(behind.locator('tfoot'), '1 000 FCFA')
  await page.keyboard.press('Escape')
  await behind.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: t('reportBuilder:save.more') }).click()
  await page.getByRole('menuitem', { name: t('reportBuilder:schedule.open') }).click()
  const schedule = page.getByRole('dialog', {
    name: asPattern(t('reportBuilder:schedule.title', { name: BUILT })),
  })
  await schedule.getByRole('button', { name: t('reportBuilder:schedule.addRecipient') }).click()
  const recipient = schedule.getByRole('textbox', { name: t('reportBuilder:schedule.to') })
  await recipient.fill('awa')
  await schedule.getByRole('button', { name: t('reportBuilder:schedule.submit') }).click()
  await schedule.getByText(asPattern(t('reportBuilder:schedule.problem.NoMailAddress'))).waitFor(WAIT)
  await recipient.fill('awa@boutique.test')
  await schedule.getByRole('button', { name: t('reportBuilder:schedule.submit') }).click()
  await schedule.waitFor({ state: 'hidden' })
  await page.getByText(t('reportBuilder:schedule.none')).waitFor(WAIT)

  await workedOutTomorrow(id)
  await page.getByText(asPattern('awa@boutique.test')).waitFor(WAIT)
  await page.getByRole('list').locator(`a[href*="reports/${id}/"]`).click()
  await says(total(BUILT), '7 100 FCFA')
  await goTo(`/reports/${id}`)
  await page.getByRole('button', { name: t('reportBuilder:save.more') }).click()
  await page.getByRole('menuitem', { name: t('reportBuilder:save.remove') }).click()
  const told = page
    .getByRole('listitem')
    .filter({ hasText: plainSpaces(t('reportBuilder:save.removed', { name: BUILT })) })
  await told.getByRole('button', { name: t('common:action.undo') }).click()
  await page.getByRole('link', { name: BUILT }).waitFor(WAIT)
})

/** The network comes back for a moment, and on the next morning the server finds what is due. */
async function workedOutTomorrow(settingId: string): Promise<void> {
  const { server, admin } = shop
  const { pool } = server.database
  await page.context().setOffline(false)
  const arrived = async () =>
    (await admin.pullAll('settings')).some(
      (one) => one.id === settingId && JSON.stringify(one).includes('awa@boutique.test'),
    )
  await expect.poll(arrived, WAIT).toBe(true)
  await refreshFigures(pool, server.shop.shopId)
  const clock = { now: () => server.clock.now() + DAY_MS }
  expect(await carryOutSchedules(pool, server.shop.shopId, { clock, ids: server.ids })).toBe(1)
  server.server.services.hub.announce(server.shop.shopId, ['tasks'])
  await page.locator(`a[href*="reports/${settingId}/"]`).waitFor(WAIT)
  await page.context().setOffline(true)
}

async function download(kind: 'csv' | 'xlsx'): Promise<Buffer> {
  await page.getByRole('button', { name: t('reports:export.button') }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download', WAIT),
    page.getByRole('menuitem', { name: t(`reports:export.${kind}`) }).click(),
  ])
  expect(file.suggestedFilename().endsWith(`.${kind}`)).toBe(true)
  return readFileSync(await file.path())
}

test('exports what is shown, as text and as a workbook, and no cell runs', async () => {
  await goTo('/reports/sku-performance')
  await choose(t('dashboard:range.preset'), 'all')
  await says(figures(SKUS).locator('tfoot'), '7 100 FCFA')
  const csv = (await download('csv')).toString('utf8')
  const rows: string[][] = []
  const read = readCsv(csv.replace('\uFEFF', ''), {
    onRow: ({ cells }) => rows.push([...cells]),
    onReject: ({ problem }) => expect(problem).toBeNull(),
  })
  const names = read.ok ? read.value.names : []
  const at = (name: string) => names.findIndex((one) => one.startsWith(name))
  const revenue = at(t('salesReports:column.revenue'))
  const cells = (name: string) => rows.find(([first]) => first === name)
  expect(cells(COFFEE.name)?.[revenue]).toBe('4000')
  expect(cells(`'${TRAP.name}`)?.[revenue]).toBe('100')
  expect(cells(t('reports:table.total'))?.[revenue]).toBe('7100')

  const book = readZip(await download('xlsx'))
  const texts = book.get('xl/sharedStrings.xml') ?? ''
  const sheet = [...book].find(([name]) => /^xl\/worksheets\/sheet/.test(name))?.[1] ?? ''
  for (const name of [COFFEE.name, TEA.name, TRAP.name]) expect(texts).toContain(name)
  for (const amount of [4_000, 3_000, 100, 7_100]) expect(sheet).toContain(`<v>${amount}</v>`)
  expect(sheet).not.toContain('<f>')
  expect(problems).toEqual([])
})
