import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROTOCOL_HEADER } from '@shared/protocol/version.ts'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layHandsOn } from './support/hands.ts'
import { type OpenShop, openShop } from './support/open-shop.ts'
import { findFaults } from './support/screen-check.ts'
import { asPattern, wordsOf } from './support/words.ts'

/*
 * A till without a connection and an office with one, in two real browsers: what the till sold reaches the server in a file.
 * The tests are one story and run in order.
 */

const SOAP = { name: 'Savon de Marseille', code: '6001234567892', price: 250 }
const words = { fr: wordsOf('fr'), en: wordsOf('en') }

let shop: OpenShop
let till: Page
let office: Page
const folder = mkdtempSync(join(tmpdir(), 'comptoir-carry-'))
const file = join(folder, 'carried.comptoir')

beforeAll(async () => {
  shop = await openShop([SOAP])
  ;[till, office] = await Promise.all([
    shop.openCounter('cashier1', { language: 'en' }),
    shop.openCounter('manager', { language: 'fr' }),
  ])
})
afterAll(async () => {
  await shop?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('CARRY-1 work carried by file', () => {
  test('is written to a sealed file by a till without a connection, by keyboard alone', async () => {
    const hands = await layHandsOn(till)
    // A till that has been in use: every screen has been fetched once.
    await goToSync(till)
    await till.getByRole('button', { name: words.en('carry:action') }).waitFor()
    await till.context().setOffline(true)
    await sellSoap(till)
    await goToSync(till)
    await hands.activate(till.getByRole('button', { name: words.en('carry:action') }))
    const dialog = till.getByRole('dialog', { name: words.en('carry:title') })
    await dialog.getByText(words.en('carry:out.waiting', { count: 1 })).waitFor()
    const downloading = till.waitForEvent('download')
    await hands.activate(dialog.getByRole('button', { name: words.en('carry:out.save') }))
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/^comptoir-DK-[A-Z]\d-\d{4}-\d\d-\d\d\.comptoir$/)
    await download.saveAs(file)
    await dialog.getByText(words.en('carry:out.saved', { count: 1 })).waitFor()
    expect(await hands.pointerUses()).toBe(0)
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain(SOAP.name)
    expect(JSON.parse(text)).toMatchObject({ format: 'comptoir-carry', header: { changes: 1 } })
    expect(await shop.admin.pullAll('orders')).toHaveLength(0)
  })

  test('shows the office what is in it, arrives once, and says so when there is nothing new', async () => {
    const say = words.fr
    await goToSync(office)
    await office.getByRole('button', { name: say('carry:action') }).click()
    const dialog = office.getByRole('dialog', { name: say('carry:title') })
    expect(await findFaults(office, 'carry: choose', 'fr')).toEqual([])
    await choose(office, say('carry:in.choose'), file)
    const preview = dialog.getByRole('region', { name: say('carry:file.label') })
    await preview.getByText('cashier1').waitFor()
    expect(await preview.getByRole('definition').nth(5).innerText()).toBe('1')
    expect(await findFaults(office, 'carry: preview', 'fr')).toEqual([])
    await dialog.getByRole('button', { name: say('carry:in.bring') }).click()
    await dialog.getByText(asPattern(say('carry:done.title', { count: 1 }))).waitFor()
    expect(await findFaults(office, 'carry: done', 'fr')).toEqual([])
    expect(await shop.admin.pullAll('orders')).toHaveLength(1)
    await choose(office, say('carry:in.other'), file)
    await dialog.getByText(asPattern(say('carry:nothingNew'))).waitFor()
  })

  test('is not taken when it was altered or cut off, in words that say what to do', async () => {
    const say = words.fr
    const text = readFileSync(file, 'utf8')
    const cases = {
      torn: text.slice(0, -30),
      altered: text.replace('"changes":1', '"changes":3'),
      'other-shop': text.replace(/"shopId":"[^"]*"/, '"shopId":"01ARZ3NDEKTSV4RRFFQ69G5FAV"'),
      'not-a-carry-file': 'sku;name;price',
    }
    for (const [problem, content] of Object.entries(cases)) {
      const bad = join(folder, `${problem}.comptoir`)
      writeFileSync(bad, content)
      await choose(office, say('carry:in.other'), bad)
      await office.getByText(asPattern(say(`carry:problem.${problem}`))).waitFor()
    }
    expect(await findFaults(office, 'carry: problem', 'fr')).toEqual([])
    expect(await shop.admin.pullAll('orders')).toHaveLength(1)
  })

  test('is recognised when the till comes back and sends it itself', async () => {
    await till.keyboard.press('Escape')
    await till.context().setOffline(false)
    await till.getByRole('button', { name: words.en('sync:action.syncNow') }).click()
    const waiting = till
      .getByRole('region', { name: words.en('sync:device.title') })
      .getByRole('definition')
      .nth(1)
    await expect.poll(() => waiting.innerText(), { timeout: 60_000 }).toBe('0')
    const orders = await shop.admin.pullAll('orders')
    expect(orders.map(({ rev }) => rev)).toEqual([1])
  })
})

describe('VERSION-1 a program that is too old for the server', () => {
  test('is told to update on every screen, and goes on selling', async () => {
    // As a program of an earlier version would name itself.
    await till.context().route(/\/(sync|auth)\//, (route) => {
      const headers = { ...route.request().headers(), [PROTOCOL_HEADER]: '0' }
      return route.continue({ headers })
    })
    await till.getByRole('button', { name: words.en('sync:action.syncNow') }).click()
    await till.getByText(words.en('auth:update.client.title')).waitFor()
    await till.getByText(words.en('auth:update.client.body', { count: 0 })).waitFor()
    await sellSoap(till)
    await till.keyboard.press('F10')
    await till.getByText(words.en('auth:update.client.body', { count: 1 })).waitFor()
    expect(await findFaults(till, 'update needed', 'en')).toEqual([])
    await till.context().unroute(/\/(sync|auth)\//)
    await goToSync(till)
    await till.getByRole('button', { name: words.en('sync:action.syncNow') }).click()
    await till.getByText(words.en('auth:update.client.title')).waitFor({ state: 'hidden' })
    await expect.poll(() => shop.admin.pullAll('orders'), { timeout: 60_000 }).toHaveLength(2)
  })
})

async function sellSoap(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/counter'
  })
  await page.getByRole('combobox', { name: words.en('counter:scan.label') }).waitFor()
  await page.keyboard.press('F2')
  await page.keyboard.type(SOAP.code)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: /^Quantity/ }).waitFor()
  await page.keyboard.press('F9')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('F10')
  await page.getByRole('dialog').getByText('Sold', { exact: true }).waitFor()
}

async function goToSync(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/sync'
  })
  await page.getByRole('heading', { level: 1 }).waitFor()
}

async function choose(page: Page, button: string, path: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).click()
  await (await choosing).setFiles(path)
}
