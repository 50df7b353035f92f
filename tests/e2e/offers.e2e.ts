import { newCustomer } from '@shared/domain/customers/customer.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { orderSchema } from '@shared/schemas/orders.schema.ts'
import { settingSchema } from '@shared/schemas/settings.schema.ts'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { untilKeptOffline } from './support/device.ts'
import { type Hands, layHandsOn } from './support/hands.ts'
import { type OpenShop, openShop } from './support/open-shop.ts'
import { findFaults } from './support/screen-check.ts'
import { plugScanner, type WedgeScanner } from './support/wedge-scanner.ts'
import { asPattern, plainSpaces, wordsOf } from './support/words.ts'

/*
 * A manager writes promotions and a price list without a connection, and the counter gives them at once; then the network is back
 * and the server takes the offers and the sales they made. The tests are one story and run in order.
 */

const COFFEE = { name: 'Café Touba', code: '6191000000011', price: 500, onHand: 50 }
const RICE = { name: 'Riz 25 kg', code: '6191000000059', price: 6_000, onHand: 50 }
const WAIT = { timeout: 60_000 }

let shop: OpenShop
let page: Page
let hands: Hands
let scanner: WedgeScanner
const t = wordsOf('fr')

beforeAll(async () => {
  shop = await openShop([COFFEE, RICE])
  const { admin, server } = shop
  await admin.create('customers', newCustomer({ name: 'Restaurant Ngor' }, admin.author, server))
  page = await shop.openCounter('manager')
  hands = await layHandsOn(page)
  scanner = await plugScanner(page)
  await page.getByRole('link', { name: asPattern(t('common:syncPill.synced')) }).waitFor(WAIT)
  await untilKeptOffline(page)
  await page.context().setOffline(true)
})
afterAll(() => shop?.close())

const dialog = (name: string | RegExp): Locator =>
  page.getByRole('dialog', { name: typeof name === 'string' ? asPattern(name) : name })
const says = (locator: Locator, text: string): Promise<void> =>
  expect.poll(async () => plainSpaces((await locator.textContent()) ?? ''), WAIT).toContain(text)
const gone = (locator: Locator): Promise<void> => expect.poll(() => locator.count(), WAIT).toBe(0)
const goTo = (screen: string): Promise<void> =>
  page.evaluate((path) => {
    location.hash = path
  }, `#/${screen}`)
const lines = (): Locator => page.getByRole('list', { name: 'Articles du panier' }).getByRole('listitem')
const toPay = (): Locator => page.getByLabel('À payer').first()

async function choose(form: Locator, label: string, name: string): Promise<void> {
  await form.getByRole('combobox', { name: label }).fill(name)
  await form.getByRole('option', { name: asPattern(name) }).waitFor(WAIT)
  await hands.press('Enter')
}

async function payCash(): Promise<void> {
  await hands.press('F9')
  await dialog('Paiement').waitFor()
  await hands.press('F10')
  await dialog('Ticket').getByText('Vendu', { exact: true }).waitFor()
}

test('a manager writes three for two and sees at once what it does to a cart', async () => {
  await goTo('products')
  await page.getByRole('button', { name: t('offers:open') }).press('Enter')
  await page.getByText(t('offers:promotion.empty')).waitFor()
  await page.getByRole('button', { name: t('offers:promotion.new') }).press('Enter')
  const form = dialog(t('offers:promotion.newTitle'))
  await form.getByRole('textbox', { name: t('offers:field.name') }).fill('Trois pour deux')
  await form.getByText(t('offers:type.buy-get')).click()
  await form.getByRole('button', { name: t('offers:save') }).press('Enter')
  await says(form, plainSpaces(t('offers:problem.target')))
  await choose(form, t('offers:target.addArticle'), COFFEE.name)
  const preview = form.getByRole('region', { name: t('offers:preview.title') })
  await says(preview, '1 500 FCFA → 1 000 FCFA (−500 FCFA)')
  const units = preview.getByRole('textbox', { name: asPattern(COFFEE.name) })
  await units.fill('7')
  await says(preview, '3 500 FCFA → 2 500 FCFA (−1 000 FCFA)')
  expect(await findFaults(page, 'offers: promotion', 'fr')).toEqual([])
  await form.getByRole('button', { name: t('offers:save') }).press('Enter')
  await gone(form)
  const table = page.getByRole('grid', { name: t('offers:promotion.tab') })
  await says(table, '2 + 1 offert')
  await says(table, 'En cours')
})

test('and a happy hour for the whole shop, whose times are checked', async () => {
  await page.getByRole('button', { name: t('offers:promotion.new') }).press('Enter')
  const form = dialog(t('offers:promotion.newTitle'))
  await form.getByRole('textbox', { name: t('offers:field.name') }).fill('Heure creuse')
  await form.getByRole('textbox', { name: t('offers:field.percent') }).fill('20')
  await form.getByText(t('offers:target.all')).click()
  await form.getByRole('checkbox', { name: t('offers:field.hours') }).check()
  await form.getByLabel(t('offers:field.fromTime'), { exact: true }).fill('00:00')
  await form.getByLabel(t('offers:field.toTime'), { exact: true }).fill('00:00')
  await form.getByRole('button', { name: t('offers:save') }).press('Enter')
  await says(form, plainSpaces(t('offers:problem.hours')))
  await form.getByLabel(t('offers:field.toTime'), { exact: true }).fill('23:59')
  await form.getByRole('button', { name: t('offers:save') }).press('Enter')
  await gone(form)
})

