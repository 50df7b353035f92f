import type { JournalPort } from '@renderer/db/journal.ts'
import type { LocalTables, RecordTable } from '@renderer/db/local-tables.ts'
import type { Desktop } from '@renderer/desktop/bridge.ts'
import { ok } from '@shared/kernel/result.ts'
import { Subject } from 'rxjs'
import type { ClientPorts } from './client-ports.ts'

type Asking = Pick<ClientPorts, 'ask'>

/** What stands on the other side answers in the shape that the product's own interface names. */
const asked = <Value>(ports: Asking, target: string, ...args: unknown[]): Promise<Value> =>
  ports.ask(target, args) as Promise<Value>

function tableOf<Item extends { readonly id: string }>(ports: Asking, name: string): RecordTable<Item> {
  const changed$ = new Subject<void>()
  return {
    changed$,
    async put(item) {
      await asked(ports, `${name}.put`, item)
      changed$.next()
    },
    get: (id) => asked(ports, `${name}.get`, id),
    list: (limit) => asked(ports, `${name}.list`, limit),
    async delete(id) {
      await asked(ports, `${name}.delete`, id)
      changed$.next()
    },
    count: () => asked(ports, `${name}.count`),
  }
}

export const tablesOf = (ports: Asking): LocalTables => ({
  readMeta: (key) => asked(ports, 'meta.get', key),
  writeMeta: (key, value) => asked(ports, 'meta.put', key, value),
  noteMeta: (key, value) => asked(ports, 'meta.note', key, value),
  refused: tableOf(ports, 'refused'),
  quarantine: tableOf(ports, 'quarantine'),
  log: tableOf(ports, 'log'),
  close: () => undefined,
})

export const journalOf = (ports: Asking): JournalPort => ({
  append: (shopId, entries) => asked(ports, 'journal.append', shopId, entries),
  acknowledge: (shopId, ids) => asked(ports, 'journal.acknowledge', shopId, ids),
  read: (shopId) => asked(ports, 'journal.read', shopId),
})

export const secretsOf = (ports: Asking): Pick<Desktop['secrets'], 'get' | 'set'> => ({
  get: async (name) => ok(await asked<string | null>(ports, 'secrets.get', name)),
  set: async (name, value) => {
    await asked(ports, 'secrets.put', name, value)
    return ok({ persisted: true })
  },
})
