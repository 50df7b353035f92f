import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { World } from './world.ts'

const MEGABYTES_5 = 5_242_880

interface Bytes {
  readonly name: string
  readonly status: number
  bytes(token: string): string
}

const head = (token: string, ...lines: readonly string[]): string =>
  [
    `POST /sync/push HTTP/1.1`,
    'host: x',
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    ...lines,
    '',
    '',
  ].join('\r\n')

const BYTES: readonly Bytes[] = [
  {
    name: 'a body announced as too large',
    status: 413,
    bytes: (token) => head(token, `content-length: ${MEGABYTES_5}`),
  },
  {
    name: 'a body that grows too large',
    status: 413,
    bytes: (token) => `${head(token, 'transfer-encoding: chunked')}500000\r\n${'x'.repeat(MEGABYTES_5)}`,
  },
  {
    name: 'a body of nobody, announced as too large',
    status: 401,
    bytes: () => head('none', `content-length: ${MEGABYTES_5}`),
  },
  { name: 'what is no HTTP', status: 400, bytes: () => 'HELLO\r\n\r\n' },
  {
    name: 'two lengths',
    status: 400,
    bytes: (token) => `${head(token, 'content-length: 1', 'content-length: 2')}{}`,
  },
  {
    name: 'a length and chunks',
    status: 400,
    bytes: (token) => `${head(token, 'content-length: 3', 'transfer-encoding: chunked')}0\r\n\r\n`,
  },
  { name: 'a head without end', status: 400, bytes: (token) => head(token, `x-a: ${'x'.repeat(100_000)}`) },
  { name: 'an address that is none', status: 400, bytes: () => 'GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n' },
]

/** What comes back until it is a whole answer; whoever is refused may be hung up on. */
function answerTo(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
      if (/\r\n\r\n\{.*\}$/s.test(text)) socket.destroy()
    })
    socket.on('error', () => {}) // it was hung up on while it still sent
    socket.on('close', () => resolve(text))
  })
}

/** A27: what no ordinary client can send. */
export function socketAttacks(worldOf: () => World): void {
  describe('bytes on the line', () => {
    it('A27 two hundred requests that dawdle hold up nobody, and each has an end', async () => {
      const world = worldOf()
      const { hostname, port } = new URL(world.wire.url)
      const sockets: Socket[] = []
      for (let i = 0; i < 200; i++) {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => {})
        socket.write('POST /sync/push HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\nx-a: ')
        sockets.push(socket)
      }
      for (let i = 0; i < 20; i++) await world.expectHonestWork()
      for (const socket of sockets) socket.destroy()
      const http = world.server.server.app.server
      expect([http.requestTimeout > 0, http.headersTimeout > 0]).toEqual([true, true])
    })

    it.each(BYTES)('A27 $name is answered with the one error body', async ({ bytes, status }) => {
      const world = worldOf()
      const answer = await answerTo(world.wire.url, bytes(world.devices.cashier.token))
      world.wire.received.push(answer)
      expect(Number(answer.split(' ')[1]), answer.slice(0, 300)).toBe(status)
      const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
      expect(Object.keys(body.error)).toEqual(expect.arrayContaining(['code', 'message', 'requestId']))
    })
  })
}
