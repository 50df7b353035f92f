import type { Refusal } from '@shared/protocol/refusal.ts'
import { useTranslation } from 'react-i18next'
import { useFieldName } from './use-field-name.ts'

/** Rules that have a sentence of their own. */
const WORDED_RULES = ['CREDIT-3', 'CREDIT-4', 'CREDIT-7', 'CUSTOMER-4'] as const

/** Why the server did not take something, in words, with the detail it gave. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation('sync')
  const fieldName = useFieldName()
  return ({ code, params }) => {
    const { rule } = params
    const worded = WORDED_RULES.find((one) => one === rule)
    if (code === 'RULE' && worded) return t(`refused.rule.${worded}`)
    const text = t(`refused.reason.${code}`, { detail: detailOf(params, fieldName) })
    // Without a detail the sentence ends where the detail would begin.
    return text.replace(/\s*:\s*$/, '.')
  }
}

/** Names of permissions are for the log; people know fields. */
function detailOf(params: Refusal['params'], fieldName: (path: readonly string[]) => string): string {
  return Object.entries(params)
    .filter(([name]) => name !== 'permission')
    .map(([name, value]) => {
      if (typeof value !== 'string') return JSON.stringify(value)
      return name === 'field' ? fieldName(value.split('.')) : value
    })
    .join(', ')
    .slice(0, 300)
}

/** What a person would call a document. */
export function labelOfDocument(document: Readonly<Record<string, unknown>>): string {
  const named = document.name ?? document.number ?? document.reference ?? document.id
  return typeof named === 'string' ? named : ''
}
