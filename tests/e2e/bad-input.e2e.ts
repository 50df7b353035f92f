import { Buffer } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, runServer } from '../support/running-server.ts'
import {
  allSent,
  createDevice,
  type Device,
  newSale,
  PASSWORD,
  sell,
  signIn,
  unlock,
} from './support/device.ts'
import { type Office, openOffice } from './support/office.ts'
import { plugScanner, type WedgeScanner } from './support/wedge-scanner.ts'
import { asPattern, plainSpaces, wordsOf } from './support/words.ts'

/*
 * What goes wrong in a shop: bad files, wrong passwords, a server that is down or out of order, changes it does not take,
 * conflicts, a full disk, a damaged store. Each has a clear outcome, and nothing anybody did is lost.
 */

const t = wordsOf('fr')
const WAIT = { timeout: 90_000 }
const MANAGER = { email: 'manager@demo.comptoir.test', name: 'Awa Diop' }

let server: RunningServer
let device: Device
let office: Office
let page: Page
let scanner: WedgeScanner

beforeAll(async () => {
  server = await runServer()
  office = await openOffice(server, 'admin@demo.comptoir.test')
  device = await createDevice(server, { email: MANAGER.email })
  await device.open()
  page = device.page
})

afterAll(async () => {
  await device?.close()
  await server?.stop()
})

const dialog = (name: string): Locator => page.getByRole('dialog', { name: asPattern(name) })
const button = (name: string, within: Locator | Page = page): Locator =>
  within.getByRole('button', { name: asPattern(name) })
const counted = (locator: Locator, count: number): Promise<void> =>
  expect.poll(() => locator.count(), WAIT).toBe(count)
const textOf = async (locator: Locator): Promise<string> => plainSpaces(await locator.innerText())
const products = (): Locator => page.getByRole('grid', { name: t('products:table.label') })

async function open(screen: Parameters<Device['goTo']>[0]): Promise<void> {
  await device.goTo(screen)
  await page.getByRole('heading', { level: 1, name: t(`common:nav.${screen}`) }).waitFor(WAIT)
}

/** The table with the products that have this text. */
async function find(text: string): Promise<Locator> {
  await open('products')
  await page.getByRole('searchbox', { name: t('products:filter.search') }).fill(text)
  return products().getByRole('row').filter({ hasText: text })
}

async function renameHere(sku: string, name: string): Promise<void> {
  await find(sku)
  // The heading and that one product: until then the first row may still be another one's.
  await counted(products().getByRole('row'), 2)
  await products().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('F2')
  const editor = page.getByRole('textbox', { name: asPattern(t('products:table.editName', { name: '' })) })
  await editor.fill(name)
  await page.keyboard.press('Enter')
}

/** The role given at the office has reached this device. */
async function mayEdit(): Promise<void> {
  await open('products')
  await expect.poll(() => button(t('products:new')).isEnabled(), WAIT).toBe(true)
}

