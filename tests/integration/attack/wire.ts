import { errorBodySchema, STATUS_OF } from '@shared/protocol/errors.ts'
import { type PushResult, pushResponseSchema } from '@shared/protocol/sync.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { PushRow, TestDevice } from '../../support/test-server.ts'

export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly body: unknown
}

export interface AskOptions {
  readonly token?: string
  readonly json?: unknown
  /** Sent as it is; `json` is left out then. */
  readonly raw?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * A connection that remembers every byte it was answered, and holds the server to its contract at every single answer: a
 * failure has the one error body under its code's status, and none says that something broke inside.
 */
export class Wire {
  readonly url: string
  /** Heads and bodies of all answers, for the search of what must not be in them. */
  readonly received: string[] = []

  constructor(url: string) {
    this.url = url
  }

  async ask(method: string, path: string, options: AskOptions = {}): Promise<WireAnswer> {
    const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
    const hasBody = options.json !== undefined || options.raw !== undefined
    if (hasBody && headers['content-type'] === undefined) headers['content-type'] = 'application/json'
    if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`
    const body = options.raw ?? (options.json === undefined ? undefined : JSON.stringify(options.json))
    const response = await fetch(this.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    const head = Object.fromEntries(response.headers)
    this.received.push(`${response.status} ${JSON.stringify(head)} ${text}`)
    const answer = { status: response.status, headers: head, text, body: parse(text) }
    if (response.status >= 400) checkError(answer)
    return answer
  }

  push(
    device: TestDevice,
    collection: CollectionName,
    rows: readonly PushRow[],
    change: object = {},
  ): Promise<WireAnswer> {
    const json = { ...device.pushRequest(collection, rows), ...change }
    return this.ask('POST', '/sync/push', { token: device.token, json })
  }

  /** The answers of a push that is answered row by row. */
  async rows(
    device: TestDevice,
    collection: CollectionName,
    rows: readonly PushRow[],
  ): Promise<readonly PushResult[]> {
    const answer = await this.push(device, collection, rows)
    if (answer.status !== 200) throw new Error(`Push answered ${answer.status}: ${answer.text.slice(0, 500)}`)
    return pushResponseSchema.parse(answer.body).results
  }
}

function checkError({ status, body, text }: WireAnswer): void {
  const parsed = errorBodySchema.safeParse(body)
  if (!parsed.success) throw new Error(`Not the error body: ${status} ${text.slice(0, 300)}`)
  const { code, message } = parsed.data.error
  if (STATUS_OF[code] !== status) throw new Error(`${code} came as ${status}`)
  if (code === 'INTERNAL') throw new Error(`Something broke inside: ${text.slice(0, 300)}`)
  if (/node_modules|\.ts:\d|at .*\(.*:\d+:\d+\)|select |insert /i.test(message)) {
    throw new Error(`The message tells of the inside: ${message}`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
