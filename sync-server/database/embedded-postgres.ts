import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { programPath } from '../config.ts'
import { type DataFolder, prepareFolder, SOCKET_PORT, USES_SOCKET } from './data-folder.ts'
import { DatabaseUnavailable } from './database-errors.ts'
import { withFileLock } from './file-lock.ts'
import { chooseRunAs, findPostgresBinaries, type PostgresBinaries, type RunAs } from './postgres-binaries.ts'
import { becomesReady, enter, logSize, runningPostmaster, stopPostmaster, whenReady } from './postmaster.ts'

/*
 * Supervises one real PostgreSQL in a data folder of ours.
 * A cluster is made aside and renamed, so a crash in the middle never leaves half of one; fsync and checksums are on.
 * A second start on the same folder attaches to the postmaster that is already running there.
 */

export interface EmbeddedPostgres {
  /** How the cluster's owner connects; add a database name. */
  readonly connection: {
    readonly host: string
    readonly port: number
    readonly user: string
    readonly password?: string
  }
  /** Where the cluster really lives; differs from the asked folder only for root (see `prepareFolder`). */
  readonly dataDir: string
  /** True when it was running already: started by another process of ours, or left over by one that was killed. */
  readonly attached: boolean
  /** Leaves the database; the last of our processes to leave stops it. */
  stop(): Promise<void>
}

const OWNER = 'postgres'
const MAX_LOG_BYTES = 10_000_000
const LOOK_EVERY_MS = 500

/** Starts (or attaches to) the PostgreSQL of `dataDir`. Throws `DatabaseUnavailable` with the reason. */
export async function startEmbeddedPostgres(
  dataDir: string,
  settings: readonly string[] = [],
): Promise<EmbeddedPostgres> {
  const runAs = chooseRunAs()
  const folder = prepareFolder(dataDir, runAs)
  const binaries = findPostgresBinaries(runAs)
  // Of two starts on one folder one makes and starts the cluster, the other waits and attaches.
  return withFileLock(folder.lockFile, () => startIn(folder, binaries, runAs, settings))
}

async function startIn(
  folder: DataFolder,
  binaries: PostgresBinaries,
  runAs: RunAs,
  settings: readonly string[],
): Promise<EmbeddedPostgres> {
  if (!existsSync(join(folder.data, 'PG_VERSION'))) initialise(binaries, folder, runAs)
  const leave = enter(folder)
  const running = runningPostmaster(folder)
  const attached = running !== null && (await becomesReady(running, folder))
  const port = attached ? portOf(folder) : await choosePort(folder)
  const launch = () => {
    const log = openSync(folder.logFile, logSize(folder) > MAX_LOG_BYTES ? 'w' : 'a')
    const child = spawn(binaries.postgres, startArguments(folder, port, settings), {
      ...runAs,
      cwd: tmpdir(),
      env: environment(),
      stdio: ['ignore', log, log],
      detached: true, // Ctrl+C in a terminal must reach us only: we drain first and stop the database last.
    })
    closeSync(log)
    child.unref()
    return child
  }
  if (!attached) await whenReady(launch(), folder)
  const stopWatching = keepRunning(launch, folder)
  const stop = async () => {
    stopWatching()
    if (leave()) await stopPostmaster(folder)
  }
  return { connection: connectionOf(folder, port), dataDir: folder.dir, attached, stop }
}

/**
 * A postmaster that dies by itself (killed, out of memory) is started again and recovers from its log. Every process that
 * uses the cluster looks after it, because the one that started it may have been killed before.
 */
function keepRunning(launch: () => ChildProcess, folder: DataFolder): () => void {
  let stopping = false
  const isNeeded = () => !stopping && runningPostmaster(folder) === null
  const look = async () => {
    while (!stopping) {
      await pause(LOOK_EVERY_MS, undefined, { ref: false })
      if (!isNeeded()) continue
      const start = async () => (isNeeded() ? whenReady(launch(), folder) : undefined)
      // While it does not start, requests answer UNAVAILABLE and the next look tries again.
      await withFileLock(folder.lockFile, start).catch(() => undefined)
    }
  }
  void look()
  return () => {
    stopping = true
  }
}

function initialise(binaries: PostgresBinaries, folder: DataFolder, runAs: RunAs): void {
  const aside = `${folder.data}.init`
  rmSync(aside, { recursive: true, force: true })
  const access = USES_SOCKET ? ['--auth=trust'] : passwordAccess(folder)
  const args = ['-D', aside, '-U', OWNER, ...access, '-E', 'UTF8', '--data-checksums', '--no-instructions']
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const result = spawnSync(binaries.initdb, [...args, ...locale], {
    ...runAs,
    cwd: tmpdir(),
    env: environment(),
    encoding: 'utf8',
  })
  if (result.status !== 0) {
    throw new DatabaseUnavailable('init', `initdb: ${result.stderr || (result.error?.message ?? 'failed')}`)
  }
  renameSync(aside, folder.data)
}

function passwordAccess(folder: DataFolder): string[] {
  writeFileSync(folder.passwordFile, randomBytes(32).toString('base64url'), { mode: 0o600 })
  return ['--auth=scram-sha-256', `--pwfile=${folder.passwordFile}`]
}

function startArguments(folder: DataFolder, port: number, settings: readonly string[]): string[] {
  const reach = USES_SOCKET
    ? ['listen_addresses=', `unix_socket_directories=${folder.socketDir}`, 'unix_socket_permissions=0700']
    : ['listen_addresses=127.0.0.1']
  const all = [
    ...reach,
    'max_connections=120',
    'shared_buffers=128MB',
    'log_min_messages=warning',
    ...settings,
  ]
  return ['-D', folder.data, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])]
}

function connectionOf(folder: DataFolder, port: number): EmbeddedPostgres['connection'] {
  if (USES_SOCKET) return { host: folder.socketDir, port, user: OWNER }
  return { host: '127.0.0.1', port, user: OWNER, password: readFileSync(folder.passwordFile, 'utf8') }
}

const portOf = (folder: DataFolder): number =>
  existsSync(folder.portFile) ? Number(readFileSync(folder.portFile, 'utf8')) : SOCKET_PORT

async function choosePort(folder: DataFolder): Promise<number> {
  const port = USES_SOCKET ? SOCKET_PORT : await freePort()
  writeFileSync(folder.portFile, String(port))
  return port
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

const environment = (): NodeJS.ProcessEnv => ({
  PATH: programPath(),
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
})
