import type { Engine } from './engine.ts'
import type { SqliteCalls } from './sqlite.worker.ts'
import { type Remote, remote } from './worker-calls.ts'

export const startSqlite = (): { readonly calls: Remote<SqliteCalls>; stop(): void } => {
  const worker = new Worker(new URL('./sqlite.worker.ts', import.meta.url), { type: 'module' })
  return { calls: remote<SqliteCalls>(worker), stop: () => worker.terminate() }
}

/** Everything that goes to the worker and back is counted in. */
export function createSqliteEngine(): Engine {
  const { calls, stop } = startSqlite()
  return {
    open: (name) => calls.open(`sqlite-${name}`),
    putMany: (orders) => calls.putMany(orders),
    put: (order) => calls.putMany([order]),
    newest: (count) => calls.newest(count),
    async close() {
      await calls.close()
      stop()
    },
  }
}
