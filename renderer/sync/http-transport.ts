import { err, ok, type Result } from '@shared/kernel/result.ts'
import { carryResponseSchema } from '@shared/protocol/carry.ts'
import { historyManifestSchema, MAX_SEGMENT_BYTES } from '@shared/protocol/history.ts'
import {
  baseResponseSchema,
  digestResponseSchema,
  heartbeatResponseSchema,
  pullResponseSchema,
  pushResponseSchema,
} from '@shared/protocol/sync.ts'
import { readEventStream } from './event-stream.ts'
import type { HttpClient, HttpFailure } from './http-client.ts'
import type { RequestGate } from './request-gate.ts'
import type { Answer, HistoryTransport, Transport, TransportFailure } from './transport.ts'

/** Where access tokens come from: one refresh for all who find theirs expired. */
export interface TokenSource {
  /** A token believed good. */
  current(): Promise<Result<string, TransportFailure>>
  /** After the server has refused `stale`: a newer one. */
  renew(stale: string): Promise<Result<string, TransportFailure>>
  /** The server takes no token of this person any more: nothing is asked again before he has signed in. */
  end(): void
}

export interface HttpTransportParts {
  readonly client: HttpClient
  readonly tokens: TokenSource
  readonly gate: RequestGate
}

/** Large pushes over a slow line take their time; the server answers by rows. */
const PUSH_TIMEOUT_MS = 90_000
/** A month of a large shop over a slow line. */
const BYTES_TIMEOUT_MS = 300_000

export function createHttpTransport({
  client,
  tokens,
  gate,
}: HttpTransportParts): Transport & HistoryTransport {
  /** With a token; once more with a renewed one when the server does not take it. */
  async function authorized<Value>(
    send: (accessToken: string) => Promise<Result<Value, HttpFailure>>,
  ): Promise<Result<Value, TransportFailure>> {
    const token = await tokens.current()
    if (!token.ok) return token
    const first = await send(token.value)
    if (first.ok || !isTokenFailure(first.error)) return first as Result<Value, TransportFailure> // narrowed by type
    const renewed = await tokens.renew(token.value)
    if (!renewed.ok) return renewed
    const second = await send(renewed.value)
    if (second.ok || !isTokenFailure(second.error)) return second as Result<Value, TransportFailure> // narrowed by type
    tokens.end()
    return err({ type: 'SessionEnded' })
  }

  const ask = <Value>(
    signal: AbortSignal,
    send: (accessToken: string) => Promise<Result<Value, HttpFailure>>,
  ): Answer<Value> => gate.run(() => authorized(send), signal)

  return {
    push: (request, signal) =>
      ask(signal, (accessToken) =>
        client.send({
          method: 'POST',
          path: '/sync/push',
          body: request,
          schema: pushResponseSchema,
          timeoutMs: PUSH_TIMEOUT_MS,
          accessToken,
          signal,
        }),
      ),
    pull: ({ collection, checkpoint, limit }, signal) => {
      const query = { collection, epoch: checkpoint.epoch, seq: checkpoint.seq, limit }
      return ask(signal, (accessToken) =>
        client.send({
          method: 'GET',
          path: withQuery('/sync/pull', query),
          schema: pullResponseSchema,
          accessToken,
          signal,
        }),
      )
    },
    async base(query, signal) {
      const answer = await ask(signal, (accessToken) =>
        client.send({
          method: 'GET',
          path: withQuery('/sync/base', query),
          schema: baseResponseSchema,
          accessToken,
          signal,
        }),
      )
      return answer.ok ? ok(answer.value.document) : answer
    },
    digest: (request, signal) =>
      ask(signal, (accessToken) =>
        client.send({
          method: 'POST',
          path: '/sync/digest',
          body: request,
          schema: digestResponseSchema,
          accessToken,
          signal,
        }),
      ),
    carry: (request, signal) =>
      ask(signal, (accessToken) =>
        client.send({
          method: 'POST',
          path: '/sync/carry',
          body: request,
          schema: carryResponseSchema,
          timeoutMs: PUSH_TIMEOUT_MS,
          accessToken,
          signal,
        }),
      ),
    heartbeat: (request, signal) =>
      ask(signal, (accessToken) =>
        client.send({
          method: 'POST',
          path: '/sync/heartbeat',
          body: request,
          schema: heartbeatResponseSchema,
          accessToken,
          signal,
        }),
      ),
    historyManifest: (signal) =>
      ask(signal, (accessToken) =>
        client.send({
          method: 'GET',
          path: '/history/manifest',
          schema: historyManifestSchema,
          accessToken,
          signal,
        }),
      ),
    async historySegment(hash, signal) {
      const opened = await ask(signal, (accessToken) =>
        client.open({
          method: 'GET',
          path: withQuery('/history/segment', { hash }),
          accept: 'application/octet-stream',
          accessToken,
          signal,
        }),
      )
      return opened.ok ? readBytes(opened.value, MAX_SEGMENT_BYTES) : opened
    },
    async listen(listeners, signal) {
      const opened = await ask(signal, (accessToken) =>
        client.open({
          method: 'GET',
          path: '/sync/stream',
          accept: 'text/event-stream',
          accessToken,
          signal,
        }),
      )
      if (!opened.ok) return opened
      listeners.onOpen()
      return readEventStream(opened.value, listeners.onEvent, signal)
    },
  }
}

/** The whole body; one that is cut short or has no end is as if nothing had come. */
async function readBytes(response: Response, most: number): Promise<Result<Uint8Array, TransportFailure>> {
  const limit = AbortSignal.timeout(BYTES_TIMEOUT_MS)
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  try {
    for (let size = 0; reader && size <= most && !limit.aborted; ) {
      const { done, value } = await reader.read()
      if (done)
        return ok(new Uint8Array(await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer()))
      size += value.length
      parts.push(value)
    }
    await reader?.cancel()
    return err({ type: 'Unreachable', detail: 'the answer has no end' })
  } catch (thrown) {
    return err({ type: 'Unreachable', detail: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

const isTokenFailure = ({ type }: HttpFailure): boolean =>
  type === 'Unauthenticated' || type === 'SessionEnded'

function withQuery(path: string, query: Readonly<Record<string, string | number>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) parameters.set(name, String(value))
  return `${path}?${parameters}`
}
