import { useSettings } from '@renderer/db/hooks.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import { useMemo } from 'react'

/** Until the shop says otherwise; cash on delivery is not a way to pay at a counter. */
const USUAL: readonly PaymentMethod[] = ['cash', 'orange-money', 'wave', 'card', 'credit']

/** The ways to pay at this counter, in the shop's order. Cash is always there. */
export function usePaymentMethods(): readonly PaymentMethod[] {
  const settings = useSettings('payment-method')
  return useMemo(() => {
    const enabled = (settings ?? [])
      .map(({ value }) => value)
      .filter(({ enabled, method }) => enabled && method !== 'cash-on-delivery')
      .sort((a, b) => a.sortOrder - b.sortOrder)
      .map(({ method }) => method)
    if (enabled.length === 0) return USUAL
    return enabled.includes('cash') ? [...new Set(enabled)] : ['cash', ...new Set(enabled)]
  }, [settings])
}
