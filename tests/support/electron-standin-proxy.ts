import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { APP_ORIGIN } from '../../electron/main/app-origin.ts'
import { toWebUrl } from './electron-standin-sides.ts'

export interface CorsProxy {
  /** Make Chromium reach the proxy under the server's own address. */
  readonly browserFlags: readonly string[]
  close(): Promise<void>
}

/**
 * The stand-in's page has another origin than the real one, which the sync server rightly refuses. This proxy changes the
 * one header each way and passes everything else on as it comes, streams included.
 */
export async function startCorsProxy(serverUrl: string): Promise<CorsProxy> {
  const target = new URL(serverUrl)
  const pageOrigin = toWebUrl(APP_ORIGIN)
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const headers = { ...incoming.headers, host: target.host }
    if (headers.origin === pageOrigin) headers.origin = APP_ORIGIN
    const upstream = ask(
      { host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers },
      (answer) => {
        const answered = { ...answer.headers }
        if (answered['access-control-allow-origin'] === APP_ORIGIN) {
          answered['access-control-allow-origin'] = pageOrigin
        }
        outgoing.writeHead(answer.statusCode ?? 502, answered)
        answer.pipe(outgoing)
      },
    )
    // The page sees a dropped connection, as it would without the proxy.
    upstream.on('error', () => outgoing.destroy())
    outgoing.on('close', () => upstream.destroy())
    incoming.pipe(upstream)
  }
  const server = createServer(forward)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    browserFlags: [`--host-resolver-rules=MAP ${target.host} 127.0.0.1:${port}`],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
