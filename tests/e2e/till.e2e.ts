import { resolve } from 'node:path'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import { type ShiftCloseDetails, shiftCloseDetailsSchema } from '@shared/schemas/till.schema.ts'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, TEST_PASSWORD, type TestDevice, type TestServer } from '../support/test-server.ts'
import { allSent, createDevice, type Device, fillCart, signIn, untilKeptOffline } from './support/device.ts'
import { type Hands, layHandsOn } from './support/hands.ts'
import { stock } from './support/open-shop.ts'
import { asPattern, plainSpaces, wordsOf } from './support/words.ts'

/*
 * A shift at a till whose cable is out, by keyboard alone: float, a sale with change, a return, cash out, the blind count with
 * a difference, the Z, and the Z again. The tests are one story and run in order.
 */

const t = wordsOf('fr')
const WAIT = { timeout: 60_000 }
const COFFEE = { name: 'Café Touba', code: '6191000000011', price: 1_500, onHand: 10 }

let server: TestServer
let admin: TestDevice
let device: Device
let page: Page
let hands: Hands

beforeAll(async () => {
  server = await startTestServer({
    config: { rendererDir: resolve(import.meta.dirname, '../../out/renderer') },
  })
  admin = await server.signIn('admin')
  await stock(server, admin, [COFFEE])
  const email = server.shop.emailOf('cashier1')
  device = await createDevice({ port: Number(new URL(server.url).port) }, { email })
  await device.open()
  await signIn(device, email, TEST_PASSWORD)
  page = device.page
  await catalogueIsHere()
  hands = await layHandsOn(page)
  await untilKeptOffline(page)
  device.cable.unplug()
})

afterAll(async () => {
  await device?.close()
  await server?.close()
})

/** What there is to sell has come before the cable goes. */
async function catalogueIsHere(): Promise<void> {
  const field = page.getByRole('combobox', { name: t('counter:scan.label') })
  await field.fill(COFFEE.name)
  await page.getByRole('option', { name: asPattern(COFFEE.name) }).waitFor(WAIT)
  await field.fill('')
}

const dialog = (name: string): Locator => page.getByRole('dialog', { name: asPattern(name) })
const button = (name: string, within: Locator | Page = page): Locator =>
  within.getByRole('button', { name: asPattern(name) })
const textOf = async (locator: Locator): Promise<string> => plainSpaces(await locator.innerText())
const closed = (locator: Locator): Promise<void> => locator.waitFor({ state: 'hidden' })

