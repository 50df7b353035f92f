import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const here = import.meta.dirname
const root = resolve(here, '../../..')
const DUCKDB = ['duckdb-eh.wasm', 'duckdb-browser-eh.worker.js']

/** The peers' own packages, by their own lock file, the first time. */
export function installPeers(say: (text: string) => void): void {
  if (existsSync(join(here, 'node_modules/pouchdb-core'))) return
  say('installing the peers (this happens once)')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const installed = spawnSync(npm, ['ci', '--ignore-scripts'], {
    cwd: here,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (installed.status !== 0) throw new Error(`The peers could not be installed: ${installed.stderr}`)
}

/** The page that measures them, with the files they load by themselves. */
export async function buildPeersSite(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(here, 'page'),
    base: './',
    define: { global: 'globalThis' },
    resolve: { alias: { '@shared': join(root, 'shared'), '@renderer': join(root, 'renderer') } },
    optimizeDeps: { exclude: ['@sqlite.org/sqlite-wasm'] },
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: true,
      chunkSizeWarningLimit: 8_000,
      rolldownOptions: { input: join(here, 'page/peers.html') },
    },
  })
  for (const file of DUCKDB)
    copyFileSync(join(here, 'node_modules/@duckdb/duckdb-wasm/dist', file), join(folder, file))
}
