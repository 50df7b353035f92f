/* What the measuring pages use of the peers, which are not part of the product's install and so bring no types to it. */

declare module '@duckdb/duckdb-wasm' {
  export interface Connection {
    query(sql: string): Promise<{ readonly numRows: number; toArray(): unknown[] }>
    insertArrowTable(table: unknown, options: { name: string; create: boolean }): Promise<void>
    close(): Promise<void>
  }
  export class VoidLogger {}
  export class AsyncDuckDB {
    constructor(logger: VoidLogger, worker: Worker)
    instantiate(module: string): Promise<unknown>
    connect(): Promise<Connection>
    terminate(): Promise<void>
  }
}

declare module 'apache-arrow' {
  export function tableFromArrays(arrays: Record<string, ArrayBufferView | readonly string[]>): unknown
}

declare module '@sqlite.org/sqlite-wasm' {
  export interface Statement {
    bind(values: readonly unknown[]): void
    stepReset(): void
    finalize(): void
  }
  export interface Database {
    exec(sql: string): void
    prepare(sql: string): Statement
    selectArrays(sql: string, bind?: readonly unknown[]): unknown[][]
    close(): void
  }
  interface Sqlite3 {
    installOpfsSAHPoolVfs(options: {
      name: string
      directory: string
      initialCapacity: number
    }): Promise<{ OpfsSAHPoolDb: new (name: string) => Database }>
  }
  export default function init(): Promise<Sqlite3>
}

declare module 'pouchdb-core' {
  export interface Pouch {
    bulkDocs(documents: readonly object[]): Promise<unknown>
    put(document: object): Promise<unknown>
    allDocs(options: object): Promise<{ readonly rows: readonly unknown[] }>
    destroy(): Promise<unknown>
    close(): Promise<unknown>
  }
  interface PouchClass {
    new (name: string, options?: object): Pouch
    plugin(plugin: unknown): PouchClass
    replicate(from: Pouch, to: Pouch, options: object): Promise<{ readonly docs_written: number }>
  }
  const PouchDB: PouchClass
  export default PouchDB
}

declare module 'pouchdb-adapter-http'
declare module 'pouchdb-adapter-indexeddb'
declare module 'pouchdb-replication'
