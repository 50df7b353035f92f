import { useStore } from '@renderer/db/hooks.ts'
import { useEffect, useMemo, useState } from 'react'
import { filter } from 'rxjs'
import { type CustomerEntry, readCustomers, searchCustomers } from './customer-directory.ts'

const LIMIT = 50
const RETRY_MS = 1_000

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
    let retry: ReturnType<typeof setTimeout> | undefined
    const read = (): void => {
      const mine = ++reading
      clearTimeout(retry)
      setComplete(false)
      readCustomers(db, setEntries, () => mine !== reading).then(
        () => mine === reading && setComplete(true),
        // What was read so far stays; the store was busy or is being repaired.
        () => {
          if (mine === reading) retry = setTimeout(read, RETRY_MS)
        },
      )
    }
    read()
    const changes = db.changed$.pipe(filter((name) => name === 'customers')).subscribe(read)
    return () => {
      reading++
      clearTimeout(retry)
      changes.unsubscribe()
    }
  }, [db])
  const found = useMemo(() => searchCustomers(entries, text, LIMIT), [entries, text])
  return { found, complete }
}
