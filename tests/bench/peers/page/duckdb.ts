import { AsyncDuckDB, type Connection, VoidLogger } from '@duckdb/duckdb-wasm'
import { tableFromArrays } from 'apache-arrow'
import type { LineArrays } from './line-arrays.ts'

/* DuckDB in its worker, with the lines in its memory. Its files lie beside the page (site.ts). */

export async function startDuckDb(): Promise<{ readonly connection: Connection; stop(): Promise<void> }> {
  const database = new AsyncDuckDB(new VoidLogger(), new Worker('./duckdb-browser-eh.worker.js'))
  await database.instantiate(new URL('./duckdb-eh.wasm', location.href).href)
  const connection = await database.connect()
  return {
    connection,
    async stop() {
      await connection.close()
      await database.terminate()
    },
  }
}

export const loadLines = (connection: Connection, lines: LineArrays): Promise<void> =>
  connection.insertArrowTable(tableFromArrays({ ...lines }), { name: 'lines', create: true })

const queries = (from: number, to: number): string[] => {
  const inside = `from lines where day between ${from} and ${to}`
  return [
    `select day, sum(revenue), count(*) ${inside} group by day order by day`,
    `select item, sum(revenue) s, sum(units) ${inside} group by item order by s desc limit 50`,
    `select category, sum(revenue) ${inside} group by category`,
  ]
}

/** Revenue by day, by item (the 50 best) and by category; answers how many rows. */
export async function figures(connection: Connection, from: number, to: number): Promise<number> {
  let rows = 0
  for (const sql of queries(from, to)) rows += (await connection.query(sql)).toArray().length
  return rows
}
