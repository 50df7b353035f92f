import { Buffer } from 'node:buffer'
import { resolve } from 'node:path'
import { REPORTS } from '@renderer/projections/report-registry.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshFigures } from '../../sync-server/figures/refresh-figures.ts'
import { packHistory } from '../../sync-server/history/pack-history.ts'
import { launchBrowser } from '../support/browser.ts'
import { makeProduct, makeSale } from '../support/shop-floor.ts'
import { startTestServer, TEST_PASSWORD, type TestDevice, type TestServer } from '../support/test-server.ts'
import { readMainThread, timeOf, watchMainThread } from './support/main-thread.ts'
import { reachCounter } from './support/open-shop.ts'
import { wordsOf } from './support/words.ts'

/*
 * A new device of a shop with a past: the figures of all of it are there while not one order's document has arrived yet. An order
 * behind a figure is fetched and shown; with the cable out the screen says what is not here. Then the documents arrive.
 */

const ORDERS = 320
const PRICE = 1_500
const DAY_MS = 86_400_000
const t = wordsOf('fr')
let server: TestServer
let till: TestDevice
let product: Product
let browser: Browser
let context: BrowserContext
let page: Page
let areOrdersHeld = true
let counterAt = 0
const sold: Order[] = []

beforeAll(async () => {
  server = await startTestServer({
    config: { rendererDir: resolve(import.meta.dirname, '../../out/renderer') },
  })
  till = await server.signIn('cashier1')
  const admin = await server.signIn('admin')
  product = makeProduct(admin, server, 'Café Touba', PRICE)
  await admin.create('products', product)
  await sellInThePast()
  const { pool } = server.database
  await refreshFigures(pool, server.shop.shopId)
  await packHistory(pool, server.shop.shopId, { restMs: 0, presentMs: 0, keepMs: DAY_MS })
  browser = await launchBrowser()
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' })
  await context.route(/\/sync\/pull\?collection=orders/, holdOrders)
  await watchMainThread(context)
  page = await context.newPage()
  await page.goto(`${server.url}/`)
  await page.locator('input[type="email"]').fill(server.shop.emailOf('manager'))
  await page.locator('input[type="password"]').fill(TEST_PASSWORD)
  await page.keyboard.press('Enter')
  await reachCounter(page)
  counterAt = await timeOf(page)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function sellInThePast(): Promise<void> {
  const today = server.clock.now()
  for (let counter = 1; counter <= ORDERS; counter++) {
    const at = today - (ORDERS + 1 - counter) * DAY_MS
    sold.push(makeSale(till, { clock: { now: () => at }, ids: server.ids }, product, counter))
  }
  for (let i = 0; i < ORDERS; i += 80) await till.create('orders', ...sold.slice(i, i + 80))
}

/** As if the line were too slow for documents: nothing of the orders comes yet. */
async function holdOrders(route: Parameters<Parameters<BrowserContext['route']>[1]>[0]): Promise<void> {
  if (!areOrdersHeld) return route.continue()
  const asked = new URL(route.request().url()).searchParams
  const checkpoint = { epoch: Number(asked.get('epoch')), seq: Number(asked.get('seq')) }
  const { epoch } = checkpoint
  await route.fulfill({
    json: { epoch, serverTime: server.clock.now(), documents: [], checkpoint, more: false },
  })
}

async function goTo(path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#${path}`)
}

const idOf = (index: number): Id => sold[index]?.id as Id
const numberOf = (index: number): string => sold[index]?.number ?? ''
const past = () => page.getByRole('status', { name: 'Ventes passées' })
const plain = (text: string): string => text.replace(/\s/g, '')

async function expectRevenue(sales: number): Promise<void> {
  await goTo('/dashboard')
  await page.getByRole('combobox', { name: 'Période' }).selectOption({ label: 'Tout ce qui est connu' })
  await expect
    .poll(async () => plain(await page.getByRole('main').innerText()), { timeout: 20_000 })
    .toContain(String(sales * PRICE))
}

test('PACK-3 the whole past is in the figures before any document, and the screen says how many are to come', async () => {
  await expectRevenue(ORDERS)
  await expect.poll(() => past().innerText()).toContain('Les ventes passées sont toutes comptées')
  expect(plain(await past().innerText())).toContain(`0documentsarrivéssur${ORDERS}`)
})

test('an order behind the figures is fetched and shown; with the cable out the screen says what is not here', async () => {
  await goTo(`/orders/${idOf(5)}`)
  await page.getByRole('heading', { name: numberOf(5) }).waitFor()
  await page.getByText('Pas encore sur cet appareil').waitFor()
  expect(await page.getByRole('button', { name: 'Retour', exact: true }).count()).toBe(0)
  await context.setOffline(true)
  await goTo(`/orders/${idOf(6)}`)
  await page.getByText('Cette commande n’est pas encore sur cet appareil.').waitFor({ timeout: 15_000 })
  await goTo(`/orders/${idOf(5)}`)
  await page.getByRole('heading', { name: numberOf(5) }).waitFor({ timeout: 15_000 })
  await expectRevenue(ORDERS)
  await context.setOffline(false)
})

test('PACK-3 when the documents arrive they take the place of packed history, and the figures stand still', async () => {
  areOrdersHeld = false
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await till.create('orders', makeSale(till, server, product, ORDERS + 1))
  await expectRevenue(ORDERS + 1)
  await past().waitFor({ state: 'hidden', timeout: 60_000 })
  await expectRevenue(ORDERS + 1)
  await goTo(`/orders/${idOf(6)}`)
  await page.getByRole('heading', { name: numberOf(6) }).waitFor()
  expect(await page.getByText('Pas encore sur cet appareil').count()).toBe(0)
})

const IMPORTED = 400

async function importProducts(): Promise<void> {
  await goTo('/products')
  await page.getByRole('button', { name: t('products:import.open') }).click()
  const form = page.getByRole('dialog', { name: t('products:import.title') })
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    form.getByRole('button', { name: t('products:import.choose.button') }).click(),
  ])
  const rows = Array.from({ length: IMPORTED }, (_, i) => `Article ${i};IMP-${i};${500 + i};${i % 7}`)
  const text = ['Nom;SKU;Prix;Quantité', ...rows].join('\n')
  await chooser.setFiles({ name: 'articles.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await form.getByRole('button', { name: t('products:import.run', { count: IMPORTED }) }).click()
  await form.getByText(t('products:import.report.complete')).waitFor({ timeout: 60_000 })
  await form.getByRole('button', { name: t('products:import.done') }).click()
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/**
 * Of what was seen since the counter stood there: packed history and documents that came, an import, reports. Beside each other on the
 * same machine in the same seconds, so that both were as slow as it was; a single block may be somebody else's doing.
 */
test('nothing that loads, imports or counts holds the main thread up for longer than some 50 ms of work', async () => {
  await importProducts()
  for (const { id } of REPORTS.filter((_, i) => i % 4 === 0)) {
    await goTo(`/reports/${id}`)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
  }
  const { blocks, measures } = await readMainThread(page, counterAt)
  expect(measures.length).toBeGreaterThan(20)
  const [, secondLongest = 0] = blocks.toSorted((a, b) => b - a)
  expect(secondLongest).toBeLessThan(2 * Math.max(...measures))
  const long = blocks.filter((block) => block > 2 * median(measures))
  expect(long.length).toBeLessThan(measures.length / 5)
})
