import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DataFolder } from './data-folder.ts'
import { DatabaseUnavailable } from './database-errors.ts'
import { isAlive } from './file-lock.ts'

/* What can be known of, and done to, the database process of a data folder through its lock file. */

/** In `postmaster.pid`, counted from 0. */
const STATUS_LINE = 7
const READY_POLL_MS = 20
const STOP_POLL_MS = 20
const STOP_PATIENCE_MS = 20_000

/** Process id of the cluster's postmaster, whoever started it; null when none runs. */
export function runningPostmaster(folder: DataFolder): number | null {
  const pid = Number.parseInt(readLockFile(folder)[0] ?? '', 10)
  return Number.isInteger(pid) && pid > 0 && isPostgres(pid) ? pid : null
}

/** After a power cut the file may name a process that is somebody else's today. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return true // it lives and hides its name: the postmaster's own lock decides
  }
}

/** The postmaster itself writes in its lock file when it takes connections, after any recovery. */
export async function whenReady(child: ChildProcess, folder: DataFolder): Promise<void> {
  let failure: string | null = null
  child.once('exit', (code) => {
    failure ??= `postgres ended with code ${code}: ${lastLogLines(folder)}`
  })
  child.once('error', (error) => {
    failure ??= error.message
  })
  while (!isReady(folder, child.pid)) {
    if (failure !== null) throw new DatabaseUnavailable('start', failure)
    await pause(READY_POLL_MS)
  }
}

/** The same for a postmaster that another process started; false when it ended instead. */
export async function becomesReady(pid: number, folder: DataFolder): Promise<boolean> {
  while (!isReady(folder, pid)) {
    if (runningPostmaster(folder) !== pid) return false
    await pause(READY_POLL_MS)
  }
  return true
}

function isReady(folder: DataFolder, pid: number | undefined): boolean {
  const lines = readLockFile(folder)
  return lines[0] === String(pid) && lines[STATUS_LINE]?.trim() === 'ready'
}

function readLockFile(folder: DataFolder): string[] {
  try {
    return readFileSync(join(folder.data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return [] // not there (yet)
  }
}

/** Bytes of the database's own log. */
export const logSize = (folder: DataFolder): number =>
  statSync(folder.logFile, { throwIfNoEntry: false })?.size ?? 0
const lastLogLines = (folder: DataFolder): string =>
  readFileSync(folder.logFile, 'utf8').trim().split('\n').slice(-3).join(' ')

/** Notes this process as a user of the cluster. The answer leaves again and says whether nobody else is left. */
export function enter(folder: DataFolder): () => boolean {
  const users = join(folder.dir, 'users')
  mkdirSync(users, { recursive: true })
  writeFileSync(join(users, String(process.pid)), '')
  return () => {
    rmSync(join(users, String(process.pid)), { force: true })
    const others = readdirSync(users).map(Number)
    for (const pid of others) if (!isAlive(pid)) rmSync(join(users, String(pid)), { force: true })
    return !others.some(isAlive)
  }
}

/** "Fast" stop: open transactions are rolled back, everything committed is on disk. */
export async function stopPostmaster(folder: DataFolder): Promise<void> {
  const pid = runningPostmaster(folder)
  if (pid === null) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid); waited += STOP_POLL_MS) {
    if (waited === STOP_PATIENCE_MS) process.kill(pid, 'SIGQUIT')
    await pause(STOP_POLL_MS)
  }
}
