import type { LocalDocument } from '@renderer/db/store.ts'
import { usePackedState } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { ReceiptText } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PendingBadge, StatusBadge } from './order-badges.tsx'
import type { OrderFilter } from './order-filter.ts'
import { ListedPayment } from './order-payment.tsx'
import { useOrderList } from './use-order-list.ts'

interface OrderListProps {
  filter: OrderFilter
  selectedId: string | null
  /** Beside an open order only the columns that fit are shown. */
  narrow: boolean
  onOpen: (orderId: string) => void
}

type Row = LocalDocument<'orders'>

const rowKey = (order: Row): string => order.id

export function OrderList({ filter, selectedId, narrow, onOpen }: OrderListProps) {
  const { t } = useTranslation('orders')
  const { orders, loading, lookedThrough, loadMore } = useOrderList(filter)
  const columns = useOrderColumns(narrow)
  return (
    <>
      {lookedThrough !== null && (
        <Banner tone="info" title={t('list.lookedThrough', { count: lookedThrough })}>
          {t('list.lookedThroughHow')}
        </Banner>
      )}
      <DataTable
        label={t('list.label')}
        columns={columns}
        rows={orders}
        rowKey={rowKey}
        rowHeight={44}
        minWidth={narrow ? '24rem' : '60rem'}
        loading={loading}
        selectedKey={selectedId}
        onRowActivate={(order) => onOpen(order.id)}
        onEndReached={loadMore}
        className="rounded-lg border border-rule"
        empty={<NoOrders />}
      />
    </>
  )
}

/** Nothing that fits, or not yet: on a new device the documents are still arriving. */
function NoOrders() {
  const { t } = useTranslation('orders')
  const arriving = usePackedState()?.packed ?? 0
  return arriving > 0 ? (
    <EmptyState
      icon={<ReceiptText />}
      title={t('list.arriving', { count: arriving })}
      body={t('list.arrivingHow')}
    />
  ) : (
    <EmptyState icon={<ReceiptText />} title={t('list.empty')} body={t('list.emptyHow')} />
  )
}

function useOrderColumns(narrow: boolean): readonly Column<Row>[] {
  const { t } = useTranslation('orders')
  return useMemo(() => {
    const number: Column<Row> = {
      id: 'number',
      header: t('list.number'),
      width: 'minmax(9rem, 1.2fr)',
      cell: (order) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{order.number}</span>
          {order.pending === 1 && <PendingBadge isSmall={narrow} />}
        </span>
      ),
    }
    const placed: Column<Row> = {
      id: 'placed',
      header: t('list.placed'),
      width: '10.5rem',
      cell: (order) => <DateTimeText at={order.placedAt} />,
    }
    const status: Column<Row> = {
      id: 'status',
      header: t('list.status'),
      width: '7.5rem',
      cell: (order) => <StatusBadge status={order.status} />,
    }
    const total: Column<Row> = {
      id: 'total',
      header: t('list.total'),
      width: '8.5rem',
      align: 'end',
      cell: (order) => <MoneyText amount={order.total} currency={order.currency} />,
    }
    if (narrow) return [number, status, total]
    return [
      number,
      placed,
      status,
      {
        id: 'payment',
        header: t('list.payment'),
        width: '9.5rem',
        cell: (order) => <ListedPayment order={order} />,
      },
      { id: 'customer', header: t('list.customer'), cell: (order) => order.customerName || '–' },
      {
        id: 'channel',
        header: t('list.channel'),
        width: '8rem',
        cell: (order) => t(`channel.${order.channel}`),
      },
      total,
    ]
  }, [t, narrow])
}
