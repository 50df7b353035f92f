import { useProjections } from '@renderer/projections/hooks.ts'
import { useEffect, useState } from 'react'

/** Rises with every change that a projection's answer may depend on. */
export function useProjectionsVersion(): number {
  const projections = useProjections()
  const [version, setVersion] = useState(0)
  useEffect(() => {
    const subscription = projections.changes.subscribe(setVersion)
    return () => subscription.unsubscribe()
  }, [projections])
  return version
}
