import { type ReadSetting, useSettings } from '@renderer/db/hooks.ts'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Handshake } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export type Supplier = ReadSetting<'supplier'>

const rowKey = ({ id }: Supplier): string => id

/** Those the shop buys from. */
export function SuppliersView({ onOpen }: { onOpen: (supplier: Supplier) => void }) {
  const { t } = useTranslation('purchases')
  const suppliers = useSettings('supplier')
  const rows = useMemo(
    () => suppliers?.toSorted((a, b) => a.value.name.localeCompare(b.value.name)),
    [suppliers],
  )
  const columns = useMemo(
    (): readonly Column<Supplier>[] => [
      {
        id: 'name',
        header: t('supplier.name'),
        width: 'minmax(12rem, 2fr)',
        cell: ({ value }) => <span className="font-medium">{value.name}</span>,
      },
      {
        id: 'phone',
        header: t('supplier.phone'),
        width: 'minmax(9rem, 1fr)',
        cell: ({ value }) => <span className="tabular-nums">{value.phone}</span>,
      },
      {
        id: 'email',
        header: t('supplier.email'),
        width: 'minmax(10rem, 1fr)',
        cell: ({ value }) => value.email,
      },
      {
        id: 'leadTime',
        header: t('supplier.leadTime'),
        width: '12rem',
        cell: ({ value }) => value.leadTimeDays !== null && t('supplier.days', { count: value.leadTimeDays }),
      },
    ],
    [t],
  )
  return (
    <>
      <p role="status" className="text-sm text-ink-muted">
        {rows && t('supplier.count', { count: rows.length })}
      </p>
      <DataTable
        label={t('supplier.label')}
        columns={columns}
        rows={rows ?? []}
        rowKey={rowKey}
        loading={rows === undefined}
        onRowActivate={onOpen}
        minWidth="44rem"
        className="overflow-hidden rounded-md border border-rule"
        empty={<EmptyState icon={<Handshake />} title={t('supplier.empty')} body={t('supplier.emptyBody')} />}
      />
    </>
  )
}
