import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

/** A change of one source file while it is bundled: the product's own files stay as they are. */
export interface Patch {
  /** From the project's root. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

export type BundleName = 'client' | 'disk' | 'server'

const ENTRIES: Readonly<Record<BundleName, string>> = {
  client: 'tests/simulation/client/create-client.ts',
  disk: 'tests/simulation/disk/host-disk.ts',
  server: 'tests/simulation/server-entry.ts',
}

/** A few documents stand for thousands: pages must be as small. */
const SCALE: readonly Patch[] = [
  { file: 'renderer/sync/replication.ts', find: 'const PULL_ROWS = 100', replace: 'const PULL_ROWS = 7' },
  { file: 'renderer/sync/replication.ts', find: 'const PUSH_ROWS = 100', replace: 'const PUSH_ROWS = 4' },
]

export type Bundles = Readonly<Record<BundleName, string>>

/** The code of each side as one text (see `compile`). Throws when a patch fits nowhere: a bug that is not there finds nothing. */
export async function bundleAll(patches: readonly Patch[] = []): Promise<Bundles> {
  const applied = new Set<Patch>()
  const [client, disk, server] = await Promise.all([
    bundle('client', patches, applied),
    bundle('disk', patches, applied),
    bundle('server', patches, applied),
  ])
  for (const patch of patches) if (!applied.has(patch)) throw new Error(`${patch.file} is in no bundle`)
  return { client, disk, server }
}

async function bundle(name: BundleName, patches: readonly Patch[], applied: Set<Patch>): Promise<string> {
  const built = await build({
    entryPoints: [join(root, ENTRIES[name])],
    write: false,
    bundle: true,
    format: 'iife',
    globalName: 'entry',
    platform: name === 'server' ? 'node' : 'browser',
    target: 'node20',
    tsconfig: join(root, 'tsconfig.json'),
    alias: { '@shared': join(root, 'shared'), '@renderer': join(root, 'renderer') },
    define: { 'Math.random': 'simRandom', 'process.env.NODE_ENV': '"production"' },
    plugins: [patching([...SCALE, ...patches], applied), ...(name === 'server' ? [externalPackages] : [])],
    logLevel: 'error',
  })
  const [output] = built.outputFiles
  if (output === undefined) throw new Error(`The bundle ${name} is empty`)
  return output.text
}

function patching(patches: readonly Patch[], applied: Set<Patch>): Plugin {
  return {
    name: 'patches',
    setup(plugin) {
      plugin.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(root, path)
        const mine = patches.filter((patch) => patch.file === file)
        if (mine.length === 0) return undefined
        let contents = readFileSync(path, 'utf8')
        for (const patch of mine) {
          contents = replaceOnce(contents, patch)
          applied.add(patch)
        }
        return { contents, loader: 'ts' }
      })
    },
  }
}

/** Patches whose text is not exactly once in its file: the code has moved on. Reads files only. */
export function findMisfits(patches: readonly Patch[]): string[] {
  return [...SCALE, ...patches].flatMap(({ file, find }) => {
    const times = readFileSync(join(root, file), 'utf8').split(find).length - 1
    return times === 1 ? [] : [`${file} holds ${times} times: ${find}`]
  })
}

function replaceOnce(text: string, { file, find, replace }: Patch): string {
  const parts = text.split(find)
  if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${find}`)
  return parts.join(replace)
}

const externalPackages: Plugin = {
  name: 'external-packages',
  setup(plugin) {
    plugin.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      const isOurs = kind === 'entry-point' || path.startsWith('@shared/')
      return isOurs ? undefined : { path, external: true }
    })
  },
}
