import { newProduct } from '@shared/domain/catalogue/product.ts'
import { transitLocationId } from '@shared/domain/stock/transfer.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queryShop } from '../support/shop-query.ts'
import { untilKeptOffline } from './support/device.ts'
import { type OpenShop, openShop } from './support/open-shop.ts'
import { findFaults } from './support/screen-check.ts'
import { asPattern, plainSpaces, wordsOf } from './support/words.ts'

/*
 * The stockroom without a network: a supplier, an order, a delivery that is short and one that is over, what the goods
 * cost then; a store room, goods that are sent there and do not all arrive, the same goods taken in at two devices; what
 * to order again; goods sold below zero; a shelf that two people count together. The tests are one story and run in order.
 */

const RICE = { name: 'Riz 25 kg', code: '6191000000059', price: 15_000, onHand: 10 }
const SOAP = { name: 'Savon de Marseille', code: '6191000000066', price: 500 }
const OIL = 'Huile 5 l'
const STORE = 'Réserve'
const WAIT = { timeout: 60_000 }

let shop: OpenShop
let page: Page
let other: Page
const t = wordsOf('fr')

beforeAll(async () => {
  shop = await openShop([RICE, SOAP])
  const { admin, server } = shop
  const variants = [{ sku: 'HUI-5', price: minor(6_500), reorderPoint: quantity(5) }]
  await admin.create('products', newProduct({ name: OIL, currency: 'XOF', variants }, admin.author, server))
  const devices = [shop.openCounter('manager'), shop.openCounter('logistics')] as const
  ;[page, other] = await Promise.all(devices)
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
  expect.poll(async () => plainSpaces((await locator.textContent()) ?? ''), WAIT).toContain(plainSpaces(text))
const see = async (screen: string): Promise<void> => expect(await findFaults(page, screen, 'fr')).toEqual([])

async function goTo(path: string, device = page): Promise<void> {
  await device.evaluate((to) => {
    location.hash = to
  }, `#/${path}`)
}

async function scan(within: Locator, code: string, name: string): Promise<void> {
  await within.getByRole('combobox', { name: t('stock:picker.label') }).fill(code)
  await page.keyboard.press('Enter')
  await within.getByText(t('stock:picker.added', { name })).waitFor(WAIT)
}

/** On hand at the server, by place: the shop's first one, in transit, and every other together. */
const onHandOnServer = async (): Promise<Record<string, number>> => {
  const { shopId, locationId } = shop.server.shop
  const rows = await queryShop<{ location_id: string; on_hand: number }>(
    shop.server.database,
    shopId,
    'select location_id, sum(on_hand)::bigint as on_hand from stock_levels group by location_id',
    [],
  )
  const placeOf = (id: string): string => {
    if (id === locationId) return 'shop'
    return id === transitLocationId(shopId) ? 'transit' : 'store'
  }
  return Object.fromEntries(rows.map(({ location_id, on_hand }) => [placeOf(location_id), Number(on_hand)]))
}

test('a supplier is added, and an order is written and sent off', async () => {
  await goTo('stock/suppliers')
  await page.getByText(t('purchases:supplier.empty')).waitFor(WAIT)
  await button(t('purchases:supplier.new')).click()
  const form = dialog(t('purchases:supplier.newTitle'))
  await button(t('purchases:supplier.save'), form).click()
  await form.getByText(t('purchases:supplier.nameNeeded')).waitFor()
  await field(t('purchases:supplier.name'), form).fill('Sodipas')
  await field(t('purchases:supplier.leadTime'), form).fill('3')
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

test('a loss is taken back by Ctrl+Z and written again, each time by another movement beside it', async () => {
  const onShelf = (count: string): Promise<void> =>
    says(
      page
        .getByRole('grid', { name: t('stock:table.label') })
        .getByRole('row', { name: asPattern(SOAP.name) }),
      count,
    )
  await onShelf('4')
  await button(t('stock:mode.waste.button')).click()
  const form = dialog(t('stock:mode.waste.title'))
  await scan(form, SOAP.code, SOAP.name)
  await form.getByRole('textbox', { name: t('stock:lines.quantityOf', { name: SOAP.name }) }).fill('3')
  await form.getByLabel(t('stock:field.reason')).selectOption({ index: 1 })
  await button(t('stock:save'), form).click()
  await button(t('stock:confirm'), question()).click()
  await form.waitFor({ state: 'hidden' })
  await onShelf('1')
  await page.getByRole('heading', { name: t('stock:title') }).click()
  await page.keyboard.press('Control+z')
  await page.getByText(asPattern(t('history:undonePosting'))).waitFor(WAIT)
  await onShelf('4')
  await page.keyboard.press('Control+Shift+z')
  await page.getByText(asPattern(t('history:redonePosting'))).waitFor(WAIT)
  await onShelf('1')
  await page.keyboard.press('Control+z')
  await onShelf('4')
})

test('with the network back the server has the same goods', async () => {
  await page.context().setOffline(false)
  await expect.poll(onHandOnServer, WAIT).toEqual({ shop: 25 })
})

test('goods are sent to a store room and are in transit, in plain sight', async () => {
  await goTo('stock/locations')
  await page.getByRole('grid', { name: t('transfers:place.label') }).waitFor(WAIT)
  await see('locations')
  await button(t('transfers:place.new')).click()
  const form = dialog(t('transfers:place.newTitle'))
  await field(t('transfers:place.name'), form).fill(STORE)
  await button(t('transfers:place.save'), form).click()
  await form.waitFor({ state: 'hidden' })
  await goTo('stock/transfers')
  await page.getByText(t('transfers:list.empty')).waitFor(WAIT)
  await button(t('stock:mode.transfer.button')).click()
  const form2 = dialog(t('stock:mode.transfer.title'))
  await form2.getByLabel(t('stock:field.to')).selectOption({ label: STORE })
  await form2.getByRole('radio', { name: t('stock:field.arrivesLater') }).check()
  await scan(form2, RICE.code, RICE.name)
  await form2.getByRole('textbox', { name: t('stock:lines.quantityOf', { name: RICE.name }) }).fill('10')
  await see('transfer to send')
  await button(t('stock:save'), form2).click()
  await button(t('stock:confirm'), question()).click()
  await form2.waitFor({ state: 'hidden' })
  const grid = page.getByRole('grid', { name: t('transfers:list.label') })
  await says(grid, t('transfers:stage.in-transit'))
  await expect.poll(onHandOnServer, WAIT).toEqual({ shop: 15, transit: 10 })
})

test('two people who take in the same goods without a network take them in once', async () => {
  const taken = other.getByText(t('transfers:stage.in-transit'))
  await other.evaluate(() => {
    location.hash = '#/stock/transfers'
  })
  await taken.waitFor(WAIT)
  for (const device of [page, other]) {
    await device.context().setOffline(true)
    await receiveAll(device)
  }
  await other.context().setOffline(false)
  await expect.poll(onHandOnServer, WAIT).toEqual({ shop: 15, transit: 2, store: 8 })
  await page.context().setOffline(false)
  await page.getByRole('link', { name: asPattern(t('common:syncPill.synced')) }).waitFor(WAIT)
  expect(await onHandOnServer()).toEqual({ shop: 15, transit: 2, store: 8 })
})

test('what did not arrive is a task for the manager, and is given up for a reason', async () => {
  await goTo('sync')
  await page.getByRole('tab', { name: asPattern(t('sync:tab.tasks', { count: 1 })) }).click()
  await says(page.getByRole('main'), '2 manquants')
  await see('task of a transfer')
  await page.getByRole('link', { name: t('transfers:task.open') }).click()
  const sheet = page.getByRole('dialog')
  await says(sheet, t('transfers:sheet.shortTitle', { count: 2 }))
  await see('transfer that does not agree')
  await button(t('transfers:sheet.giveUp'), sheet).click()
  const form = dialog(t('transfers:giveUp.title'))
  await button(t('transfers:giveUp.save'), form).click()
  await says(question(), 'Riz 25 kg : -2')
  await button(t('transfers:giveUp.save'), question()).click()
  await says(page.getByRole('dialog'), 'Abandonné : perdu en route')
  await expect.poll(onHandOnServer, WAIT).toEqual({ shop: 15, transit: 0, store: 8 })
  await page.keyboard.press('Escape')
})

test('a till that sells from the store room takes from there', async () => {
  await goTo('stock/locations')
  await page.getByLabel(t('transfers:place.thisTill')).selectOption({ label: STORE })
  await page.getByText(t('transfers:place.thisTillDone', { name: STORE })).waitFor(WAIT)
  await goTo('counter')
  await sellOne(RICE.code, RICE.name)
  await expect.poll(onHandOnServer, WAIT).toEqual({ shop: 15, transit: 0, store: 7 })
})

test('what runs out is suggested with its reason, and one click writes the order', async () => {
  await goTo('stock/reorder')
  const grid = page.getByRole('grid', { name: t('purchases:reorder.label') })
  await says(grid, `${OIL}${t('purchases:reorder.noSupplier')}00`)
  await says(grid, t('purchases:reorder.out'))
  await see('what to order again')
  await button(t('purchases:reorder.write')).click()
  const form = dialog(t('purchases:reorder.confirmTitle'))
  await form.getByLabel(t('purchases:reorder.assign')).selectOption({ label: 'Sodipas' })
  await says(form, 'Sodipas : 1 ligne')
  await button(t('purchases:reorder.write'), form).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByText(t('purchases:reorder.empty')).waitFor(WAIT)
  await goTo('stock/purchases')
  await says(page.getByRole('grid', { name: t('purchases:list.label') }), t('purchases:stage.draft'))
})

test('goods sold below zero are a task with its receipts, and the shelf is counted from there', async () => {
  await goTo('counter')
  await sellOne('HUI-5', OIL)
  await goTo('sync')
  await page.getByText(t('sync:task.oversell', { product: OIL })).waitFor(WAIT)
  await page.getByRole('link', { name: t('sync:task.product') }).click()
  const sheet = dialog(OIL)
  await says(sheet, t('stock:oversell.title', { count: 1 }))
  await says(sheet, t('stock:oversell.sales'))
  await button(t('stock:oversell.order'), sheet).waitFor()
  await see('below zero')
  await button(t('stock:oversell.count'), sheet).click()
  const count = dialog(t('stock:oversell.countTitle'))
  await field(t('stock:oversell.counted'), count).fill('3')
  await button(t('stock:oversell.countSave'), count).click()
  await count.waitFor({ state: 'hidden' })
  await says(sheet, `${t('stock:table.onHand')}3`)
  await sheet.getByText(t('stock:oversell.title', { count: 1 })).waitFor({ state: 'hidden' })
})

test('two people count apart without a network, over a reload, and what both counted adds up', async () => {
  await page.keyboard.press('Escape')
  await goTo('stock')
  await button(t('stock:countDialog.button')).click()
  const mine = countSheet(page)
  await mine.getByLabel(t('stock:field.location')).selectOption({ label: STORE })
  await button(t('stock:countDialog.start'), mine).click()
  await goTo('stock', other)
  const begun = t('counts:title', { place: STORE, category: t('stock:countDialog.byScan') })
  await other.getByText(begun).waitFor(WAIT)
  for (const device of [page, other]) await device.context().setOffline(true)
  await button(t('counts:join'), other).click()
  await countOne(other, SOAP.code, SOAP.name, '3')
  await other.reload()
  await button(t('counts:goOn'), other).click(WAIT)
  const theirs = countSheet(other)
  await expect.poll(() => countedField(theirs, SOAP.name).inputValue(), WAIT).toBe('3')
  expect(await button(t('stock:countDialog.compare'), theirs).count()).toBe(0)

  await countOne(page, SOAP.code, SOAP.name, '1')
  await countOne(page, RICE.code, RICE.name, '4')
  await see('counting')
  await other.context().setOffline(false)
  await page.context().setOffline(false)
  await says(mine, t('counts:together', { people: 2, count: 2 }))
  await says(mine, t('counts:alsoBy', { names: '' }).trim())
  await other.context().setOffline(true)
  await countOne(other, 'HUI-5', OIL, '5')

  await button(t('stock:countDialog.compare'), mine).click()
  await says(mine, t('counts:shared.title', { count: 1 }))
  const sum = t('counts:shared.all', { sum: '4' })
  await says(mine.getByRole('combobox', { name: SOAP.name }).locator('option:checked'), sum)
  await see('what several people counted')
  await button(t('stock:save'), mine).click()
  await button(t('stock:confirm'), question()).click()
  await mine.waitFor({ state: 'hidden' })
  await expect.poll(onHandOnServer, WAIT).toEqual({ shop: 15, transit: 0, store: 11 })
})

test('a line that was counted and heard of too late is a task, and posts once a manager says so', async () => {
  await other.context().setOffline(false)
  const theirs = countSheet(other)
  await says(theirs, t('counts:closed.late', { count: 1 }))
  expect(await countedField(theirs, OIL).isDisabled()).toBe(true)
  await goTo('sync')
  const [tasksTab] = t('sync:tab.tasks', { count: 0 }).split('(')
  await page.getByRole('tab', { name: asPattern((tasksTab ?? '').trim()) }).click(WAIT)
  await says(page.getByRole('main'), t('counts:late.line', { name: OIL, counted: 5 }))
  await see('task of a late count')
  await button(t('counts:late.decide')).click()
  const form = dialog(t('counts:late.dialogTitle'))
  await see('late count')
  await button(t('counts:late.save'), form).click()
  await form.waitFor({ state: 'hidden' })
  await expect.poll(onHandOnServer, WAIT).toEqual({ shop: 15, transit: 0, store: 13 })
})

const countSheet = (device: Page): Locator =>
  device.getByRole('dialog', { name: asPattern(t('stock:countDialog.title')) })
const countedField = (sheet: Locator, name: string): Locator =>
  sheet.getByRole('textbox', { name: t('stock:countDialog.countedOf', { name }) })

async function countOne(device: Page, code: string, name: string, counted: string): Promise<void> {
  const sheet = countSheet(device)
  await sheet.getByRole('combobox', { name: t('stock:picker.label') }).fill(code)
  await device.keyboard.press('Enter')
  await countedField(sheet, name).fill(counted, WAIT)
}

async function sellOne(code: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: t('counter:scan.label') }).fill(code)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: asPattern(name) }).waitFor(WAIT)
  await page.keyboard.press('F9')
  await dialog(t('counter:pay.title')).waitFor()
  await page.keyboard.press('F10')
  await page.getByText(t('counter:receipt.sold'), { exact: true }).waitFor(WAIT)
}

/** Opens the one transfer there is and takes in eight of ten. */
async function receiveAll(device: Page): Promise<void> {
  await device
    .getByRole('grid', { name: t('transfers:list.label') })
    .getByText(STORE)
    .first()
    .click()
  await button(t('transfers:sheet.receive'), device).click()
  const form = device.getByRole('dialog').filter({ hasText: t('transfers:receive.body') })
  await form.getByRole('textbox', { name: t('purchases:arrival.nowOf', { name: RICE.name }) }).fill('8')
  await button(t('purchases:arrival.save'), form).click()
  await button(t('purchases:arrival.save'), device.getByRole('alertdialog')).click()
  await form.waitFor({ state: 'hidden' })
  await device.getByText(t('transfers:sheet.shortTitle', { count: 2 })).waitFor(WAIT)
  await device.keyboard.press('Escape')
}
