import type { ErrorCode } from '@shared/protocol/errors.ts'
import type { ReadFailure } from '../replication/reading.ts'

interface Details {
  readonly retryAfterMs?: number
  readonly params?: Record<string, string | number | boolean | null>
}

/** A whole-request failure on its way to `STATUS_OF`; thrown by routes, answered in one place. */
export class HttpError extends Error {
  readonly code: ErrorCode
  readonly details: Details
  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message)
    this.name = 'HttpError'
    this.code = code
    this.details = details
  }
}

/** The failures that every synchronising endpoint shares. */
export function throwFailure(failure: ReadFailure | { readonly type: 'NotAllowed' }): never {
  if (failure.type === 'NotAllowed') throw new HttpError('FORBIDDEN', 'Not for this role')
  if (failure.type === 'EpochChanged') {
    const params = { epoch: failure.epoch }
    throw new HttpError('EPOCH_CHANGED', 'The database is another incarnation', { params })
  }
  throw new HttpError('SESSION_ENDED', 'The session has ended')
}
