import { useCan } from '@renderer/db/hooks.ts'
import { formatAmount, formatMoney, parseMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { CatalogueRow } from '@renderer/projections/projections.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { type Column, DataTable, type SortOrder } from '@renderer/ui/data-table.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { EditableCell } from './editable-cell.tsx'
import type { PagedRows } from './paged-rows.ts'
import { type ProductCommands, useProductCommands } from './product-commands.ts'

interface ProductTableProps {
  rows: PagedRows<CatalogueRow>
  sort: SortOrder
  onSortChange: (sort: SortOrder) => void
  chosen: ReadonlySet<Id>
  onChoose: (productId: Id, isChosen: boolean) => void
  onOpen: (productId: Id) => void
  empty: ReactNode
}

const rowKey = (row: CatalogueRow): string => row.productId

export function ProductTable({
  rows,
  sort,
  onSortChange,
  chosen,
  onChoose,
  onOpen,
  empty,
}: ProductTableProps) {
  const { t } = useTranslation('products')
  const choice = useChoiceColumn(chosen, onChoose)
  const others = useColumns()
  const columns = useMemo(() => [...others, choice], [choice, others])
  return (
    <DataTable
      label={t('table.label')}
      columns={columns}
      getRow={rows.getRow}
      rowCount={rows.total ?? 0}
      rowKey={rowKey}
      loading={rows.total === undefined}
      sort={sort}
      onSortChange={onSortChange}
      onRowActivate={(row) => onOpen(row.productId)}
      onVisibleRangeChange={rows.onVisibleRangeChange}
      minWidth="62rem"
      className="overflow-hidden rounded-md border border-rule"
      empty={empty}
    />
  )
}

/** Articles that something is to be done with together. */
function useChoiceColumn(
  chosen: ReadonlySet<Id>,
  onChoose: ProductTableProps['onChoose'],
): Column<CatalogueRow> {
  const { t } = useTranslation('labels')
  return useMemo(
    () => ({
      id: 'chosen',
      header: t('column'),
      width: '4.5rem',
      cell: ({ productId, name }) => (
        <Checkbox
          label={t('column')}
          aria-label={t('choose', { name })}
          hideLabel
          checked={chosen.has(productId)}
          tabIndex={-1}
          onChange={(isChosen) => onChoose(productId, isChosen)}
        />
      ),
    }),
    [t, chosen, onChoose],
  )
}

function useColumns(): readonly Column<CatalogueRow>[] {
  const { t } = useTranslation('products')
  const mayEdit = useCan('products.edit')
  const mayPrice = useCan('products.edit-price')
  const commands = useProductCommands()
  return useMemo(
    (): readonly Column<CatalogueRow>[] => [
      {
        id: 'name',
        header: t('table.name'),
        width: 'minmax(14rem, 3fr)',
        sortable: true,
        cell: (row) => <NameCell row={row} mayEdit={mayEdit} commands={commands} />,
      },
      {
        id: 'sku',
        header: t('table.sku'),
        width: 'minmax(7rem, 1fr)',
        cell: (row) =>
          row.skus.length > 1 ? t('table.moreSkus', { sku: row.sku, count: row.skus.length - 1 }) : row.sku,
      },
      {
        id: 'category',
        header: t('table.category'),
        width: 'minmax(12rem, 1.2fr)',
        sortable: true,
        cell: (row) => row.categoryName,
      },
      {
        id: 'price',
        header: t('table.price'),
        width: 'minmax(11rem, 1fr)',
        align: 'end',
        sortable: true,
        cell: (row) => <PriceCell row={row} mayEdit={mayEdit && mayPrice} commands={commands} />,
      },
      {
        id: 'onHand',
        header: t('table.onHand'),
        width: '7rem',
        align: 'end',
        sortable: true,
        cell: (row) => (row.tracked ? <OnHand row={row} /> : <span className="text-ink-muted">—</span>),
      },
      {
        id: 'active',
        header: t('table.active'),
        width: '6.5rem',
        cell: (row) => (
          <Checkbox
            label={t('table.active')}
            aria-label={t('table.activeOf', { name: row.name })}
            hideLabel
            checked={row.active}
            disabled={!mayEdit}
            tabIndex={-1}
            onChange={(active) => void commands.setActive(row.productId, active)}
          />
        ),
      },
    ],
    [t, mayEdit, mayPrice, commands],
  )
}

interface CellProps {
  row: CatalogueRow
  mayEdit: boolean
  commands: ProductCommands
}

function NameCell({ row, mayEdit, commands }: CellProps) {
  const { t } = useTranslation('products')
  return (
    <EditableCell
      label={t('table.editName', { name: row.name })}
      text={row.name}
      disabled={!mayEdit}
      onSave={(name) => commands.rename(row.productId, name)}
    >
      <span className="font-medium">{row.name}</span>
      {row.variantCount > 1 && (
        <span className="ml-2 text-xs text-ink-muted">
          {t('table.variants', { count: row.variantCount })}
        </span>
      )}
      {row.pending && (
        <span className="ml-2">
          <Badge tone="info">{t('state.pending')}</Badge>
        </span>
      )}
      {row.archived && (
        <span className="ml-2">
          <Badge tone="neutral">{t('state.archived')}</Badge>
        </span>
      )}
    </EditableCell>
  )
}

function PriceCell({ row, mayEdit, commands }: CellProps) {
  const { t } = useTranslation('products')
  const locale = useLocale()
  const { priceFrom, priceTo, currency } = row
  const text = priceFrom === null ? '' : formatAmount(priceFrom, currency, locale)
  const save = async (typed: string): Promise<boolean> => {
    const parsed = parseMoney(typed, currency, locale)
    if (parsed.ok && parsed.value >= 0) return commands.reprice(row.productId, parsed.value)
    if (!parsed.ok && parsed.error.type === 'EmptyAmount') return commands.reprice(row.productId, null)
    toast.error(t('table.notAPrice', { text: typed }))
    return false
  }
  return (
    <EditableCell
      label={t('table.editPrice', { name: row.name })}
      text={text}
      align="end"
      inputMode="decimal"
      disabled={!mayEdit || row.variantCount !== 1}
      onSave={save}
    >
      {priceFrom === null || priceTo === null ? (
        <span className="text-ink-muted">{t('table.openPrice')}</span>
      ) : priceFrom === priceTo ? (
        formatMoney(priceFrom, currency, locale)
      ) : (
        t('table.priceRange', {
          from: formatAmount(priceFrom, currency, locale),
          to: formatMoney(priceTo, currency, locale),
        })
      )}
    </EditableCell>
  )
}

function OnHand({ row }: { row: CatalogueRow }) {
  if (row.onHand === null) return <span className="text-ink-muted">…</span>
  return (
    <span className={row.onHand < 0 ? 'font-semibold text-danger-ink' : undefined}>
      <QuantityText value={row.onHand} />
    </span>
  )
}
