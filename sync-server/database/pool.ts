import pg from 'pg'
import { APP_ROLE } from './app-role.ts'

/** How to reach a database, as the owner of its tables. */
export interface DatabaseAddress {
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
  readonly connectionString?: string
  /** How the connection is named in `pg_stat_activity`. */
  readonly application_name?: string
}

const INT8 = 20
const NUMERIC = 1700

/** 64-bit integers of ours (times in ms, sequences, sums of amounts) stay below 2^53, so they are plain numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8 || oid === NUMERIC) return (text: string) => exactNumber(text)
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
  },
}

function exactNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit an exact integer`)
  return value
}

const shared = { types, application_name: 'comptoir', connectionTimeoutMillis: 10_000, keepAlive: true }

/** Owns the tables: for migrations and for the notices between server processes, never for a request. */
export const createOwnerClient = (address: DatabaseAddress): pg.Client =>
  new pg.Client({ ...shared, ...address })

/**
 * The server's own connections. Each gives up the owner's rights at once and works as the app role, to which row-level
 * security applies (TENANT-2).
 */
export function createPool(address: DatabaseAddress, max = 20): pg.Pool {
  const pool = new pg.Pool({
    ...shared,
    ...address,
    max,
    pipeline: true, // statements sent together travel together
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    onConnect: async (client) => {
      // A connection that breaks between two statements of a transaction: the next statement fails and says so.
      client.on('error', () => {})
      await client.query(`set role ${APP_ROLE}`)
    },
  })
  // A broken idle connection is replaced on next use; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}
