import { useShop } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { useEffect, useState } from 'react'

interface EntryResults {
  readonly term: string
  readonly variants: readonly CatalogueVariant[]
}

/** A scanner fills and clears the field faster than this, so its digits are never searched for one by one. */
const WAIT_MS = 110
const LIMIT = 40

/**
 * What answers to the typed words; null until the answer for exactly these words is there. Articles that arrive meanwhile,
 * on the first day of a device above all, join the list.
 */
export function useEntrySearch(term: string): EntryResults | null {
  const projections = useProjections()
  const { locationId } = useShop()
  const [results, setResults] = useState<EntryResults | null>(null)
  useEffect(() => {
    if (term === '') return
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (): Promise<void> => {
      timer = undefined
      const variants = await projections
        .searchVariants({ text: term, limit: LIMIT, activeOnly: true, locationId })
        .catch(() => null) // the worker is gone: the next Enter says so
      if (!stopped && variants) setResults({ term, variants })
    }
    // The first value comes at once: it is the search itself.
    const changes = projections.changes.subscribe(() => {
      timer ??= setTimeout(() => void ask(), WAIT_MS)
    })
    return () => {
      stopped = true
      clearTimeout(timer)
      changes.unsubscribe()
    }
  }, [projections, locationId, term])
  return results?.term === term && term !== '' ? results : null
}
