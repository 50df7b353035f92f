import { readFileSync } from 'node:fs'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { productSchema } from '@shared/schemas/products.schema.ts'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSale } from '../support/shop-floor.ts'
import { queryShop } from '../support/shop-query.ts'
import { untilKeptOffline } from './support/device.ts'
import { type Hands, layHandsOn } from './support/hands.ts'
import { nameShop, type OpenShop, openShop } from './support/open-shop.ts'
import { documentPicture, findFaults } from './support/screen-check.ts'
import { plugScanner, type WedgeScanner } from './support/wedge-scanner.ts'
import { asPattern, plainSpaces, type Words, wordsOf } from './support/words.ts'

/*
 * The credit book without a network and without a mouse: two sales on credit, one that the limit refuses, a part payment, the
 * statement; then the network is back and the server owes no explanation. The tests are one story and run in order.
 */

const RICE = { name: 'Riz 25 kg', code: '6191000000059', price: 6_000, onHand: 50 }
const LIMIT = 15_000
const WAIT = { timeout: 60_000 }

let shop: OpenShop
let customer: Customer
let page: Page
let office: Page
let hands: Hands
let scanner: WedgeScanner
const t = wordsOf('fr')

beforeAll(async () => {
  shop = await openShop([RICE])
  const { admin, server } = shop
  await nameShop(server, admin)
  customer = newCustomer(
    { name: 'Aminata Sow', phones: ['+221 77 123 45 67'], creditLimit: minor(LIMIT) },
    admin.author,
    server,
  )
  await admin.create('customers', customer)
  const devices = [shop.openCounter('cashier1'), shop.openCounter('manager', { language: 'en' })] as const
  ;[page, office] = await Promise.all(devices)
  hands = await layHandsOn(page)
  scanner = await plugScanner(page)
  await page.getByRole('link', { name: asPattern(t('common:syncPill.synced')) }).waitFor(WAIT)
  await untilKeptOffline(page)
  await page.context().setOffline(true)
})
afterAll(() => shop?.close())

const dialog = (name: string): Locator => page.getByRole('dialog', { name: asPattern(name) })
const says = (locator: Locator, text: string): Promise<void> =>
  expect.poll(async () => plainSpaces((await locator.textContent()) ?? ''), WAIT).toContain(text)

const goTo = (screen: string): Promise<void> =>
  page.evaluate((path) => {
    location.hash = path
  }, `#/${screen}`)

/** Rice in the cart, Aminata as the customer, and credit chosen as the way to pay. */
async function offerOnCredit(): Promise<Locator> {
  await scanner.scan(RICE.code)
  await page.getByRole('textbox', { name: asPattern(RICE.name) }).waitFor(WAIT)
  await hands.press('F4')
  await dialog(t('counter:customer.title')).waitFor()
  await hands.type('aminata')
  await page.getByRole('option', { name: asPattern(customer.name) }).waitFor(WAIT)
  await hands.press('Enter', 'F9')
  const pay = dialog(t('counter:pay.title'))
  await pay.waitFor()
  await hands.press('F7')
  await says(pay, t('counter:pay.creditOf', { name: customer.name }))
  return pay
}

const accountOnServer = () =>
  queryShop<{ balance: number }>(
    shop.server.database,
    shop.server.shop.shopId,
    'select balance from credit_accounts where customer_id = $1',
    [customer.id],
  )

test('two sales on credit are made, a third over the limit is refused by what is owed already', async () => {
  for (let sales = 0; sales < 2; sales++) {
    await offerOnCredit()
    await hands.press('F10')
    await page.getByText(t('counter:receipt.sold'), { exact: true }).waitFor(WAIT)
    await hands.press('F10')
    await dialog(t('counter:receipt.title')).waitFor({ state: 'hidden' })
  }
  const pay = await offerOnCredit()
  await says(pay, 'Doit 12 000 FCFA')
  await hands.press('F10')
  await says(pay, 'Aminata Sow doit déjà 12 000 FCFA : cette vente dépasse le plafond de 15 000 FCFA.')
  expect(await findFaults(page, 'counter over the limit', 'fr')).toEqual([])
  await hands.press('Escape', 'F2', 'Shift+Delete')
})

test('the customer is found by phone, and the debt, its age and the receipts are there', async () => {
  await hands.press('Control+8')
  const grid = page.getByRole('grid', { name: t('customers:table.label') })
  await says(grid, '12 000 FCFA')
  expect(await findFaults(page, 'customers', 'fr')).toEqual([])
  await hands.press('Control+f')
  await hands.type('771234')
  await hands.tabTo(grid)
  await hands.press('Enter')
  const sheet = dialog(customer.name)
  await says(sheet.getByRole('region', { name: t('customers:account.label') }), '12 000 FCFA')
  await says(sheet, t('customers:today'))
  expect(
    await sheet
      .getByRole('table', { name: t('customers:debts.label') })
      .getByRole('row')
      .count(),
  ).toBe(3)
  expect(await findFaults(page, 'customer account', 'fr')).toEqual([])
})

