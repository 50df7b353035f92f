import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startDatabase } from '../../sync-server/database/start-database.ts'
import { createSeededRandom } from '../../sync-server/demo/seeded-random.ts'
import { createServer, systemClock } from '../../sync-server/server.ts'
import { describeMachine, writeReport } from '../bench/report.ts'
import { type ServerProcess, startServerProcess } from '../support/server-fleet.ts'
import { createCampaign, type Site } from './campaign.ts'
import { renderCases, renderGoal, renderLatency, renderPulls } from './load-report.ts'
import { HELP, type LoadOptions, readOptions } from './options.ts'

/*
 * `npm run load`: real server processes on a real PostgreSQL with production durability, and devices that push as fast as
 * they are answered.
 */

const root = resolve(import.meta.dirname, '../..')
const began = performance.now()
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${text}\n`)
}

/** So many processes for as long as the work takes. */
async function withServers<Value>(
  site: Site,
  count: number,
  work: (servers: readonly ServerProcess[]) => Promise<Value>,
): Promise<Value> {
  const { profile } = site.options
  const nodeArguments = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`]
  const servers = await Promise.all(
    Array.from({ length: count }, () => startServerProcess(site.database.address, { nodeArguments })),
  )
  try {
    return await work(servers)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

async function measure(options: LoadOptions, dataDir: string): Promise<number> {
  const loadAtStart = loadavg()[0] ?? 0
  const database = await startDatabase({ dataDir })
  const office = await createServer({ port: 0, logLevel: 'error' }, { database })
  const random = createSeededRandom(options.seed)
  const site: Site = { options, database, office, random, clock: systemClock, say }
  const campaign = createCampaign(site)
  try {
    for (const count of options.servers) await withServers(site, count, (servers) => campaign.run(servers))
    const { cases, latencies, pulls, problems } = campaign.results
    const machine = describeMachine('', loadAtStart)
    writeReport(resolve(root, options.report), { options, machine, cases, latencies, pulls, problems })
    const tables = [renderCases(cases), renderGoal(cases), renderLatency(latencies), renderPulls(pulls)]
    process.stdout.write(`\n${tables.join('\n\n')}\n\n${JSON.stringify(machine)}\nseed ${options.seed}\n`)
    for (const problem of problems) process.stdout.write(`VIOLATION  ${problem}\n`)
    return problems.length === 0 ? 0 : 1
  } finally {
    await office.close()
    await database.stop()
  }
}

async function main(): Promise<number> {
  const read = readOptions(process.argv.slice(2))
  if (read.type === 'Help') process.stdout.write(HELP)
  if (read.type === 'Bad') process.stderr.write(`${read.problem}\n\n${HELP}`)
  if (read.type !== 'Run') return read.type === 'Help' ? 0 : 2
  const work = mkdtempSync(join(tmpdir(), 'comptoir-load-'))
  chmodSync(work, 0o755) // a root user's PostgreSQL runs as another, who has to enter
  try {
    return await measure(read.options, join(work, 'data'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

process.exitCode = await main()
