import { Banner } from '@renderer/ui/banner.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { CountChoice } from '@shared/domain/stock/count-progress.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CountComparison } from './compare-count.ts'
import type { CountResult } from './count-results.ts'
import { CountShared } from './count-shared.tsx'
import { CountUncounted } from './count-uncounted.tsx'

const rowKey = ({ variantId }: CountResult): string => variantId

interface CountReviewProps {
  comparison: CountComparison
  onChoose: (variantId: Id, choice: CountChoice) => void
}

/** Counted against expected, the largest differences first; before them what several people counted, after them what nobody did. */
export function CountReview({ comparison, onChoose }: CountReviewProps) {
  const { t } = useTranslation('stock')
  const { results, names, shared, uncounted } = comparison
  const rows = useMemo(
    () => results.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference)),
    [results],
  )
  const columns = useMemo(
    (): readonly Column<CountResult>[] => [
      {
        id: 'name',
        header: t('lines.product'),
        width: 'minmax(14rem, 3fr)',
        cell: ({ variantId }) => names.get(variantId)?.name,
      },
      {
        id: 'sku',
        header: t('table.sku'),
        width: 'minmax(6rem, 1fr)',
        cell: ({ variantId }) => names.get(variantId)?.sku,
      },
      {
        id: 'counted',
        header: t('review.counted'),
        width: '7rem',
        align: 'end',
        cell: ({ variantId, counted }) => <QuantityText value={counted} unit={names.get(variantId)?.unit} />,
      },
      {
        id: 'moved',
        header: t('review.movedSince'),
        width: '9rem',
        align: 'end',
        cell: ({ variantId, movedSince }) =>
          movedSince === 0 ? '' : <QuantityText value={movedSince} unit={names.get(variantId)?.unit} sign />,
      },
      {
        id: 'expected',
        header: t('review.expected'),
        width: '10rem',
        align: 'end',
        cell: ({ variantId, expected }) => (
          <QuantityText value={expected} unit={names.get(variantId)?.unit} />
        ),
      },
      {
        id: 'difference',
        header: t('review.difference'),
        width: '7rem',
        align: 'end',
        cell: ({ variantId, difference }) => (
          <span className={difference === 0 ? 'text-ink-muted' : 'font-semibold'}>
            <QuantityText value={difference} unit={names.get(variantId)?.unit} sign />
          </span>
        ),
      },
    ],
    [t, names],
  )
  const differing = results.filter(({ difference }) => difference !== 0).length
  return (
    <div className="flex h-full min-h-96 flex-col gap-3">
      <Banner
        tone={differing === 0 ? 'success' : 'info'}
        title={differing === 0 ? t('review.allRight') : t('review.differing', { count: differing })}
      >
        {t('review.body')}
      </Banner>
      {shared.length > 0 && <CountShared shared={shared} names={names} onChoose={onChoose} />}
      <DataTable
        label={t('review.label')}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        minWidth="48rem"
        className="min-h-48 overflow-hidden rounded-md border border-rule"
        empty={null}
      />
      {uncounted.length > 0 && <CountUncounted variants={uncounted} />}
    </div>
  )
}
