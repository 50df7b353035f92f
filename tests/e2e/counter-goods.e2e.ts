import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { untilKeptOffline } from './support/device.ts'
import { type Hands, layHandsOn } from './support/hands.ts'
import { type OpenShop, openShop, type ShopGoods } from './support/open-shop.ts'
import { findFaults } from './support/screen-check.ts'
import { plugScanner, type WedgeScanner } from './support/wedge-scanner.ts'
import { asPattern, wordsOf } from './support/words.ts'

/*
 * What a counter sells beside boxes with a barcode, without a connection from the first scan to the last, by scanner and
 * keyboard alone.
 */

const codeOf = (index: number): string => `61912300${String(index).padStart(5, '0')}`

const TEN: ShopGoods[] = Array.from({ length: 10 }, (_, index) => ({
  name: `Article ${String(index).padStart(2, '0')}`,
  code: codeOf(index),
  price: 100 + index,
  onHand: 50,
}))
const COFFEE = { name: 'Café Touba', code: '6191000000011', price: 500, onHand: 10 }

const TOMATOES = { name: 'Tomates', code: '2000042', price: 1_500, onHand: 20_000, pricePerGrams: 1_000 }
const GREENS = { name: 'Légumes du jour', code: '6191000000042', price: null }
const YOGHURT = { name: 'Yaourt nature', code: '6191000000073', price: 300, tracking: 'lot' } as const
const PHONE = { name: 'Téléphone', code: '6191000000080', price: 45_000, tracking: 'serial' } as const
const BASKET = { name: 'Panier du matin', code: '6191000000092', price: 900 }
const BAG = { name: 'Sac papier', code: '6191000000059', price: 0 }

let shop: OpenShop
let page: Page
let hands: Hands
let scanner: WedgeScanner
beforeAll(async () => {
  shop = await openShop([...TEN, COFFEE, TOMATOES, GREENS, BAG, YOGHURT, PHONE, BASKET])
  page = await shop.openCounter('manager')
  scanner = await plugScanner(page)
  hands = await layHandsOn(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await untilKeptOffline(page)
  await page.context().setOffline(true)
})
afterAll(() => shop?.close())

const scanField = (): Locator => page.getByRole('combobox', { name: 'Scanner ou chercher un article' })
const lines = (): Locator => page.getByRole('list', { name: 'Articles du panier' }).getByRole('listitem')
const toPay = (): Locator => page.getByLabel('À payer').first()
const dialog = (name: string | RegExp): Locator => page.getByRole('dialog', { name })

const settled = (locator: Locator, text: string | RegExp): Promise<void> =>
  expect.poll(async () => (await locator.textContent()) ?? '', { timeout: 30_000 }).toMatch(text)
const counted = (locator: Locator, count: number): Promise<void> =>
  expect.poll(() => locator.count(), { timeout: 30_000 }).toBe(count)

/** What axe finds in the colours of day or night. */
async function violations(colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme })
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** Takes the money in cash, to the franc, and begins the next sale. */
async function payCash(): Promise<void> {
  await hands.press('F9')
  await dialog('Paiement').waitFor()
  await hands.press('F10')
  await dialog('Ticket').getByText('Vendu', { exact: true }).waitFor()
  await hands.press('F10')
  await counted(dialog('Ticket'), 0)
}

describe('a scanner and a keyboard', () => {
  test('a sale of ten lines takes no click', async () => {
    await scanner.scan(...TEN.map(({ code }) => code))
    await counted(lines(), 10)
    await settled(toPay(), /1.045/)
    await hands.press('F9')
    await dialog('Paiement').getByRole('textbox', { name: 'Espèces reçues' }).waitFor()
    await hands.type('500')
    await hands.press('F10')
    await settled(dialog('Paiement'), /Il reste 545.FCFA à payer/)
    await hands.press('Escape')
    await counted(dialog('Paiement'), 0)
    await payCash()
    await counted(lines(), 0)
    expect(await hands.pointerUses()).toBe(0)
  })

  test('a scan amid a note adds its article and leaves the words alone', async () => {
    await scanner.scan(COFFEE.code)
    await counted(lines(), 1)
    await hands.activate(page.getByRole('button', { name: 'Note', exact: true }))
    await hands.type('Awa')
    await page.waitForTimeout(150)
    await scanner.scan(TEN[0]?.code ?? '')
    await counted(page.locator('li').filter({ hasText: 'Article 00' }), 1)
    expect(await dialog('Note sur la vente').getByRole('textbox').inputValue()).toBe('Awa')
    await hands.type(' S')
    expect(await dialog('Note sur la vente').getByRole('textbox').inputValue()).toBe('Awa S')
    await hands.press('Escape')
    await counted(dialog('Note sur la vente'), 0)
  })

  test('the test of the scanner says what it sent and what it found, and sells nothing', async () => {
    await hands.activate(page.getByRole('button', { name: 'Tester scanner' }))
    const panel = dialog('Tester le scanner')
    await panel.waitFor()
    await scanner.scan(COFFEE.code)
    await settled(panel, /Le scanner est bien réglé/)
    await settled(panel, /Café Touba/)
    await settled(panel, /6191000000011 \(13 caractères\)/)
    await scanner.scan(`X${COFFEE.code}`)
    await settled(panel, /Le scanner ajoute quelque chose au code/)
    await settled(panel, /Devant.: X/)
    await hands.type('12')
    await settled(panel, /Le scanner est aussi lent qu’une main/)
    expect(await violations('light')).toEqual([])
    await hands.press('Escape')
    await counted(panel, 0)
    await counted(lines(), 2)
    await hands.press('Shift+Delete')
    await counted(lines(), 0)
  })
})