describe('at the door', () => {
  const say = async (password: string, words: string): Promise<void> => {
    await page.getByRole('textbox', { name: t('auth:signIn.email') }).fill(MANAGER.email)
    await page.getByRole('textbox', { name: t('auth:signIn.password') }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText(words).waitFor(WAIT)
    expect(await page.getByRole('textbox', { name: t('auth:signIn.email') }).inputValue()).toBe(MANAGER.email)
    expect(await page.getByRole('textbox', { name: t('auth:signIn.password') }).inputValue()).toBe(password)
  }

  test('a wrong password is said without saying which of the two is wrong', async () => {
    await say('pas-le-bon', t('auth:failure.wrongCredentials'))
  })

  test('a server that is down is said, and what was typed stays', async () => {
    device.cable.unplug()
    await say(PASSWORD, t('auth:failure.unreachable'))
    device.cable.plugIn()
  })

  test('a server that answers with errors is said, and what was typed stays', async () => {
    device.cable.answerErrors(true)
    await say(PASSWORD, t('auth:failure.busy'))
    device.cable.answerErrors(false)
  })

  test('then the door opens', async () => {
    await signIn(device, MANAGER.email)
    scanner = await plugScanner(page)
  })
})

describe('a products file', () => {
  const form = (): Locator => dialog(t('products:import.title'))

  async function choose(name: string, content: Buffer | string): Promise<void> {
    if ((await form().count()) === 0) {
      await open('products')
      await button(t('products:import.open')).click()
    }
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      form()
        .getByRole('button', { name: t('products:import.choose.button') })
        .or(form().getByRole('button', { name: t('products:import.otherFile') }))
        .click(),
    ])
    const buffer = typeof content === 'string' ? Buffer.from(content) : content
    await chooser.setFiles({ name, mimeType: 'text/csv', buffer })
  }

  /** What the preview says would happen: created, updated, unchanged, refused. */
  async function figures(): Promise<number[]> {
    const group = form().getByRole('group', { name: t('products:import.figures') })
    await group.waitFor(WAIT)
    const text = await textOf(group)
    return ['creates', 'updates', 'unchanged', 'rejected'].map((name) => {
      const [, figure] = new RegExp(`${t(`products:import.${name}`)}\\s+(\\d+)`, 'i').exec(text) ?? []
      return Number(figure)
    })
  }

  const refusals = (): Locator => form().getByRole('grid', { name: t('products:import.rows.label') })

  async function refusedBecause(row: number, reason: string): Promise<void> {
    await refusals()
      .getByRole('row', { name: asPattern(`${row} ${reason}`) })
      .waitFor(WAIT)
  }

  async function run(count: number): Promise<void> {
    await form()
      .getByRole('button', { name: t('products:import.run', { count }) })
      .click()
    await form().getByText(t('products:import.report.complete')).waitFor(WAIT)
    await form()
      .getByRole('button', { name: t('products:import.done') })
      .click()
    await counted(form(), 0)
  }

  async function downloadBy(press: Locator): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent('download', WAIT), press.click()])
    return readFile(await download.path(), 'utf8')
  }

  test('in Windows-1252 with semicolons and decimal commas is read as it was meant', async () => {
    const rows = ['Nom;Référence;Prix', 'Café Touba pilé;IMP-1;1 250,00', 'Crème de dégué;IMP-2;900,00']
    await choose('tableur.csv', Buffer.from(rows.join('\r\n'), 'latin1'))
    expect(await figures()).toEqual([2, 0, 0, 0])
    const reading = form().getByRole('group', { name: t('products:import.file.label') })
    const chosen = (name: string): Promise<string> =>
      reading.getByRole('combobox', { name: t(`products:import.file.${name}`) }).inputValue()
    expect([await chosen('encoding'), await chosen('delimiter'), await chosen('decimalMark')]).toEqual([
      'windows-1252',
      ';',
      ',',
    ])
    await run(2)
    const row = await find('IMP-1')
    await counted(row, 1)
    expect(await textOf(row)).toMatch(/Café Touba pilé[\s\S]*1 250 FCFA/)
  })

  test('with a byte order mark finds its first column', async () => {
    await choose('excel.csv', `\uFEFFName,SKU,Price\r\nGingembre moulu,IMP-3,700\r\n`)
    expect(await figures()).toEqual([1, 0, 0, 0])
    await run(1)
    await counted(await find('IMP-3'), 1)
  })

  test('that breaks off inside a quote brings in what is whole and says which row is not', async () => {
    await choose(
      'coupe.csv',
      'Nom,Référence,Prix\nBouye,IMP-4,500\n"Ditakh,IMP-5,600\nBissap blanc,IMP-6,550',
    )
    const [creates, , , rejected] = await figures()
    expect([creates, rejected]).toEqual([2, 1])
    await refusedBecause(3, t('products:import.reason.unclosedQuote'))
    await run(2)
    await counted(await find('IMP-4'), 1)
    await counted(await find('IMP-5'), 0)
  })

  test('that is a spreadsheet under another name is named as what it is', async () => {
    await choose('articles.csv', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0, 8, 0, 0, 0, 0x21, 0]))
    await form().getByText(t('products:import.fileError.spreadsheet')).waitFor(WAIT)
    await page.keyboard.press('Escape')
  })

  test('with doubled SKUs and a negative price lets the good rows in; the others are saved, mended and imported', async () => {
    const rows = [
      'Nom;Référence;Prix',
      'Attiéké sec;IMP-7;800',
      'Attiéké rouge;IMP-7;850',
      'Placali;IMP-8;-400',
      'Garba;IMP-9;beaucoup',
    ]
    await choose('fautes.csv', rows.join('\n'))
    expect(await figures()).toEqual([1, 0, 0, 3])
    await refusedBecause(3, t('products:import.reason.duplicateSku', { sku: 'IMP-7', row: 2 }))
    await refusedBecause(4, t('products:import.reason.negativePrice', { text: '-400' }))
    await refusedBecause(5, t('products:import.reason.badPrice', { text: 'beaucoup' }))
    const saved = await downloadBy(form().getByRole('button', { name: t('products:import.rows.save') }))
    for (const text of ['Attiéké rouge', 'Placali', 'Garba']) expect(saved).toContain(text)
    expect(saved).not.toContain('Attiéké sec')
    await run(1)
    const mended = saved
      .replace('Attiéké rouge;IMP-7', 'Attiéké rouge;IMP-10')
      .replace(';-400', ';400')
      .replace(/;beaucoup(?=\s|$)/m, ';600')
    await choose('corrige.csv', mended)
    expect(await figures()).toEqual([3, 0, 0, 0])
    await run(3)
    await counted(await find('IMP-8'), 1)
  })

  test('that was exported from here changes nothing when it comes back', async () => {
    await find('')
    await button(t('products:export.open')).click()
    const exporting = dialog(t('products:export.title'))
    await exporting.waitFor()
    const exported = await downloadBy(exporting.getByRole('button', { name: t('products:export.run') }))
    await page.keyboard.press('Escape')
    await counted(exporting, 0)
    expect(exported).toContain('IMP-1')
    await choose('articles.csv', exported)
    const [creates, updates, unchanged, rejected] = await figures()
    expect([creates, updates, rejected]).toEqual([0, 0, 0])
    expect(unchanged).toBeGreaterThan(50)
    expect(
      await form()
        .getByRole('button', { name: t('products:import.run', { count: 0 }) })
        .isDisabled(),
    ).toBe(true)
    await page.keyboard.press('Escape')
    await counted(form(), 0)
    await allSent(device)
  })
})

