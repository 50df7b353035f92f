import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeRetailSlice } from '../support/retail-slice.ts'
import { type RunningServer, runServer } from '../support/running-server.ts'
import { createDevice, type Device, PASSWORD, PIN, unlock } from './support/device.ts'

/*
 * Past sales imported by the command line, read on the dashboard of a browser with the cable out. By default on a slice made here; with
 * ONLINE_RETAIL=FILE on the real file, whose control totals lie beside it.
 */

const root = resolve(import.meta.dirname, '../..')
const given = process.env.ONLINE_RETAIL
const WAIT_MS = given === undefined ? 120_000 : 900_000
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

interface MonthTotals {
  readonly lines: number
  readonly invoices: number
  readonly qty: number
  readonly net: string
  readonly sales: string
  readonly cancellations: string
}

let folder: string
let months: Record<string, MonthTotals>
let server: RunningServer
let office: Device

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-retail-'))
  const file = given ?? join(folder, 'online-retail.csv')
  const totals = join(
    given === undefined ? folder : resolve(given, '..'),
    'online-retail.control-totals.json',
  )
  if (given === undefined) {
    const slice = makeRetailSlice(400)
    writeFileSync(file, slice.csv)
    writeFileSync(totals, JSON.stringify(slice.totals))
  }
  months = JSON.parse(readFileSync(totals, 'utf8')).months
  const data = join(folder, 'data')
  const args = ['sync-server/import-online-retail.ts', file, '--data', data, '--control-totals', totals]
  const run = spawnSync(join(root, 'node_modules/.bin/tsx'), args, { cwd: root, encoding: 'utf8' })
  expect(run.stdout).toContain('figures equal the control totals')
  expect(run.status).toBe(0)
  server = await runServer({ dataDir: data, keepData: true })
  office = await createDevice(server, { email: 'admin@online-retail.comptoir.test', language: 'en' })
  await office.open()
}, WAIT_MS * 2)

afterAll(async () => {
  await office?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

test(
  'a new device receives the whole history',
  async () => {
    const { page } = office
    await page.getByRole('radio', { name: 'English' }).check({ force: true })
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('admin@online-retail.comptoir.test')
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    for (const name of [/^PIN/, /^The same PIN/]) await page.getByRole('textbox', { name }).fill(PIN)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page
      .getByText(/First load of this device|First load/)
      .waitFor({ state: 'hidden', timeout: WAIT_MS })
  },
  WAIT_MS,
)

test(
  'REPORT-1 with the cable out and the browser restarted, every monthly figure equals the control totals',
  async () => {
    office.cable.unplug()
    await office.kill()
    await office.open()
    await unlock(office, 'en')
    await office.goTo('dashboard')
    const { page } = office
    await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Everything known' })
    const table = page.getByRole('table', { name: 'Figures by month' })
    await expect
      .poll(() => table.getByRole('row').count(), { timeout: WAIT_MS })
      .toBeGreaterThan(Object.keys(months).length)
    const rows = await table.getByRole('row').all()
    const shown = new Map<string, string[]>()
    for (const row of rows) {
      const cells = await row.getByRole('cell').or(row.getByRole('rowheader')).allInnerTexts()
      const key = monthKey(cells[0] ?? '')
      if (key !== null) shown.set(key, cells.slice(1).map(plain))
    }
    for (const [month, totals] of Object.entries(months)) {
      const cents = (text: string) => plain((Math.round(Number(text) * 100) / 100).toFixed(2))
      expect(shown.get(month), month).toEqual(
        expect.arrayContaining([
          cents(totals.sales),
          cents(totals.net),
          plain(String(totals.qty)),
          plain(String(totals.lines)),
          plain(String(totals.invoices)),
        ]),
      )
      expect(shown.get(month)?.map((cell) => cell.replace('-', ''))).toContain(
        cents(totals.cancellations).replace('-', ''),
      )
    }
  },
  WAIT_MS,
)

/** `£1,250.50` and `1250.50` alike. */
const plain = (text: string): string =>
  text
    .replace(/[£,\s]/g, '')
    .replace('−', '-')
    .replace(/\.00$/, '')

/** `March 2011` → `2011-03`. */
function monthKey(text: string): string | null {
  const [, name = '', year = ''] = /^(\w+) (\d{4})$/.exec(text.trim()) ?? []
  const month = MONTHS.findIndex((known) => known.startsWith(name.slice(0, 3)) && name !== '')
  return month === -1 ? null : `${year}-${String(month + 1).padStart(2, '0')}`
}
