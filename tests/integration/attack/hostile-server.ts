import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PullResponse } from '@shared/protocol/sync.ts'

/** What the server in between makes of a page before the device gets it; text is sent as it is. */
export type Spoil = (page: PullResponse, collection: string) => PullResponse | string

/**
 * A server that has been taken over: it passes everything on to the real one, and spoils the pages that devices pull for as
 * long as it is told how.
 */
export interface HostileServer {
  readonly url: string
  /** Pulled pages that were spoilt. */
  readonly spoilt: () => number
  spoil(how: Spoil | null): void
  close(): Promise<void>
}

export async function createHostileServer(realUrl: string): Promise<HostileServer> {
  let how: Spoil | null = null
  let count = 0
  const server = createServer((request, response) => {
    pass(realUrl, request, response, (text, collection) => {
      if (how === null) return text
      const spoilt = how(JSON.parse(text), collection)
      count++
      return typeof spoilt === 'string' ? spoilt : JSON.stringify(spoilt)
    }).catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    spoilt: () => count,
    spoil(next) {
      how = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

async function pass(
  realUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
  change: (text: string, collection: string) => string,
): Promise<void> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const headers = new Headers()
  for (const name of ['authorization', 'content-type', 'accept']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const url = new URL(request.url ?? '/', realUrl)
  const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }
  const answer = await fetch(url, { method: request.method ?? 'GET', headers, signal: gone.signal, ...body })
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
  if (url.pathname === '/sync/stream') {
    for await (const chunk of answer.body ?? []) response.write(chunk)
    response.end()
    return
  }
  const text = await answer.text()
  const isPage = url.pathname === '/sync/pull' && answer.status === 200
  response.end(isPage ? change(text, url.searchParams.get('collection') ?? '') : text)
}
