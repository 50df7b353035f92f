import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

export interface Served {
  readonly url: string
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
}

/** The page's files. The product's server would forbid the peers what they need: its content security policy is strict. */
export function serveFolder(folder: string): Promise<Served> {
  return listen(
    createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const file = join(folder, normalize(decodeURIComponent(pathname)))
      if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile())
        return void response.writeHead(404).end()
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
      createReadStream(file).pipe(response)
    }),
  )
}

/** PouchDB's own server over its store in memory, with so many of the documents in `full`. */
export async function servePouch(documents: readonly object[]): Promise<Served> {
  const need = createRequire(join(import.meta.dirname, 'package.json'))
  const pouchdb = need('pouchdb-core')
  for (const part of [
    'pouchdb-adapter-memory',
    'pouchdb-adapter-http',
    'pouchdb-replication',
    'pouchdb-mapreduce',
  ])
    pouchdb.plugin(need(part))
  const Memory = pouchdb.defaults({ adapter: 'memory' })
  const app = need('express')()
  app.use(
    (request: { headers: { origin?: string }; method: string }, response: CorsResponse, next: () => void) => {
      response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
      response.setHeader('access-control-allow-credentials', 'true')
      response.setHeader('access-control-allow-headers', 'content-type, accept')
      response.setHeader('access-control-allow-methods', 'GET, PUT, POST, DELETE, HEAD')
      if (request.method === 'OPTIONS') response.end()
      else next()
    },
  )
  app.use(
    '/',
    need('express-pouchdb')(Memory, {
      mode: 'minimumForPouchDB',
      inMemoryConfig: true,
      logPath: '/dev/null',
    }),
  )
  await new Memory('full').bulkDocs(documents)
  return listen(createServer(app))
}

interface CorsResponse {
  setHeader(name: string, value: string): void
  end(): void
}

async function listen(server: Server): Promise<Served> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
