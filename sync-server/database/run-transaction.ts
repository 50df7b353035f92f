import { setTimeout as pause } from 'node:timers/promises'
import type { Id } from '@shared/kernel/id.ts'
import pg from 'pg'
import { isRetryable } from './database-errors.ts'

/** A connection inside a transaction, in one shop's context. */
export type Transaction = pg.PoolClient

const MAX_ATTEMPTS = 8

/**
 * Runs `work` in one transaction that sees and writes rows of `shopId` only (TENANT-2).
 * Runs it again when another transaction came first (40001, 40P01), so `work` must have no effect outside the database.
 */
export async function inShop<T>(
  pool: pg.Pool,
  shopId: Id,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return attempt(pool, `begin; select set_config('app.shop_id', ${pg.escapeLiteral(shopId)}, true)`, work)
}

/** The same, and every statement sees the shop as it stood at the first: for long comparisons. */
export async function inShopSnapshot<T>(
  pool: pg.Pool,
  shopId: Id,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const begin = `begin isolation level repeatable read; select set_config('app.shop_id', ${pg.escapeLiteral(shopId)}, true)`
  return attempt(pool, begin, work)
}

/** For the server's own regular work: which shops there are, and nothing of them. */
export async function asHousekeeper<T>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return attempt(pool, `begin; select set_config('app.housekeeping', 'on', true)`, work)
}

/** For the few reads before a shop is known: an account's own memberships. */
export async function asAccount<T>(
  pool: pg.Pool,
  accountId: Id,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return attempt(
    pool,
    `begin; select set_config('app.account_id', ${pg.escapeLiteral(accountId)}, true)`,
    work,
  )
}

async function attempt<T>(
  pool: pg.Pool,
  begin: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(pool, begin, work)
    } catch (error) {
      if (!isRetryable(error) || tries >= MAX_ATTEMPTS) throw error
      // Spread out, so that those who collided do not collide again.
      await pause(2 ** tries * (0.5 + (process.hrtime()[1] % 1_000) / 1_000))
    }
  }
}

async function once<T>(
  pool: pg.Pool,
  begin: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure // its state is unknown: the pool must not hand it to another shop
    })
    throw error
  } finally {
    client.release(broken)
  }
}
