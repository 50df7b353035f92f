import type { Store } from '@renderer/db/store.ts'
import { touch } from '@shared/domain/authoring.ts'
import { err, ok } from '@shared/kernel/result.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import { author, deps } from './build-product.ts'

type Tables = { [Name in CollectionName]?: Map<string, DocumentOf<Name>> }

/** The writing half of the store over maps: what an import needs, without a database. `failAfter` fills the disk. */
export function createMemoryStore(options: { failAfter?: number } = {}) {
  const tables: Tables = {}
  let writes = 0
  function tableOf<Name extends CollectionName>(name: Name): Map<string, DocumentOf<Name>> {
    const known: Map<string, DocumentOf<Name>> = tables[name] ?? new Map<string, DocumentOf<Name>>()
    Object.assign(tables, { [name]: known })
    return known
  }
  const isFull = (): boolean => options.failAfter !== undefined && writes >= options.failAfter
  const store: Pick<Store, 'insert' | 'insertMany' | 'edit' | 'get'> = {
    async insert(name, document) {
      writes++
      tableOf(name).set(document.id, document)
    },
    async insertMany(name, documents) {
      for (const [i, document] of documents.entries()) {
        if (isFull()) return err({ type: 'DiskFull' as const })
        writes++
        tableOf(name).set(document.id, document)
        if (i === documents.length - 1) return ok(documents.length)
      }
      return ok(0)
    },
    async edit(name, id, change) {
      const current = tableOf(name).get(id)
      if (!current) return err({ type: 'NotFound' as const })
      const changed = change(current)
      if (!changed.ok) return changed
      const edited = touch(changed.value, author, deps)
      tableOf(name).set(id, edited)
      return ok(edited)
    },
    async get(name, id) {
      const document = tableOf(name).get(id)
      return document ? { ...document, pending: 0 } : null
    },
  }
  return { store, all: <Name extends CollectionName>(name: Name) => [...tableOf(name).values()] }
}
