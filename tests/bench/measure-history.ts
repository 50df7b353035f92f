import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { inShop } from '../../sync-server/database/run-transaction.ts'
import { startDatabase } from '../../sync-server/database/start-database.ts'
import { refreshFigures } from '../../sync-server/figures/refresh-figures.ts'
import { packHistory } from '../../sync-server/history/pack-history.ts'
import { createServer, type SyncServer } from '../../sync-server/server.ts'
import { closeAll, drive, openProfile } from './bench-browser.ts'
import type { Notebook } from './measurement.ts'
import { writeReport } from './report.ts'
import { seedHistory } from './seed-history.ts'
import { emailOf, PASSWORD } from './seed-server.ts'
import type { Sizes } from './sizes.ts'

const SHOP = 'history'

interface PackedShop {
  readonly shopId: string
  readonly firstDay: number
  readonly lastDay: number
  readonly countSeconds: number
  readonly packSeconds: number
  readonly megabytes: number
}

/** A new device of a shop with a long past: its figures from packed history, beside the documents as RxDB pulls them. */
export async function measureHistory(work: string, sizes: Sizes, notes: Notebook): Promise<void> {
  const database = await startDatabase({ dataDir: join(work, 'data') })
  const server = await createServer(
    { port: 0, logLevel: 'error', rendererDir: join(work, 'site') },
    { database },
  )
  try {
    const shop = await packedShop(server, work, sizes, notes)
    const { orders } = sizes.history
    const range = { from: shop.firstDay as BusinessDay, to: shop.lastDay as BusinessDay } // days of orders
    const asked = { currency: 'XOF' as const, range, period: 'month' as const }
    const rates: number[][] = []
    const pulls: number[][] = []
    const remarks: string[] = []
    for (let run = 0; run < 3; run++) {
      const profile = mkdtempSync(join(work, 'profile-history-'))
      const context = await openProfile(profile)
      const app = await drive(context, server.url, 'app')
      const { pullSeconds } = sizes.history
      const done = await app.call('firstFigures', emailOf(SHOP), PASSWORD, asked, pullSeconds)
      await closeAll(context)
      rmSync(profile, { recursive: true, force: true })
      if (done.orders !== orders) throw new Error(`${done.orders} of ${orders} orders are in the figures`)
      rates.push([orders / done.seconds])
      pulls.push([done.pulled])
      remarks.push(
        `${done.seconds.toFixed(1)} s, the first month after ${done.firstSeconds.toFixed(1)} s, main thread blocked at most ${done.blocks.longestMs.toFixed(0)} ms`,
      )
      notes.say(`history ${run + 1}: ${remarks.at(-1)}; RxDB ${done.pulled.toFixed(0)} docs/s`)
    }
    const group = `Figures of ${orders} past orders of 3 lines on a new device`
    notes.add({
      id: 'history-packed',
      group,
      what: 'packed history: signed in to the figures of all of it',
      unit: 'docs/s',
      runs: rates,
      beside: 'history-pull',
      note: `${remarks.join('; ')}; ${shop.megabytes.toFixed(1)} MB fetched; the server counted them in ${shop.countSeconds.toFixed(0)} s and packed them in ${shop.packSeconds.toFixed(0)} s`,
    })
    notes.add({
      id: 'history-pull',
      group,
      what: 'beside: the documents, as RxDB pulls them afterwards on the same device',
      unit: 'docs/s',
      runs: pulls,
    })
  } finally {
    await server.close()
    await database.stop()
  }
}

/** Made once for a work folder. */
async function packedShop(
  server: SyncServer,
  work: string,
  { history }: Sizes,
  notes: Notebook,
): Promise<PackedShop> {
  const file = join(work, `${SHOP}.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  notes.say(`filling the server: ${history.orders} orders`)
  const seeded = await seedHistory(server, SHOP, history)
  const { pool } = server.services
  const shopId = seeded.shopId as Id // just made
  notes.say('counting and packing them')
  const began = performance.now()
  await refreshFigures(pool, shopId)
  const counted = performance.now()
  await packHistory(pool, shopId, { restMs: 0, presentMs: 0, keepMs: 0 })
  const packSeconds = (performance.now() - counted) / 1_000
  const [sum] = await inShop(pool, shopId, async (transaction) => {
    const found = await transaction.query<{ bytes: number }>('select sum(bytes) as bytes from history_months')
    return found.rows
  })
  const shop = {
    ...seeded,
    countSeconds: (counted - began) / 1_000,
    packSeconds,
    megabytes: (sum?.bytes ?? 0) / 2 ** 20,
  }
  writeReport(file, shop)
  return shop
}
