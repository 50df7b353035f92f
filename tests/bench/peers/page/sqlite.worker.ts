import type { Order } from '@shared/schemas/orders.schema.ts'
import initSqlite, { type Database } from '@sqlite.org/sqlite-wasm'
import type { LineArrays } from './line-arrays.ts'
import { answerCalls } from './worker-calls.ts'

/* SQLite in its fastest form for a browser: one owner, files of the origin's private file system. */

let database: Database

const YEAR_QUERIES = [
  'select day, sum(revenue), count(*) from lines where day between ? and ? group by day',
  'select item, sum(revenue) s, sum(units) from lines where day between ? and ? group by item order by s desc limit 50',
  'select category, sum(revenue) from lines where day between ? and ? group by category',
]

const calls = {
  async open(name: string): Promise<void> {
    const sqlite = await initSqlite()
    const pool = await sqlite.installOpfsSAHPoolVfs({
      name: `pool-${name}`,
      directory: `/.${name}`,
      initialCapacity: 6,
    })
    database = new pool.OpfsSAHPoolDb(`/${name}.db`)
    database.exec('pragma journal_mode=truncate; pragma synchronous=full; pragma cache_size=-64000;')
    database.exec(
      `create table if not exists orders (id text primary key, placed_inv integer, doc text) without rowid;
       create index if not exists newest on orders (placed_inv);`,
    )
  },
  putMany(orders: readonly Order[]): void {
    inTransaction(() => {
      const statement = database.prepare('insert or replace into orders values (?, ?, ?)')
      for (const order of orders) {
        statement.bind([order.id, order.placedInv, JSON.stringify(order)])
        statement.stepReset()
      }
      statement.finalize()
    })
  },
  newest: (count: number): number =>
    database
      .selectArrays('select doc from orders order by placed_inv limit ?', [count])
      .map(([doc]) => JSON.parse(String(doc))).length,
  loadLines({ day, item, category, units, revenue }: LineArrays): void {
    database.exec(
      'drop table if exists lines; create table lines (day int, item int, category int, units int, revenue int);',
    )
    inTransaction(() => {
      const statement = database.prepare('insert into lines values (?, ?, ?, ?, ?)')
      for (let i = 0; i < day.length; i++) {
        statement.bind([day[i], item[i], category[i], units[i], revenue[i]])
        statement.stepReset()
      }
      statement.finalize()
    })
    database.exec('create index by_day on lines (day, category, item, units, revenue);')
  },
  figures: (from: number, to: number): number =>
    YEAR_QUERIES.reduce((rows, sql) => rows + database.selectArrays(sql, [from, to]).length, 0),
  close: (): void => database.close(),
}

function inTransaction(work: () => void): void {
  database.exec('begin')
  work()
  database.exec('commit')
}

export type SqliteCalls = typeof calls
answerCalls(calls)