describe('at the counter', () => {
  const lines = (): Locator =>
    page.getByRole('textbox', { name: asPattern(t('counter:line.quantityOf', { name: '' })) })

  test('an unknown barcode is kept in sight and is not sold', async () => {
    await open('counter')
    await page.getByRole('combobox', { name: t('counter:scan.label') }).waitFor(WAIT)
    await scanner.scan('9999999999994')
    const unknown = page.getByRole('list', { name: t('counter:unknown.list') })
    await unknown.getByText(t('counter:unknown.title', { code: '9999999999994' })).waitFor(WAIT)
    await counted(lines(), 0)
    await unknown.getByRole('button', { name: t('counter:unknown.dismiss') }).click()
    await counted(unknown, 0)
  })

  test('while the server answers with errors selling goes on, and the sale is sent when it is well again', async () => {
    device.cable.answerErrors(true)
    const number = await sell(device, 'BOI-05')
    await newSale(device)
    expect((await office.all('orders')).some((order) => order.number === number)).toBe(false)
    device.cable.answerErrors(false)
    await expect
      .poll(async () => (await office.all('orders')).filter((order) => order.number === number).length, {
        timeout: 150_000,
      })
      .toBe(1)
    await allSent(device)
  })

  test('a full disk: the sale is not saved, the cart is intact, and it is sold once there is room', async () => {
    await open('counter')
    await page.keyboard.press('F2')
    await page.keyboard.type('BOI-05')
    await page.keyboard.press('Enter')
    await counted(lines(), 1)
    await setDisk('full')
    await page.keyboard.press('F9')
    await dialog(t('counter:pay.title')).waitFor()
    await page.keyboard.press('F10')
    await dialog(t('counter:pay.title')).getByText(t('counter:failure.notSaved')).waitFor(WAIT)
    await dialog(t('counter:pay.title')).getByText(t('counter:failure.cartKept')).waitFor()
    await page.keyboard.press('Escape')
    await counted(lines(), 1)

    await renameHere('BOI-05', 'Cola sans place')
    await page.getByText(t('products:failure.diskFull')).first().waitFor(WAIT)
    await page.keyboard.press('Escape')
    await setDisk('roomy')
    await open('counter')
    await counted(lines(), 1)
    await page.keyboard.press('F9')
    await page.keyboard.press('F10')
    await page.getByText(t('counter:receipt.sold'), { exact: true }).waitFor(WAIT)
    await newSale(device)
    await allSent(device)
    expect((await office.productOf('BOI-05')).name).toBe('Boisson gazeuse cola 1,5 L')
  })
})

describe('a change the server does not take', () => {
  const refused = (): Locator => page.getByRole('table', { name: /^Refus \(\d/ })

  /** Two names are changed while the cable is out; meanwhile the person loses the right to it. */
  async function changeWithoutRight(sku: string, name: string): Promise<void> {
    await mayEdit()
    device.cable.unplug()
    await renameHere(sku, name)
    await products().getByText(name).waitFor(WAIT)
    await office.appoint(MANAGER.name, 'cashier')
    device.cable.plugIn()
    await open('sync')
    await button(t('sync:action.syncNow')).click()
    await page
      .getByRole('tab', { name: asPattern(t('sync:tab.refused', { count: 1 })) })
      .click({ timeout: 150_000 })
    await refused().getByRole('row').filter({ hasText: name }).waitFor(WAIT)
  }

  test('stands in the list with its reason, and can be corrected and sent again', async () => {
    await changeWithoutRight('EPI-07', 'Sel du fleuve')
    expect(await textOf(refused())).toMatch(/Votre rôle ne le permet pas/)
    expect((await office.productOf('EPI-07')).name).toBe('Sel iodé 1 kg')
    await office.appoint(MANAGER.name, 'manager')
    await refused()
      .getByRole('button', { name: t('sync:refused.edit') })
      .click()
    const correcting = dialog(t('sync:refused.editTitle'))
    const name = correcting.getByRole('textbox', { name: t('sync:field.name'), exact: true })
    expect(await name.inputValue()).toBe('Sel du fleuve')
    await name.fill('Sel du grand fleuve')
    await correcting.getByRole('button', { name: t('sync:refused.resend') }).click()
    await counted(correcting, 0)
    await expect.poll(async () => (await office.productOf('EPI-07')).name, WAIT).toBe('Sel du grand fleuve')
    await counted(refused(), 0)
  })

  test('can be given up, and then everything is as the server has it', async () => {
    await changeWithoutRight('EPI-08', 'Farine refusée')
    await refused()
      .getByRole('button', { name: t('sync:refused.discard') })
      .click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: t('sync:refused.discard') })
      .click()
    await counted(refused(), 0)
    await office.appoint(MANAGER.name, 'manager')
    await allSent(device)
    await counted(await find('EPI-08'), 1)
    await counted(await find('Farine refusée'), 0)
  })
})

