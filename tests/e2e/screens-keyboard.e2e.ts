import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, runServer } from '../support/running-server.ts'
import { createDevice, type Device, PASSWORD, PIN } from './support/device.ts'
import { type Hands, layHandsOn } from './support/hands.ts'
import { type Office, openOffice } from './support/office.ts'
import { plugScanner, type WedgeScanner } from './support/wedge-scanner.ts'
import { asPattern, wordsOf } from './support/words.ts'

/*
 * A working day without a mouse: signing in, selling, holding, editing, receiving, counting, taking back and settling a
 * conflict, with Tab, arrows, Enter, Escape and the shortcuts alone. The tests are one story and run in order.
 */

const t = wordsOf('fr')
const WAIT = { timeout: 90_000 }
const SOLD = ['BOI-05', 'HYG-03'] as const
const EDITED = 'EPI-07'
const COUNTED = 'EPI-08'
const RECEIVED = 'EPI-10'
const DISPUTED = 'EPI-09'

let server: RunningServer
let device: Device
let office: Office
let page: Page
let hands: Hands
let scanner: WedgeScanner

beforeAll(async () => {
  server = await runServer()
  office = await openOffice(server, 'admin@demo.comptoir.test')
  device = await createDevice(server, { email: 'manager@demo.comptoir.test' })
  await device.open()
  page = device.page
  hands = await layHandsOn(page)
  scanner = await plugScanner(page)
})

afterAll(async () => {
  await device?.close()
  await server?.stop()
})

const dialog = (name: string): Locator => page.getByRole('dialog', { name: asPattern(name) })
const button = (name: string, within: Locator | Page = page): Locator =>
  within.getByRole('button', { name, exact: true })
const question = (): Locator => page.getByRole('alertdialog')
const lines = (): Locator =>
  page
    .getByRole('region', { name: t('counter:cart.label') })
    .getByRole('textbox', { name: asPattern(t('counter:line.quantityOf', { name: '' })) })
const counted = (locator: Locator, count: number): Promise<void> =>
  expect.poll(() => locator.count(), WAIT).toBe(count)
const unitsInCart = async (): Promise<number> => {
  const values = await lines().evaluateAll((fields) =>
    fields.map((field) => (field instanceof HTMLInputElement ? Number(field.value) : 0)),
  )
  return values.reduce((sum, value) => sum + value, 0)
}

async function codeOf(sku: string): Promise<string> {
  const { variants } = await office.productOf(sku)
  const code = variants.find((variant) => variant.sku === sku)?.barcodes[0]
  if (code === undefined) throw new Error(`${sku} has no barcode`)
  return code
}

