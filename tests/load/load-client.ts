import { Agent, type IncomingMessage, request } from 'node:http'
import type { Checkpoint } from '@shared/protocol/sync.ts'

/*
 * A device reduced to its requests: what the measured machine spends here it cannot spend in the server, so bodies are
 * made beforehand and answers are looked at only as far as they are counted.
 */

export interface PulledIds {
  readonly ids: readonly string[]
  readonly checkpoint: Checkpoint
  readonly more: boolean
  /** Bytes of the answer as they came over the wire. */
  readonly bytes: number
}

export interface LoadClient {
  /** Pushes a whole request; answers how many rows were accepted. Throws when the request as a whole failed. */
  push(body: Buffer): Promise<number>
  pull(seq: number, limit: number): Promise<PulledIds>
  /** Calls back whenever the server says that orders changed, until the returned function is called. */
  listen(onResync: () => void): Promise<() => void>
  close(): void
}

export function createLoadClient(url: string, token: string, epoch: number): LoadClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const authorization = `Bearer ${token}`
  return {
    async push(body) {
      const headers = { authorization, 'content-type': 'application/json', 'content-length': body.length }
      const answer = await start(`${url}/sync/push`, { method: 'POST', headers, agent }, body)
      const text = await readBody(answer)
      if (answer.statusCode !== 200) throw new Error(`A push was answered with ${answer.statusCode}: ${text}`)
      return text.toString().split('"outcome":"accepted"').length - 1
    },
    async pull(seq, limit) {
      const query = `collection=orders&epoch=${epoch}&seq=${seq}&limit=${limit}`
      const answer = await start(`${url}/sync/pull?${query}`, { headers: { authorization }, agent })
      const text = await readBody(answer)
      if (answer.statusCode !== 200) throw new Error(`A pull was answered with ${answer.statusCode}: ${text}`)
      const { documents, checkpoint, more } = JSON.parse(text.toString())
      return { ids: documents.map(({ id }: { id: string }) => id), checkpoint, more, bytes: text.length }
    },
    async listen(onResync) {
      const asking = { headers: { authorization, accept: 'text/event-stream' }, agent }
      const answer = await start(`${url}/sync/stream`, asking)
      answer.on('data', (chunk: Buffer) => {
        if (chunk.includes('"orders"')) onResync()
      })
      answer.on('error', () => {}) // `close` destroys it
      return () => answer.destroy()
    },
    close: () => agent.destroy(),
  }
}

function start(url: string, options: Parameters<typeof request>[1], body?: Buffer): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const asking = request(url, options, done)
    asking.once('error', fail)
    asking.end(body)
  })
}

async function readBody(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return Buffer.concat(chunks)
}
