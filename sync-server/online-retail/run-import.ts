import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { decodeText } from '@shared/import/decode-text.ts'
import { readSalesHistory, type SalesHistory } from '@shared/import/sales-history.ts'
import { type Order, orderSchema } from '@shared/schemas/orders.schema.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import { DatabaseUnavailable } from '../database/database-errors.ts'
import { startDatabase } from '../database/start-database.ts'
import { createServer, type SyncServer } from '../server.ts'
import type { ImportArguments } from './arguments.ts'
import {
  type ComparedReport,
  type ControlTotals,
  compareTotals,
  controlTotalsSchema,
  reportOf,
} from './control-totals.ts'
import { batches, type Device, RequestRefused, signIn } from './device.ts'
import { serverReport } from './server-report.ts'
import { foundOnlineRetail, IMPORTER } from './shop.ts'

interface Console {
  say(line: string): void
  /** Replaces the last line where there is a terminal. */
  progress(line: string): void
}

/** Runs the import and answers the exit code: 0 all went in and agrees, 1 something did not. */
export async function runImport(asked: ImportArguments, console: Console): Promise<number> {
  try {
    const database = await startDatabase(asked.database)
    const server = await createServer({ port: 0, maxRequestsPerMinute: 1_000_000 }, { database })
    try {
      return await importInto(server, asked, console)
    } finally {
      await server.close()
      await database.stop()
    }
  } catch (error) {
    if (
      !(
        error instanceof DatabaseUnavailable ||
        error instanceof RequestRefused ||
        error instanceof UnreadableFile
      )
    )
      throw error
    console.say(`${error.message} What went in so far is kept; run the command again to go on.`)
    return 1
  }
}

class UnreadableFile extends Error {}

async function importInto(server: SyncServer, asked: ImportArguments, console: Console): Promise<number> {
  const device = await openShop(server)
  const history = readHistory(asked.file, device)
  console.say(
    `${history.rows} rows: ${history.orders.length} invoices, ${history.products.length} products, ${history.customers.length} customers`,
  )
  for (const row of history.rejected.slice(0, 20))
    console.say(`Row ${row.number} stays out: ${JSON.stringify(row.problem)}`)
  if (history.rejected.length > 20) console.say(`… and ${history.rejected.length - 20} more rows stay out`)
  const collections: readonly [CollectionName, readonly AnyDocument[]][] = [
    ['products', history.products],
    ['customers', history.customers],
    ['orders', history.orders],
  ]
  let refused = 0
  for (const [collection, documents] of collections)
    refused += await load(device, collection, documents, console)
  const agrees = asked.controlTotals === null || (await check(device, asked.controlTotals, console))
  return refused === 0 && agrees ? 0 : 1
}

async function openShop(server: SyncServer): Promise<Device> {
  try {
    return await signIn(server.url, IMPORTER)
  } catch (error) {
    if (!(error instanceof RequestRefused && error.code === 'WRONG_CREDENTIALS')) throw error
    await foundOnlineRetail(server)
    return signIn(server.url, IMPORTER)
  }
}

function readHistory(file: string, { session }: Device): SalesHistory {
  const bytes = readFileSync(file)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const decoded = decodeText(isGzip ? gunzip(bytes) : bytes)
  if (!decoded.ok)
    throw new UnreadableFile(`${file} is not a table of text: ${JSON.stringify(decoded.error)}.`)
  const { shop, account, device } = session
  const history = readSalesHistory({
    text: decoded.value.text,
    currency: shop.currency,
    utcOffsetMinutes: shop.utcOffsetMinutes,
    locationId: shop.locationId,
    author: { shopId: shop.id, staffId: account.staffId, deviceId: device.id },
  })
  if (!history.ok)
    throw new UnreadableFile(`${file} is not a file of sales: ${JSON.stringify(history.error)}.`)
  return history.value
}

function gunzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes)
  } catch (cause) {
    throw new UnreadableFile('The file is cut short or damaged: it cannot be unpacked.', { cause })
  }
}

/** Sends what the server does not hold yet; answers how many documents it refused. */
async function load(
  device: Device,
  collection: CollectionName,
  documents: readonly AnyDocument[],
  console: Console,
): Promise<number> {
  const known = await device.known(collection)
  const missing = documents.filter((document) => known.get(document.id) !== document.editId)
  let sent = 0
  let refused = 0
  for (const batch of batches(missing)) {
    const results = await device.push(collection, batch)
    for (const result of results) {
      if (result.outcome === 'accepted') continue
      refused++
      console.say(
        `${collection} ${result.id}: ${result.outcome === 'refused' ? JSON.stringify(result.refusal) : 'changed since in the shop'}`,
      )
    }
    sent += batch.length
    console.progress(`${collection}: ${sent} of ${missing.length}`)
  }
  console.say(
    `${collection}: ${missing.length - refused} written, ${documents.length - missing.length} already there, ${refused} not taken`,
  )
  return refused
}

async function check(device: Device, file: string, console: Console): Promise<boolean> {
  const totals = controlTotalsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!totals.success) throw new UnreadableFile(`${file} does not hold control totals.`)
  const orders: Order[] = []
  for await (const page of device.pull('orders'))
    for (const document of page) orders.push(orderSchema.parse(document))
  const { shop } = device.session
  const report = reportOf(orders, shop.currency, shop.utcOffsetMinutes)
  const agrees = compare('reports', report, totals.data, console)
  const server = await serverReport(device)
  const serverAgrees = compare('the server', server, totals.data, console)
  return agrees && serverAgrees
}

function compare(who: string, report: ComparedReport, totals: ControlTotals, console: Console): boolean {
  const compared = compareTotals(report, totals)
  const different = compared.filter(({ ours, control }) => ours !== control)
  for (const { what, ours, control } of different)
    console.say(`DIFFERENT ${what}: ${who} said ${ours}, control totals say ${control}`)
  console.say(
    `${compared.length - different.length} of ${compared.length} figures equal the control totals (${who})`,
  )
  return different.length === 0
}
