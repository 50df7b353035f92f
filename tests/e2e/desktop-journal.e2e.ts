import { mkdtempSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cable, createCable } from '../support/cuttable-proxy.ts'
import { forgetProfile, type LaunchedApp, launchApp } from '../support/launch-app.ts'
import { startTestServer, TEST_PASSWORD, type TestServer } from '../support/test-server.ts'

/* The desktop app, the real server and the worst afternoon: no connection, a crash, and the browser engine's files gone. */
describe('the desktop app with its server', () => {
  let server: TestServer
  let cable: Cable
  const userData = mkdtempSync(join(tmpdir(), 'comptoir-till-'))
  const open = (): Promise<LaunchedApp> => launchApp({ userData, serverUrl: cable.url, args: ['--lang=en'] })

  beforeAll(async () => {
    server = await startTestServer()
    cable = await createCable(server.server.port)
    const manager = await server.signIn('manager')
    const variants = [{ sku: 'SAV-1', price: minor(1_500) }]
    const soap = newProduct({ name: 'Savon de Marseille', currency: 'XOF', variants }, manager.author, server)
    await manager.create('products', soap)
  })
  afterAll(async () => {
    await cable.close()
    forgetProfile(userData)
    await server.close()
  })

  test('JOURNAL-1 a sale made offline reaches the server although the app was killed and its database deleted', async () => {
    const first = await open()
    await signIn(first.page, server.shop.emailOf('cashier1'))
    await sellSoap(first.page, () => cable.unplug())
    expect(await journaledOrders(first.page, server.shop.shopId)).toHaveLength(1)
    await first.kill()
    await deleteBrowserDatabases(userData)

    cable.plugIn()
    const second = await open()
    const manager = await server.signIn('manager')
    const orders = () => manager.pullAll('orders')
    await expect.poll(orders, { timeout: 60_000 }).toHaveLength(1)
    expect((await orders())[0]).toMatchObject({ total: 1_500, lines: [{ sku: 'SAV-1' }] })
    // RECEIPT-1: the lost database also knew which numbers were given; the next one must not be given twice.
    await sellSoap(second.page, () => undefined)
    await expect.poll(orders, { timeout: 60_000 }).toHaveLength(2)
    const numbers = (await orders()).map(({ receipt }) => JSON.stringify(receipt))
    expect(new Set(numbers).size).toBe(2)
    await second.close()
  })
})

async function signIn(page: Page, email: string): Promise<void> {
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(TEST_PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Later' }).click()
  await page.getByText('Everything is sent').waitFor()
}

async function sellSoap(page: Page, goOffline: () => void): Promise<void> {
  await page.keyboard.press('F2')
  await page.keyboard.type('savon')
  await page.getByRole('option', { name: /Savon de Marseille/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Savon de Marseille added.').waitFor()
  goOffline()
  await page.keyboard.press('F9')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('F10')
  await page.getByRole('dialog').getByText('Sold', { exact: true }).waitFor()
}

const journaledOrders = async (page: Page, shopId: string): Promise<unknown[]> => {
  const answer = await page.evaluate(
    (shop) => Reflect.get(window, 'desktop').journal.read({ shopId: shop }),
    shopId,
  )
  return answer.value.entries.filter(({ collection }: { collection: string }) => collection === 'orders')
}

/** As after the engine found its files damaged: it throws them away and starts empty. */
async function deleteBrowserDatabases(userData: string): Promise<void> {
  const folders = (await readdir(userData, { recursive: true, withFileTypes: true })).filter(
    (folder) => folder.isDirectory() && folder.name === 'IndexedDB',
  )
  expect(folders.length).toBeGreaterThan(0)
  for (const { parentPath, name } of folders) rmSync(join(parentPath, name), { recursive: true })
}
