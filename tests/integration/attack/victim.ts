import { createHash } from 'node:crypto'
import { checkDocument } from '@shared/domain/check-document.ts'
import {
  type AnyDocument,
  COLLECTION_NAMES,
  COLLECTIONS,
  type CollectionName,
} from '@shared/schemas/registry.ts'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import type { Database } from '../../../sync-server/database/start-database.ts'
import type { Samples } from './samples.ts'

/** Stands in every text of the victim's documents; no attacker ever sends it. */
export const CANARY = 'CANARI-7f3d'

/** Every empty text that may be filled holds the canary, wherever it stands in the document. */
export function withCanary(samples: Samples): Samples {
  const filled = COLLECTION_NAMES.map((name) => [name, fill(name, samples[name])])
  return Object.fromEntries(filled) as unknown as Samples // each still fits its own schema
}

function fill(collection: CollectionName, document: AnyDocument): AnyDocument {
  let filled: AnyDocument = document
  for (const path of emptyTexts(document)) {
    const next = structuredClone(filled)
    put(next, path, CANARY)
    const parsed = COLLECTIONS[collection].schema.safeParse(next)
    if (parsed.success && checkDocument(collection, null, parsed.data as never).ok) filled = parsed.data
  }
  return filled
}

type Path = readonly (string | number)[]

function emptyTexts(value: unknown, path: Path = []): Path[] {
  if (value === '') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => emptyTexts(inner, [...path, key]))
}

function put(into: object, path: Path, value: unknown): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) Reflect.set(into, key, value)
  else put(Reflect.get(into, key), rest, value)
}

/** One hash over every row of every table that belongs to a shop, read past row-level security. */
export async function shopHash(database: Database, shopId: string): Promise<string> {
  const owner = createOwnerClient(database.address)
  await owner.connect()
  try {
    const { rows: tables } = await owner.query<{ name: string }>(
      `select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'shop_id' order by 1`,
    )
    const hash = createHash('sha256')
    for (const { name } of tables) {
      const { rows } = await owner.query<{ row: string }>(
        `select t::text as row from ${name} t where shop_id = $1 order by 1`,
        [shopId],
      )
      hash.update(`${name} ${rows.length}\n${rows.map(({ row }) => row).join('\n')}\n`)
    }
    return hash.digest('hex')
  } finally {
    await owner.end()
  }
}