describe('a discount', () => {
  test('keeps its reason on the receipt and in the history', async () => {
    await scanner.scan(COFFEE.code, COFFEE.code)
    await counted(lines(), 1)
    await hands.press('F6')
    const form = dialog(/Remise sur/)
    await form.getByRole('textbox', { name: 'Remise en pourcentage' }).fill('10')
    await hands.press('Enter')
    await settled(form, /Dites pourquoi/)
    await form.getByRole('textbox', { name: 'Raison' }).fill('paquet abîmé')
    await hands.press('Enter')
    await counted(form, 0)
    await settled(toPay(), /900/)
    await hands.press('F9', 'F10')
    await settled(dialog('Ticket').getByRole('article'), /Remise \(paquet abîmé\)/)
    await hands.press('F10')
    await page.evaluate(() => {
      location.hash = '#/orders'
    })
    const list = page.getByRole('grid', { name: 'Commandes' })
    await list.getByRole('row', { name: /900/ }).first().waitFor()
    await hands.tabTo(list)
    await hands.press('Enter')
    const detail = page.getByRole('region', { name: /Commande A/ })
    await settled(detail.getByRole('table', { name: 'Articles' }), /Remise 100.FCFA \(paquet abîmé\)/)
    await hands.tabTo(detail.getByRole('tab').first())
    await hands.press('ArrowRight')
    await settled(
      detail.getByRole('list', { name: 'Historique de la commande' }),
      /Remise de 100.FCFA sur Café Touba \(paquet abîmé\)/,
    )
    await page.evaluate(() => {
      location.hash = '#/counter'
    })
    await scanField().waitFor()
  })
})

describe('goods by weight and with an open price', () => {
  test('the labels of the shop’s scale are set up once, and then sell what was weighed', async () => {
    await hands.activate(page.getByRole('button', { name: 'Tester scanner' }))
    await hands.activate(dialog('Tester le scanner').getByRole('button', { name: 'Étiquettes de balance' }))
    const form = dialog('Étiquettes de balance')
    await hands.activate(form.getByRole('button', { name: 'Ajouter une étiquette' }))
    await settled(form, /20 AAAAA GGGGG C/)
    expect(await violations('dark')).toEqual([])
    await hands.activate(form.getByRole('button', { name: 'Enregistrer' }))
    await counted(form, 0)
    await scanner.scan('2000042012502')
    await counted(lines(), 1)
    await settled(lines().first(), /1.500.FCFA \/ 1.kg/)
    await settled(toPay(), /1.875/)
  })

  test('what the scale shows is typed as it stands there, and the sum is told first', async () => {
    await scanField().fill('tomates')
    await page.getByRole('option', { name: /Tomates/ }).waitFor()
    await hands.press('Enter')
    const form = dialog('Combien de Tomates ?')
    await hands.type('0,5')
    await settled(form, /500.g font 750.FCFA/)
    expect(await violations('light')).toEqual([])
    await hands.press('Enter')
    await counted(form, 0)
    await settled(toPay(), /2.625/)
    await settled(page.getByRole('status').first(), /500.g de Tomates/)
  })

  test('a price of nothing is confirmed, and a far too high one as well', async () => {
    await scanner.scan(BAG.code)
    await settled(page.getByRole('alertdialog'), /Donner «.Sac papier.» gratuitement/)
    await hands.activate(page.getByRole('button', { name: 'Donner gratuitement' }))
    await counted(lines(), 2)
    await scanner.scan(GREENS.code)
    await dialog(/Prix de Légumes/).waitFor()
    await hands.type('750')
    await hands.press('Enter')
    await counted(lines(), 3)
    await hands.press('F9', 'F10')
    const paper = dialog('Ticket').getByRole('article')
    await settled(paper, /1,75.kg × 1.500.FCFA \/ 1.kg2.625.FCFA/)
    await hands.press('F10')
    await scanner.scan(GREENS.code)
    await dialog(/Prix de Légumes/).waitFor()
    await hands.type('7500')
    await hands.press('Enter')
    await settled(page.getByRole('alertdialog'), /Vraiment 7.500.FCFA/)
    await settled(page.getByRole('alertdialog'), /d’habitude 750.FCFA/)
    await hands.press('Enter')
    await counted(page.getByRole('alertdialog'), 0)
    const field = dialog(/Prix de Légumes/).getByRole('textbox')
    await field.fill('800')
    await hands.press('Enter')
    await settled(toPay(), /800/)
    await hands.press('Shift+Delete')
    await counted(lines(), 0)
  })
})

