import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { withFileLock } from '../database/file-lock.ts'

export type BuildOutcome =
  | { readonly type: 'Ready' }
  /** Nothing to build with or the build failed; screens of an earlier build are served if there are any. */
  | { readonly type: 'Failed'; readonly log: string }

const SOURCES: readonly string[] = ['renderer', 'shared', 'electron', 'package-lock.json']

/** Builds the screens when they were never built or a source is newer. Of two starts at once one builds, one waits. */
export async function ensureRendererBuilt(root: string, onBuild: () => void): Promise<BuildOutcome> {
  const page = join(root, 'out/renderer/index.html')
  if (isFresh(root, page)) return { type: 'Ready' }
  mkdirSync(join(root, 'out'), { recursive: true })
  return withFileLock(join(root, 'out/.building'), async () => {
    if (isFresh(root, page)) return { type: 'Ready' }
    onBuild()
    return build(root)
  })
}

function build(root: string): BuildOutcome {
  const builder = findBuilder()
  if (builder === null) return { type: 'Failed', log: 'electron-vite' }
  const result = spawnSync(process.execPath, [builder, 'build', '-c', 'electron/vite.config.ts'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (result.status === 0) return { type: 'Ready' }
  return { type: 'Failed', log: (result.stderr || result.stdout || String(result.error)).trim().slice(-600) }
}

/** A shop's server may be installed without the tools to build. */
function findBuilder(): string | null {
  try {
    const manifest = createRequire(import.meta.url).resolve('electron-vite/package.json')
    return join(dirname(manifest), 'bin/electron-vite.js')
  } catch {
    return null
  }
}

function isFresh(root: string, page: string): boolean {
  if (!existsSync(page)) return false
  const sources = SOURCES.map((name) => join(root, name)).filter(existsSync)
  // Without sources it is an installed product: what was shipped is what there is.
  return Math.max(0, ...sources.map(newestChange)) <= statSync(page).mtimeMs
}

function newestChange(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const inside = readdirSync(path, { withFileTypes: true, recursive: true })
  return inside
    .filter((entry) => entry.isFile())
    .reduce((newest, entry) => Math.max(newest, mtimeOf(join(entry.parentPath, entry.name))), 0)
}

function mtimeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
