import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, chownSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseUnavailable } from './database-errors.ts'
import type { RunAs } from './postgres-binaries.ts'

/** Where the parts of one embedded cluster are. */
export interface DataFolder {
  readonly dir: string
  readonly data: string
  readonly socketDir: string
  readonly passwordFile: string
  readonly portFile: string
  readonly logFile: string
  readonly lockFile: string
}

/** Windows has no file permissions that would keep a socket private: there it is a local port with a password. */
export const USES_SOCKET = process.platform !== 'win32'
/** Only names the socket file: nothing listens on the network. */
export const SOCKET_PORT = 5432
/** A socket path longer than this is cut by the system: 107 bytes on Linux, 103 on macOS. */
const MAX_SOCKET_PATH = 100

/** Makes the folder and finds its parts' places. Throws `DatabaseUnavailable` when it cannot be written to. */
export function prepareFolder(askedDir: string, runAs: RunAs): DataFolder {
  let dataDir = askedDir
  try {
    dataDir = placeFor(askedDir, runAs)
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(dataDir, runAs.uid, runAs.gid)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new DatabaseUnavailable('data-folder', `${dataDir} is not writable`, { cause: error })
  }
  return {
    dir: dataDir,
    data: join(dataDir, 'postgres'),
    socketDir: socketFolder(dataDir, runAs),
    passwordFile: join(dataDir, 'postgres.password'),
    portFile: join(dataDir, 'postgres.port'),
    logFile: join(dataDir, 'postgres.log'),
    lockFile: join(dataDir, 'starting.lock'),
  }
}

/**
 * Root's own folders are closed to the user PostgreSQL runs as. A project cloned there keeps its database below
 * /var/lib (of a temporary folder: beside it), and a note in the data folder says where.
 */
function placeFor(askedDir: string, runAs: RunAs): string {
  if (runAs.uid === undefined) return askedDir
  mkdirSync(askedDir, { recursive: true, mode: 0o700 })
  if (canEnter(dirname(askedDir), runAs)) return askedDir
  const key = createHash('sha256').update(askedDir).digest('hex').slice(0, 12)
  const isTemporary = askedDir.startsWith(join(tmpdir(), '/'))
  const place = isTemporary ? join(tmpdir(), `comptoir-data-${key}`) : join('/var/lib/comptoir', key)
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 })
  writeFileSync(join(askedDir, 'database-is-in.txt'), `${place}\n`)
  return place
}

/** The data folder itself while its path is short enough and its user may enter it; else a private short folder. */
function socketFolder(dataDir: string, runAs: RunAs): string {
  if (!USES_SOCKET) return dataDir
  const isShort = Buffer.byteLength(join(dataDir, `.s.PGSQL.${SOCKET_PORT}.lock`)) <= MAX_SOCKET_PATH
  if (isShort) return dataDir
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  const place = join(tmpdir(), `comptoir-${key}`)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const owner = runAs.uid ?? process.getuid?.()
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(place, runAs.uid, runAs.gid)
  // A folder in the shared temporary place that somebody else made first could show him our socket.
  if (owner !== undefined && statSync(place).uid !== owner) {
    throw new DatabaseUnavailable('data-folder', `${place} belongs to another user`)
  }
  return place
}

function canEnter(dir: string, runAs: RunAs): boolean {
  if (runAs.uid === undefined) return true
  return spawnSync('test', ['-x', dir], { ...runAs, cwd: '/' }).status === 0
}