test('and wholesale prices for a customer', async () => {
  await page.getByRole('tab', { name: t('offers:priceList.tab') }).click()
  await page.getByRole('button', { name: t('offers:priceList.new') }).press('Enter')
  const form = dialog(t('offers:priceList.newTitle'))
  await form.getByRole('textbox', { name: t('offers:field.name') }).fill('Grossiste')
  await form.getByRole('textbox', { name: t('offers:priceList.percent') }).fill('10')
  await choose(form, t('offers:priceList.add'), RICE.name)
  await form
    .getByRole('textbox', { name: asPattern(t('offers:priceList.priceOf', { name: RICE.name })) })
    .fill('5000')
  expect(await findFaults(page, 'offers: price list', 'fr')).toEqual([])
  await form.getByRole('button', { name: t('offers:save') }).press('Enter')
  await gone(form)
  await says(page.getByRole('grid', { name: t('offers:priceList.tab') }), '1 prix')
  await goTo('customers')
  await page.getByRole('row', { name: /Restaurant Ngor/ }).click()
  await page.getByRole('button', { name: 'Modifier' }).press('Enter')
  const customer = dialog(/Modifier/)
  await customer.getByLabel(t('customers:form.priceList')).selectOption({ label: 'Grossiste' })
  await customer.getByRole('button', { name: t('customers:form.save') }).press('Enter')
  await gone(customer)
})

test('the counter gives the best of them, says which, and prints it', async () => {
  await goTo('counter')
  await page.getByRole('combobox', { name: 'Scanner ou chercher un article' }).waitFor()
  await scanner.scan(COFFEE.code, RICE.code)
  await says(lines().first(), 'Heure creuse −100 FCFA')
  await scanner.scan(COFFEE.code, COFFEE.code)
  await says(lines().first(), 'Trois pour deux −500 FCFA')
  await says(lines().nth(1), 'Heure creuse −1 200 FCFA')
  await says(toPay(), '5 800 FCFA')
  expect(await findFaults(page, 'offers: counter', 'fr')).toEqual([])
  await hands.press('F6')
  await says(dialog(/Remise sur/), 'Remplace la promotion « Trois pour deux »')
  await hands.press('Escape')
  await payCash()
  await says(dialog('Ticket').getByRole('article'), 'Promotion Trois pour deux−500 FCFA')
  await hands.press('F10')
  await gone(dialog('Ticket'))
})

test('the customer of a price list pays its prices, and promotions count from them', async () => {
  await scanner.scan(RICE.code)
  await hands.press('F4')
  await dialog(t('counter:customer.title')).waitFor()
  await hands.type('ngor')
  await page.getByRole('option', { name: /Restaurant Ngor/ }).waitFor(WAIT)
  await hands.press('Enter')
  await says(lines().first(), 'Grossiste')
  await says(lines().first(), 'Heure creuse −1 000 FCFA')
  await says(toPay(), '4 000 FCFA')
  await payCash()
  await hands.press('F10')
  await gone(dialog('Ticket'))
})

test('with the network back the server has the offers and takes the sales they made', async () => {
  await page.context().setOffline(false)
  const { admin } = shop
  const sales = async (): Promise<Order[]> =>
    (await admin.pullAll('orders')).map((one) => orderSchema.parse(one)).filter(({ receipt }) => receipt)
  await expect.poll(async () => (await sales()).length, WAIT).toBe(2)
  const told = (await sales()).flatMap(({ lines: sold }) =>
    sold.map(({ name, unitPrice, promotions = [], priceList }) => [
      name,
      unitPrice,
      priceList?.name ?? '',
      ...promotions.map((one) => `${one.name} ${one.amount}`),
    ]),
  )
  expect(told).toEqual(
    expect.arrayContaining([
      [COFFEE.name, 500, '', 'Trois pour deux 500'],
      [RICE.name, 6_000, '', 'Heure creuse 1200'],
      [RICE.name, 5_000, 'Grossiste', 'Heure creuse 1000'],
    ]),
  )
  const kinds = (await admin.pullAll('settings')).map((one) => settingSchema.parse(one).kind)
  expect(kinds.filter((kind) => kind === 'promotion' || kind === 'price-list')).toHaveLength(3)
})

test('another device has them too, in its own language', async () => {
  const words = wordsOf('en')
  const office = await shop.openCounter('manager', { language: 'en' })
  await office.evaluate(() => {
    location.hash = '#/offers'
  })
  const table = office.getByRole('grid', { name: words('offers:promotion.tab') })
  await table.getByText('Trois pour deux').waitFor(WAIT)
  expect(await findFaults(office, 'offers: list', 'en')).toEqual([])
  await table.getByText('Heure creuse').click()
  const form = office.getByRole('dialog', { name: /Heure creuse/ })
  await form.getByText(words('offers:field.addsUp')).waitFor()
  expect(await findFaults(office, 'offers: hours', 'en')).toEqual([])
  await form.getByRole('button', { name: words('offers:promotion.retire') }).press('Enter')
  await form.waitFor({ state: 'hidden' })
  await expect.poll(() => table.getByText('Heure creuse').count(), WAIT).toBe(0)
  await scanner.scan(RICE.code)
  await says(toPay(), '6 000 FCFA')
})
