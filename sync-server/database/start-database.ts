import type pg from 'pg'
import { DatabaseUnavailable } from './database-errors.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { createOwnerClient, createPool, type DatabaseAddress } from './pool.ts'

export type DatabaseChoice = { readonly dataDir: string } | { readonly databaseUrl: string }

export interface Database {
  readonly pool: pg.Pool
  /** For LISTEN, which needs a connection of its own. */
  readonly address: DatabaseAddress
  /** Where the embedded cluster lives; null for a database of somebody else. */
  readonly dataDir: string | null
  readonly attached: boolean
  stop(): Promise<void>
}

const DATABASE = 'comptoir'
const OLDEST_POSTGRES = 150_000

/**
 * A migrated database that is ready for requests: the embedded PostgreSQL of a data folder, or any PostgreSQL ≥ 15.
 * Throws `DatabaseUnavailable`, whose `problem` says what a person can do.
 */
export async function startDatabase(choice: DatabaseChoice): Promise<Database> {
  if ('databaseUrl' in choice) {
    return openDatabase({ connectionString: choice.databaseUrl })
  }
  const postgres = await startEmbeddedPostgres(choice.dataDir)
  try {
    await createDatabase(postgres.connection, DATABASE)
    const address = { ...postgres.connection, database: DATABASE }
    const database = await openDatabase(address)
    const stop = async () => {
      await database.stop()
      await postgres.stop()
    }
    return { ...database, dataDir: postgres.dataDir, attached: postgres.attached, stop }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

/** Migrates a database that is running and connects to it; `stop` only disconnects. */
export async function openDatabase(address: DatabaseAddress): Promise<Database> {
  await prepare(address)
  const pool = createPool(address)
  return { pool, address, dataDir: null, attached: false, stop: () => pool.end() }
}

async function prepare(address: DatabaseAddress): Promise<void> {
  const owner = createOwnerClient(address)
  try {
    await owner.connect()
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error)
    throw new DatabaseUnavailable('unreachable', reason, { cause: error })
  }
  try {
    const { rows } = await owner.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < OLDEST_POSTGRES) {
      throw new DatabaseUnavailable('too-old', String(Math.floor(version / 10_000)))
    }
    await migrate(owner)
  } finally {
    await owner.end()
  }
}

/** Creates a database unless it is there; two starts at once may both try. */
export async function createDatabase(
  connection: DatabaseAddress,
  name: string,
  template = 'template1',
): Promise<void> {
  const owner = createOwnerClient({ ...connection, database: 'postgres' })
  await owner.connect()
  try {
    const found = await owner.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) {
      await owner.query(
        `create database ${owner.escapeIdentifier(name)} template ${owner.escapeIdentifier(template)}`,
      )
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42P04')) throw error
  } finally {
    await owner.end()
  }
}
