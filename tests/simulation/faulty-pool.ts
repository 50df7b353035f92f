import type pg from 'pg'
import { createPool, type DatabaseAddress } from '../../sync-server/database/pool.ts'

/** What becomes of a statement: done; refused as if another transaction came first; its connection breaks; the server dies. */
export type StatementVerdict = 'do' | 'serialization' | 'break' | 'die-before' | 'die-after'

export interface FaultyPool {
  readonly pool: pg.Pool
  onStatement(decide: ((text: string) => StatementVerdict) | null): void
  /** Ends every connection as the end of the process would: PostgreSQL undoes what was not committed. */
  cut(): void
}

const MAX_CONNECTIONS = 6

/** The product's own pool of real connections, whose statements can be made to fail. `onDeath` is told when the server dies. */
export function createFaultyPool(address: DatabaseAddress, onDeath: () => void): FaultyPool {
  const pool = createPool(address, MAX_CONNECTIONS)
  const clients = new Set<pg.PoolClient>()
  let decide: ((text: string) => StatementVerdict) | null = null
  pool.on('connect', (client) => {
    clients.add(client)
    interfere(client)
  })
  pool.on('remove', (client) => clients.delete(client))

  function interfere(client: pg.PoolClient): void {
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
    const faulty = async (...args: unknown[]): Promise<unknown> => {
      const verdict = decide?.(textOf(args[0])) ?? 'do'
      if (verdict === 'serialization') throw Object.assign(new Error('injected'), { code: '40001' })
      if (verdict === 'break') socketOf(client).destroy()
      if (verdict === 'die-before') onDeath()
      const answer = await query(...args)
      if (verdict === 'die-after') onDeath()
      return answer
    }
    // Callers that pass a callback (the pool itself) are not ours to disturb.
    const replaced = (...args: unknown[]) =>
      typeof args.at(-1) === 'function' ? query(...args) : faulty(...args)
    client.query = replaced as typeof client.query
  }

  return {
    pool,
    onStatement(next) {
      decide = next
    },
    cut() {
      for (const client of clients) socketOf(client).destroy()
    },
  }
}

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: unknown } | null)?.text ?? '')

/** The driver's own socket; its types leave it out. */
const socketOf = (client: pg.PoolClient): { destroy(): void } =>
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
