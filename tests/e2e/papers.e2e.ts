import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ean13CheckDigit } from '@shared/barcode/ean13.ts'
import { toPrintable } from '@shared/paper/printable-text.ts'
import { orderSchema } from '@shared/schemas/orders.schema.ts'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cable, createCable } from '../support/cuttable-proxy.ts'
import { readEscPos } from '../support/escpos-reader.ts'
import { type FakeReceiptPrinter, startReceiptPrinter } from '../support/fake-receipt-printer.ts'
import { type LaunchedApp, launchApp } from '../support/launch-app.ts'
import { startTestServer, TEST_PASSWORD, type TestServer } from '../support/test-server.ts'
import { nameShop, reachCounter, stock } from './support/open-shop.ts'
import { documentPicture, findFaults } from './support/screen-check.ts'
import { plugScanner, type WedgeScanner } from './support/wedge-scanner.ts'
import { asPattern, wordsOf } from './support/words.ts'

/*
 * A till in the desktop app with a receipt printer on its network, and the cable to the server out: what is on screen is what
 * comes out of the printer, and what an operator's statement proves is confirmed. The tests are one story and run in order.
 */

const t = wordsOf('fr')
const WAIT = { timeout: 60_000 }
const ean = (start: string): string => `${start}${ean13CheckDigit(start)}`
const OIL = { name: 'Huile d’arachide 5 L', code: ean('619100000002'), price: 7_500, onHand: 20 }
const RICE = { name: 'Riz brisé parfumé « Sénégal »', code: ean('619100000003'), price: 12_500, onHand: 20 }

let server: TestServer
let cable: Cable
let printer: FakeReceiptPrinter
let app: LaunchedApp
let page: Page
let scanner: WedgeScanner

beforeAll(async () => {
  server = await startTestServer()
  const admin = await server.signIn('admin')
  await stock(server, admin, [OIL, RICE])
  await nameShop(server, admin)
  cable = await createCable(server.server.port)
  printer = await startReceiptPrinter({ talks: true })
  app = await launchApp({ serverUrl: cable.url, args: ['--lang=fr'] })
  page = app.page
  await speakFrench()
  await page.locator('[name=email]').fill(server.shop.emailOf('manager'))
  await page.locator('[name=password]').fill(TEST_PASSWORD)
  await page.keyboard.press('Enter')
  await reachCounter(page)
  await page.getByRole('link', { name: asPattern(t('common:syncPill.synced')) }).waitFor(WAIT)
  scanner = await plugScanner(page)
  await catalogueIsHere()
  cable.unplug()
})

afterAll(async () => {
  await app?.close()
  await printer?.close()
  await cable?.close()
  await server?.close()
})

/** The browser under the stand-in speaks English; a till in Dakar does not. */
async function speakFrench(): Promise<void> {
  const preferences = JSON.stringify({ state: { language: 'fr', theme: 'system' }, version: 0 })
  await page.evaluate((kept) => localStorage.setItem('comptoir.preferences', kept), preferences)
  await page.reload()
}

const dialog = (name: string): Locator => page.getByRole('dialog', { name: asPattern(name) })
const button = (name: string, within: Locator | Page = page): Locator =>
  within.getByRole('button', { name: asPattern(name) })
const squeezed = (text: string): string => text.replaceAll(/[\s*-]/g, '')

/** What the last job put on paper, barcodes at its end as their characters. */
function lastSlip(): string {
  const { rows, codes } = readEscPos(printer.jobs.at(-1) ?? new Uint8Array())
  return [...rows, ...codes.map((code) => code.replace('{B', ''))].join('\n')
}

async function printed(jobs: number): Promise<string> {
  await expect.poll(() => printer.jobs.length, WAIT).toBe(jobs)
  return lastSlip()
}

const onScreen = async (paper: Locator): Promise<string> => squeezed(toPrintable(await paper.innerText()))

/** What there is to sell has come before the cable goes. */
async function catalogueIsHere(): Promise<void> {
  const field = page.getByRole('combobox', { name: t('counter:scan.label') })
  await field.fill(RICE.code)
  await page.getByRole('option', { name: asPattern(RICE.name) }).waitFor(WAIT)
  await field.fill('')
}

/** A copy of it before everything else, as large as on paper. */
async function liftOut(element: Locator): Promise<Locator> {
  await element.evaluate((found) => {
    const copy = found.cloneNode(true) as HTMLElement // an element of the page, which is HTML
    copy.id = 'lifted'
    copy.style.cssText =
      'position: fixed; inset: 0 auto auto 0; z-index: 100; background: white; color: black'
    document.body.append(copy)
  })
  return page.locator('#lifted')
}

