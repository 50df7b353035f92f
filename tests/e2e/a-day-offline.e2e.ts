import type { SignInResponse } from '@shared/protocol/auth.ts'
import { signInResponseSchema } from '@shared/protocol/auth.ts'
import { pullResponseSchema } from '@shared/protocol/sync.ts'
import { COLLECTIONS, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import { oversellPayloadSchema } from '@shared/schemas/tasks.schema.ts'
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

/*
 * One shop, two counters and a manager, in three real browser profiles against the real server: what a day does to them
 * when the cable is out, and what everybody sees when it is back. The tests are one story and run in order.
 */

const DAY_MS = 86_400_000
const LAST = { name: 'Lampe tempête', sku: 'LAMPE-1', price: '7500' }
const EDITED = {
  before: 'Beurre de karité 250 ml',
  after: 'Beurre de karité bio 250 ml',
  sku: 'HYG-03',
  price: '2750',
}
const RETURNED = { sku: 'BOI-05', name: 'Boisson gazeuse cola 1,5 L' }

let server: RunningServer
/** What the demo shop had sold before this day. */
let known: ReadonlySet<string>
let till1: Device
let till2: Device
let office: Device
const receipts: Record<'returned' | 'lastAtTill1' | 'lastAtTill2', string> = {
  returned: '',
  lastAtTill1: '',
  lastAtTill2: '',
}

beforeAll(async () => {
  server = await runServer()
  known = new Set((await pullAll('orders')).map((order) => order.number))
  till1 = await createDevice(server, { email: 'cashier1@demo.comptoir.test' })
  till2 = await createDevice(server, { email: 'admin@demo.comptoir.test', clockShiftMs: DAY_MS })
  office = await createDevice(server, { email: 'manager@demo.comptoir.test' })
  for (const device of [till1, till2, office]) await device.open()
  await signIn(till1, 'cashier1@demo.comptoir.test')
  await signIn(till2, 'admin@demo.comptoir.test')
  await signIn(office, 'manager@demo.comptoir.test')
})

afterAll(async () => {
  for (const device of [till1, till2, office]) await device?.close()
  await server?.stop()
})

const clockWarning = ({ page }: Device) => page.getByText('L’horloge de cet appareil n’est pas à l’heure')

describe('a day offline', () => {
  test('in the morning the manager makes an article and receives a single piece of it', async () => {
    const { page } = office
    await office.goTo('products')
    await page.getByRole('button', { name: /Nouvel article/ }).click()
    await page.getByRole('textbox', { name: 'Nom', exact: true }).fill(LAST.name)
    await page.getByRole('textbox', { name: 'Prix', exact: true }).fill(LAST.price)
    await page.getByRole('textbox', { name: /Référence/ }).fill(LAST.sku)
    await page.getByRole('button', { name: /Enregistrer/ }).click()
    await page.getByText(`« ${LAST.name} » est dans le catalogue.`).first().waitFor()

    await office.goTo('stock')
    await page.getByRole('button', { name: 'Recevoir' }).click()
    const dialog = page.getByRole('dialog', { name: 'Recevoir des marchandises' })
    await dialog.getByRole('combobox', { name: 'Scanner ou chercher un article' }).fill(LAST.sku)
    await page.keyboard.press('Enter')
    await dialog.getByRole('textbox', { name: `Quantité, ${LAST.name}` }).fill('1')
    await dialog.getByRole('button', { name: /Enregistrer/ }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /Confirmer|Recevoir/ })
      .click()
    await allSent(office)
    expect(await onHandAt(office, LAST.sku)).toBe('1')
  })

  test('the counter whose clock is a day ahead says so before its first sale', async () => {
    await till2.goTo('counter')
    await clockWarning(till2).waitFor()
    expect(await clockWarning(till1).count()).toBe(0)
  })

  test('a customer buys at till 1 what will come back later', async () => {
    receipts.returned = await sell(till1, RETURNED.sku, 'HYG-05')
    await newSale(till1)
    await allSent(till1)
    await expect.poll(() => onHandAt(till1, LAST.sku), { timeout: 60_000 }).toBe('1')
    await expect.poll(() => onHandAt(till2, LAST.sku), { timeout: 60_000 }).toBe('1')
  })

  test('both tills lose the network and both sell the last piece; till 1 loses power right after "Vendu"', async () => {
    till1.cable.unplug()
    till2.cable.unplug()
    receipts.lastAtTill2 = await sell(till2, LAST.sku)
    await newSale(till2)
    expect(await clockWarning(till2).count()).toBe(0)
    receipts.lastAtTill1 = await sell(till1, LAST.sku)
    await till1.kill()
    expect(receipts.lastAtTill1).not.toBe(receipts.lastAtTill2)
  })

  test('till 1 starts again without network, opens by PIN, and the sale is there', async () => {
    await till1.open()
    await unlock(till1)
    await till1.goTo('orders')
    await till1.page.getByRole('grid', { name: 'Commandes' }).getByText(receipts.lastAtTill1).waitFor()
    await expect.poll(() => onHandAt(till1, LAST.sku), { timeout: 60_000 }).toBe('0')
  })

  test('till 1 takes one line of an earlier sale back, offline', async () => {
    const { page } = till1
    await till1.goTo('orders')
    await page.getByRole('grid', { name: 'Commandes' }).getByText(receipts.returned).click()
    await page.getByRole('button', { name: 'Rendre des articles' }).click()
    const dialog = page.getByRole('dialog', { name: /^Retour sur/ })
    await dialog.getByRole('textbox', { name: `Quantité rendue : ${RETURNED.name}` }).fill('1')
    await dialog.getByRole('textbox', { name: 'Raison du retour' }).fill('Bouteille abîmée')
    await dialog.getByRole('button', { name: 'Rendre', exact: true }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Confirmer le retour' }).click()
    await page.getByRole('dialog', { name: 'Bon de retour' }).waitFor()
    await page.getByRole('button', { name: 'Terminé' }).click()
  })

  test('till 2 changes a price, offline, while the manager renames the same article', async () => {
    await editCell(till2, EDITED.sku, 'prix', EDITED.price)
    await editCell(office, EDITED.sku, 'nom', EDITED.after)
    await allSent(office)
  })

  test('the cable is back: everybody has sent everything', async () => {
    till1.cable.plugIn()
    till2.cable.plugIn()
    for (const device of [till1, till2, office]) {
      await device.goTo('sync')
      await device.page.getByRole('button', { name: 'Synchroniser maintenant' }).click()
    }
    for (const device of [till1, till2]) await allSentOrToSettle(device)
  })

  test('SYNC-1 the new price and the new name both survived, on every device', async () => {
    for (const device of [till1, till2, office]) {
      await expect
        .poll(() => productRow(device, EDITED.sku), { timeout: 90_000 })
        .toMatch(/Beurre de karité bio 250 ml .*2 750 FCFA/)
    }
  })

  test('LEDGER-1 everybody shows the same stock: one piece was there, two were sold', async () => {
    for (const device of [till1, till2, office]) {
      await expect.poll(() => onHandAt(device, LAST.sku), { timeout: 90_000 }).toMatch(/^[-−]1$/)
    }
    const returned = await Promise.all([till1, till2, office].map((device) => onHandAt(device, RETURNED.sku)))
    expect(new Set(returned).size).toBe(1)
  })

  test('both sales stand, nothing is doubled, and receipts are gap-free', async () => {
    const orders = await pullAll('orders')
    const today = orders.filter((order) => !known.has(order.number))
    expect(today.map((order) => order.number).sort()).toEqual(Object.values(receipts).sort())
    const counters = new Map<string, number[]>()
    for (const { receipt } of orders) {
      if (receipt === null) continue
      const series = `${receipt.deviceCode}-${receipt.epoch}`
      counters.set(series, [...(counters.get(series) ?? []), receipt.counter])
    }
    for (const [series, numbers] of counters) {
      expect(
        numbers.sort((a, b) => a - b),
        series,
      ).toEqual(numbers.map((_, i) => i + 1))
    }
    const [back] = orders.filter((order) => order.number === receipts.returned)
    expect(back?.returns.map((one) => one.lines.map((line) => [line.name, line.quantity]))).toEqual([
      [[RETURNED.name, 1]],
    ])
  })

  test('a clock that is a day wrong sells on the right business day', async () => {
    const orders = await pullAll('orders')
    const byNumber = new Map(orders.map((order) => [order.number, order]))
    const day = byNumber.get(receipts.lastAtTill1)?.businessDay
    expect(day).toBeGreaterThan(20_000_101)
    expect(byNumber.get(receipts.lastAtTill2)?.businessDay).toBe(day)
    await till2.goTo('sync')
    await till2.page.getByText('L’horloge de cet appareil n’est pas à l’heure').waitFor()
  })

  test('TASK-1 one oversell task names both receipts', async () => {
    const tasks = (await pullAll('tasks')).filter((task) => task.kind === 'oversell')
    expect(tasks).toHaveLength(1)
    const payload = oversellPayloadSchema.parse(tasks[0]?.payload)
    expect(payload.sales.map((sale) => sale.number).sort()).toEqual(
      [receipts.lastAtTill1, receipts.lastAtTill2].sort(),
    )
    const { page } = office
    await office.goTo('sync')
    await page.getByRole('tab', { name: /À régler \(1\)/ }).click()
    const card = page.getByRole('region', { name: new RegExp(LAST.name) })
    for (const number of [receipts.lastAtTill1, receipts.lastAtTill2]) await card.getByText(number).waitFor()
  })

  test('everybody reads the same orders and the same revenue', async () => {
    const lists = []
    for (const device of [till1, till2, office]) lists.push(await newestOrders(device))
    expect(lists[1]).toEqual(lists[0])
    expect(lists[2]).toEqual(lists[0])
    expect(lists[0]).toContain(receipts.lastAtTill1)
    const revenues = []
    for (const device of [till2, office]) revenues.push(await revenueOf(device))
    expect(revenues[1]).toBe(revenues[0])
  })

  test('no page broke and none met its own security policy', () => {
    for (const device of [till1, till2, office]) expect(device.problems).toEqual([])
  })
})

/** On hand as the stock screen shows it. */
async function onHandAt(device: Device, sku: string): Promise<string> {
  const { page } = device
  await device.goTo('stock')
  await page.getByRole('searchbox', { name: 'Chercher dans le stock' }).fill(sku)
  const row = page.getByRole('grid', { name: 'Stock' }).getByRole('row').filter({ hasText: sku })
  await row.first().waitFor()
  return (await row.first().getByRole('gridcell').nth(3).innerText()).trim()
}

async function productRow(device: Device, sku: string): Promise<string> {
  const { page } = device
  await device.goTo('products')
  await page.getByRole('searchbox', { name: 'Chercher un article' }).fill(sku)
  const row = page.getByRole('grid', { name: 'Articles' }).getByRole('row').filter({ hasText: sku })
  await row.first().waitFor()
  return (await row.first().innerText()).replace(/\s+/g, ' ')
}

async function editCell(device: Device, sku: string, field: 'nom' | 'prix', value: string): Promise<void> {
  await productRow(device, sku)
  const { page } = device
  const name = new RegExp(`^Modifier le ${field} de`)
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('textbox', { name }).fill(value)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name }).waitFor({ state: 'hidden' })
}

