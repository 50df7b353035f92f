import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeRetailSlice, type RetailSlice } from '../../support/retail-slice.ts'

const root = resolve(import.meta.dirname, '../../..')
const slice: RetailSlice = makeRetailSlice(300)
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-import-'))
  writeFileSync(join(folder, 'online-retail.csv'), slice.csv)
  writeFileSync(join(folder, 'online-retail.csv.gz'), gzipSync(slice.csv))
  writeFileSync(join(folder, 'online-retail.control-totals.json'), JSON.stringify(slice.totals))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Run {
  readonly code: number | null
  readonly output: string
}

/** Runs the command; `killAt` ends it with SIGKILL as soon as it has printed that. */
function importFile(
  file: string,
  data: string,
  options: { args?: readonly string[]; killAt?: string } = {},
): Promise<Run> {
  const args = [
    'sync-server/import-online-retail.ts',
    join(folder, file),
    '--data',
    join(folder, data),
    ...(options.args ?? []),
  ]
  const child = spawn(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), ...args], {
    cwd: root,
    detached: true,
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
    if (options.killAt !== undefined && output.includes(options.killAt) && child.pid !== undefined)
      process.kill(-child.pid, 'SIGKILL')
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return new Promise((done) => child.on('exit', (code) => done({ code, output })))
}

const LIMIT_MS = 240_000

test(
  'IMPORT-1 a run that is killed goes on where it stopped, and a further run changes nothing',
  async () => {
    const killed = await importFile('online-retail.csv', 'a', { killAt: 'orders: 100 of' })
    expect(killed.code).toBeNull()

    const second = await importFile('online-retail.csv.gz', 'a')
    expect(second.output).toContain('figures equal the control totals (reports)')
    expect(second.output).toContain('figures equal the control totals (the server)')
    expect(second.output).not.toContain('DIFFERENT')
    expect(second.code).toBe(0)
    expect(second.output).toMatch(/orders: \d+ written, [1-9]\d* already there, 0 not taken/)

    const third = await importFile('online-retail.csv', 'a')
    expect(third.output).toContain(`orders: 0 written, ${slice.invoices} already there, 0 not taken`)
    expect(third.output).toMatch(/products: 0 written.*\n.*customers: 0 written/)
    expect(third.code).toBe(0)
  },
  LIMIT_MS,
)

test(
  'a figure that differs by one penny is named, and the command fails',
  async () => {
    const totals = structuredClone(slice.totals) as { months: Record<string, { net: string }> } // this test's own making
    const march = totals.months['2011-03']
    if (march) march.net = (Number(march.net) + 0.01).toFixed(3)
    writeFileSync(join(folder, 'wrong.json'), JSON.stringify(totals))
    const run = await importFile('online-retail.csv', 'a', {
      args: ['--control-totals', join(folder, 'wrong.json')],
    })
    expect(run.output).toContain('DIFFERENT 2011-03 net')
    expect(run.code).toBe(1)
  },
  LIMIT_MS,
)

test(
  'rows that cannot be read stay out by number and reason, and the others go in',
  async () => {
    const broken = [
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      '1,A,Good,2,2011-01-04 10:00:00,1.50,12000,France',
      '1,A,Half a piece,2.5,2011-01-04 10:00:00,1.50,12000,France',
      '1,A,No date,2,soon,1.50,12000,France',
      '1,,No product,2,2011-01-04 10:00:00,1.50,12000,France',
      '1,A,"Unclosed,2,2011-01-04 10:00:00,1.50,12000,France',
      '2,B,Good,1,2011-01-04 10:00:00,3.00,,France',
    ]
    writeFileSync(join(folder, 'broken.csv'), broken.join('\n'))
    writeFileSync(join(folder, 'cut.csv.gz'), gzipSync(slice.csv).subarray(0, 500))
    const run = await importFile('broken.csv', 'b', {
      args: ['--control-totals', join(folder, 'online-retail.control-totals.json')],
    })
    for (const row of [3, 4, 5, 6]) expect(run.output).toContain(`Row ${row} stays out`)
    expect(run.output).toContain('orders: 2 written, 0 already there, 0 not taken')
    const cut = await importFile('cut.csv.gz', 'b')
    expect(cut.output).toContain('cut short or damaged')
    expect(cut.code).toBe(1)
  },
  LIMIT_MS,
)
