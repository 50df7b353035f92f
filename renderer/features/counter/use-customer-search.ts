import { useStore } from '@renderer/db/hooks.ts'
import { useEffect, useMemo, useState } from 'react'
import { filter } from 'rxjs'
import { type CustomerEntry, readCustomers, searchCustomers } from './customer-directory.ts'

const LIMIT = 50

interface CustomerSearch {
  readonly found: readonly CustomerEntry[]
  /** False while more customers are still being read. */
  readonly complete: boolean
}

/** Live search by name or phone, from the first page on. */
export function useCustomerSearch(text: string): CustomerSearch {
  const db = useStore()
  const [entries, setEntries] = useState<readonly CustomerEntry[]>([])
  const [complete, setComplete] = useState(false)
  useEffect(() => {
    let reading = 0
    const read = (): void => {
      const mine = ++reading
      setComplete(false)
      readCustomers(db, setEntries, () => mine !== reading).then(
        () => mine === reading && setComplete(true),
        // What was read so far stays; the next change reads again.
        () => mine === reading && setComplete(true),
      )
    }
    read()
    const changes = db.changed$.pipe(filter((name) => name === 'customers')).subscribe(read)
    return () => {
      reading++
      changes.unsubscribe()
    }
  }, [db])
  const found = useMemo(() => searchCustomers(entries, text, LIMIT), [entries, text])
  return { found, complete }
}
