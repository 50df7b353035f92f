import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

interface Extras {
  readonly alias?: Readonly<Record<string, string>>
  readonly plugins?: Plugin[]
}

/** The program as one file, so that a worker thread can run it without this test runner's loader; answers the file's path. */
export async function bundleForNode(entry: string, { alias, plugins = [] }: Extras = {}): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'comptoir-bundle-')), 'program.mjs')
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfig: join(root, 'tsconfig.json'),
    alias: { '@shared': join(root, 'shared'), '@renderer': join(root, 'renderer'), ...alias },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
    plugins,
  })
  return outfile
}
