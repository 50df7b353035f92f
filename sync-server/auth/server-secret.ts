import { createHmac } from 'node:crypto'
import type { RandomSource } from '@shared/kernel/random.ts'
import type pg from 'pg'

/** A keyed hash that only servers on this database can compute. */
export type KeyedHash = (purpose: string, text: string) => string

const NAME = 'keyed-hash'

/** Reads the database's secret, making it at the very first start. */
export async function loadKeyedHash(pool: pg.Pool, random: RandomSource): Promise<KeyedHash> {
  const made = Buffer.from(random.bytes(32)).toString('base64url')
  await pool.query('insert into server_secrets (name, value) values ($1, $2) on conflict do nothing', [
    NAME,
    made,
  ])
  const { rows } = await pool.query<{ value: string }>('select value from server_secrets where name = $1', [
    NAME,
  ])
  const secret = rows[0]?.value
  if (secret === undefined) throw new Error('The server secret is missing')
  return (purpose, text) => createHmac('sha256', secret).update(`${purpose}\u0000${text}`).digest('base64url')
}
