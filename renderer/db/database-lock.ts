/** Held while this page owns the database; `release` gives it up. */
export interface DatabaseLock {
  release(): void
}

/** A page that is being reloaded gives its lock up a moment after its successor asks. */
const PATIENCE_MS = 1_500

/**
 * One page owns a shop's database: two replications over the same data double every message and miss each other's
 * changes (P32). Null when another tab or window has it.
 */
export async function takeDatabaseLock(databaseName: string): Promise<DatabaseLock | null> {
  if (globalThis.navigator?.locks === undefined) return { release: () => undefined }
  return new Promise((resolve) => {
    navigator.locks
      .request(databaseName, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        return new Promise<void>((release) => resolve({ release: () => release() }))
      })
      .catch(() => resolve(null))
  })
}
