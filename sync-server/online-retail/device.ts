import { type SignInRequest, type SignInResponse, signInResponseSchema } from '@shared/protocol/auth.ts'
import { errorBodySchema } from '@shared/protocol/errors.ts'
import { MAX_PULL_ROWS, MAX_PUSH_BYTES, MAX_PUSH_ROWS } from '@shared/protocol/limits.ts'
import {
  digestResponseSchema,
  type PushResult,
  pullResponseSchema,
  pushResponseSchema,
  type WireDocument,
} from '@shared/protocol/sync.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import { type AnyDocument, COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'
import type { z } from 'zod'

/** The server said no to a whole request. */
export class RequestRefused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** A device without screens: signs in, pushes and pulls over HTTP like any other. */
export interface Device {
  readonly session: SignInResponse
  /** Ids the server holds, with the edit each is at. */
  known(collection: CollectionName): Promise<ReadonlyMap<string, string>>
  push(collection: CollectionName, documents: readonly AnyDocument[]): Promise<readonly PushResult[]>
  pull(collection: CollectionName): AsyncGenerator<readonly WireDocument[]>
  get<Value>(path: string, schema: z.ZodType<Value>): Promise<Value>
}

export async function signIn(url: string, request: SignInRequest): Promise<Device> {
  const session = await call(url, '/auth/sign-in', signInResponseSchema, { body: request })
  const epoch = session.epoch
  const authorized = { accessToken: session.tokens.accessToken }
  let signedInAt = performance.now()

  /** Access tokens are short-lived and a long import outlives them. */
  async function fresh(): Promise<{ accessToken: string }> {
    if (performance.now() - signedInAt > session.tokens.accessExpiresInMs / 2) {
      const again = await call(url, '/auth/sign-in', signInResponseSchema, { body: request })
      authorized.accessToken = again.tokens.accessToken
      signedInAt = performance.now()
    }
    return authorized
  }

  return {
    session,
    get: async (path, schema) => call(url, path, schema, await fresh()),
    async known(collection) {
      const body = { collection, epoch, buckets: new Array<number>(64).fill(0) }
      const { differing } = await call(url, '/sync/digest', digestResponseSchema, {
        body,
        ...(await fresh()),
      })
      return new Map(differing.flatMap(({ rows }) => rows.map(([id, editId]) => [id, editId] as const)))
    },
    async push(collection, documents) {
      const rows = documents.map((next) => ({ assumed: null, next }))
      const body = {
        protocol: PROTOCOL_VERSION,
        schemaVersion: COLLECTIONS[collection].version,
        epoch,
        collection,
        rows,
      }
      const { results } = await call(url, '/sync/push', pushResponseSchema, { body, ...(await fresh()) })
      return results
    },
    async *pull(collection) {
      for (let seq = 0, more = true; more; ) {
        const query = `collection=${collection}&epoch=${epoch}&seq=${seq}&limit=${MAX_PULL_ROWS}`
        const page = await call(url, `/sync/pull?${query}`, pullResponseSchema, await fresh())
        yield page.documents
        more = page.more
        seq = page.checkpoint.seq
      }
    },
  }
}

/** Cuts documents into requests that the server takes. */
export function* batches(documents: readonly AnyDocument[]): Generator<AnyDocument[]> {
  let batch: AnyDocument[] = []
  let bytes = 0
  for (const document of documents) {
    const size = Buffer.byteLength(JSON.stringify(document))
    if (batch.length === MAX_PUSH_ROWS || (batch.length > 0 && bytes + size > MAX_PUSH_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(document)
    bytes += size
  }
  if (batch.length > 0) yield batch
}

async function call<Value>(
  url: string,
  path: string,
  schema: z.ZodType<Value>,
  { body, accessToken }: { body?: unknown; accessToken?: string } = {},
): Promise<Value> {
  const response = await reach(new URL(path, url), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer: unknown = await response.json()
  if (response.ok) return schema.parse(answer)
  const refused = errorBodySchema.safeParse(answer)
  const { code, message } = refused.success
    ? refused.data.error
    : { code: 'INTERNAL', message: `HTTP ${response.status}` }
  throw new RequestRefused(code, message)
}

/**
 * While a file was read the server may have closed a connection that had been quiet, which shows only when it is used.
 * Whatever is asked here may be asked twice (SYNC-1).
 */
async function reach(url: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch {
    return fetch(url, request)
  }
}
