import {
  type Counter,
  createDevice,
  type Device,
  fillCart,
  newSale,
  pay,
  signIn,
  unlock,
} from '../e2e/support/device.ts'
import { plugScanner } from '../e2e/support/wedge-scanner.ts'
import type { BackRoom } from './back-room.ts'
import type { KillRound } from './plan.ts'
import type { SalesRecord } from './sales-record.ts'
import type { SmallShop } from './small-shop.ts'

const PILL = /Tout est envoyé/
const SENT_MS = 90_000

/** Is told when the key that completes a sale goes down, and when "Sold" has been read. */
export interface SaleWatch {
  readonly onPaying: () => void
  readonly onSold: () => void
}

/** The till in a browser: one profile over all rounds. */
export interface Till {
  readonly device: Device
  /** Switches it on and unlocks it by PIN. */
  open(): Promise<void>
  /** Sells until the baskets are used up or the browser is gone. */
  serve(round: KillRound, record: SalesRecord, watch: SaleWatch): Promise<void>
  /** Asks to be sent, and waits until the shell says that everything is. */
  drain(): Promise<void>
  close(): Promise<void>
}

export async function openTill(backRoom: BackRoom, shop: SmallShop): Promise<Till> {
  const device = await createDevice(backRoom, { email: shop.email })
  await device.open()
  await signIn(device, shop.email, shop.password)
  await prepareCounter(device, shop)
  return {
    device,
    async open() {
      await device.open()
      await unlock(device)
      await prepareCounter(device, shop)
    },
    async serve(round, record, watch) {
      for (const [i, basket] of round.baskets.entries()) {
        if (round.cable === 'loose') wiggle(device, i)
        const codes = basket.map((place) => shop.articles[place]?.code ?? '')
        const done = await tryToSell(device, codes, record.begin('browser', basket), record, watch)
        if (!done) return
      }
    },
    async drain() {
      await device.goTo('sync')
      await device.page.getByRole('button', { name: 'Synchroniser maintenant' }).click()
      await device.page.getByRole('link', { name: PILL }).waitFor({ timeout: SENT_MS })
    },
    close: () => device.close(),
  }
}

const LOOKUP_MS = 1_500
const LOOKUPS = 40

/**
 * Makes the counter ready for the next customer: the catalogue is there, and the cart of a sale that was cut short is put
 * away. An article is scanned first, because the counter takes it only when what was kept is there too.
 */
export async function prepareCounter(counter: Counter, { articles }: SmallShop): Promise<void> {
  const { page } = counter
  await counter.goTo('counter')
  await page.getByRole('combobox', { name: 'Scanner ou chercher un article' }).waitFor()
  const scanner = await plugScanner(page)
  const lines = page.getByRole('textbox', { name: /^Quantité/ })
  for (let lookup = 1; ; lookup++) {
    await page.keyboard.press('F2')
    await scanner.scan(articles[0]?.code ?? '')
    const seen = lines.first().waitFor({ timeout: LOOKUP_MS })
    if (await seen.then(() => true).catch(() => false)) break
    if (lookup === LOOKUPS) throw new Error('The counter does not know its articles')
  }
  await page.keyboard.press('Shift+Delete')
  await lines.first().waitFor({ state: 'hidden' })
}

function wiggle({ cable }: Device, sale: number): void {
  if (sale % 2 === 0) cable.unplug()
  else cable.plugIn()
}

/** False when the browser was gone before the next sale could begin. */
async function tryToSell(
  device: Device,
  codes: readonly string[],
  attempt: number,
  record: SalesRecord,
  watch: SaleWatch,
): Promise<boolean> {
  try {
    await fillCart(device, codes)
    record.acknowledge(attempt, await pay(device, watch.onPaying))
    watch.onSold()
    await newSale(device)
    return true
  } catch (thrown) {
    if (isGone(thrown)) return false
    throw thrown
  }
}

/** What Playwright says when the browser died under it, and what the device says afterwards. */
export const isGone = (thrown: unknown): boolean =>
  /has been closed|crashed|switched off|Target closed|Connection closed|disconnected/i.test(String(thrown))
