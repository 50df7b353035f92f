import { Buffer } from 'node:buffer'
import type { Locale } from '@renderer/i18n/locale.ts'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, runServer } from '../support/running-server.ts'
import { createDevice, type Device, PASSWORD, PIN } from './support/device.ts'
import { documentPicture, findFaults } from './support/screen-check.ts'
import { asPattern, type Words, wordsOf } from './support/words.ts'

/*
 * Every screen, its dialogs and its tabs, in both languages: axe finds nothing in both themes, nothing is left
 * untranslated, nothing scrolls sideways, the console stays silent. Sales, goods and orders are the demo shop's.
 */

const EMAIL = 'manager@demo.comptoir.test'
const WAIT = { timeout: 90_000 }

const COLUMNS = { fr: 'Nom;Référence;Prix;Quantité', en: 'Name;SKU;Price;Quantity' }
const ROWS = [
  'Pâte de tamarin 250 g;ESSAI-1;650;12',
  'Poivre de Penja;ESSAI-2;1 200;4',
  'Savon;ESSAI-3;-50;1',
  ';ESSAI-4;100;1',
]

let server: RunningServer
let device: Device
let page: Page
const consoleErrors: string[] = []

beforeAll(async () => {
  server = await runServer()
  device = await createDevice(server, { email: EMAIL })
  await device.open()
  page = device.page
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text())
  })
})

afterAll(async () => {
  await device?.close()
  await server?.stop()
})

/** One language's walk through the product: `see` looks hard at whatever is on screen. */
interface Walk {
  readonly language: Locale
  readonly t: Words
  see(state: string): Promise<void>
}

const faults: string[] = []

const walkIn = (language: Locale): Walk => ({
  language,
  t: wordsOf(language),
  async see(state) {
    faults.push(...(await findFaults(page, state, language, { asksAxe: language === 'fr' })))
  },
})

const faultsSoFar = (): string[] => faults.splice(0)

/** Before the shop is open the language stands below the card, in sight. */
async function chooseLanguage(language: Locale): Promise<void> {
  const name = language === 'fr' ? 'Français' : 'English'
  await page.getByRole('radio', { name }).check()
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language)
}

const dialog = (name: string): Locator => page.getByRole('dialog', { name: asPattern(name) })

async function closeDialog(name: string): Promise<void> {
  await page.keyboard.press('Escape')
  await dialog(name).waitFor({ state: 'hidden' })
}

async function open(screen: Parameters<Device['goTo']>[0], { t }: Walk): Promise<void> {
  await device.goTo(screen)
  await page.getByRole('heading', { level: 1, name: t(`common:nav.${screen}`) }).waitFor(WAIT)
}

async function unlockAgain(pinLabel: string, submit: string): Promise<void> {
  await page.getByRole('textbox', { name: pinLabel, exact: true }).fill(PIN)
  await page.getByRole('button', { name: submit, exact: true }).click()
  await page.getByRole('navigation').waitFor(WAIT)
}

