import type pg from 'pg'
import { DatabaseUnavailable } from './database-errors.ts'
import { FIRST_TABLES } from './migrations/0001-first-tables.ts'
import { REVISION_EPOCH } from './migrations/0002-revision-epoch.ts'
import { CARRIED_EDITS } from './migrations/0003-carried-edits.ts'
import { EXACT_LEDGERS } from './migrations/0004-exact-ledgers.ts'
import { QUICK_PUSHES } from './migrations/0005-quick-pushes.ts'
import { CREDIT_BOOK } from './migrations/0006-credit-book.ts'
import { PAYMENT_REFERENCES } from './migrations/0007-payment-references.ts'
import { PAYMENT_REFERENCE_ORDER } from './migrations/0008-payment-reference-order.ts'
import { SERVER_FIGURES } from './migrations/0009-server-figures.ts'
import { PACKED_HISTORY } from './migrations/0010-packed-history.ts'
import { SERIAL_POSTINGS } from './migrations/0011-serial-postings.ts'
import { COUNT_PAGES } from './migrations/0012-count-pages.ts'

/** Forward only and never edited once released: a mistake is put right by the next number. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

const MIGRATIONS: readonly Migration[] = [
  FIRST_TABLES,
  REVISION_EPOCH,
  CARRIED_EDITS,
  EXACT_LEDGERS,
  QUICK_PUSHES,
  CREDIT_BOOK,
  PAYMENT_REFERENCES,
  PAYMENT_REFERENCE_ORDER,
  SERVER_FIGURES,
  PACKED_HISTORY,
  SERIAL_POSTINGS,
  COUNT_PAGES,
]

/** Any number that no other program takes as its lock in the same database. */
const LOCK = 7_206_311_902

/**
 * Brings the database to this program's version; several servers may start at once, one does the work.
 * Throws `DatabaseUnavailable` when a newer program has already migrated it further.
 */
export async function migrate(owner: pg.Client): Promise<void> {
  await owner.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await owner.query(
      `create table if not exists migrations (number int primary key, name text not null, applied_at timestamptz not null default now())`,
    )
    const { rows } = await owner.query<{ number: number }>('select number from migrations')
    const done = new Set(rows.map((row) => row.number))
    const newest = Math.max(0, ...done)
    const own = Math.max(...MIGRATIONS.map(({ number }) => number))
    if (newest > own) {
      throw new DatabaseUnavailable('migrate', `the database is at version ${newest}, this program at ${own}`)
    }
    for (const migration of MIGRATIONS) {
      if (!done.has(migration.number)) await apply(owner, migration)
    }
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

async function apply(owner: pg.Client, { number, name, sql }: Migration): Promise<void> {
  await owner.query('begin')
  try {
    await owner.query(sql)
    await owner.query('insert into migrations (number, name) values ($1, $2)', [number, name])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseUnavailable('migrate', `${number} ${name}: ${reason}`, { cause: error })
  }
}
