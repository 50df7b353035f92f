import type { CreditLine } from '@shared/domain/customers/credit-account.ts'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** What a line of the history is, in words: `Paiement · Wave`. */
export function useLineText(): (line: CreditLine) => string {
  const { t } = useTranslation('customers')
  return useCallback(
    ({ kind, method }) =>
      [t(`kind.${kind}`), method === null ? '' : t(`method.${method}`)].filter(Boolean).join(' · '),
    [t],
  )
}
