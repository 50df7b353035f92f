import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

export interface GallerySite {
  readonly url: string
  close(): Promise<void>
}

/** Builds the gallery of the design system as the product is built, and serves it on a free port of this machine. */
export async function serveGallery(): Promise<GallerySite> {
  const outDir = await mkdtemp(join(tmpdir(), 'comptoir-gallery-'))
  await build({
    configFile: false,
    logLevel: 'warn',
    root: resolve(import.meta.dirname, 'gallery-page'),
    base: './',
    plugins: [react(), tailwind()],
    resolve: { alias: { '@shared': join(root, 'shared'), '@renderer': join(root, 'renderer') } },
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2_000 },
  })
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '').split('?')[0]
    readFile(join(outDir, path ?? '')).then(
      (body) =>
        response.writeHead(200, { 'content-type': TYPES[extname(path ?? '')] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The gallery got no port.')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
