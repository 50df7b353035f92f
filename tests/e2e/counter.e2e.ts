import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenShop, openShop, reachCounter, type ShopGoods } from './support/open-shop.ts'
import { plugScanner, type WedgeScanner } from './support/wedge-scanner.ts'

/*
 * The Counter and Orders screens as built, against the real server, worked by keyboard and by a keyboard-wedge scanner:
 * a scan is the keys of a code and Enter, as fast as the browser takes them.
 */

const codeOf = (index: number): string => `61912300${String(index).padStart(5, '0')}`

const MANY: ShopGoods[] = Array.from({ length: 20 }, (_, index) => ({
  name: `Article ${String(index).padStart(2, '0')}`,
  code: codeOf(index),
  price: 100 + index,
  onHand: 50,
}))
const COFFEE = { name: 'Café Touba', code: '6191000000011', price: 500, onHand: 10 }
const LAST_ONE = { name: 'Parfum Thiouraye', code: '6191000000028', price: 4_000, onHand: 1 }
const RED_SOAP = { name: 'Savon rouge', code: '6191000000035', price: 300, onHand: 5 }
const GREEN_SOAP = { name: 'Savon vert', code: '6191000000035', price: 350, onHand: 5 }
const GREENS = { name: 'Légumes du jour', code: '6191000000042', price: null }

let shop: OpenShop
beforeAll(async () => {
  shop = await openShop([...MANY, COFFEE, LAST_ONE, RED_SOAP, GREEN_SOAP, GREENS])
})
afterAll(() => shop?.close())

const scanField = (page: Page): Locator =>
  page.getByRole('combobox', { name: 'Scanner ou chercher un article' })
const cart = (page: Page): Locator => page.getByRole('region', { name: 'Panier' })
const lines = (page: Page): Locator => cart(page).getByRole('listitem')
const toPay = (page: Page): Locator => page.getByLabel('À payer').first()
const quantityOf = (page: Page, name: string): Locator =>
  page.getByRole('textbox', { name: `Quantité : ${name}` })

const scanners = new WeakMap<Page, Promise<WedgeScanner>>()

async function scan(page: Page, ...codes: string[]): Promise<void> {
  const scanner = scanners.get(page) ?? plugScanner(page)
  scanners.set(page, scanner)
  await (await scanner).scan(...codes)
}

/** As a person types. */
const typeSlowly = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: 90 })

/** From now on every write of the page's storage is refused as a browser refuses it when the disk is full. */
async function fillDisk(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      const store = IDBObjectStore.prototype
      const { add, put } = store
      const refuse = (): never => {
        throw new DOMException(
          'The current transaction exceeded its quota limitations.',
          'QuotaExceededError',
        )
      }
      Object.assign(store, { add: refuse, put: refuse })
      Object.assign(globalThis, { freeDisk: () => Object.assign(store, { add, put }) })
    })
  }
}

async function freeDisk(page: Page): Promise<void> {
  for (const worker of page.workers()) await worker.evaluate(() => Reflect.get(globalThis, 'freeDisk')?.())
}

const settled = (locator: Locator, text: string | RegExp): Promise<void> =>
  expect.poll(async () => (await locator.textContent()) ?? '', { timeout: 30_000 }).toMatch(text)

const counted = (locator: Locator, count: number): Promise<void> =>
  expect.poll(() => locator.count(), { timeout: 30_000 }).toBe(count)

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** Waits until the catalogue is on this device: the last article answers. */
async function catalogueIsHere(page: Page, field = scanField(page)): Promise<void> {
  await field.fill('Légumes')
  await page.getByRole('option', { name: /Légumes/ }).waitFor({ timeout: 90_000 })
  await field.fill('')
}

async function reload(page: Page): Promise<void> {
  await page.reload()
  await reachCounter(page)
}

async function openedCounter(member = 'cashier1', options = {}): Promise<Page> {
  const page = await shop.openCounter(member, options)
  await catalogueIsHere(page)
  return page
}

