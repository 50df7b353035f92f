import { useStockRows } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { quantity } from '@shared/kernel/quantity.ts'
import { ScanBarcode, Undo2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { OptionalQuantityField } from '../products/public.ts'
import type { CountSession } from './count-session.ts'
import type { Countable, CountModel } from './use-count.ts'
import { VariantPicker } from './variant-picker.tsx'

/** The most rows of a category that are put on one sheet; a longer category is counted in parts, by scan. */
const MAX_SHEET = 500
const CELL = 'px-2 py-1'

/** What is being counted. What the ledger expects is not shown: it would be copied instead of counted. */
export function CountSheetLines({ session, count }: { session: CountSession; count: CountModel }) {
  const { t } = useTranslation('stock')
  const { rows, total } = useSheetRows(session)
  const countedById = new Map<string, number>(session.lines.map((line) => [line.variantId, line.counted]))
  return (
    <div className="flex flex-col gap-3">
      <VariantPicker locationId={session.locationId} onPick={count.scan} />
      {total > MAX_SHEET && (
        <Banner tone="info" title={t('countDialog.tooLong', { shown: MAX_SHEET, total })} />
      )}
      <p role="status" className="text-sm text-ink-muted">
        {t('countDialog.progress', { counted: session.lines.length, total: rows.length })}
      </p>
      {rows.length === 0 ? (
        <EmptyState icon={<ScanBarcode />} title={t('countDialog.empty')} body={t('countDialog.emptyBody')} />
      ) : (
        <table aria-label={t('countDialog.lines')} className="w-full table-fixed border-collapse text-sm">
          <thead>
            <tr className="border-b border-rule bg-sunken text-left text-xs text-ink-muted">
              <th scope="col" className={`${CELL} font-medium`}>
                {t('lines.product')}
              </th>
              <th scope="col" className={`${CELL} font-medium`}>
                {t('table.sku')}
              </th>
              <th scope="col" className={`${CELL} w-40 font-medium`}>
                {t('review.counted')}
              </th>
              <th scope="col" className={`${CELL} w-10`}>
                <span className="sr-only">{t('lines.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CountRow
                key={row.variantId}
                row={row}
                counted={countedById.get(row.variantId) ?? null}
                onCount={(counted) => count.type(row, counted)}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

interface CountRowProps {
  row: Countable
  counted: number | null
  onCount: (counted: number | null) => void
}

function CountRow({ row, counted, onCount }: CountRowProps) {
  const { t } = useTranslation('stock')
  return (
    <tr className="border-b border-rule">
      <th scope="row" className={`${CELL} text-left font-medium`}>
        {row.name}
      </th>
      <td className={`${CELL} text-ink-muted`}>{row.sku}</td>
      <td className={CELL}>
        <OptionalQuantityField
          label={t('countDialog.countedOf', { name: row.name })}
          hideLabel
          size="sm"
          value={counted === null ? null : quantity(counted)}
          onChange={onCount}
        />
      </td>
      <td className={CELL}>
        {counted !== null && (
          <IconButton
            label={t('countDialog.uncount', { name: row.name })}
            icon={<Undo2 aria-hidden />}
            size="sm"
            onClick={() => onCount(null)}
          />
        )}
      </td>
    </tr>
  )
}

/** The category's variants in the order of their names, then what was scanned beside them. */
function useSheetRows(session: CountSession): { rows: readonly Countable[]; total: number } {
  const byCategory = session.categoryId !== null
  const listed = useStockRows({
    sort: 'name',
    locationId: session.locationId,
    ...(byCategory ? { categoryId: session.categoryId } : {}),
    offset: 0,
    limit: byCategory ? MAX_SHEET : 1,
  })
  return useMemo(() => {
    const rows: Countable[] = byCategory ? [...(listed?.rows ?? [])] : []
    const known = new Set<string>(rows.map(({ variantId }) => variantId))
    const scanned = session.lines.filter(({ variantId }) => !known.has(variantId))
    return { rows: [...rows, ...scanned], total: byCategory ? (listed?.total ?? 0) : 0 }
  }, [byCategory, listed, session.lines])
}
