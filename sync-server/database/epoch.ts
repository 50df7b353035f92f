import { createOwnerClient } from './pool.ts'
import type { Database } from './start-database.ts'

/**
 * SYNC-9: makes the database another incarnation. To be called after every restore of a backup, before devices are let
 * in: they then bring back what the backup does not know, instead of looking for changes after a place that is gone.
 * Never below the seconds since 2020: a backup that is restored a second time must not give the number of the first time.
 */
export async function raiseEpoch(database: Pick<Database, 'address'>): Promise<number> {
  const owner = createOwnerClient(database.address)
  await owner.connect()
  try {
    const { rows } = await owner.query<{ epoch: number }>(
      `update server_meta set epoch = greatest(epoch + 1, extract(epoch from now() - timestamptz '2020-01-01Z')::int)
        returning epoch`,
    )
    return rows[0]?.epoch ?? 1
  } finally {
    await owner.end()
  }
}
