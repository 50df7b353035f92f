import { useProjections } from '@renderer/projections/hooks.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codesOf, hasWrongCheckDigit, repeatedCodes } from './product-codes.ts'

const PAUSE_MS = 250

/** Warnings by code: carried by another product, twice in this one, or with a check digit that is wrong. */
export function useCodeWarnings(product: Product): ReadonlyMap<string, string> {
  const projections = useProjections()
  const { t } = useTranslation('products')
  const codes = useMemo(() => codesOf(product), [product])
  const question = [...new Set(codes.map(({ code }) => code))].sort().join('\n')
  const [takenBy, setTakenBy] = useState<ReadonlyMap<string, string>>(new Map())
  const productId = product.id
  useEffect(() => {
    let stopped = false
    const asked = question === '' ? [] : question.split('\n')
    const timer = setTimeout(async () => {
      const answers = await projections.findByCodes(asked).catch(() => null)
      if (stopped || answers === null) return // without the worker there are no warnings, and nothing else is lost
      const found = new Map<string, string>()
      for (const [i, code] of asked.entries()) {
        const other = answers[i]?.find((variant) => variant.productId !== productId && variant.active)
        if (other) found.set(code, other.name)
      }
      setTakenBy(found)
    }, PAUSE_MS)
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [projections, question, productId])
  return useMemo(() => {
    const warnings = new Map<string, string>()
    for (const { code, kind } of codes) {
      if (kind === 'barcode' && hasWrongCheckDigit(code)) warnings.set(code, t('code.checkDigit', { code }))
    }
    for (const code of repeatedCodes(codes)) warnings.set(code, t('code.repeated', { code }))
    for (const [code, name] of takenBy) warnings.set(code, t('code.taken', { code, name }))
    return warnings
  }, [codes, takenBy, t])
}
