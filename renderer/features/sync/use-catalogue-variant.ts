import type { Id } from '@shared/kernel/id.ts'
import { useEffect, useState } from 'react'
import { useProjections } from '../../projections/hooks.ts'

/** The name of a variant; null until it is found. */
export function useCatalogueVariant(variantId: Id): string | null {
  const projections = useProjections()
  const [name, setName] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    void projections.variants([variantId]).then(([variant]) => current && setName(variant?.name ?? null))
    return () => {
      current = false
    }
  }, [projections, variantId])
  return name
}
