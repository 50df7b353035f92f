import { OLDEST_CLIENT_PROTOCOL, PROTOCOL_HEADER, PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { FastifyInstance } from 'fastify'
import { HttpError } from './http-error.ts'

/**
 * Tells a program that this server does not understand to be updated, and one that is newer than this server to wait for it:
 * before anything else, so that it hears the same whatever it asks. Its work stays where it is (VERSION-1).
 */
export function requireKnownProtocol(routes: FastifyInstance): void {
  routes.addHook('onRequest', async (request) => {
    const named = request.headers[PROTOCOL_HEADER]
    if (named !== undefined) checkProtocol(Number(named))
  })
}

/** Throws CLIENT_TOO_OLD or SERVER_TOO_OLD; BAD_REQUEST for what is no version at all. */
export function checkProtocol(protocol: number): void {
  if (!Number.isSafeInteger(protocol)) throw new HttpError('BAD_REQUEST', 'The protocol must be a number')
  if (protocol < OLDEST_CLIENT_PROTOCOL) {
    const params = { oldest: OLDEST_CLIENT_PROTOCOL }
    throw new HttpError('CLIENT_TOO_OLD', 'This program is too old for the server', { params })
  }
  if (protocol > PROTOCOL_VERSION) throw serverTooOld()
}

export const serverTooOld = (): HttpError =>
  new HttpError('SERVER_TOO_OLD', 'The server is older than this program', {
    params: { newest: PROTOCOL_VERSION },
    retryAfterMs: 60_000,
  })