async function scan({ name, code }: typeof OIL): Promise<void> {
  await scanner.scan(code)
  await page.getByRole('textbox', { name: asPattern(name) }).waitFor(WAIT)
}

describe('paper at the till', () => {
  test('a printer of the network is chosen for this machine, and a test page shows every French letter', async () => {
    await page.getByRole('button', { name: /menu de session/ }).click()
    await page.getByRole('menuitem', { name: t('common:shell.printer') }).click()
    const settings = dialog(t('printing:settings.title'))
    await settings.getByRole('radio', { name: t('printing:way.network') }).check()
    await button(t('printing:settings.save'), settings).click()
    await settings.getByText(t('printing:settings.hostWrong')).waitFor()
    await settings.getByRole('textbox', { name: t('printing:settings.host') }).fill('127.0.0.1')
    await settings.getByRole('textbox', { name: t('printing:settings.port') }).fill(String(printer.port))
    await settings.getByRole('checkbox', { name: t('printing:settings.drawer') }).check()
    expect(await findFaults(page, 'receipt printer', 'fr')).toEqual([])
    await button(t('printing:test.print'), settings).click()
    expect(await printed(1)).toContain('à â æ ç é è ê ë î ï ô oe ù û ü ÿ')
    await button(t('printing:settings.save'), settings).click()
    await settings.waitFor({ state: 'hidden' })
  })

  test('a sale in cash opens the drawer, and its receipt is on paper what it is on screen', async () => {
    await openTill()
    await page.keyboard.press('Control+1')
    await scan(OIL)
    await scan(RICE)
    await page.keyboard.press('F9')
    await dialog(t('counter:pay.title')).waitFor()
    await page.keyboard.press('F10')
    const sold = dialog(t('counter:receipt.title'))
    await sold.getByText(t('counter:receipt.sold'), { exact: true }).waitFor(WAIT)
    await expect.poll(() => printer.jobs.length, WAIT).toBe(2)
    expect(readEscPos(printer.jobs[1] ?? new Uint8Array())).toMatchObject({ drawerKicks: 1, rows: [] })
    const paper = sold.getByRole('article')
    const original = await onScreen(paper)
    expect(original).not.toContain('DUPLICATA')
    await documentPicture(page, 'receipt', 'light', paper)
    await button(t('printing:print'), sold).click()
    expect(squeezed(await printed(3))).toBe(original)
    await paper.getByText(t('orders:receipt.duplicate')).waitFor(WAIT)
  })

  test('a printer without paper says so, nothing is lost, and the next try prints a copy', async () => {
    printer.become({ talks: true, paper: 0x72 })
    const sold = dialog(t('counter:receipt.title'))
    await button(t('printing:print'), sold).click()
    const failure = page.getByRole('alertdialog', { name: asPattern(t('printing:failure.paper.what')) })
    await failure.getByText(t('printing:failure.kept')).waitFor(WAIT)
    expect(await findFaults(page, 'printer without paper', 'fr')).toEqual([])
    printer.become({ talks: true })
    await button(t('printing:failure.retry'), failure).click()
    expect(await printed(4)).toContain('** DUPLICATA **')
    await failure.waitFor({ state: 'hidden' })
    await page.keyboard.press('F10')
  })

  test('a receipt by message is asked for once, waits in sight on its order, and is taken back', async () => {
    const waiting = (channel: 'whatsapp' | 'email', to: string): Locator =>
      page.getByText(
        asPattern(t('orders:message.waiting', { channel: t(`orders:message.channels.${channel}`), to })),
      )
    const ask = async (to: string): Promise<Locator> => {
      await button(t('orders:actions.receipt')).click()
      await button(t('orders:message.open'), dialog(t('orders:receipt.title'))).click()
      const form = dialog(t('orders:message.title', { number: '' }))
      await form.getByRole('textbox').fill(to)
      await button(t('orders:message.ask'), form).click()
      return form
    }
    await page.keyboard.press('Control+4')
    await page.getByRole('grid', { name: 'Commandes' }).getByRole('row').nth(1).click()
    const form = await ask('12')
    await form.getByText(asPattern(t('orders:message.problem.NoPhoneNumber'))).waitFor(WAIT)
    expect(await findFaults(page, 'receipt by message', 'fr')).toEqual([])
    await form.getByRole('textbox').fill('+221 77 123 45 67')
    await button(t('orders:message.ask'), form).click()
    await form.waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await waiting('whatsapp', '+221771234567').waitFor(WAIT)
    await (await ask('00221771234567')).waitFor({ state: 'hidden' })
    await page.getByText(asPattern(t('orders:message.already', { to: '+221771234567' }))).waitFor(WAIT)
    await page.keyboard.press('Escape')
    await button(t('orders:message.stop')).click()
    await waiting('whatsapp', '+221771234567').waitFor({ state: 'hidden' })
  })

  test('the X, a cash slip and the Z go the same way', async () => {
    await page.keyboard.press('Control+7')
    await page.getByRole('heading', { name: /-Z0001/ }).waitFor(WAIT)
    await page.keyboard.press('F3')
    const cashIn = dialog(t('till:cash.inTitle'))
    await page.keyboard.type('5000')
    await cashIn.getByRole('combobox', { name: t('till:cash.reason') }).selectOption({ index: 1 })
    await button(t('till:cash.submitIn'), cashIn).click()
    await button(t('till:movements.slip')).click()
    const slip = dialog(t('till:cash.inTitle')).getByRole('article')
    const cashSlip = await onScreen(slip)
    await button(t('printing:print'), dialog(t('till:cash.inTitle'))).click()
    expect(squeezed(await printed(5))).toBe(cashSlip)
    await page.keyboard.press('Escape')
    await page.keyboard.press('F6')
    const report = dialog(t('till:report.title'))
    await button(t('printing:print'), report).click()
    expect(squeezed(await printed(6))).toBe(await onScreen(report.getByRole('article')))
    await page.keyboard.press('Escape')
    await closeTill()
    const z = dialog(t('till:z.title', { number: '' }))
    await documentPicture(page, 'z-slip', 'light', z.getByRole('article'))
    const shown = await onScreen(z.getByRole('article'))
    await button(t('printing:print'), z).click()
    expect(squeezed(await printed(7))).toBe(shown)
    expect(shown).toContain('CLÔTUREZ')
    await page.keyboard.press('Escape')
  })

  async function openTill(): Promise<void> {
    await page.keyboard.press('Control+7')
    await page.getByText(t('till:none.title')).waitFor(WAIT)
    await page.keyboard.press('F9')
    await dialog(t('till:open.title')).waitFor()
    await page.keyboard.type('20000')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /-Z0001/ }).waitFor(WAIT)
  }

  async function closeTill(): Promise<void> {
    await page.keyboard.press('F9')
    const count = dialog(t('till:close.title', { number: '' }))
    await count.waitFor()
    await page.keyboard.type('4')
    await page.keyboard.press('Enter')
    await page.keyboard.type('1')
    await button(t('till:close.next'), count).click()
    await button(t('till:close.submit'), count).click()
    await button(t('till:close.confirm'), page.getByRole('alertdialog')).click()
    await page.getByText(t('till:z.closed')).waitFor(WAIT)
  }

  test('labels for the chosen articles fill sheets of A4, as many as wanted, and are saved as they are shown', async () => {
    await page.keyboard.press('Control+2')
    for (const { name } of [OIL, RICE])
      await page.getByRole('checkbox', { name: t('labels:choose', { name }) }).check()
    await button(t('labels:openCount', { count: 2 })).click()
    const labels = dialog(t('labels:title'))
    await labels.getByRole('textbox', { name: t('labels:copiesOf', { name: OIL.name }) }).fill('20')
    await labels.getByRole('textbox', { name: t('labels:copiesOf', { name: RICE.name }) }).fill('14')
    await labels.getByText('34 étiquettes · 2 planches').waitFor()
    expect(await findFaults(page, 'labels', 'fr')).toEqual([])
    const sheets = labels.getByRole('article', { name: t('labels:sheets') })
    const lifted = await liftOut(sheets.locator(':scope > div').first())
    await documentPicture(page, 'label-sheet', 'light', lifted)
    await lifted.evaluate((sheet) => sheet.remove())
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-labels-'))
    const path = join(folder, 'etiquettes.pdf')
    await app.answerNextDialog(path)
    await button(t('printing:pdf.save'), labels).click()
    await page.getByText(t('printing:pdf.done')).waitFor(WAIT)
    const pdf = readFileSync(path, 'latin1')
    rmSync(folder, { recursive: true })
    expect(pdf.startsWith('%PDF')).toBe(true)
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2)
    await page.keyboard.press('Escape')
    await labels.waitFor({ state: 'hidden' })
  })
})

