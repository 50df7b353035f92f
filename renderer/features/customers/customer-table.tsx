import { useShop } from '@renderer/db/hooks.ts'
import type { CustomerRow } from '@renderer/projections/projections.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { type Column, DataTable, type SortOrder } from '@renderer/ui/data-table.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { CloudUpload } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PagedRows } from '../products/public.ts'
import { BalanceText } from './balance-text.tsx'
import { DebtAgeBadge } from './debt-age-badge.tsx'

interface CustomerTableProps {
  rows: PagedRows<CustomerRow>
  sort: SortOrder
  onSortChange: (sort: SortOrder) => void
  onOpen: (row: CustomerRow) => void
  withAccounts: boolean
  empty: ReactNode
}

const rowKey = ({ customerId }: CustomerRow): string => customerId

export function CustomerTable({ rows, sort, onSortChange, onOpen, withAccounts, empty }: CustomerTableProps) {
  const { t } = useTranslation('customers')
  const columns = useColumns(withAccounts)
  return (
    <DataTable
      label={t('table.label')}
      columns={columns}
      getRow={rows.getRow}
      rowCount={rows.total ?? 0}
      rowKey={rowKey}
      rowHeight={40}
      loading={rows.total === undefined}
      sort={sort}
      onSortChange={onSortChange}
      onRowActivate={onOpen}
      onVisibleRangeChange={rows.onVisibleRangeChange}
      minWidth="50rem"
      className="overflow-hidden rounded-md border border-rule"
      empty={empty}
    />
  )
}

function useColumns(withAccounts: boolean): readonly Column<CustomerRow>[] {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  return useMemo(() => {
    const name: Column<CustomerRow> = {
      id: 'name',
      header: t('table.name'),
      width: 'minmax(14rem, 3fr)',
      sortable: true,
      cell: (row) => <Name row={row} />,
    }
    const phone: Column<CustomerRow> = {
      id: 'phone',
      header: t('table.phone'),
      width: 'minmax(10rem, 1fr)',
      cell: (row) => <span className="tabular-nums">{row.phone}</span>,
    }
    const balance: Column<CustomerRow> = {
      id: 'balance',
      header: t('table.balance'),
      width: '10rem',
      align: 'end',
      sortable: true,
      cell: (row) => (row.balance === 0 ? '' : <BalanceText balance={row.balance} />),
    }
    const oldest: Column<CustomerRow> = {
      id: 'oldest',
      header: t('table.oldest'),
      width: '12rem',
      sortable: true,
      cell: (row) => row.oldestAt !== null && <DebtAgeBadge madeAt={row.oldestAt} />,
    }
    const limit: Column<CustomerRow> = {
      id: 'limit',
      header: t('table.limit'),
      width: '10rem',
      align: 'end',
      cell: (row) =>
        row.creditLimit === 0 ? (
          <span className="text-ink-muted">{t('table.noCredit')}</span>
        ) : (
          <MoneyText amount={row.creditLimit} currency={currency} />
        ),
    }
    return withAccounts ? [name, phone, balance, oldest, limit] : [name, phone]
  }, [t, currency, withAccounts])
}

function Name({ row }: { row: CustomerRow }) {
  const { t } = useTranslation('customers')
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate font-medium">{row.name}</span>
      {row.archived && <Badge tone="neutral">{t('table.archived')}</Badge>}
      {row.balance > 0 && row.balance > row.creditLimit && (
        <Badge tone="danger">{t('table.overLimit')}</Badge>
      )}
      {row.pending && (
        <Badge tone="warning" icon={<CloudUpload aria-hidden />}>
          {t('table.pending')}
        </Badge>
      )}
    </span>
  )
}
