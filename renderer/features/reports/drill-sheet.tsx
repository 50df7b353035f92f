import { useDocument } from '@renderer/db/hooks.ts'
import { formatBusinessDay } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useOrdersBehind } from '@renderer/projections/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import type { OrderBehind, OrdersQuestion } from '@shared/analytics/report/find-orders.ts'
import { isId } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A figure that was opened: its name, and which orders stand behind it. */
export interface OpenedFigure {
  readonly title: string
  readonly question: OrdersQuestion
}

const PAGE = 50

/** The orders behind a figure, each with the part of it that it brought; from there to the order and its receipt. */
export function DrillSheet({ opened, onClose }: { opened: OpenedFigure; onClose: () => void }) {
  const { t } = useTranslation('reports')
  const [limit, setLimit] = useState(PAGE)
  const behind = useOrdersBehind({ ...opened.question, limit })
  const { currency } = opened.question
  return (
    <Sheet
      open
      size="lg"
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={opened.title}
      description={behind ? t('drill.count', { count: behind.count }) : undefined}
    >
      {!behind && <Skeleton className="h-40" />}
      {behind && (
        <div className="flex flex-col gap-3">
          <table aria-label={opened.title} className="w-full border-collapse tabular-nums">
            <thead>
              <tr className="text-xs text-ink-muted">
                <Head>{t('drill.order')}</Head>
                <Head>{t('drill.day')}</Head>
                <Head>{t('drill.customer')}</Head>
                <Head end>{t('drill.amount')}</Head>
              </tr>
            </thead>
            <tbody>
              {behind.rows.map((row) => (
                <OrderRow key={row.orderId} row={row} currency={currency} />
              ))}
            </tbody>
            <tfoot>
              <tr className="border-t border-rule-strong font-semibold">
                <th scope="row" colSpan={3} className="py-2 pr-3 text-left">
                  {t('table.total')}
                </th>
                <td className="py-2 text-right">
                  <MoneyText amount={behind.amount} currency={currency} />
                </td>
              </tr>
            </tfoot>
          </table>
          {behind.count > behind.rows.length && (
            <Button onClick={() => setLimit(limit + PAGE)}>
              {t('drill.more', { count: behind.count - behind.rows.length })}
            </Button>
          )}
        </div>
      )}
    </Sheet>
  )
}

function Head({ children, end = false }: { children: string; end?: boolean }) {
  return (
    <th
      scope="col"
      className={`border-b border-rule-strong py-2 pr-3 font-medium ${end ? 'text-right' : 'text-left'}`}
    >
      {children}
    </th>
  )
}

function OrderRow({ row, currency }: { row: OrderBehind; currency: CurrencyCode }) {
  const { t } = useTranslation('reports')
  const locale = useLocale()
  const order = useDocument('orders', isId(row.orderId) ? row.orderId : null)
  return (
    <tr className="border-b border-rule">
      <th scope="row" className="py-1.5 pr-3 text-left font-normal">
        <a href={`#/orders/${row.orderId}`} className="text-accent-ink underline">
          {order === null ? t('drill.notHere') : (order?.number ?? '…')}
        </a>
      </th>
      <td className="py-1.5 pr-3 whitespace-nowrap">{formatBusinessDay(row.day, locale)}</td>
      <td className="py-1.5 pr-3">{order?.customerName || '–'}</td>
      <td className="py-1.5 text-right">
        <MoneyText amount={row.amount} currency={currency} />
      </td>
    </tr>
  )
}
