import { useTranslation } from 'react-i18next'
import type { CountComparison } from './compare-count.ts'

const SHOWN = 200

/** What nobody counted stays as it is: it is never taken for zero. */
export function CountUncounted({ variants }: { variants: CountComparison['uncounted'] }) {
  const { t } = useTranslation('counts')
  return (
    <details className="rounded-md border border-rule px-3 py-2 text-sm" open={variants.length <= 8}>
      <summary className="cursor-pointer font-medium">
        {t('uncounted.title', { count: variants.length })}
      </summary>
      <p className="mt-1 text-ink-muted">{t('uncounted.body')}</p>
      <ul aria-label={t('uncounted.label')} className="mt-1 columns-2 gap-6">
        {variants.slice(0, SHOWN).map(({ variantId, name }) => (
          <li key={variantId} className="truncate">
            {name}
          </li>
        ))}
      </ul>
      {variants.length > SHOWN && <p>{t('uncounted.more', { count: variants.length - SHOWN })}</p>}
    </details>
  )
}
