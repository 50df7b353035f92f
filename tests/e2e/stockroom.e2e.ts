import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queryShop } from '../support/shop-query.ts'
import { untilKeptOffline } from './support/device.ts'
import { type OpenShop, openShop } from './support/open-shop.ts'
import { findFaults } from './support/screen-check.ts'
import { asPattern, plainSpaces, wordsOf } from './support/words.ts'

/*
 * The stockroom without a network: a supplier, an order, a delivery that is short and one that is over, what the goods
 * cost then. The tests are one story and run in order.
 */

const RICE = { name: 'Riz 25 kg', code: '6191000000059', price: 15_000, onHand: 10 }
const SOAP = { name: 'Savon de Marseille', code: '6191000000066', price: 500 }
const WAIT = { timeout: 60_000 }

let shop: OpenShop
let page: Page
const t = wordsOf('fr')

beforeAll(async () => {
  shop = await openShop([RICE, SOAP])
  page = await shop.openCounter('manager')
  await page.getByRole('link', { name: asPattern(t('common:syncPill.synced')) }).waitFor(WAIT)
  await untilKeptOffline(page)
  await page.context().setOffline(true)
})
afterAll(() => shop?.close())

const dialog = (name: string): Locator => page.getByRole('dialog', { name: asPattern(name) })
const question = (): Locator => page.getByRole('alertdialog')
const button = (name: string, within: Locator | Page = page): Locator =>
  within.getByRole('button', { name, exact: true })
const field = (name: string, within: Locator): Locator =>
  within.getByRole('textbox', { name: asPattern(name) })
const says = (locator: Locator, text: string): Promise<void> =>
  expect.poll(async () => plainSpaces((await locator.textContent()) ?? ''), WAIT).toContain(text)
const see = async (screen: string): Promise<void> => expect(await findFaults(page, screen, 'fr')).toEqual([])

async function goTo(path: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, `#/${path}`)
}

async function scan(within: Locator, code: string, name: string): Promise<void> {
  await within.getByRole('combobox', { name: t('stock:picker.label') }).fill(code)
  await page.keyboard.press('Enter')
  await within.getByText(t('stock:picker.added', { name })).waitFor(WAIT)
}

const onHandOnServer = (): Promise<{ on_hand: number }[]> =>
  queryShop<{ on_hand: number }>(
    shop.server.database,
    shop.server.shop.shopId,
    'select on_hand from stock_levels order by on_hand',
    [],
  )

test('a supplier is added, and an order is written and sent off', async () => {
  await goTo('stock/suppliers')
  await page.getByText(t('purchases:supplier.empty')).waitFor(WAIT)
  await see('suppliers, none')
  await button(t('purchases:supplier.new')).click()
  const form = dialog(t('purchases:supplier.newTitle'))
  await button(t('purchases:supplier.save'), form).click()
  await form.getByText(t('purchases:supplier.nameNeeded')).waitFor()
  await field(t('purchases:supplier.name'), form).fill('Sodipas')
  await field(t('purchases:supplier.leadTime'), form).fill('3')
  await see('supplier form')
  await button(t('purchases:supplier.save'), form).click()
  await form.waitFor({ state: 'hidden' })
  await says(page.getByRole('grid', { name: t('purchases:supplier.label') }), '3 jours')

  await goTo('stock/purchases')
  await button(t('purchases:list.new')).click()
  const order = dialog(t('purchases:form.newTitle'))
  await order.getByLabel(t('purchases:form.supplier')).selectOption({ label: 'Sodipas' })
  await scan(order, RICE.code, RICE.name)
  await scan(order, SOAP.code, SOAP.name)
  const ofRice = order.getByRole('textbox', { name: t('stock:lines.quantityOf', { name: RICE.name }) })
  await ofRice.fill(SOAP.code)
  await order.getByText(t('common:ui.looksLikeCode')).waitFor()
  await ofRice.fill('10')
  await order.getByRole('textbox', { name: t('stock:lines.unitCostOf', { name: RICE.name }) }).fill('12000')
  await order.getByRole('textbox', { name: t('stock:lines.quantityOf', { name: SOAP.name }) }).fill('4')
  await says(order, '120 000 FCFA')
  await see('order form')
  await button(t('purchases:form.save'), order).click()
  await order.waitFor({ state: 'hidden' })

  const grid = page.getByRole('grid', { name: t('purchases:list.label') })
  await says(grid, t('purchases:stage.draft'))
  await see('orders to suppliers')
  await grid.getByText('Sodipas').click()
  await button(t('purchases:sheet.order')).click()
  await button(t('purchases:sheet.order'), question()).click()
  await says(page.getByRole('table', { name: t('purchases:sheet.lines') }), '10 à venir')
})

test('a delivery that is short leaves the order open, and one that is over ends it', async () => {
  await button(t('purchases:sheet.receive')).click()
  const arrival = page.getByRole('dialog').filter({ hasText: t('purchases:arrival.body') })
  await button(t('purchases:arrival.zero'), arrival).click()
  await scan(arrival, SOAP.code, SOAP.name)
  await arrival.getByRole('textbox', { name: t('purchases:arrival.nowOf', { name: RICE.name }) }).fill('6')
  await says(arrival, '4 en moins')
  await field(t('purchases:arrival.reference'), arrival).fill('BL 7')
  await see('delivery')
  await button(t('purchases:arrival.save'), arrival).click()
  await says(question(), 'Riz 25 kg : 6 arrivés, 10 attendus4 en moins')
  await button(t('purchases:arrival.save'), question()).click()
  await arrival.waitFor({ state: 'hidden' })
  const lines = page.getByRole('table', { name: t('purchases:sheet.lines') })
  await says(lines, '4 à venir')
  await says(page.getByRole('dialog'), t('purchases:stage.part-received'))
  await says(page.getByRole('dialog'), 'BL 7')

  await button(t('purchases:sheet.receive')).click()
  await arrival.getByRole('textbox', { name: t('purchases:arrival.nowOf', { name: RICE.name }) }).fill('5')
  await arrival
    .getByRole('textbox', { name: asPattern(`${t('purchases:sheet.cost')}, ${RICE.name}`) })
    .fill('13000')
  await button(t('purchases:arrival.save'), arrival).click()
  await says(question(), '1 en trop')
  await button(t('purchases:arrival.save'), question()).click()
  await says(lines, '1 de plus que commandé')
  await says(page.getByRole('dialog'), t('purchases:stage.received'))
  await see('order received')
  await page.keyboard.press('Escape')
})

test('the shelf shows what there is and what it cost, on average and lately', async () => {
  await goTo('stock')
  await page
    .getByRole('grid', { name: t('stock:table.label') })
    .getByText(RICE.name)
    .click()
  const sheet = dialog(RICE.name)
  // Ten without a cost take that of the first delivery: sixteen at 12 000 and five at 13 000.
  await says(sheet, `${t('stock:cost.average')} 12 238 FCFA`)
  await says(sheet, `${t('stock:cost.last')} 13 000 FCFA`)
  await see('history with costs')
  await page.keyboard.press('Escape')
})

test('with the network back the server has the same goods', async () => {
  await page.context().setOffline(false)
  await expect.poll(onHandOnServer, WAIT).toEqual([{ on_hand: 4 }, { on_hand: 21 }])
})