test('MERGE: one field changed on two devices shows both versions, and the choice goes to both', async () => {
  await mayEdit()
  device.cable.unplug()
  await renameHere('EPI-12', 'Pâte d’arachide du marché')
  await products().getByText('Pâte d’arachide du marché').waitFor(WAIT)
  await office.rename('EPI-12', 'Pâte d’arachide du bureau')
  device.cable.plugIn()
  await open('sync')
  await button(t('sync:action.syncNow')).click()
  const card = page.getByRole('region', { name: /Pâte d’arachide/ })
  await card.waitFor({ timeout: 150_000 })
  await card.getByText('Pâte d’arachide du bureau').first().waitFor()
  await card.getByRole('radio', { name: /Pâte d’arachide du marché/ }).check()
  await card.getByRole('button', { name: t('sync:conflict.save') }).click()
  await counted(card, 0)
  await expect
    .poll(async () => (await office.productOf('EPI-12')).name, WAIT)
    .toBe('Pâte d’arachide du marché')
  await allSent(device)
})

test('a damaged document is set aside and shown, everything else goes on, and the server’s copy mends it', async () => {
  const [customer] = await office.all('customers')
  const id = customer?.id ?? ''
  expect(await page.evaluate(damageStored, id)).toBe(1)
  await page.reload()
  // Without the server nothing mends it yet.
  device.cable.unplug()
  await unlock(device)
  await open('counter')
  await page.getByRole('combobox', { name: t('counter:scan.label') }).waitFor(WAIT)
  await page.keyboard.press('F4')
  const customers = page.getByRole('dialog', { name: 'Client' })
  await customers.getByRole('option').first().waitFor(WAIT)
  await page.keyboard.press('Escape')
  await open('sync')
  await page.getByRole('tab', { name: /^Mis de côté \([1-9]/ }).click(WAIT)
  await page
    .getByRole('table', { name: /^Mis de côté/ })
    .getByRole('row')
    .filter({ hasText: id })
    .waitFor(WAIT)
  await sell(device, 'BOI-05')
  await newSale(device)
  device.cable.plugIn()
  await open('sync')
  await page
    .getByRole('tab', { name: t('sync:tab.quarantine', { count: 0 }), exact: true })
    .waitFor({ timeout: 150_000 })
  expect(device.problems).toEqual([])
})

/** From now on every write of the storage worker meets a full disk, or none does. */
async function setDisk(state: 'full' | 'roomy'): Promise<void> {
  const worker = page.workers().find((one) => one.url().includes('storage.worker'))
  if (worker === undefined) throw new Error('The storage worker does not run')
  await worker.evaluate((isFull) => {
    const { prototype } = IDBObjectStore
    const kept: { put?: typeof prototype.put; add?: typeof prototype.add } = (
      globalThis as { keptWrites?: object }
    ).keptWrites ?? { put: prototype.put, add: prototype.add } // a property of our own on the worker's global
    Object.assign(globalThis, { keptWrites: kept })
    const refuse = (): never => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
    Object.assign(prototype, isFull ? { put: refuse, add: refuse } : kept)
  }, state === 'full')
}

/** Runs in the page: spoils that document in the browser's own database, as a bad disk would; answers how many it spoilt. */
async function damageStored(id: string): Promise<number> {
  const request = <Value>(asked: IDBRequest<Value>): Promise<Value> =>
    new Promise((done, fail) => {
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => fail(asked.error)
    })
  let damaged = 0
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined || !name.endsWith('customers')) continue
    const database = await request(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const table = database.transaction(store, 'readwrite').objectStore(store)
      const held: unknown = await request(table.get(id)).catch(() => undefined)
      if (typeof held !== 'object' || held === null) continue
      await request(table.put({ ...held, phones: 'no list' }))
      damaged++
    }
    database.close()
  }
  return damaged
}