/** One red dot: the smallest picture there is. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
)

describe('a bundle', () => {
  const goTo = (path: string): Promise<void> =>
    page.evaluate((to) => {
      location.hash = to
    }, `#/${path}`)

  test('BUNDLE-1 is put together of other goods, and of no bundle', async () => {
    await goTo('products')
    await page.getByRole('grid').getByText(BASKET.name).dispatchEvent('click')
    const form = dialog(BASKET.name)
    const search = form.getByRole('textbox', { name: 'Scanner ou chercher un article à mettre dans le pack' })
    for (const code of [COFFEE.code, TEN[1]?.code ?? '']) {
      await search.fill(code)
      await search.press('Enter')
      await expect.poll(() => search.inputValue()).toBe('')
    }
    await search.fill(BASKET.code)
    await search.press('Enter')
    await settled(form, /est déjà dans ce pack, ou c’est le pack lui-même/)
    await form.getByRole('textbox', { name: 'Quantité dans le pack, Café Touba' }).fill('2')
    expect(await violations('light')).toEqual([])
    await page.keyboard.press('Control+s')
    await counted(form, 0)
  })

  test('BUNDLE-2 takes its components off the shelf, and its receipt names them', async () => {
    await goTo('counter')
    await scanField().waitFor()
    await scanner.scan(BASKET.code)
    await settled(lines().first(), /2 × Café Touba, 1 × Article 01/)
    // Eight coffees are left: four baskets.
    await settled(lines().first(), /4 en stock/)
    await hands.press('F9', 'F10')
    const paper = dialog('Ticket').getByRole('article')
    await settled(paper, /Panier du matin2 × Café Touba, 1 × Article 01/)
    await settled(paper, /900.FCFA/)
    await hands.press('F10')
    await goTo('stock')
    const shelf = (name: string): Locator =>
      page.getByRole('grid').getByRole('row', { name: new RegExp(name) })
    await settled(shelf('Café Touba'), /6En stock/)
    await counted(shelf(BASKET.name), 0)
    await hands.activate(page.getByRole('button', { name: 'Recevoir', exact: true }))
    const receive = dialog('Recevoir des marchandises')
    await receive.getByRole('combobox', { name: 'Scanner ou chercher un article' }).fill(BASKET.code)
    await page.keyboard.press('Enter')
    await settled(receive, /Panier du matin est un pack/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await counted(receive, 0)
    await goTo('counter')
    await scanField().waitFor()
  })
})

describe('favourites', () => {
  const tiles = (on = page): Locator => on.getByRole('list', { name: 'Articles favoris' }).getByRole('button')

  test('are arranged without a connection, with a picture or initials', async () => {
    await hands.activate(page.getByRole('button', { name: 'Ajouter des favoris' }))
    const form = dialog('Favoris')
    for (const name of ['Café Touba', 'Tomates']) {
      await form.getByRole('combobox', { name: 'Ajouter un article' }).fill(name)
      await form.getByRole('option', { name }).waitFor()
      await hands.press('Enter')
      await form.getByText(name, { exact: true }).waitFor()
    }
    await form.getByRole('combobox', { name: 'Ajouter un article' }).focus()
    await scanner.scan(COFFEE.code)
    expect(await form.getByRole('combobox', { name: 'Ajouter un article' }).inputValue()).toBe(COFFEE.code)
    await counted(lines(), 0)
    await form
      .getByLabel('Fichier image pour Café Touba')
      .setInputFiles({ name: 'cafe.png', mimeType: 'image/png', buffer: PICTURE })
    await form.locator('img[src^="data:image/webp"]').waitFor()
    await form
      .getByLabel('Fichier image pour Tomates')
      .setInputFiles({ name: 'tomates.txt', mimeType: 'text/plain', buffer: Buffer.from('rouge') })
    await page.getByText('Ce fichier n’est pas une image lisible').waitFor()
    await hands.activate(form.getByRole('button', { name: 'Avancer Tomates' }))
    await settled(form.getByRole('list', { name: 'Articles favoris' }).locator('li').first(), /Tomates/)
    expect(await violations('dark')).toEqual([])
    await hands.press('Escape')
    await counted(form, 0)
  })

  test('are reached and pressed by keyboard', async () => {
    const before = await hands.pointerUses()
    await settled(tiles().first(), /TOTomates/)
    await hands.press('Control+d', 'ArrowRight', 'Enter')
    await counted(lines(), 1)
    await settled(toPay(), /500/)
    await hands.press('Control+d', 'Enter')
    await counted(lines(), 1)
    await expect.poll(() => scanField().evaluate((field) => field.matches(':focus'))).toBe(true)
    expect(await hands.pointerUses()).toBe(before)
  })

  test('and a cart put aside here go to another till, which finishes the sale', async () => {
    await hands.activate(page.getByRole('button', { name: 'Note', exact: true }))
    await dialog('Note sur la vente').getByRole('textbox').fill('table 4')
    await hands.activate(dialog('Note sur la vente').getByRole('button', { name: 'Enregistrer' }))
    await hands.press('F8')
    await counted(lines(), 0)
    await page.context().setOffline(false)
    const other = await shop.openCounter('cashier1')
    await tiles(other).nth(1).locator('img').waitFor({ timeout: 60_000 })
    await other.keyboard.press('F7')
    const held = other.getByRole('dialog', { name: 'Paniers gardés' })
    const theirs = held.getByRole('button', { name: /Café Touba.*manager.*table 4/s })
    await theirs.waitFor({ timeout: 60_000 })
    await theirs.press('Enter')
    await counted(held, 0)
    await settled(other.getByLabel('À payer').first(), /1.000|500/)
    await other.keyboard.press('F9')
    await other.getByRole('dialog', { name: 'Paiement' }).waitFor()
    await other.keyboard.press('F10')
    await other.getByRole('dialog', { name: 'Ticket' }).getByText('Vendu', { exact: true }).waitFor()
    await hands.press('F7')
    await settled(dialog('Paniers gardés'), /Aucun panier n’est gardé/)
  })
})

describe('lots and serial numbers', () => {
  const t = wordsOf('fr')
  const button = (name: string, within: Locator | Page = page): Locator =>
    within.getByRole('button', { name, exact: true })
  const see = async (screen: string): Promise<void> =>
    expect(await findFaults(page, screen, 'fr')).toEqual([])
  const goTo = (path: string): Promise<void> =>
    page.evaluate((to) => {
      location.hash = to
    }, `#/${path}`)
  const receipt = (): Locator => dialog('Ticket').getByRole('article')

  test('come in with their last day, and one scanned after the other', async () => {
    await page.context().setOffline(true)
    await goTo('stock')
    await button(t('stock:mode.receive.button')).click()
    const form = dialog(t('stock:mode.receive.title'))
    const pick = async ({ name, code }: { name: string; code: string }, units: number): Promise<void> => {
      await form.getByRole('combobox', { name: t('stock:picker.label') }).fill(code)
      await page.keyboard.press('Enter')
      await form.getByText(t('stock:picker.added', { name })).waitFor()
      await form.getByRole('textbox', { name: t('stock:lines.quantityOf', { name }) }).fill(String(units))
    }
    await pick(YOGHURT, 6)
    const lots = form.getByRole('group', { name: t('lots:entry.lotOf', { name: YOGHURT.name }) })
    const fields = (name: string): Locator => lots.getByLabel(t(`lots:entry.${name}`), { exact: true })
    await fields('lot').first().fill('l-old')
    await fields('expiry').first().fill('2020-01-31')
    await fields('units').first().fill('2')
    await button(t('lots:entry.add'), lots).click()
    await fields('lot').nth(1).fill('L-NEW')
    await fields('expiry').nth(1).fill('2099-12-31')
    await pick(PHONE, 3)
    const serials = form.getByRole('textbox', { name: t('lots:entry.serialOf', { name: PHONE.name }) })
    for (const serial of ['sn-1', 'SN-2', 'SN-1']) {
      await serials.fill(serial)
      await serials.press('Enter')
    }
    await form.getByText(t('lots:entry.twice', { lot: 'SN-1' })).waitFor()
    await settled(form.locator('output'), /2 sur 3/)
    await see('lots-receive')
    await button(t('stock:save'), form).click()
    await button(t('stock:confirm'), page.getByRole('alertdialog')).click()
    await counted(form, 0)
  })

  test('the counter takes what expires first, asks about what has expired, and lets another lot be chosen', async () => {
    await goTo('counter')
    await scanField().waitFor()
    await scanner.scan(YOGHURT.code)
    await settled(lines().first(), /Lot L-OLD, périmé le/)
    await hands.press('F9')
    const pay = dialog('Paiement')
    await settled(pay, asPattern(t('lots:counter.expiredTitle')))
    await hands.press('F10')
    await settled(pay, asPattern(t('lots:counter.expiredPress')))
    await see('lots-expired')
    await hands.press('Escape')
    await button(t('lots:counter.choose', { name: YOGHURT.name })).click()
    const choice = dialog(t('lots:counter.title', { name: YOGHURT.name }))
    await see('lots-choice')
    await choice.getByRole('button', { name: /L-NEW/ }).click()
    await settled(lines().first(), /Lot L-NEW, périme le/)
    await hands.press('F9', 'F10')
    await settled(receipt(), /Lot L-NEW, périme le/)
    await hands.press('F10')
    await scanner.scan(YOGHURT.code)
    await settled(lines().first(), /Lot L-OLD/)
    await hands.press('F9', 'F10', 'F10')
    await settled(receipt(), /Lot L-OLD/)
    await hands.press('F10')
  })

  test('a serial number finds its article, once, and completes a line that lacks it', async () => {
    await scanner.scan('SN-1')
    await settled(lines().first(), /Téléphone.*N° de série SN-1/)
    await scanner.scan('SN-1')
    await settled(page.getByRole('status').first(), /SN-1 .* est déjà dans le panier/)
    await scanner.scan(PHONE.code)
    await settled(lines().first(), /1 numéro de série manque/)
    await see('lots-cart')
    await scanner.scan('SN-2')
    await settled(lines().first(), /SN-1 · N° de série SN-2/)
    await hands.press('F9', 'F10')
    await settled(receipt(), /N° de série SN-1N° de série SN-2/)
    await button(t('orders:message.open'), dialog(t('orders:receipt.title'))).click()
    await settled(dialog(/^Envoyer le ticket/), /SN-1\s+N° de série SN-2/)
    await page.keyboard.press('Escape')
    await hands.press('F10')
  })

  test('the stockroom says what became of each, who bought it, and discards what has expired', async () => {
    await goTo('stock/lots')
    const grid = page.getByRole('grid', { name: t('lots:list.label') })
    await settled(grid, /L-OLD.*périmé le.*L-NEW/)
    await see('lots-list')
    await button(t('lots:list.discard'), grid).click()
    await button(t('lots:discard.confirm'), page.getByRole('alertdialog')).click()
    await counted(grid.getByText('L-OLD'), 0)
    await grid.getByText('L-NEW').click()
    const sheet = dialog(t('lots:lot', { lot: 'L-NEW' }))
    await settled(
      sheet.getByRole('region', { name: t('lots:sheet.buyers') }),
      /1 unité vendue et non rapportée/,
    )
    await settled(sheet.getByRole('table', { name: t('lots:sheet.story') }), /\+4/)
    await see('lots-sheet')
    await page.keyboard.press('Escape')
    await counted(sheet, 0)
    await page.getByRole('searchbox', { name: t('lots:list.search') }).fill('sn-2')
    await grid.getByText('SN-2').click()
    const story = dialog(t('lots:serial', { lot: 'SN-2' })).getByRole('table', {
      name: t('lots:sheet.story'),
    })
    await settled(story, /Réception.*Vente/)
    await page.keyboard.press('Escape')
    await counted(story, 0)
  })

  test('a serial number stands for its article in the stockroom too', async () => {
    await goTo('stock')
    await button('Recevoir').click()
    const receive = dialog('Recevoir des marchandises')
    await receive.getByRole('combobox', { name: 'Scanner ou chercher un article' }).fill('sn-2')
    await page.keyboard.press('Enter')
    await settled(receive, /Ajouté.: Téléphone/)
  })
})