describe('selling by keyboard and scanner', () => {
  let page: Page
  beforeAll(async () => {
    page = await openedCounter()
  })

  test('twenty scans in a second are all in the cart, in their order', async () => {
    await scan(page, ...MANY.map(({ code }) => code))
    await counted(lines(page), 20)
    const names = await lines(page).locator('p:first-child').allTextContents()
    expect(names.filter((name) => name.startsWith('Article'))).toEqual(MANY.map(({ name }) => name))
  })

  test('emptying the cart can be undone, and done again', async () => {
    await page.keyboard.press('Shift+Delete')
    await counted(lines(page), 0)
    await page.getByRole('button', { name: 'Annuler' }).click()
    await counted(lines(page), 20)
    await scanField(page).focus()
    await page.keyboard.press('Shift+Delete')
    await counted(lines(page), 0)
  })

  test('`3*` before a scan takes three, + and − count, Delete removes', async () => {
    await typeSlowly(page, '3*')
    await page.waitForTimeout(150)
    await scan(page, COFFEE.code)
    await expect.poll(() => quantityOf(page, COFFEE.name).inputValue()).toBe('3')
    await page.keyboard.press('+')
    await expect.poll(() => quantityOf(page, COFFEE.name).inputValue()).toBe('4')
    await page.keyboard.press('Delete')
    await counted(lines(page), 0)
  })

  test('a word is searched as it is typed and Enter adds the first result', async () => {
    await typeSlowly(page, 'touba')
    await page.getByRole('option', { name: /Café Touba/ }).waitFor()
    await page.keyboard.press('Enter')
    await counted(lines(page), 1)
    expect(await scanField(page).inputValue()).toBe('')
  })

  test('a scan with the focus on a quantity adds its article and leaves the quantity alone', async () => {
    await page.keyboard.press('F3')
    await scan(page, LAST_ONE.code)
    await counted(lines(page), 2)
    expect(await quantityOf(page, COFFEE.name).inputValue()).toBe('1')
  })

  test('a barcode typed by hand into a quantity is a scan, not a quantity', async () => {
    await quantityOf(page, COFFEE.name).focus()
    await typeSlowly(page, LAST_ONE.code)
    await page.keyboard.press('Enter')
    await expect.poll(() => quantityOf(page, LAST_ONE.name).inputValue()).toBe('2')
    expect(await quantityOf(page, COFFEE.name).inputValue()).toBe('1')
  })

  test('selling more than there is warns and does not block', async () => {
    await settled(cart(page), /1 en stock, il en manque 1/)
  })

  test('Enter in search, quantity or amount never ends the sale', async () => {
    await scanField(page).focus()
    await page.keyboard.press('Enter')
    await quantityOf(page, COFFEE.name).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('F9')
    await page.getByRole('dialog', { name: 'Paiement' }).waitFor()
    for (let times = 0; times < 3; times++) await page.keyboard.press('Enter')
    expect(await page.getByRole('dialog', { name: 'Paiement' }).isVisible()).toBe(true)
    expect(await page.getByRole('dialog', { name: 'Ticket' }).count()).toBe(0)
  })

  test('a scan while paying adds the article, the amount stays an amount and the total follows', async () => {
    await scan(page, RED_SOAP.code)
    await page.getByRole('dialog', { name: /Plusieurs articles/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Paiement' })
    await settled(dialog.getByRole('region', { name: 'Résumé du paiement' }), /8.850/)
    expect(await dialog.getByRole('textbox', { name: 'Espèces reçues' }).inputValue()).toMatch(/8.850/)
    await page.keyboard.press('Escape')
  })

  test('the cart is still there after a reload', async () => {
    await reload(page)
    await counted(lines(page), 3)
    await settled(toPay(page), /8.850/)
  })

  test('a sale split over cash and Wave ends with F10, says "Vendu", shows the receipt and the next sale is one key away', async () => {
    await page.keyboard.press('F9')
    const dialog = page.getByRole('dialog', { name: 'Paiement' })
    await dialog.getByRole('textbox', { name: 'Espèces reçues' }).fill('5000')
    await page.keyboard.press('Enter')
    await page.keyboard.press('F4')
    await dialog.getByRole('textbox', { name: 'Référence de la transaction' }).fill('WV-77-001')
    await page.keyboard.press('F10')
    const receipt = page.getByRole('dialog', { name: 'Ticket' })
    await receipt.getByText('Vendu', { exact: true }).waitFor()
    const paper = receipt.getByRole('article', { name: /Ticket A\d+-1-000001/ })
    await settled(paper, /TOTAL8.850.FCFA/)
    await settled(paper, /Wave3.850.FCFA/)
    await settled(paper, /WV-77-001/)
    await page.keyboard.press('Enter')
    await counted(receipt, 0)
    await counted(lines(page), 0)
    await expect.poll(() => scanField(page).evaluate((field) => field.matches(':focus'))).toBe(true)
  })

  test('the sale reaches the server with its postings, once', async () => {
    await expect
      .poll(async () => (await shop.admin.pullAll('orders')).map(({ number }) => number), { timeout: 60_000 })
      .toEqual([expect.stringMatching(/^A\d+-1-000001$/)])
    const [order] = await shop.admin.pullAll('orders')
    expect(order).toMatchObject({
      status: 'delivered',
      paymentStatus: 'paid',
      total: 8_850,
      channel: 'counter',
    })
  })

  test('an unknown code is kept on screen while scanning goes on, and becomes a task', async () => {
    await scan(page, '9999999999994')
    await scan(page, COFFEE.code)
    await counted(lines(page), 1)
    const notice = page.getByRole('list', { name: 'Codes inconnus' })
    await settled(notice, /9999999999994/)
    await notice.getByRole('button', { name: 'Créer une tâche' }).click()
    await counted(notice, 0)
    await expect
      .poll(async () => JSON.stringify(await shop.admin.pullAll('tasks')), { timeout: 60_000 })
      .toContain('9999999999994')
  })

  test('an article without a price asks for it', async () => {
    await scan(page, GREENS.code)
    const dialog = page.getByRole('dialog', { name: /Prix de Légumes du jour/ })
    await dialog.waitFor()
    await typeSlowly(page, '750')
    await page.keyboard.press('Enter')
    await counted(lines(page), 2)
    await settled(toPay(page), /1.250/)
  })

  test('a held cart leaves the counter, is listed on another one, and comes back', async () => {
    await page.keyboard.press('F8')
    await counted(lines(page), 0)
    await reload(page)
    await page.keyboard.press('F7')
    const held = page.getByRole('dialog', { name: 'Paniers gardés' })
    await held.getByRole('button', { name: /Café Touba/ }).click()
    await counted(held, 0)
    await counted(lines(page), 2)
    await settled(toPay(page), /1.250/)
    await page.keyboard.press('F7')
    await settled(page.getByRole('dialog', { name: 'Paniers gardés' }), /Aucun panier n’est gardé/)
    await page.keyboard.press('Escape')
  })

  test('a cashier’s discount needs a reason and stays within what the role allows', async () => {
    await page.keyboard.press('F6')
    const dialog = page.getByRole('dialog', { name: /Remise sur/ })
    await dialog.getByText('Tout le panier').click()
    await dialog.getByRole('textbox', { name: 'Remise en pourcentage' }).fill('50')
    await page.keyboard.press('Enter')
    await settled(dialog, /Dites pourquoi/)
    await settled(dialog, /Votre rôle permet ici 250.FCFA au plus/)
    await dialog.getByRole('textbox', { name: 'Remise en pourcentage' }).fill('20')
    await dialog.getByRole('textbox', { name: 'Raison' }).fill('fidélité')
    await page.keyboard.press('Enter')
    await counted(dialog, 0)
    await settled(toPay(page), /1.000/)
  })

  test('credit asks for a customer; one without credit is refused in plain words', async () => {
    await page.keyboard.press('F9')
    const dialog = page.getByRole('dialog', { name: 'Paiement' })
    await dialog.getByRole('radio', { name: 'Crédit' }).check()
    await page.keyboard.press('F10')
    await settled(dialog, /Pour un crédit, il faut un client/)
    await dialog.getByRole('button', { name: 'Choisir un client' }).click()
    const customers = page.getByRole('dialog', { name: 'Client' })
    await customers.getByRole('combobox', { name: 'Nom ou téléphone' }).fill('Awa Sarr')
    await customers.getByRole('button', { name: 'Nouveau client' }).click()
    await customers.getByRole('textbox', { name: 'Téléphone' }).fill('77 123 45 67')
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    await page.keyboard.press('F10')
    await settled(dialog, /Awa Sarr n’a pas de crédit dans cette boutique/)
    await page.keyboard.press('F2')
    await page.keyboard.press('F10')
    await page.getByRole('dialog', { name: 'Ticket' }).getByText('Vendu', { exact: true }).waitFor()
  })

  test('a scan on the finished sale begins the next one', async () => {
    await scan(page, COFFEE.code)
    await counted(page.getByRole('dialog', { name: 'Ticket' }), 0)
    await counted(lines(page), 1)
  })

  test('a full disk keeps the cart, says so, and the sale goes through once there is room', async () => {
    await fillDisk(page)
    await page.keyboard.press('F9')
    await page.keyboard.press('F10')
    const dialog = page.getByRole('dialog', { name: 'Paiement' })
    await settled(dialog, /La vente n’est pas enregistrée/)
    await settled(dialog, /Le disque de cette machine est plein/)
    await settled(dialog, /Le panier est intact/)
    await freeDisk(page)
    await page.keyboard.press('F10')
    const receipt = page.getByRole('dialog', { name: 'Ticket' })
    await receipt.getByRole('article', { name: /-000003/ }).waitFor()
    await page.keyboard.press('F10')
    await counted(lines(page), 0)
  })
})

describe('orders', () => {
  let page: Page
  beforeAll(async () => {
    page = await openedCounter('manager')
    await scan(page, COFFEE.code, COFFEE.code, COFFEE.code, MANY[0]?.code ?? '')
    await lines(page).nth(1).waitFor()
    await page.keyboard.press('F9')
    await page.keyboard.press('F10')
    await page.getByRole('dialog', { name: 'Ticket' }).getByText('Vendu', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.goto(`${shop.server.url}/#/orders`)
  })

  test('the newest order stands first and opens by keyboard', async () => {
    const list = page.getByRole('grid', { name: 'Commandes' })
    await list
      .getByRole('row', { name: /-000001.*1.600/ })
      .first()
      .waitFor()
    await list.focus()
    await page.keyboard.press('Enter')
    const detail = page.getByRole('region', { name: /Commande A\d+-1-000001/ })
    await detail.waitFor()
    await settled(detail.getByRole('table', { name: 'Articles' }), /Café Touba/)
  })

  test('some units of a line come back, with a confirmation and a slip', async () => {
    const detail = page.getByRole('region', { name: /Commande A/ })
    await detail.getByRole('button', { name: 'Rendre des articles' }).click()
    const dialog = page.getByRole('dialog', { name: /Retour sur/ })
    const count = dialog.getByRole('textbox', { name: 'Quantité rendue : Café Touba' })
    await count.fill('4')
    await settled(dialog, /Au plus 3/)
    await count.fill('2')
    await settled(dialog, /Valeur.: 1.000.FCFA/)
    await dialog.getByRole('button', { name: 'Rendre', exact: true }).click()
    await settled(dialog, /Dites pourquoi/)
    await dialog.getByRole('textbox', { name: 'Raison du retour' }).fill('paquet percé')
    await dialog.getByRole('button', { name: 'Rendre', exact: true }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Confirmer le retour' }).click()
    const slip = page.getByRole('dialog', { name: 'Bon de retour' })
    await settled(slip, /2 × Café Touba1.000.FCFA/)
    await page.keyboard.press('Enter')
    await counted(slip, 0)
    await settled(detail.getByRole('table', { name: 'Retours' }), /paquet percé/)
  })

  test('the history says who did what, and the entries stand in the ledgers', async () => {
    const detail = page.getByRole('region', { name: /Commande A/ })
    await detail.getByRole('tab', { name: 'Historique' }).click()
    await settled(detail.getByRole('list', { name: 'Historique de la commande' }), /2 articles rendus/)
    await settled(detail.getByRole('list', { name: 'Historique de la commande' }), /manager/)
    await detail.getByRole('tab', { name: 'Écritures' }).click()
    await settled(detail.getByRole('table', { name: 'Écritures de stock' }), /Retour\+2/)
  })

  test('RECEIPT-2 a receipt that was never printed is the original, and every later one a duplicate', async () => {
    await page
      .getByRole('region', { name: /Commande A/ })
      .getByRole('button', { name: 'Ticket' })
      .click()
    const receipt = page.getByRole('dialog', { name: 'Ticket' })
    const paper = receipt.getByRole('article')
    await settled(paper, /TOTAL/)
    expect(await paper.innerText()).not.toContain('DUPLICATA')
    await receipt.getByRole('button', { name: 'Imprimer' }).click()
    await settled(paper, /DUPLICATA/)
    await page.keyboard.press('Escape')
    await counted(receipt, 0)
  })

  test('a cancellation asks why, gives the rest back, and cannot be done twice', async () => {
    const detail = page.getByRole('region', { name: /Commande A/ })
    await detail.getByRole('button', { name: 'Annuler la commande' }).click()
    const dialog = page.getByRole('dialog', { name: /Annuler la commande/ })
    await dialog.getByRole('textbox', { name: 'Raison de l’annulation' }).fill('erreur de caisse')
    await dialog.getByRole('button', { name: 'Annuler la commande' }).click()
    await settled(page.getByRole('alertdialog'), /600.FCFA reviennent au client/)
    await page.getByRole('alertdialog').getByRole('button', { name: 'Annuler la commande' }).click()
    await counted(dialog, 0)
    await settled(detail, /Annulée/)
    await counted(detail.getByRole('button', { name: 'Annuler la commande' }), 0)
    await counted(detail.getByRole('button', { name: 'Rendre des articles' }), 0)
  })

  test('Escape goes back to the list; status and text narrow it', async () => {
    await page.keyboard.press('Escape')
    await counted(page.getByRole('region', { name: /Commande A/ }), 0)
    const list = page.getByRole('grid', { name: 'Commandes' })
    await page.getByRole('combobox', { name: 'Statut' }).selectOption('cancelled')
    await counted(list.getByRole('row'), 2)
    await page.getByRole('searchbox', { name: 'Numéro, client ou article' }).fill('nobody')
    await settled(list.locator('..'), /Aucune commande ici/)
  })
})

const WORDS = {
  fr: { scan: 'Scanner ou chercher un article', receipt: 'Ticket', orders: 'Commandes', order: /Commande/ },
  en: { scan: 'Scan or search an item', receipt: 'Receipt', orders: 'Orders', order: /Order / },
} as const

test.each([
  ['fr', 'light'],
  ['en', 'dark'],
] as const)(
  'axe finds nothing on the counter, in its dialogs and on the orders, in %s and %s',
  async (language, theme) => {
    const words = WORDS[language]
    const page = await shop.openCounter('cashier2', { theme, language })
    // Colours are measured at rest, not in the middle of a fade.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await catalogueIsHere(page, page.getByRole('combobox', { name: words.scan }))
    await scan(page, COFFEE.code, '9999999999994')
    await page.getByRole('list').getByText('9999999999994').waitFor()
    const found: string[] = []
    const check = async (): Promise<void> => void found.push(...(await violations(page)))
    await check()
    for (const key of ['F4', 'F6', 'F7', 'F9']) {
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor()
      await check()
      await page.keyboard.press('Escape')
      await counted(page.getByRole('dialog'), 0)
    }
    await page.keyboard.press('F9')
    await page.keyboard.press('F10')
    await page.getByRole('dialog', { name: words.receipt }).waitFor()
    await check()
    await page.keyboard.press('Enter')
    await page.goto(`${shop.server.url}/#/orders`)
    const list = page.getByRole('grid', { name: words.orders })
    await list.getByRole('row').nth(1).waitFor()
    await list.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: words.order }).waitFor()
    await check()
    expect(found).toEqual([])
  },
)
