import type { RxQuery } from 'rxdb/plugins/core'
import { type MonoTypeOperatorFunction, retry, timer } from 'rxjs'

type Chained = Pick<RxQuery, '_ensureEqualQueue'>

/**
 * RxDB does what a query needs in one chain, and keeps the query for all that ask the same: a storage that failed once would
 * fail them for ever. After a failure the chain begins anew.
 */
function beginAnew(query: Chained): void {
  query._ensureEqualQueue = Promise.resolve(false)
}

/** The answer as it is now. Rejects when the storage fails; asked again, it is read again. */
export async function readOnce<Answer>(query: Chained & { exec(): Promise<Answer> }): Promise<Answer> {
  try {
    return await query.exec()
  } catch (thrown) {
    beginAnew(query)
    throw thrown
  }
}

const RETRY_MS = 1_000

/** A query that failed is asked again: the storage may have been busy; what is on screen stays. */
export const keepReading = <Value>(query: Chained): MonoTypeOperatorFunction<Value> =>
  retry({
    delay: () => {
      beginAnew(query)
      return timer(RETRY_MS)
    },
  })
