import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../../../..')
const here = (file: string): string => join(import.meta.dirname, file)

/**
 * RxDB's suite, RxDB and the product's client as one file: the suite's collections and our replication must be of one
 * RxDB, and two packages that the suite imports are not installed with it.
 */
export async function bundleSuite(): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'comptoir-conformance-')), 'suite.mjs')
  await build({
    entryPoints: [here('suite-entry.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfig: join(root, 'tsconfig.json'),
    alias: {
      '@shared': join(root, 'shared'),
      '@renderer': join(root, 'renderer'),
      'async-test-util': here('async-test-util.ts'),
      clone: here('clone.ts'),
    },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
  return outfile
}
