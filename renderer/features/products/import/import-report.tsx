import { Banner } from '@renderer/ui/banner.tsx'
import { DescriptionList } from '@renderer/ui/description-list.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { useTranslation } from 'react-i18next'
import { explainFailure } from '../explain-failure.ts'
import { RejectedRows } from './rejected-rows.tsx'
import type { ImportOutcome } from './run-import.ts'
import type { Preview } from './use-import.ts'

/** What was written, what was not and why. */
export function ImportReport({ outcome, preview }: { outcome: ImportOutcome; preview: Preview }) {
  const { t } = useTranslation('products')
  const { summary } = preview
  const left = summary.creates + summary.updates - outcome.created.length - outcome.updated.length
  const received = outcome.movements.reduce((count, movement) => count + movement.postings.length, 0)
  return (
    <div className="flex flex-col gap-4">
      {outcome.end === 'complete' && <Banner tone="success" title={t('import.report.complete')} />}
      {outcome.end === 'cancelled' && (
        <Banner tone="warning" title={t('import.report.cancelled')}>
          {t('import.report.left', { count: left })}
        </Banner>
      )}
      {outcome.end === 'failed' && (
        <Banner tone="danger" title={explainFailure(t, { type: outcome.failure })}>
          {t('import.report.left', { count: left })}
        </Banner>
      )}
      <DescriptionList
        items={[
          { term: t('import.report.created'), value: <QuantityText value={outcome.created.length} /> },
          { term: t('import.report.updated'), value: <QuantityText value={outcome.updated.length} /> },
          { term: t('import.unchanged'), value: <QuantityText value={summary.unchanged} /> },
          { term: t('import.rejected'), value: <QuantityText value={summary.rejected.length} /> },
          { term: t('import.report.categories'), value: <QuantityText value={outcome.categories.length} /> },
          { term: t('import.report.received'), value: <QuantityText value={received} /> },
        ]}
      />
      {outcome.keptFields > 0 && (
        <Banner tone="info" title={t('import.report.kept', { count: outcome.keptFields })} />
      )}
      {summary.rejected.length > 0 && <RejectedRows preview={preview} />}
    </div>
  )
}
