import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import type { Database } from '../../../sync-server/database/start-database.ts'
import { ensureDemoShop } from '../../../sync-server/demo/create-demo-shop.ts'
import { systemClock, systemRandom } from '../../../sync-server/server.ts'
import { createTestDatabase } from '../../support/postgres.ts'

const root = resolve(import.meta.dirname, '../../..')
const deps = {
  clock: systemClock,
  random: systemRandom,
  passwordCost: { memoryKib: 1_024, passes: 1, lanes: 1 },
}

let database: Database
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = createOwnerClient(database.address)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.stop()
})

const count = async (what: string): Promise<number> => {
  const { rows } = await owner.query<{ count: string }>(`select count(*) as count from ${what}`)
  return Number(rows[0]?.count)
}

/** Starts to make the demo shop in another process and kills it when `when` says so. */
async function startAndKill(when: () => Promise<boolean>): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'tests/support/demo-process.ts')], {
    cwd: root,
    env: { ...process.env, COMPTOIR_TEST_DATABASE: JSON.stringify(database.address) },
    stdio: 'inherit',
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  while (child.exitCode === null && !(await when())) await pause(2)
  child.kill('SIGKILL')
  await gone
  expect(child.signalCode, 'it was killed before it was done').toBe('SIGKILL')
}

describe('a first start that is killed while the demo shop is being made', () => {
  it('leaves nothing half-made: the next start makes it whole', async () => {
    await startAndKill(async () => (await count(`documents where collection = 'orders'`)) > 300)
    expect(await count('shops')).toBe(1)

    expect(await ensureDemoShop(database, deps)).toBe(true)
    expect(await count('shops')).toBe(1)
    const orders = await count(`documents where collection = 'orders'`)
    expect(orders).toBeGreaterThan(1_000)
    expect(await count('receipts')).toBe(orders)
    expect(await count(`receipts where counter > ${orders}`)).toBe(0)
    expect(await count('stock_levels where on_hand < 0')).toBe(0)
    expect(await ensureDemoShop(database, deps)).toBe(false)
  })
})