describe('a shift at the till', () => {
  test('the counter says that no till is open, and the till opens with a float', async () => {
    await button(t('till:status.none')).waitFor(WAIT)
    await hands.press('Control+7')
    await page.getByText(t('till:none.title')).waitFor(WAIT)
    await hands.press('F9')
    const open = dialog(t('till:open.title'))
    await open.waitFor()
    await hands.press('Enter')
    await open.getByText(t('till:open.floatNeeded')).waitFor()
    await hands.type('20000')
    await hands.press('Enter')
    await page.getByRole('heading', { name: /A\d+-1-Z0001/ }).waitFor(WAIT)
    await closed(open)
  })

  test('sells two for cash with change, and one comes back', async () => {
    await fillCart(device, [COFFEE.code])
    await hands.press('+', 'F9')
    const pay = dialog(t('counter:pay.title'))
    await pay.waitFor()
    await hands.type('10000')
    await hands.press('F10')
    const receipt = dialog(t('counter:receipt.title'))
    await receipt.getByText(t('counter:receipt.sold'), { exact: true }).waitFor(WAIT)
    await hands.press('Enter', 'Control+4')
    await hands.tabTo(page.getByRole('grid', { name: t('orders:list.label') }))
    await hands.press('Home', 'Enter')
    await hands.activate(button(t('orders:actions.return')))
    const back = dialog(t('orders:return.title', { number: '' }))
    const { name } = COFFEE
    await hands.write(back.getByRole('textbox', { name: t('orders:return.quantityOf', { name }) }), '1')
    await hands.write(back.getByRole('textbox', { name: t('orders:return.reason') }), 'trop')
    await hands.activate(button(t('orders:return.submit'), back))
    await hands.activate(button(t('orders:return.confirm'), page.getByRole('alertdialog')))
    await dialog(t('orders:slip.title')).getByText(t('orders:slip.done'), { exact: true }).waitFor(WAIT)
    await hands.press('Enter')
  })

  test('cash out needs a word where the reason says nothing', async () => {
    await hands.press('Control+7')
    await button(t('till:action.cashOut')).waitFor(WAIT)
    await hands.press('F4')
    const out = dialog(t('till:cash.outTitle'))
    await out.waitFor()
    await hands.type('2500')
    await hands.tabTo(out.getByRole('combobox', { name: t('till:cash.reason') }))
    await hands.type(t('till:reason.other'))
    await hands.activate(button(t('till:cash.submitOut'), out))
    await out.getByText(t('till:cash.noteNeeded')).waitFor()
    await hands.write(out.getByRole('textbox', { name: t('till:cash.note') }), 'taxi')
    await hands.press('Enter')
    await closed(out)
    await page.getByRole('cell', { name: asPattern(`${t('till:reason.other')} · taxi`) }).waitFor()
  })

  test('the X report of who will count says how the shift stands, and not what should be in the drawer', async () => {
    await hands.press('F6')
    const report = dialog(t('till:report.title'))
    const text = await textOf(report.getByRole('article'))
    expect(text).toMatch(/Autre\s*−2 500 FCFA\s*taxi/)
    expect(text).toContain(t('till:slip.hidden'))
    for (const telling of ['19 000', '3 000', '10 000', '1 500']) expect(text).not.toContain(telling)
    expect(text).toContain('0 sur 1 reçus par le serveur')
    await hands.press('Escape')
    await closed(report)
  })

  test('the count is blind, and a difference has to be explained', async () => {
    await hands.press('F9')
    const count = dialog(t('till:close.title', { number: '' }))
    await count.waitFor()
    expect(await textOf(count)).not.toContain('19 000')
    await hands.type('1')
    await hands.press('Enter', 'Enter')
    await hands.type('4')
    await expect
      .poll(() => textOf(count.getByRole('status', { name: t('till:close.total') })))
      .toBe('18 000 FCFA')
    await hands.activate(button(t('till:close.next'), count))
    await count.getByText(asPattern(t('till:close.missing', { amount: '1 000 FCFA' }))).waitFor(WAIT)
    await hands.activate(button(t('till:close.submit'), count))
    await count.getByText(t('till:close.explanationNeeded')).waitFor()
    await hands.write(count.getByRole('textbox', { name: t('till:close.explanation') }), 'non trouvé')
    await hands.activate(button(t('till:close.submit'), count))
    await hands.activate(button(t('till:close.confirm'), page.getByRole('alertdialog')))
    const z = dialog(t('till:z.title', { number: '' }))
    await z.getByText(t('till:z.closed')).waitFor(WAIT)
    const slip = await textOf(z.getByRole('article'))
    expect(slip).toMatch(/Espèces reçues\s*10 000 FCFA\s*Monnaie rendue\s*−7 000 FCFA/)
    expect(slip).toMatch(/Remboursements en espèces\s*−1 500 FCFA/)
    expect(slip).toMatch(/Attendu\s*19 000 FCFA[\s\S]*Compté\s*18 000 FCFA\s*Écart\s*−1 000 FCFA/)
    expect(slip).toContain('non trouvé')
    expect(slip).not.toContain('DUPLICATA')
    await hands.press('Enter')
    await closed(z)
  })

  test('the Z opens again as a copy, and with the cable back its receipts have arrived', async () => {
    await page.getByText(t('till:none.title')).waitFor(WAIT)
    const list = page.getByRole('grid', { name: t('till:past.label') })
    await hands.tabTo(list)
    await hands.press('Home', 'Enter')
    const slip = dialog(t('till:z.title', { number: '' })).getByRole('article')
    expect(await textOf(slip)).toContain('DUPLICATA')
    expect(await textOf(slip)).toContain('0 sur 1 reçus par le serveur')
    device.cable.plugIn()
    // As the system says when a network is there again.
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect.poll(() => textOf(slip), WAIT).toContain('1 sur 1 reçus par le serveur')
    await hands.press('Escape')
    await allSent(device)
    const movements = (await admin.pullAll('moneyMovements')) as unknown as MoneyMovement[] // what the server took
    expect(movements.map(({ kind }) => kind).sort()).toEqual(['cash-out', 'shift-close', 'shift-open'])
    expect(zOf(movements)).toMatchObject({ counted: 18_000, figures: { cash: { expected: 19_000 } } })
  })

  test('no mouse was used, and no page broke', async () => {
    expect(await hands.pointerUses()).toBe(0)
    expect(device.problems).toEqual([])
  })
})

function zOf(movements: readonly MoneyMovement[]): ShiftCloseDetails {
  const z = movements.find(({ kind }) => kind === 'shift-close')
  return shiftCloseDetailsSchema.parse(z?.details)
}
