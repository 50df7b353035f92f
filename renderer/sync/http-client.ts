import { err, ok, type Result } from '@shared/kernel/result.ts'
import { type ErrorBody, errorBodySchema } from '@shared/protocol/errors.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { z } from 'zod'
import type { Answer, TransportFailure } from './transport.ts'

export interface HttpRequest<Value> {
  readonly method: 'GET' | 'POST'
  /** Path and query, from the server's root. */
  readonly path: string
  readonly body?: unknown
  readonly accessToken?: string
  readonly schema: z.ZodType<Value>
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** The outcome that the caller may be able to mend: an access token that has expired. */
export type HttpFailure = TransportFailure | { readonly type: 'Unauthenticated' }

export interface HttpClient {
  send<Value>(request: HttpRequest<Value>): Promise<Result<Value, HttpFailure>>
  /** The response as it comes, for the stream; only a good answer of the expected type is given. */
  open(
    request: Omit<HttpRequest<unknown>, 'schema' | 'body'> & { readonly accept: string },
  ): Promise<Result<Response, HttpFailure>>
}

const TIMEOUT_MS = 30_000
/** No answer of ours is larger: a digest of a million documents, a page of many. */
const MAX_ANSWER_BYTES = 100_000_000

/** `fetch` with a time limit. A page that a hotel's network puts in between is not an answer: every body is checked. */
export function createHttpClient(
  baseUrl: () => Promise<string | null>,
  fetchImpl: typeof fetch = (input, init) => fetch(input, init),
): HttpClient {
  async function start(
    request: Omit<HttpRequest<unknown>, 'schema'>,
    accept: string,
    signal: AbortSignal,
  ): Promise<Result<Response, HttpFailure>> {
    const base = await baseUrl()
    if (base === null) return err({ type: 'Unreachable', detail: 'no server address is configured' })
    const headers: Record<string, string> = { accept, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) }
    if (request.body !== undefined) headers['content-type'] = 'application/json'
    if (request.accessToken !== undefined) headers.authorization = `Bearer ${request.accessToken}`
    try {
      const response = await fetchImpl(new URL(request.path, base), {
        method: request.method,
        headers,
        signal,
        cache: 'no-store',
        redirect: 'error', // a redirect is a captive portal, never our server
        credentials: 'omit',
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      })
      return ok(response)
    } catch (thrown) {
      return err(failureOf(thrown, request.signal))
    }
  }

  return {
    async send(request) {
      const limit = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS)
      const signal = request.signal === undefined ? limit : AbortSignal.any([limit, request.signal])
      const started = await start(request, 'application/json', signal)
      if (!started.ok) return started
      const body = await readJson(started.value, request.signal)
      if (!body.ok) return body
      if (!started.value.ok) return err(toFailure(started.value.status, body.value))
      const parsed = request.schema.safeParse(body.value)
      return parsed.success
        ? ok(parsed.data)
        : err({ type: 'Unreachable', detail: `unexpected answer to ${request.path.split('?')[0]}` })
    },
    async open(request) {
      const opening = new AbortController()
      const limit = setTimeout(() => opening.abort(new DOMException('', 'TimeoutError')), TIMEOUT_MS)
      const signal =
        request.signal === undefined ? opening.signal : AbortSignal.any([opening.signal, request.signal])
      const started = await start(request, request.accept, signal)
      clearTimeout(limit)
      if (!started.ok) return started
      const response = started.value
      if (response.ok && response.headers.get('content-type')?.startsWith(request.accept)) return ok(response)
      const body = await readJson(response, request.signal)
      return err(body.ok ? toFailure(response.status, body.value) : body.error)
    },
  }
}

async function readJson(
  response: Response,
  signal: AbortSignal | undefined,
): Promise<Result<unknown, TransportFailure>> {
  try {
    const text = await readText(response)
    if (text === null) return err({ type: 'Unreachable', detail: 'the answer has no end' })
    return ok(JSON.parse(text))
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) return err(failureOf(thrown, signal))
    if (response.status >= 500) {
      return err({ type: 'ServerTrouble', code: String(response.status), retryAfterMs: 0 })
    }
    return err({ type: 'Unreachable', detail: 'the answer is not from the sync server' })
  }
}

/** Null when it is longer than any answer: whoever sends it wants the memory to fill. */
async function readText(response: Response): Promise<string | null> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.length
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}

function failureOf(thrown: unknown, signal: AbortSignal | undefined): TransportFailure {
  if (signal?.aborted) return { type: 'Cancelled' }
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') return { type: 'TimedOut' }
  return { type: 'Unreachable', detail: thrown instanceof Error ? thrown.message : String(thrown) }
}

function toFailure(status: number, body: unknown): HttpFailure {
  const parsed = errorBodySchema.safeParse(body)
  if (!parsed.success) {
    return status >= 500
      ? { type: 'ServerTrouble', code: String(status), retryAfterMs: 0 }
      : { type: 'Unreachable', detail: `status ${status} without our error body` }
  }
  return byCode(parsed.data.error)
}

function byCode(error: ErrorBody['error']): HttpFailure {
  switch (error.code) {
    case 'UNAUTHENTICATED':
      return { type: 'Unauthenticated' }
    case 'SESSION_ENDED':
      return { type: 'SessionEnded' }
    case 'FORBIDDEN':
      return { type: 'Forbidden' }
    case 'EPOCH_CHANGED':
      return { type: 'EpochChanged', epoch: numberOf(error.params?.epoch) }
    case 'CLIENT_TOO_OLD':
      return { type: 'ClientTooOld' }
    case 'SERVER_TOO_OLD':
      return { type: 'ServerTooOld' }
    case 'TOO_LARGE':
      return { type: 'TooLarge' }
    case 'TOO_MANY_REQUESTS':
    case 'DRAINING':
    case 'UNAVAILABLE':
    case 'INTERNAL':
      return { type: 'ServerTrouble', code: error.code, retryAfterMs: error.retryAfterMs ?? 0 }
    case 'BAD_REQUEST':
    case 'NOT_FOUND':
    case 'WRONG_CREDENTIALS':
      return { type: 'Rejected', code: error.code, message: error.message }
  }
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** An answer for callers that have no token to refresh. */
export async function withoutToken<Value>(asked: Promise<Result<Value, HttpFailure>>): Answer<Value> {
  const answer = await asked
  if (answer.ok || answer.error.type !== 'Unauthenticated') return answer as Result<Value, TransportFailure> // narrowed by type
  return err({ type: 'SessionEnded' })
}
