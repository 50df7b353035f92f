import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isMainThread } from 'node:worker_threads'
import { startEmbeddedPostgres } from '../../sync-server/database/embedded-postgres.ts'
import type { DatabaseAddress } from '../../sync-server/database/pool.ts'
import { createDatabase, type Database, openDatabase } from '../../sync-server/database/start-database.ts'

/*
 * One real PostgreSQL cluster for a whole test run, and in it a database of its own for each caller, cloned from a migrated
 * template. The first test that needs it starts it; a small watcher stops and removes it when the run is over, however it ends.
 */

const TEMPLATE = 'template_comptoir'
const WAIT_MS = 100
const GIVE_UP_MS = 90_000

/** The process whose end is the end of the run: the runner itself, not the worker that happens to start the cluster. */
const runPid = process.env.VITEST && isMainThread ? process.ppid : process.pid
const clusterDir = join(tmpdir(), `comptoir-test-${runPid}`)
const readyFile = join(clusterDir, 'ready.json')

let cluster: Promise<DatabaseAddress> | undefined

/** Reaches the run's cluster, starting it when this is the first to ask. */
export function testCluster(): Promise<DatabaseAddress> {
  cluster ??= reach()
  return cluster
}

/** A fresh, migrated database that nobody else uses. `stop` disconnects; the database goes with its cluster. */
export async function createTestDatabase(): Promise<Database> {
  const connection = await testCluster()
  const name = `test_${randomBytes(8).toString('hex')}`
  await createDatabase(connection, name, TEMPLATE)
  return openDatabase({ ...connection, database: name })
}

async function reach(): Promise<DatabaseAddress> {
  if (isFirst()) return start()
  for (let waited = 0; waited < GIVE_UP_MS; waited += WAIT_MS) {
    if (existsSync(readyFile)) return JSON.parse(readFileSync(readyFile, 'utf8'))
    await pause(WAIT_MS)
  }
  throw new Error(`The test run's PostgreSQL in ${clusterDir} did not become ready`)
}

function isFirst(): boolean {
  try {
    mkdirSync(`${clusterDir}.lock`)
    return true
  } catch {
    const isStale = Date.now() - statSync(`${clusterDir}.lock`).mtimeMs > GIVE_UP_MS && !existsSync(readyFile)
    if (!isStale) return false // somebody of this run is starting it
    rmSync(clusterDir, { recursive: true, force: true }) // left over by a run that had our process id before us
    return true
  }
}

async function start(): Promise<DatabaseAddress> {
  // Nothing of a test has to survive a power cut; everything else is as in production.
  const postgres = await startEmbeddedPostgres(clusterDir, [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
  ])
  stopAfterRun(postgres.dataDir)
  await createDatabase(postgres.connection, TEMPLATE)
  const template = await openDatabase({ ...postgres.connection, database: TEMPLATE })
  await template.stop()
  writeFileSync(`${readyFile}.new`, JSON.stringify(postgres.connection))
  renameSync(`${readyFile}.new`, readyFile)
  return postgres.connection
}

/** Runs apart from the test run, so that it works after a crash or a kill of it too. */
const WATCHER = `
const { readFileSync, rmSync } = require('node:fs')
const [runPid, dir] = process.argv.slice(1)
const lives = (pid) => { try { process.kill(pid, 0); return true } catch (error) { return error.code === 'EPERM' } }
const timer = setInterval(() => {
  if (lives(Number(runPid))) return
  clearInterval(timer)
  const pid = Number(readFileSync(dir + '/postgres/postmaster.pid', 'utf8').split('\\n')[0])
  process.kill(pid, 'SIGINT')
  const end = setInterval(() => {
    if (lives(pid)) return
    clearInterval(end)
    rmSync(dir + '.lock', { recursive: true, force: true })
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }, 100)
}, 500)`

function stopAfterRun(dataDir: string): void {
  const watcher = spawn(process.execPath, ['-e', WATCHER, String(runPid), dataDir], {
    detached: true,
    stdio: 'ignore',
  })
  watcher.unref()
}