/** Sent; an oversell task may ask for attention, so the word in the shell may be another. */
async function allSentOrToSettle(device: Device): Promise<void> {
  await device.goTo('sync')
  const pending = device.page.getByRole('region', { name: 'Sur cet appareil' }).getByRole('definition').nth(1)
  await expect.poll(() => pending.innerText(), { timeout: 120_000 }).toBe('0')
}

async function newestOrders(device: Device): Promise<string> {
  await device.goTo('orders')
  const grid = device.page.getByRole('grid', { name: 'Commandes' })
  await grid.getByText(receipts.lastAtTill2).waitFor()
  const rows = await grid.getByRole('row').allInnerTexts()
  return rows.slice(0, 12).join('\n')
}

async function revenueOf(device: Device): Promise<string> {
  await device.goTo('dashboard')
  const { page } = device
  await page.getByRole('combobox', { name: 'Période' }).selectOption({ label: 'Tout ce qui est connu' })
  const tiles = page.getByRole('region', { name: 'Chiffres clés' })
  // The figures of the range before stand there until the new ones have come; only they compare with an earlier time.
  await expect.poll(() => tiles.innerText(), { timeout: 60_000 }).not.toMatch(/avant/)
  return tiles.innerText()
}

let session: SignInResponse | undefined

/** What the server itself holds, asked as an administrator's device would. */
async function pullAll<Name extends CollectionName>(collection: Name): Promise<DocumentOf<Name>[]> {
  session ??= await signInByHttp()
  const documents: DocumentOf<Name>[] = []
  for (let seq = 0, more = true; more; ) {
    const url = `${server.url}/sync/pull?collection=${collection}&epoch=${session.epoch}&seq=${seq}&limit=500`
    const answer = await fetch(url, { headers: { authorization: `Bearer ${session.tokens.accessToken}` } })
    const page = pullResponseSchema.parse(await answer.json())
    for (const document of page.documents) {
      documents.push(COLLECTIONS[collection].schema.parse(document) as DocumentOf<Name>) // that collection's own schema
    }
    more = page.more
    seq = page.checkpoint.seq
  }
  return documents
}

async function signInByHttp(): Promise<SignInResponse> {
  const body = {
    email: 'admin@demo.comptoir.test',
    password: PASSWORD,
    device: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', name: 'Test' },
  }
  const answer = await fetch(`${server.url}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return signInResponseSchema.parse(await answer.json())
}