describe('mobile money', () => {
  const REFERENCE = 'T_ABC123DEF'

  /** Pays for a bottle of oil by Wave; answers the dialog in which the sale has not been completed yet. */
  async function payByWave(reference: string): Promise<Locator> {
    await page.keyboard.press('Control+1')
    await scan(OIL)
    await page.keyboard.press('F9')
    const pay = dialog(t('counter:pay.title'))
    await pay.getByRole('radio', { name: t('counter:method.wave') }).check()
    if (reference !== '') await pay.getByRole('textbox', { name: t('counter:pay.reference') }).fill(reference)
    return pay
  }

  async function complete(): Promise<string> {
    await page.keyboard.press('F10')
    const sold = dialog(t('counter:receipt.title'))
    await sold.getByText(t('counter:receipt.sold'), { exact: true }).waitFor(WAIT)
    const [number = ''] = /A\d+-\d+-\d{6}/.exec(await sold.innerText()) ?? []
    await page.keyboard.press('F10')
    await sold.waitFor({ state: 'hidden' })
    return number
  }

  test('PAY-1 a reference that this till knows is asked about once, and the sale is made all the same', async () => {
    await payByWave(REFERENCE)
    const first = await complete()
    const pay = await payByWave('t-abc 123 def')
    await pay
      .getByText(asPattern(t('mobileMoney:known.title', { number: first, at: '' }).split(',')[0] ?? ''))
      .waitFor(WAIT)
    await page.keyboard.press('F10')
    await pay.getByText(t('mobileMoney:known.press')).waitFor()
    await complete()
    await payByWave('T_PROVED.001')
    await complete()
    await payByWave('T_LOST.0002')
    await complete()
  })

  test('PAY-2 a statement confirms what it proves, offline, and lists what it does not', async () => {
    await page.keyboard.press('Control+4')
    await button(t('mobileMoney:title')).click()
    const money = dialog(t('mobileMoney:title'))
    await money.getByText(/^4 paiements sont déclarés/).waitFor(WAIT)
    await importStatement(money)
    await money.getByText(asPattern('1 paiement est sur le relevé : 7 500 FCFA')).waitFor(WAIT)
    await money.getByText(t('mobileMoney:list.reused.title', { count: 2 })).waitFor()
    await money.getByText(t('mobileMoney:list.missing.title', { count: 1 })).waitFor()
    await money.getByText(t('mobileMoney:list.unmatched.title', { count: 1 })).waitFor()
    await money.getByText(asPattern('Ligne 6 : le montant n’est pas un nombre')).waitFor()
    expect(await findFaults(page, 'statement', 'fr')).toEqual([])
    await documentPicture(page, 'mobile-money', 'light')
    await button(t('mobileMoney:confirm', { count: 1 }), money).click()
    await button(t('mobileMoney:confirm', { count: 1 }), page.getByRole('alertdialog')).click()
    await money.getByText(t('mobileMoney:done', { count: 1 })).waitFor(WAIT)
  })

  test('PAY-3 the same statement again has nothing to confirm', async () => {
    const money = dialog(t('mobileMoney:title'))
    await importStatement(money)
    await money.getByText(asPattern(t('mobileMoney:list.known', { count: 1 }))).waitFor(WAIT)
    await button(t('mobileMoney:confirm', { count: 1 }), money).waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
  })

  test('with the cable back the server has the confirmation, and tells a manager of the reference that paid twice', async () => {
    cable.plugIn()
    // As the system says when a network is there again.
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    const admin = await server.signIn('admin')
    const payments = async () =>
      (await admin.pullAll('orders')).flatMap((order) => orderSchema.parse(order).payments)
    await expect
      .poll(
        async () =>
          (await payments()).filter(({ status }) => status === 'confirmed').map((one) => one.reference),
        WAIT,
      )
      .toContain('T_PROVED.001')
    await page.keyboard.press('Control+6')
    await page.getByRole('tab', { name: asPattern(t('sync:tab.tasks', { count: 1 })) }).click()
    await page.getByText(asPattern(t('mobileMoney:task.title', { reference: REFERENCE }))).waitFor(WAIT)
    expect(await findFaults(page, 'reference task', 'fr')).toEqual([])
  })

  async function importStatement(money: Locator): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-statement-'))
    const path = join(folder, 'releve-wave.csv')
    const day = new Date().toLocaleDateString('fr-FR', { timeZone: 'UTC' })
    const text = [
      'Date et heure;Identifiant de transaction;Montant (FCFA);Libellé',
      `${day} 23:59;${REFERENCE};7 500;Paiement reçu`,
      `${day} 23:59;T_PROVED.001;7 500,00;Paiement reçu`,
      `${day} 23:59;T_STRANGE.9;2 000;Paiement reçu`,
      `${day} 23:59;T_OUT.5;-3 000;Retrait`,
      `${day} 23:59;T_BROKEN.7;beaucoup;Paiement reçu`,
    ].join('\r\n')
    // As a French spreadsheet saves it: one byte a letter.
    writeFileSync(path, Buffer.from(text, 'latin1'))
    await app.answerNextDialog(path)
    await money.getByRole('button', { name: /Importer un/ }).click()
    await money.getByText(asPattern('releve-wave.csv')).waitFor(WAIT)
    rmSync(folder, { recursive: true })
  }
})
