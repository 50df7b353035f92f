import type { CollectionName } from '@shared/schemas/registry.ts'
import { z } from 'zod'
import type { LocalTables } from '../db/local-tables.ts'

const collectionMemorySchema = z.object({
  /** Raised by every repair: a run of an older generation is never taken up again. */
  generation: z.number().int().min(1),
  /** A repair is wished for, or was cut short: the next start begins a new generation. */
  isBroken: z.boolean(),
  /** Not everything stored here has been offered to the restored server yet (R14). */
  isRescue: z.boolean(),
  /** While `isRescue`: the last epoch in which this device and the server knew the same. */
  knownEpoch: z.number().int().min(0).default(0),
})
export type CollectionMemory = z.infer<typeof collectionMemorySchema>

const memorySchema = z.object({
  epoch: z.number().int().min(0),
  collections: z.record(z.string(), collectionMemorySchema),
})
/** What the replication remembers over the ends of the process. */
export type ReplicationMemory = z.infer<typeof memorySchema>

export const FRESH: CollectionMemory = { generation: 1, isBroken: false, isRescue: false, knownEpoch: 0 }
const KEY = 'replication'

export async function readMemory(tables: LocalTables): Promise<ReplicationMemory> {
  const stored = memorySchema.safeParse(await tables.readMeta(KEY))
  return stored.success ? stored.data : { epoch: 0, collections: {} }
}

export const writeMemory = (tables: LocalTables, memory: ReplicationMemory): Promise<void> =>
  tables.writeMeta(KEY, memory)

/** Before the replication runs: what is named here begins a new generation when it starts. */
export async function flagForRepair(tables: LocalTables, names: Iterable<CollectionName>): Promise<void> {
  const memory = await readMemory(tables)
  const collections = { ...memory.collections }
  for (const name of names) collections[name] = { ...(collections[name] ?? FRESH), isBroken: true }
  await writeMemory(tables, { ...memory, collections })
}
