import { useCallback, useMemo, useState } from 'react'

export interface InvalidFields {
  readonly count: number
  /** The same function for the same field at every render, so that fields may report from an effect. */
  readonly reporterOf: (field: string) => (valid: boolean) => void
}

/** Which fields of a form hold what cannot be stored. */
export function useInvalidFields(): InvalidFields {
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set())
  const reporters = useMemo(() => new Map<string, (valid: boolean) => void>(), [])
  const reporterOf = useCallback(
    (field: string) => {
      const known = reporters.get(field)
      if (known) return known
      const reporter = (valid: boolean): void =>
        setInvalid((current) => {
          if (current.has(field) === !valid) return current
          const next = new Set(current)
          if (valid) next.delete(field)
          else next.add(field)
          return next
        })
      reporters.set(field, reporter)
      return reporter
    },
    [reporters],
  )
  return { count: invalid.size, reporterOf }
}
