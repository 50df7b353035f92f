import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createIdSource } from '@shared/kernel/id.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import { systemClock, systemRandom } from '../../../sync-server/server.ts'
import { checkShop } from '../../load/check-shop.ts'
import { readOptions } from '../../load/options.ts'
import { makeProduct, makeReceipt, makeSale } from '../../support/shop-floor.ts'
import { startTestServer } from '../../support/test-server.ts'

const root = resolve(import.meta.dirname, '../../..')

describe('npm run load', () => {
  it('pushes, watches and pulls over two servers, finds everything again and says what it measured', () => {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-load-test-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const report = join(folder, 'load.json')
    const args = ['--devices', '2', '--shops', 'one', '--servers', '2', '--seconds', '0.5', '--batch', '20']
    const run = spawnSync(
      join(root, 'node_modules/.bin/tsx'),
      ['tests/load/run.ts', ...args, '--report', report],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )
    expect(run.stdout).not.toContain('VIOLATION')
    expect([run.status, run.status === 0 ? '' : run.stderr]).toEqual([0, ''])
    for (const part of ['documents/s', 'Share of raw inserts', 'across servers', 'on the wire', 'seed 1'])
      expect(run.stdout).toContain(part)
    const { cases, latencies, pulls, problems } = JSON.parse(readFileSync(report, 'utf8'))
    expect(problems).toEqual([])
    expect(cases[0].throughput.documents).toBeGreaterThan(0)
    expect(cases[0].raw.everything.rowsPerDocument).toBeGreaterThan(8)
    expect(latencies.map(({ way }: { way: string }) => way)).toEqual(['same server', 'across servers'])
    expect(pulls[0].documents).toBeGreaterThan(0)
  })

  it.each([
    [['--devices', '0'], '--devices'],
    [['--shops', 'few'], '--shops'],
    [['--servers', '9'], '--servers'],
    [['--batch', '101'], '--batch'],
    [['--seconds', 'x'], '--seconds'],
    [['--nonsense'], '--nonsense'],
  ])('says what is wrong with %j', (args, named) => {
    const read = readOptions(args)
    expect(read.type === 'Bad' && read.problem).toContain(named)
  })

  it('names an accepted order that is gone, one that nobody knows of, and a level that is not its sum', async () => {
    const server = await startTestServer()
    onTestFinished(() => server.close())
    const till = await server.signIn('admin')
    const product = makeProduct(till, server)
    await till.create('products', product)
    await till.create('stockMovements', makeReceipt(till, server, product, 10))
    const sale = makeSale(till, server, product, 1)
    await till.create('orders', sale)
    const { pool, address } = server.database
    const check = (accepted: readonly string[]) => checkShop(pool, server.shop.shopId, accepted)
    expect(await check([sale.id])).toEqual([])
    const lost = createIdSource(systemClock, systemRandom).next()
    expect((await check([lost])).join()).toContain('1 accepted orders are not there')
    expect((await check([])).join()).toContain('1 orders are there, 0 were accepted')
    const owner = createOwnerClient(address)
    await owner.connect()
    await owner.query('update stock_levels set on_hand = on_hand + 1')
    await owner.end()
    expect((await check([sale.id])).join()).toContain('1 stock levels are not the sum')
  })
})
