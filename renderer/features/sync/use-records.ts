import { useEffect, useState } from 'react'
import type { RecordTable } from '../../db/local-tables.ts'

const LIMIT = 500

/** The records of a local table, live; undefined until they have been read. */
export function useRecords<Item extends { readonly id: string }>(
  table: RecordTable<Item>,
): readonly Item[] | undefined {
  const [items, setItems] = useState<readonly Item[]>()
  useEffect(() => {
    let current = true
    const read = () => void table.list(LIMIT).then((list) => current && setItems(list))
    read()
    const changes = table.changed$.subscribe(read)
    return () => {
      current = false
      changes.unsubscribe()
    }
  }, [table])
  return items
}
