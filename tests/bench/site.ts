import { cpSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { obeyPagePolicy } from '../../electron/obey-page-policy.ts'
import { ensureRendererBuilt } from '../../sync-server/launch/build-renderer.ts'

const root = resolve(import.meta.dirname, '../..')
const pages = join(import.meta.dirname, 'pages')

/** The built product, and beside it, under `/bench`, the pages that measure parts of it: one origin, so one set of data. */
export async function buildSite(folder: string, say: (text: string) => void): Promise<void> {
  const built = await ensureRendererBuilt(root, () => say('building the product'))
  if (built.type === 'Failed') throw new Error(`The product cannot be built: ${built.log}`)
  rmSync(folder, { recursive: true, force: true })
  cpSync(join(root, 'out/renderer'), folder, { recursive: true })
  say('building the measuring pages')
  await build({
    configFile: false,
    logLevel: 'error',
    root: pages,
    base: './',
    resolve: { alias: { '@shared': join(root, 'shared'), '@renderer': join(root, 'renderer') } },
    plugins: [obeyPagePolicy()],
    worker: { format: 'es', plugins: () => [obeyPagePolicy()] },
    build: {
      outDir: join(folder, 'bench'),
      emptyOutDir: true,
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: ['app', 'local', 'peer'].map((name) => join(pages, `${name}.html`)) },
    },
  })
}
