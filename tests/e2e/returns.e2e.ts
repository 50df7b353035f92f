import { orderSchema } from '@shared/schemas/orders.schema.ts'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, newSale, sell, untilKeptOffline } from './support/device.ts'
import { type OpenShop, openShop } from './support/open-shop.ts'
import { findFaults } from './support/screen-check.ts'
import { asPattern, plainSpaces, wordsOf } from './support/words.ts'

/*
 * Goods come back without a network: two tills take the same sale back, one of them in exchange for something else. Then both
 * are heard, nothing is lost, and a manager is told. The tests are one story and run in order.
 */

const SHIRT = { name: 'Chemise wax', code: '6191000000301', price: 5_000, onHand: 20 }
const SCARF = { name: 'Foulard', code: '6191000000318', price: 3_000, onHand: 20 }
const WAIT = { timeout: 60_000 }

let shop: OpenShop
let one: Page
let two: Page
let number = ''
const t = wordsOf('fr')

const counterOf = (page: Page) => ({
  page,
  goTo: (screen: string) =>
    page.evaluate((path) => {
      location.hash = path
    }, `#/${screen}`),
})
/** How many sales the till knows of, by its own list. */
async function ordersOn(page: Page): Promise<number> {
  await counterOf(page).goTo('orders')
  const grid = page.getByRole('grid', { name: t('orders:list.label') })
  return grid.getByRole('row', { name: asPattern(number) }).count()
}
const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name: asPattern(name) })
const says = (locator: Locator, text: string): Promise<void> =>
  expect.poll(async () => plainSpaces((await locator.textContent()) ?? ''), WAIT).toContain(text)

beforeAll(async () => {
  shop = await openShop([SHIRT, SCARF])
  ;[one, two] = await Promise.all([shop.openCounter('cashier1'), shop.openCounter('cashier2')])
  for (const page of [one, two]) await untilKeptOffline(page)
})
afterAll(() => shop?.close())

async function takeBack(page: Page, found: string, units: number): Promise<Locator> {
  await counterOf(page).goTo('counter')
  await page.getByRole('combobox', { name: t('counter:scan.label') }).waitFor(WAIT)
  await page.keyboard.press('Shift+F9')
  const find = dialog(page, t('returns:find.title'))
  await find.getByRole('searchbox', { name: t('returns:find.text') }).fill(found)
  await find.getByRole('button', { name: asPattern(number) }).waitFor(WAIT)
  await page.keyboard.press('Enter')
  const back = dialog(page, t('orders:return.title', { number }))
  const { name } = SHIRT
  await back.getByRole('textbox', { name: t('orders:return.quantityOf', { name }) }).fill(String(units))
  await back.getByRole('textbox', { name: t('orders:return.reason'), exact: true }).fill('trop petite')
  return back
}

test('a sale of one till is found at the other by its receipt, and exchanged there without a network', async () => {
  number = await sell(counterOf(one), SHIRT.code, SCARF.code)
  await newSale(counterOf(one))
  await expect.poll(() => ordersOn(two), WAIT).toBe(1)
  await Promise.all([one, two].map((page) => page.context().setOffline(true)))
  const back = await takeBack(two, number, 1)
  expect(await findFaults(two, 'return at the counter', 'fr')).toEqual([])
  await back.getByRole('button', { name: t('returns:exchange.start') }).click()
  await two.getByText(asPattern(t('returns:exchange.notice', { number }))).waitFor(WAIT)
  await fillCart(counterOf(two), [SCARF.code])
  await says(two.getByRole('status', { name: t('returns:exchange.giveBack') }), '−2 000 FCFA')
  await two.keyboard.press('F8')
  await two.getByText(asPattern(t('returns:exchange.holdFirst'))).waitFor(WAIT)
  await two.keyboard.press('F9')
  await says(dialog(two, t('counter:pay.title')), 'Le client reçoit 2 000 FCFA : Espèces.')
  await two.keyboard.press('F10')
  const sold = dialog(two, t('counter:receipt.title'))
  await says(sold, plainSpaces(t('returns:exchange.done', { number })))
  await says(sold, 'Rendre (Espèces)2 000 FCFA')
  expect(await findFaults(two, 'exchange done', 'fr')).toEqual([])
  await newSale(counterOf(two))
})

test('the till that sold finds it by what comes back, and pays for the very same shirt', async () => {
  const back = await takeBack(one, 'chemise', 1)
  await back.getByRole('combobox', { name: t('orders:return.refundBy') }).selectOption('wave')
  await back.getByRole('button', { name: t('orders:return.submit') }).click()
  await back.getByText(t('returns:refund.referenceNeeded')).waitFor()
  await back.getByRole('textbox', { name: t('orders:refund.reference') }).fill('WV-77')
  await back.getByRole('button', { name: t('orders:return.submit') }).click()
  await one
    .getByRole('alertdialog')
    .getByRole('button', { name: t('orders:return.confirm') })
    .click()
  await dialog(one, t('orders:slip.title')).getByText(t('orders:slip.done'), { exact: true }).waitFor(WAIT)
  await one.keyboard.press('Enter')
})

test('ORDER-3 with the network back both returns stand, and a manager is told which and how much', async () => {
  await Promise.all([one, two].map((page) => page.context().setOffline(false)))
  const soldOrder = async () =>
    (await shop.admin.pullAll('orders'))
      .map((order) => orderSchema.parse(order))
      .find((order) => order.number === number)
  await expect.poll(async () => (await soldOrder())?.returns.length, WAIT).toBe(2)
  const refunds = (await soldOrder())?.payments.filter(({ kind }) => kind === 'refund') ?? []
  const told = refunds.map(({ method, amount }) => `${method} ${amount}`).sort()
  expect(told).toEqual(['cash 2000', 'other 3000', 'wave 5000'])
  const words = wordsOf('en')
  const office = await shop.openCounter('manager', { language: 'en' })
  await counterOf(office).goTo('sync')
  await office.getByRole('tab', { name: asPattern(words('sync:tab.tasks', { count: 1 })) }).click()
  const main = office.getByRole('main')
  await says(main, words('sync:task.overReturn', { label: number }))
  await says(main, '5 000 FCFA was given back too much.')
  await says(main, 'Chemise wax: 1 sold, 2 back')
  const returns = main.getByRole('list', { name: words('sync:task.overReturns') }).getByRole('listitem')
  expect(await returns.count()).toBe(2)
  expect(await findFaults(office, 'sync over-return', 'en')).toEqual([])
})
