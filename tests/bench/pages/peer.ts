import { Dexie } from 'dexie'

/* The least a page can do with the same data on the disk: open it with Dexie and read the 50 newest orders. */

const ORDERS = 50

async function read(databaseName: string): Promise<{ sinceNavigationMs: number; rows: number }> {
  const database = new Dexie(databaseName)
  await database.open()
  const table = database.table('docs')
  const byTime = table.schema.indexes.find(({ keyPath }) => [keyPath].flat().includes('placedInv'))
  if (byTime === undefined) throw new Error('The orders have no index by time')
  const rows = await table.orderBy(byTime.name).limit(ORDERS).toArray()
  return { sinceNavigationMs: performance.now(), rows: rows.length }
}

const wanted = new URLSearchParams(location.search).get('database') ?? ''
Object.assign(globalThis, { bench: read(wanted) })
