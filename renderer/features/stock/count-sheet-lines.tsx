import { useAuthor } from '@renderer/db/hooks.ts'
import { useOnHand, useStockRows, useVariants } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'
import { ScanBarcode, Undo2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { OptionalQuantityField } from '../products/public.ts'
import type { Countable, CountModel, OpenedCount } from './use-count.ts'
import { usePeople } from './use-people.ts'
import { VariantPicker } from './variant-picker.tsx'

/** The most rows of a category that are put on one sheet; a longer category is counted in parts, by scan. */
const MAX_SHEET = 500
const CELL = 'px-2 py-1'

interface CountSheetLinesProps {
  session: OpenedCount
  count: CountModel
}

/** What is being counted. In a blind count what the ledger expects is not shown: it would be copied instead of counted. */
export function CountSheetLines({ session, count }: CountSheetLinesProps) {
  const { t } = useTranslation('stock')
  const { t: tCounts } = useTranslation('counts')
  const { rows, total } = useSheetRows(session, count)
  const othersOf = useOthers(count)
  const onHand = useOnHand(
    session.blind ? NOTHING : rows.map(({ variantId }) => variantId),
    session.locationId,
  )
  const countedById = new Map<string, number | null>(count.own.map((line) => [line.variantId, line.counted]))
  const row = count.view?.row
  return (
    <div className="flex flex-col gap-3">
      {count.isOpen && <VariantPicker locationId={session.locationId} onPick={count.scan} />}
      {total > MAX_SHEET && (
        <Banner tone="info" title={t('countDialog.tooLong', { shown: MAX_SHEET, total })} />
      )}
      <p role="status" className="text-sm text-ink-muted">
        {t('countDialog.progress', { counted: count.own.length, total: rows.length })}
        {row && row.staffIds.length > 1 && (
          <> · {tCounts('together', { people: row.staffIds.length, count: row.articles })}</>
        )}
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
              {!session.blind && (
                <th scope="col" className={`${CELL} w-28 text-right font-medium`}>
                  {t('review.expected')}
                </th>
              )}
              <th scope="col" className={`${CELL} w-40 font-medium`}>
                {t('review.counted')}
              </th>
              <th scope="col" className={`${CELL} w-10`}>
                <span className="sr-only">{t('lines.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <CountRow
                key={one.variantId}
                row={one}
                others={othersOf(one.variantId)}
                expected={session.blind ? null : (onHand?.get(one.variantId) ?? 0)}
                counted={countedById.get(one.variantId) ?? null}
                disabled={!count.isOpen}
                onCount={(counted) => count.type(one, counted)}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

const NOTHING: readonly Id[] = []

interface SheetRow extends Countable {
  readonly unit: Unit
}

interface CountRowProps {
  row: SheetRow
  /** Names of the others who counted it too. */
  others: string
  /** Null in a blind count. */
  expected: number | null
  counted: number | null
  disabled: boolean
  onCount: (counted: number | null) => void
}

function CountRow({ row, others, expected, counted, disabled, onCount }: CountRowProps) {
  const { t } = useTranslation('stock')
  const { t: tCounts } = useTranslation('counts')
  return (
    <tr className="border-b border-rule">
      <th scope="row" className={`${CELL} text-left font-medium`}>
        {row.name}
        {others !== '' && (
          <span className="block text-xs font-normal text-ink-muted">
            {tCounts('alsoBy', { names: others })}
          </span>
        )}
      </th>
      <td className={`${CELL} text-ink-muted`}>{row.sku}</td>
      {expected !== null && (
        <td className={`${CELL} text-right`}>
          <QuantityText value={expected} unit={row.unit} />
        </td>
      )}
      <td className={CELL}>
        <OptionalQuantityField
          label={t('countDialog.countedOf', { name: row.name })}
          hideLabel
          size="sm"
          disabled={disabled}
          value={counted === null ? null : quantity(counted)}
          onChange={onCount}
        />
        {row.unit !== 'piece' && counted !== null && (
          <span className="block pt-0.5 text-xs text-ink-muted">
            = <QuantityText value={counted} unit={row.unit} />
          </span>
        )}
      </td>
      <td className={CELL}>
        {counted !== null && !disabled && (
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

/** Who else counted a variant, by name: how many is for the review. */
function useOthers({ view }: CountModel): (variantId: Id) => string {
  const { t } = useTranslation('counts')
  const { staffName } = usePeople()
  const { staffId, deviceId } = useAuthor()
  return useMemo(() => {
    const names = new Map<Id, Set<string>>()
    const others = view?.pages.filter((page) => page.staffId !== staffId || page.deviceId !== deviceId) ?? []
    for (const page of others)
      for (const { variantId, counted } of page.lines)
        if (counted !== null)
          names.set(
            variantId,
            (names.get(variantId) ?? new Set()).add(staffName(page.staffId) || t('somebody')),
          )
    return (variantId) => [...(names.get(variantId) ?? [])].join(', ')
  }, [view, staffName, staffId, deviceId, t])
}

/** The category's variants in the order of their names, then what was scanned beside them. */
function useSheetRows(
  session: OpenedCount,
  { own }: CountModel,
): { rows: readonly SheetRow[]; total: number } {
  const byCategory = session.categoryId !== null
  const listed = useStockRows({
    sort: 'name',
    locationId: session.locationId,
    ...(byCategory ? { categoryId: session.categoryId } : {}),
    offset: 0,
    limit: byCategory ? MAX_SHEET : 1,
  })
  const ids = useMemo(() => own.map(({ variantId }) => variantId), [own])
  const named = useVariants(ids)
  return useMemo(() => {
    const rows: SheetRow[] = byCategory ? [...(listed?.rows ?? [])] : []
    const known = new Set<string>(rows.map(({ variantId }) => variantId))
    const names = new Map<string, SheetRow>(named?.map((variant) => [variant.variantId, variant]))
    const scanned = ids
      .filter((variantId) => !known.has(variantId))
      .map((variantId) => names.get(variantId) ?? { variantId, name: '', sku: '', unit: 'piece' as const })
    return { rows: [...rows, ...scanned], total: byCategory ? (listed?.total ?? 0) : 0 }
  }, [byCategory, listed, ids, named])
}
