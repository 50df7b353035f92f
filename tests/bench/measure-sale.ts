import type { Page } from 'playwright'
import { closeAll, drive, openProfile } from './bench-browser.ts'
import { enterPin, PIN, type Stage } from './measure-start.ts'
import type { Blocks } from './pages/long-tasks.ts'
import { LINES_PER_ORDER } from './sizes.ts'
import { readScreen, watchScreen } from './watch-screen.ts'

/** From the paid cart to the answer that allows "Sold", while what was sold before is being sent to the server. */
export async function measureSale({ url, profile, shop, sizes, notes }: Stage): Promise<void> {
  const context = await openProfile(profile)
  const app = await drive(context, url, 'app')
  await app.call('unlock', PIN)
  const copied = await app.call('fillRaw')
  notes.say(`${shop.name}: the raw store holds ${copied} orders too`)
  await app.call('sell', 10, LINES_PER_ORDER.sold, sizes.salePauseMs, 1)
  const group = `A sale of ${LINES_PER_ORDER.sold} lines with ${shop.orders} orders on the device`
  const sales: number[][] = []
  const puts: number[][] = []
  let bytes = 0
  let worst: Blocks = { count: 0, longestMs: 0, totalMs: 0 }
  for (let run = 0; run < sizes.saleRuns; run++) {
    const done = await app.call('sell', sizes.salesPerRun, LINES_PER_ORDER.sold, sizes.salePauseMs, run + 2)
    sales.push(done.sales)
    puts.push(done.puts)
    bytes = done.bytes
    if (done.blocks.longestMs > worst.longestMs) worst = done.blocks
  }
  await app.call('drained')
  const codes = await app.call('barcodes', LINES_PER_ORDER.sold)
  await closeAll(context)
  notes.add({
    id: `sale-${shop.name}`,
    group,
    what: 'insertSale: price, number, domain rules, journal, strict write',
    unit: 'ms',
    runs: sales,
    beside: `sale-raw-${shop.name}`,
    aim: { at: 'p99', below: 20 },
    blocks: worst,
  })
  notes.add({
    id: `sale-raw-${shop.name}`,
    group,
    what: `beside: raw IndexedDB, strict, no index, the same ${(bytes / 1_000).toFixed(1)} kB`,
    unit: 'ms',
    runs: puts,
  })
  notes.add({
    id: `sale-screen-${shop.name}`,
    group,
    what: 'on the screen: the key that completes the sale to the frame that shows “Sold”',
    unit: 'ms',
    runs: [await sellOnScreen({ url, profile, codes, count: sizes.shownSales })],
  })
}

interface ScreenSales {
  readonly url: string
  readonly profile: string
  readonly codes: readonly string[]
  readonly count: number
}

async function sellOnScreen({ url, profile, codes, count }: ScreenSales): Promise<number[]> {
  const context = await openProfile(profile)
  const page = await context.newPage()
  await watchScreen(page, '')
  await page.goto(`${url}/#/counter`)
  await page.locator('input[type=password][maxlength="8"]').waitFor()
  await enterPin(page)
  const field = page.locator('input[role=combobox]')
  await field.waitFor()
  for (let sale = 0; sale < count; sale++) await sellOnce(page, codes)
  const { sales } = await readScreen(page)
  await closeAll(context)
  return sales.map(({ asked, sold }) => sold - asked)
}

async function sellOnce(page: Page, codes: readonly string[]): Promise<void> {
  const field = page.locator('input[role=combobox]')
  for (const code of codes) {
    await field.fill(code)
    await field.press('Enter')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input[role=combobox]')?.value === '',
    )
  }
  const dialog = page.getByRole('dialog')
  await page.keyboard.press('F9')
  await dialog.waitFor()
  await page.keyboard.press('F10')
  await dialog.locator('p[role=status]').waitFor()
  await page.waitForTimeout(100)
  await page.keyboard.press('F10')
  await dialog.waitFor({ state: 'hidden' })
}