describe('without a mouse', () => {
  test('signs in, chooses a code and stands at the counter', async () => {
    await page.getByRole('textbox', { name: t('auth:signIn.email') }).waitFor(WAIT)
    await hands.type('manager@demo.comptoir.test')
    await hands.press('Tab')
    await hands.type(PASSWORD)
    await hands.press('Enter')
    await dialog(t('auth:pin.title')).waitFor(WAIT)
    await hands.type(PIN)
    await hands.press('Tab')
    await hands.type(PIN)
    await hands.press('Enter')
    await dialog(t('auth:pin.title')).waitFor({ state: 'hidden' })
    await page
      .getByRole('link', { name: asPattern(t('common:syncPill.synced')) })
      .waitFor({ timeout: 180_000 })
    await hands.press('Control+1')
    await page.getByRole('combobox', { name: t('counter:scan.label') }).waitFor(WAIT)
  })

  test('twenty scans within a second lose none', async () => {
    const codes = [await codeOf(SOLD[0]), await codeOf(SOLD[1])]
    await scanner.scan(...Array.from({ length: 20 }, (_, at) => codes[at % 2] ?? ''))
    await expect.poll(unitsInCart, WAIT).toBe(20)
    await hands.press('F2', 'Shift+Delete')
    await counted(lines(), 0)
  })

  test('sells: scan, quantity, discount, customer, cash and Wave, receipt, next sale', async () => {
    const [customer] = await office.all('customers')
    if (customer === undefined) throw new Error('The demo shop has no customers')
    await scanner.scan(await codeOf(SOLD[0]), await codeOf(SOLD[1]))
    await counted(lines(), 2)
    await hands.press('F3')
    await hands.type('3')
    await hands.press('Enter')
    await expect.poll(unitsInCart, WAIT).toBe(4)

    await hands.press('F6')
    const discount = dialog(t('counter:discount.line', { name: '' }))
    await discount.waitFor()
    await hands.write(discount.getByRole('textbox', { name: t('counter:discount.rateField') }), '10')
    await hands.write(discount.getByRole('textbox', { name: t('counter:discount.reason') }), 'fidèle')
    await hands.press('Enter')
    await counted(discount, 0)

    await hands.press('F4')
    await dialog(t('counter:customer.title')).waitFor()
    await hands.type(customer.name)
    await page
      .getByRole('option', { name: asPattern(customer.name) })
      .first()
      .waitFor(WAIT)
    await hands.press('Enter')
    await page
      .getByText(t('counter:customer.is', { name: customer.name }))
      .or(page.getByText(customer.name))
      .first()
      .waitFor()

    await hands.press('F9')
    const pay = dialog(t('counter:pay.title'))
    await pay.waitFor()
    await hands.write(pay.getByRole('textbox', { name: t('counter:pay.received') }), '1000')
    await hands.press('Enter', 'F4')
    await hands.write(pay.getByRole('textbox', { name: t('counter:pay.reference') }), 'WV-77-002')
    await hands.press('F10')
    const receipt = dialog(t('counter:receipt.title'))
    await receipt.getByText(t('counter:receipt.sold'), { exact: true }).waitFor(WAIT)
    expect(await receipt.getByRole('article').innerText()).toMatch(/Wave[\s\S]*WV-77-002/)
    await hands.press('Enter')
    await counted(receipt, 0)
    await counted(lines(), 0)
  })

  test('holds a cart and takes it up again', async () => {
    await scanner.scan(await codeOf(SOLD[1]))
    await counted(lines(), 1)
    await hands.press('F8')
    await counted(lines(), 0)
    await hands.press('F7')
    const held = dialog(t('counter:held.title'))
    await hands.activate(held.getByRole('button', { name: /Beurre de karité/ }))
    await counted(held, 0)
    await counted(lines(), 1)
    await hands.press('F2', 'Shift+Delete')
    await counted(lines(), 0)
  })

  test('renames a product in the table and edits it in its form', async () => {
    await hands.press('Control+2')
    const search = page.getByRole('searchbox', { name: t('products:filter.search') })
    await search.waitFor(WAIT)
    await hands.press('Control+f')
    await hands.type(EDITED)
    const grid = page.getByRole('grid', { name: t('products:table.label') })
    await grid.getByText(EDITED).waitFor(WAIT)
    await counted(grid.getByRole('row'), 2)
    await hands.tabTo(grid)
    await hands.press('Home', 'F2')
    await page.getByRole('textbox', { name: asPattern(t('products:table.editName', { name: '' })) }).waitFor()
    await hands.press('Control+a')
    await hands.type('Sel fin de Kaolack')
    await hands.press('Enter')
    await grid.getByText('Sel fin de Kaolack').waitFor(WAIT)
    await hands.tabTo(grid)
    await hands.press('Enter')
    const form = dialog('Sel fin de Kaolack')
    await hands.write(form.getByRole('textbox', { name: t('products:field.brand') }), 'Saline du Saloum')
    await hands.press('Control+s')
    await counted(form, 0)
    await expect.poll(async () => (await office.productOf(EDITED)).brand, WAIT).toBe('Saline du Saloum')
  })

  test('receives goods', async () => {
    const { name } = await office.productOf(RECEIVED)
    await hands.press('Control+3')
    await page.getByRole('heading', { level: 1, name: t('stock:title') }).waitFor(WAIT)
    await hands.activate(button(t('stock:mode.receive.button')))
    const receive = dialog(t('stock:mode.receive.title'))
    await hands.write(receive.getByRole('combobox', { name: t('stock:picker.label') }), RECEIVED)
    await hands.press('Enter')
    await hands.write(receive.getByRole('textbox', { name: t('stock:lines.quantityOf', { name }) }), '5')
    await hands.activate(button(t('stock:save'), receive))
    await hands.activate(button(t('stock:confirm'), question()))
    await page
      .getByText(t('stock:done.receive', { count: 5 }))
      .first()
      .waitFor(WAIT)
    await counted(receive, 0)
  })

  test('counts a shelf: what was counted, the comparison, the posting', async () => {
    const { name } = await office.productOf(COUNTED)
    await hands.activate(button(t('stock:countDialog.button')))
    const count = dialog(t('stock:countDialog.title'))
    await hands.activate(button(t('stock:countDialog.start'), count))
    await hands.write(count.getByRole('combobox', { name: t('stock:picker.label') }), COUNTED)
    await hands.press('Enter')
    await hands.write(count.getByRole('textbox', { name: t('stock:countDialog.countedOf', { name }) }), '7')
    await hands.press('Enter')
    await hands.activate(button(t('stock:countDialog.compare'), count))
    await count
      .getByRole('grid', { name: t('stock:review.label') })
      .getByText(COUNTED)
      .waitFor(WAIT)
    await hands.activate(button(t('stock:save'), count))
    await hands.activate(button(t('stock:confirm'), question()))
    await counted(count, 0)
    await page.getByRole('searchbox', { name: t('stock:filter.search') }).waitFor(WAIT)
    await hands.press('Control+f')
    await hands.type(COUNTED)
    await page.getByRole('row', { name: new RegExp(`${COUNTED}.*\\b7\\b`) }).waitFor(WAIT)
  })

  test('takes one piece back', async () => {
    const { name } = await office.productOf(SOLD[0])
    await hands.press('Control+4')
    const list = page.getByRole('grid', { name: t('orders:list.label') })
    await hands.tabTo(list)
    await hands.press('Home', 'Enter')
    await hands.activate(button(t('orders:actions.return')))
    const back = dialog(t('orders:return.title', { number: '' }))
    await hands.write(back.getByRole('textbox', { name: t('orders:return.quantityOf', { name }) }), '1')
    await hands.write(back.getByRole('textbox', { name: t('orders:return.reason') }), 'emballage ouvert')
    await hands.activate(button(t('orders:return.submit'), back))
    await hands.activate(button(t('orders:return.confirm'), question()))
    const slip = dialog(t('orders:slip.title'))
    await slip.getByText(t('orders:slip.done'), { exact: true }).waitFor(WAIT)
    await hands.press('Enter')
    await counted(slip, 0)
  })

  test('reads the dashboard: another range, the days as a table', async () => {
    await hands.press('Control+5')
    const tiles = page.getByRole('region', { name: t('dashboard:tile.label') })
    await tiles.waitFor(WAIT)
    const before = await tiles.innerText()
    const period = page.getByRole('combobox', { name: t('dashboard:range.preset') })
    await hands.tabTo(period)
    await hands.type(t('dashboard:range.last-7-days').slice(0, 4))
    await expect.poll(() => period.inputValue(), WAIT).toBe('last-7-days')
    await expect.poll(() => tiles.innerText(), WAIT).not.toBe(before)
    const name = t('dashboard:card.view', { name: t('dashboard:card.byDay') })
    const view = page.getByRole('group', { name })
    await hands.tabTo(view.getByRole('radio').first())
    await hands.press('ArrowRight')
    await page.getByRole('table', { name: t('dashboard:card.byDay') }).waitFor(WAIT)
  })

  test('settles a conflict: both versions are shown, the chosen one stands', async () => {
    const { name } = await office.productOf(DISPUTED)
    device.cable.unplug()
    await office.rename(DISPUTED, 'Nom du bureau')
    await hands.press('Control+2')
    await page.getByRole('searchbox', { name: t('products:filter.search') }).waitFor(WAIT)
    await hands.press('Control+f', 'Control+a')
    await hands.type(DISPUTED)
    const grid = page.getByRole('grid', { name: t('products:table.label') })
    await grid.getByText(name).waitFor(WAIT)
    await counted(grid.getByRole('row'), 2)
    await hands.tabTo(grid)
    await hands.press('Home', 'F2')
    await page.getByRole('textbox', { name: asPattern(t('products:table.editName', { name: '' })) }).waitFor()
    await hands.press('Control+a')
    await hands.type('Nom du comptoir')
    await hands.press('Enter')
    await grid.getByText('Nom du comptoir').waitFor(WAIT)
    device.cable.plugIn()
    await grid.getByText('Nom du bureau').waitFor(WAIT)

    await hands.press('Control+6')
    await hands.activate(page.getByRole('tab', { name: t('sync:tab.conflicts', { count: 1 }) }))
    const choice = page.getByRole('group', {
      name: t('sync:conflict.choose', { field: t('sync:field.name') }),
    })
    await choice.waitFor(WAIT)
    expect(await choice.innerText()).toMatch(/Nom du comptoir[\s\S]*Nom du bureau/)
    await hands.tabTo(choice.getByRole('radio').nth(1))
    await hands.press('ArrowLeft')
    await hands.activate(button(t('sync:conflict.save')))
    await page.getByText(t('sync:conflict.empty')).waitFor(WAIT)
    await expect.poll(async () => (await office.productOf(DISPUTED)).name, WAIT).toBe('Nom du comptoir')
  })

  test('never once reached for a mouse, and no page broke', async () => {
    expect(await hands.pointerUses()).toBe(0)
    expect(device.problems).toEqual([])
  })
})