test('the way in can be used in both languages and themes', async () => {
  for (const language of ['en', 'fr'] as const) {
    await chooseLanguage(language)
    await walkIn(language).see('sign-in')
  }
  const { t } = walkIn('fr')
  await page.getByRole('textbox', { name: t('auth:signIn.email') }).fill(EMAIL)
  await page.getByRole('textbox', { name: t('auth:signIn.password') }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  const pin = page.getByRole('dialog', { name: t('auth:pin.title') })
  await pin.waitFor(WAIT)
  await walkIn('fr').see('choose PIN')
  await pin.getByRole('textbox', { name: t('auth:pin.pin') }).fill(PIN)
  await pin.getByRole('textbox', { name: t('auth:pin.repeat') }).fill(PIN)
  await page.keyboard.press('Enter')
  await pin.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: asPattern(t('common:syncPill.synced')) }).waitFor({ timeout: 180_000 })
  // What was said in one language stays in it: the message goes before the language changes.
  await page.getByText(t('auth:pin.saved')).waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+l')
  await page.getByRole('heading', { name: t('auth:unlock.title') }).waitFor()
  for (const language of ['en', 'fr'] as const) {
    await chooseLanguage(language)
    await walkIn(language).see('unlock')
  }
  await unlockAgain(t('auth:unlock.pin'), t('auth:unlock.submit'))
  expect(faultsSoFar()).toEqual([])
})

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const walk = walkIn(language)
  const { t, see } = walk

  beforeAll(async () => {
    const before = wordsOf(language === 'fr' ? 'en' : 'fr')
    if ((await page.locator('html').getAttribute('lang')) === language) return
    await page.keyboard.press('Control+l')
    await page.getByRole('heading', { name: before('auth:unlock.title') }).waitFor()
    await chooseLanguage(language)
    await unlockAgain(t('auth:unlock.pin'), t('auth:unlock.submit'))
  })

  test('the counter, its dialogs and the receipt can be used', async () => {
    await open('counter', walk)
    await see('counter')
    const lines = page.getByRole('textbox', { name: asPattern(t('counter:line.quantityOf', { name: '' })) })
    for (const [at, code] of ['BOI-05', 'HYG-03', 'EPI-10'].entries()) {
      await page.keyboard.press('F2')
      await page.keyboard.type(code)
      await page.keyboard.press('Enter')
      await expect.poll(() => lines.count(), WAIT).toBe(at + 1)
    }
    await see('counter with a cart')
    if (language === 'fr') {
      await documentPicture(page, 'counter', 'light')
      await documentPicture(page, 'counter-dark', 'dark')
    } else await documentPicture(page, 'counter-en', 'light')
    await page.keyboard.press('F6')
    await dialog(t('counter:discount.line', { name: '' })).waitFor()
    await see('counter discount')
    await page.keyboard.press('Escape')
    await page.keyboard.press('F4')
    await dialog(t('counter:customer.title')).waitFor()
    await see('counter customer')
    await closeDialog(t('counter:customer.title'))
    await page.keyboard.press('F9')
    await dialog(t('counter:pay.title')).waitFor()
    await see('counter payment')
    await page.keyboard.press('F10')
    await page.getByText(t('counter:receipt.sold'), { exact: true }).waitFor(WAIT)
    await see('counter receipt')
    await page.keyboard.press('F10')
    await dialog(t('counter:receipt.title')).waitFor({ state: 'hidden' })
    expect(faultsSoFar()).toEqual([])
  })

  test('the till, its dialogs and its slips can be used', async () => {
    await open('till', walk)
    await page.getByText(t('till:none.title')).waitFor(WAIT)
    await see('till none')
    await page.keyboard.press('F9')
    await dialog(t('till:open.title')).waitFor()
    await see('till opening')
    await page.keyboard.type('25000')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /-Z\d{4}$/ }).waitFor(WAIT)
    await dialog(t('till:open.title')).waitFor({ state: 'hidden' })
    await page.keyboard.press('F4')
    const out = dialog(t('till:cash.outTitle'))
    await out.waitFor()
    await page.keyboard.type('3000')
    await page.keyboard.press('Enter')
    await out.getByText(t('till:cash.reasonNeeded')).waitFor()
    await see('till cash out')
    await out.getByRole('combobox', { name: t('till:cash.reason') }).selectOption('safe')
    await out.getByRole('button', { name: t('till:cash.submitOut') }).click()
    await out.waitFor({ state: 'hidden' })
    await page.getByRole('cell', { name: t('till:reason.safe') }).waitFor(WAIT)
    await see('till open')
    await page.keyboard.press('F6')
    await dialog(t('till:report.title')).getByRole('article').getByText(t('till:slip.expected')).waitFor(WAIT)
    await see('till report')
    await closeDialog(t('till:report.title'))
    await page.keyboard.press('F9')
    const count = dialog(t('till:close.title', { number: '' }))
    await count.waitFor()
    await page.keyboard.type('2')
    await see('till count')
    await count.getByRole('button', { name: t('till:close.next') }).click()
    await count.getByRole('region', { name: t('till:close.review') }).waitFor(WAIT)
    await see('till comparison')
    await page.keyboard.type('Compté deux fois')
    await count.getByRole('button', { name: t('till:close.submit') }).click()
    await page.getByRole('alertdialog').waitFor()
    await see('till question')
    await page.getByRole('button', { name: t('till:close.confirm') }).click()
    const slip = dialog(t('till:z.title', { number: '' }))
    await slip.waitFor(WAIT)
    await see('till closing')
    await page.keyboard.press('Escape')
    await slip.waitFor({ state: 'hidden' })
    await page.getByRole('grid', { name: t('till:past.label') }).waitFor()
    await see('till closings')
    expect(faultsSoFar()).toEqual([])
  })

  test('the products, their form and the import can be used', async () => {
    await open('products', walk)
    const grid = page.getByRole('grid', { name: t('products:table.label') })
    await grid.getByText('HYG-03').or(grid.getByText('Attiéké')).first().waitFor(WAIT)
    await see('products')
    if (language === 'fr') await documentPicture(page, 'products', 'light')
    else await documentPicture(page, 'products-en-dark', 'dark')
    await page.keyboard.press('F8')
    const form = dialog(t('products:form.newTitle'))
    await form.waitFor()
    await see('product form')
    await closeDialog(t('products:form.newTitle'))
    await grid.focus()
    await page.keyboard.press('Enter')
    await dialog('').first().waitFor()
    await see('product form filled')
    await page.keyboard.press('Escape')
    await dialog('').first().waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: t('products:import.open') }).click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: t('products:import.choose.button') }).click(),
    ])
    await chooser.setFiles({
      name: 'nouveautes_csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([COLUMNS[language], ...ROWS].join('\r\n')),
    })
    await page.getByRole('group', { name: t('products:import.figures') }).waitFor(WAIT)
    await see('product import')
    await closeDialog(t('products:import.title'))
    expect(faultsSoFar()).toEqual([])
  })

  test('the stock, its history and its dialogs can be used', async () => {
    await open('stock', walk)
    const grid = page.getByRole('grid', { name: t('stock:table.label') })
    await grid.getByRole('row').nth(1).waitFor(WAIT)
    await see('stock')
    await grid.focus()
    await page.keyboard.press('Enter')
    await page
      .getByRole('grid', { name: t('stock:history.label') })
      .getByRole('row')
      .nth(1)
      .waitFor(WAIT)
    await see('stock history')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: t('stock:mode.receive.button'), exact: true }).click()
    const receive = dialog(t('stock:mode.receive.title'))
    await receive.getByRole('combobox', { name: t('stock:picker.label') }).fill('BOI-05')
    await page.keyboard.press('Enter')
    await receive.getByRole('table', { name: t('stock:lines.label') }).waitFor(WAIT)
    await see('stock receive')
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor()
    await see('stock receive left')
    await page.getByRole('button', { name: t('stock:discard.confirm') }).click()
    await receive.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: t('stock:countDialog.button'), exact: true }).click()
    const count = dialog(t('stock:countDialog.title'))
    await count
      .getByRole('combobox', { name: t('stock:countDialog.what') })
      .selectOption({ label: 'Boissons' })
    await see('stock count')
    await count.getByRole('button', { name: t('stock:countDialog.start') }).click()
    await count.getByRole('table', { name: t('stock:countDialog.lines') }).waitFor(WAIT)
    await see('stock count sheet')
    await count.getByRole('button', { name: t('stock:countDialog.drop') }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: t('stock:countDialog.drop') })
      .click()
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
    await closeDialog(t('stock:countDialog.title'))
    expect(faultsSoFar()).toEqual([])
  })

  test('the orders, an order and a return can be used', async () => {
    await open('orders', walk)
    const grid = page.getByRole('grid', { name: t('orders:list.label') })
    await grid.getByRole('row').nth(1).waitFor(WAIT)
    await see('orders')
    await grid.focus()
    await page.keyboard.press('Enter')
    const detail = page.getByRole('region', {
      name: asPattern(t('orders:detail.label', { number: '' }).trim()),
    })
    await detail.getByRole('table', { name: t('orders:lines.label') }).waitFor(WAIT)
    await see('order')
    for (const tab of ['timeline', 'postings'] as const) {
      await detail.getByRole('tab', { name: t(`orders:detail.${tab}`) }).click()
      await see(`order ${tab}`)
    }
    await detail.getByRole('button', { name: t('orders:actions.return') }).click()
    await dialog(t('orders:return.title', { number: '' })).waitFor()
    await see('order return')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect(faultsSoFar()).toEqual([])
  })

  test('the customers, one of them and the form can be used', async () => {
    await open('customers', walk)
    const grid = page.getByRole('grid', { name: t('customers:table.label') })
    await grid.getByRole('row').nth(1).waitFor(WAIT)
    await see('customers')
    await page.keyboard.press('F8')
    await dialog(t('customers:form.newTitle')).waitFor()
    await page.keyboard.press('Control+s')
    await see('customer form refused')
    await closeDialog(t('customers:form.newTitle'))
    await grid.focus()
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('region', { name: t('customers:account.label') }).waitFor(WAIT)
    await see('customer')
    for (const tab of ['history', 'statement', 'details'] as const) {
      await sheet.getByRole('tab', { name: t(`customers:sheet.${tab}`) }).click()
      await see(`customer ${tab} empty`)
    }
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    expect(faultsSoFar()).toEqual([])
  })

  test('the dashboard can be used as charts and as tables', async () => {
    await open('dashboard', walk)
    await page.getByRole('region', { name: t('dashboard:tile.label') }).waitFor(WAIT)
    await see('dashboard')
    if (language === 'fr') {
      await documentPicture(page, 'dashboard', 'light')
      await documentPicture(page, 'dashboard-dark', 'dark')
    } else await documentPicture(page, 'dashboard-en', 'light')
    for (const choice of await page.getByRole('radio', { name: t('dashboard:card.table') }).all())
      await choice.press('Space')
    await see('dashboard tables')
    expect(faultsSoFar()).toEqual([])
  })

  test('the reports, a filter and the orders behind a figure can be used', async () => {
    await open('reports', walk)
    const figure = page.locator('[data-figure]').first()
    await figure.waitFor(WAIT)
    await page.getByRole('combobox', { name: t('reports:compare.label'), exact: true }).selectOption('before')
    await page
      .getByText(asPattern(t('reports:table.before', { value: '' })))
      .first()
      .waitFor(WAIT)
    await see('report')
    if (language === 'fr') await documentPicture(page, 'report', 'light')
    else await documentPicture(page, 'report-en-dark', 'dark')
    await figure.click()
    await page.getByRole('dialog').getByRole('link').first().waitFor(WAIT)
    await see('report orders')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: t('salesReports:report.product-performance.title') }).click()
    await page.getByRole('columnheader', { name: t('salesReports:column.abc') }).waitFor(WAIT)
    await page.getByRole('button', { name: t('reports:filter.add'), exact: true }).click()
    await page.getByRole('menuitem', { name: t('reports:filter.name.category') }).click()
    const filter = dialog(t('reports:filter.name.category'))
    await filter.getByRole('checkbox').first().check()
    await see('report filter')
    await filter.getByRole('button', { name: t('reports:filter.apply') }).click()
    await page
      .getByRole('button', { name: t('reports:filter.remove', { name: t('reports:filter.name.category') }) })
      .click()
    await page.getByRole('link', { name: t('reportBuilder:list.new') }).click()
    await page
      .getByRole('combobox', { name: t('reportBuilder:build.columns'), exact: true })
      .selectOption('weekday')
    await page.getByRole('columnheader', { name: t('reportBuilder:together') }).waitFor(WAIT)
    await see('report builder')
    await page.getByRole('button', { name: t('reportBuilder:save.button') }).click()
    const saving = dialog(t('reportBuilder:save.newTitle'))
    await saving.getByRole('textbox', { name: t('reportBuilder:save.name') }).fill('Teranga 7')
    await page.keyboard.press('Enter')
    await saving.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: t('reportBuilder:save.more') }).click()
    await page.getByRole('menuitem', { name: t('reportBuilder:schedule.open') }).click()
    const schedule = dialog(t('reportBuilder:schedule.title', { name: 'Teranga 7' }))
    await schedule.getByRole('button', { name: t('reportBuilder:schedule.addRecipient') }).click()
    await schedule.getByRole('textbox', { name: t('reportBuilder:schedule.to') }).fill('awa@boutique.test')
    await see('report schedule')
    await schedule.getByRole('button', { name: t('reportBuilder:schedule.submit') }).click()
    await page.getByText(t('reportBuilder:schedule.none')).waitFor(WAIT)
    await see('report scheduled')
    expect(faultsSoFar()).toEqual([])
  })

  test('the sync screen can be used, tab by tab', async () => {
    await open('sync', walk)
    await page.getByRole('tab').first().waitFor(WAIT)
    if (language === 'fr') await documentPicture(page, 'sync', 'light')
    else await documentPicture(page, 'sync-en-dark', 'dark')
    for (const [at, tab] of (await page.getByRole('tab').all()).entries()) {
      await tab.click()
      await see(`sync ${at}`)
    }
    expect(faultsSoFar()).toEqual([])
  })

  test('the list of actions, of shortcuts and of the session can be used', async () => {
    await page.keyboard.press('Control+k')
    await dialog(t('common:shell.palette')).waitFor()
    await see('palette')
    await closeDialog(t('common:shell.palette'))
    await page.keyboard.press('F1')
    await dialog(t('common:shell.help')).waitFor()
    await see('shortcuts')
    await closeDialog(t('common:shell.help'))
    await page.getByRole('button', { name: asPattern('Awa Diop') }).click()
    await page.getByRole('menu').waitFor()
    await see('session menu')
    await page.keyboard.press('Escape')
    expect(faultsSoFar()).toEqual([])
  })
})

test('no page broke, the console stayed silent and no screen met its own security policy', () => {
  expect(device.problems).toEqual([])
  expect(consoleErrors).toEqual([])
})