test('a part payment takes the oldest debt down first, after a question, and has a receipt', async () => {
  const sheet = dialog(customer.name)
  await hands.activate(sheet.getByRole('button', { name: t('customers:sheet.pay') }))
  const pay = dialog(t('customers:pay.title', { name: customer.name }))
  await hands.write(pay.getByRole('textbox', { name: t('customers:pay.amount') }), '7000')
  await says(pay, 'Reste dû ensuite : 5 000 FCFA')
  expect(await findFaults(page, 'customer payment', 'fr')).toEqual([])
  await hands.press('Enter')
  const question = page.getByRole('alertdialog')
  await says(question, 'Enregistrer 7 000 FCFA au compte « Aminata Sow » ?')
  await hands.activate(question.getByRole('button', { name: t('customers:pay.confirm') }))
  const receipt = dialog(t('customers:receipt.title'))
  await says(receipt.getByRole('article'), 'Reste dû5 000 FCFA')
  expect(await findFaults(page, 'customer receipt', 'fr')).toEqual([])
  await hands.press('Enter')
  await receipt.waitFor({ state: 'hidden' })
  const debts = sheet.getByRole('table', { name: t('customers:debts.label') })
  await expect.poll(() => debts.getByRole('row').count(), WAIT).toBe(2)
  await says(debts, '5 000 FCFA')
})

test('the history opens what it tells of, and the statement adds up', async () => {
  const sheet = dialog(customer.name)
  await hands.tabTo(sheet.getByRole('tab', { name: t('customers:sheet.account') }))
  await hands.press('ArrowRight')
  const history = sheet.getByRole('grid', { name: t('customers:history.label') })
  await says(history, 'Paiement · Espèces')
  expect(await history.getByRole('row').count()).toBe(4)
  expect(await findFaults(page, 'customer history', 'fr')).toEqual([])
  await hands.tabTo(history)
  await hands.press('Enter')
  await says(dialog(t('customers:receipt.title')), t('orders:receipt.duplicate'))
  await hands.press('Escape')
  await hands.tabTo(sheet.getByRole('tab', { name: t('customers:sheet.history') }))
  await hands.press('ArrowRight')
  const paper = sheet.getByRole('article', { name: t('customers:statement.paper', { name: customer.name }) })
  await says(paper, 'Acheté à crédit12 000 FCFA')
  await says(paper, 'Dû à la fin5 000 FCFA')
  await documentPicture(page, 'credit-statement', 'light', paper)
  expect(await findFaults(page, 'customer statement', 'fr')).toEqual([])
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    hands.activate(sheet.getByRole('button', { name: t('customers:statement.download') })),
  ])
  expect(file.suggestedFilename()).toMatch(/^releve-aminata-sow-\d{4}-\d\d-01-\d{4}-\d\d-\d\d\.csv$/)
  expect(
    readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n')
      .at(-1),
  ).toMatch(/;Dû à la fin;;;;5000$/)
  expect(await hands.pointerUses()).toBe(0)
})

test('with the network back the server owes the same', async () => {
  expect(await accountOnServer()).toEqual([])
  await page.context().setOffline(false)
  await expect.poll(accountOnServer, WAIT).toEqual([{ balance: 5_000 }])
})

test('a till that did not know of it goes over the limit together with this one: the manager is told, in English', async () => {
  const words: Words = wordsOf('en')
  const other = await shop.server.signIn('cashier2')
  const [rice] = (await shop.admin.pullAll('products')).map((one) => productSchema.parse(one))
  if (!rice) throw new Error('The shop has rice')
  await other.create('orders', makeSale(other, shop.server, rice, 1, 2, customer))
  page = office
  await goTo('sync')
  await page.getByRole('tab', { name: asPattern(words('sync:tab.tasks', { count: 1 })) }).click()
  await says(page.getByRole('main'), 'Owes 17 000 FCFA, the limit is 15 000 FCFA.')
  expect(await findFaults(page, 'sync credit limit', 'en')).toEqual([])
  await page.getByRole('link', { name: words('sync:task.creditOpen') }).click()
  const sheet = dialog(customer.name)
  const account = sheet.getByRole('region', { name: words('customers:account.label') })
  await says(account, 'Limit 15 000 FCFA · 2 000 FCFA over it')
  expect(await findFaults(page, 'customer account', 'en')).toEqual([])
  await sheet.getByRole('button', { name: words('customers:sheet.edit') }).click()
  const form = dialog(words('customers:form.editTitle', { name: customer.name }))
  await form.getByRole('textbox', { name: words('customers:form.limit') }).fill('20000')
  expect(await findFaults(page, 'customer form', 'en')).toEqual([])
  await page.keyboard.press('Control+s')
  await says(account, 'Limit 20 000 FCFA')
})
