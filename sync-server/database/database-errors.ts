import pg from 'pg'

/** Why the database cannot be used at all; the launcher turns it into one plain sentence. */
export type DatabaseProblem =
  | 'binaries'
  | 'data-folder'
  | 'init'
  | 'start'
  | 'unreachable'
  | 'too-old'
  | 'migrate'

export class DatabaseUnavailable extends Error {
  readonly problem: DatabaseProblem
  constructor(problem: DatabaseProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DatabaseUnavailable'
    this.problem = problem
  }
}

/** Another transaction changed the same rows first: running ours again is right. */
export const RETRY_STATE = '40001'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error))

/**
 * The row itself cannot be stored (wrong data, broken constraint, a limit of the database), so it is refused and
 * its neighbours are tried alone. Everything else is trouble of the database and fails the request.
 */
export const isDataError = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && ['22', '23', '54'].includes(codeOf(error).slice(0, 2))

/** What the driver says, without a code, of a connection that broke before or between two statements. */
const BROKEN =
  /connection terminated|not queryable|timeout exceeded when trying to connect|pool after calling end/i

/** The connection broke or the server is stopping: nothing was decided, try again. */
export function isConnectionError(error: unknown): boolean {
  const code = codeOf(error)
  if (['08', '57', '53'].includes(code.slice(0, 2)) && code.length === 5) return true
  if (
    [
      'ECONNREFUSED',
      'ECONNRESET',
      'ENOENT',
      'EPIPE',
      'ETIMEDOUT',
      'ENOTFOUND',
      'EACCES',
      'EAI_AGAIN',
    ].includes(code)
  ) {
    return true
  }
  return error instanceof Error && BROKEN.test(error.message)
}
