import { type ErrorBody, type ErrorCode, STATUS_OF } from '@shared/protocol/errors.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isConnectionError, isRetryable } from '../database/database-errors.ts'
import { HttpError } from './http-error.ts'

const RETRY_MS = 2_000

/** Longest message: it may quote what was sent. */
const MAX_MESSAGE = 500

/** Turns whatever a route threw into one error body; what was not foreseen is logged with its stack and answered without. */
export function mapErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    send(request, reply, new HttpError('NOT_FOUND', 'Nothing is here')),
  )
  app.setErrorHandler((error, request, reply) => {
    const known = toHttpError(error)
    if (known.code === 'INTERNAL') request.log.error({ err: error }, 'request failed')
    else if (known.code === 'UNAVAILABLE') request.log.warn({ err: error }, 'database not reachable')
    return send(request, reply, known)
  })
}

/** What the router itself refuses, such as an address that is none, has the same body. */
export const sendRouterError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void =>
  void send(request, reply, toHttpError(error))

/** The bytes of an answer to what is no HTTP at all; `requestId` as in every error body. */
export function badRequestBytes(requestId: string): string {
  const body = JSON.stringify(bodyOf(new HttpError('BAD_REQUEST', 'This is not a request'), requestId))
  const head = `HTTP/1.1 ${STATUS_OF.BAD_REQUEST} Bad Request\r\ncontent-type: application/json; charset=utf-8\r\n`
  return `${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`
}

function bodyOf(error: HttpError, requestId: string): ErrorBody {
  const { retryAfterMs, params } = error.details
  return {
    error: {
      code: error.code,
      message: error.message.slice(0, MAX_MESSAGE),
      requestId,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(params === undefined ? {} : { params }),
    },
  }
}

function send(request: FastifyRequest, reply: FastifyReply, error: HttpError): FastifyReply {
  const { retryAfterMs } = error.details
  const body = bodyOf(error, request.id)
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1_000))
  return reply
    .code(STATUS_OF[error.code])
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body))
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validation.map(({ instancePath, message }) => `${instancePath} ${message}`.trim())
    return new HttpError('BAD_REQUEST', where.slice(0, 5).join('; '))
  }
  if (isConnectionError(error) || isRetryable(error)) {
    return new HttpError('UNAVAILABLE', 'The database is not reachable', { retryAfterMs: RETRY_MS })
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  const message = error instanceof Error && status < 500 ? error.message : 'Something went wrong here'
  return new HttpError(codeOfStatus(status), message)
}

/** What the HTTP layer itself refuses: unreadable JSON, a body too large, a wrong content type. */
function codeOfStatus(status: number): ErrorCode {
  if (status === 413) return 'TOO_LARGE'
  if (status === 404) return 'NOT_FOUND'
  if (status === 429) return 'TOO_MANY_REQUESTS'
  return status >= 400 && status < 500 ? 'BAD_REQUEST' : 'INTERNAL'
}
