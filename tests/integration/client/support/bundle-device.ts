import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../../../..')
let bundled: Promise<string> | undefined

/** The client as one file, so that a worker thread can run it without this test runner's loader. */
export function bundleDevice(): Promise<string> {
  bundled ??= bundle()
  return bundled
}

async function bundle(): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'comptoir-device-')), 'device.mjs')
  await build({
    entryPoints: [join(import.meta.dirname, 'device-thread.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfig: join(root, 'tsconfig.json'),
    alias: { '@shared': join(root, 'shared'), '@renderer': join(root, 'renderer') },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
  return outfile
}
