import { useCan } from '@renderer/db/hooks.ts'
import { formatPercent } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { LineFigures, PaymentFigures, SalesFigures } from '@shared/analytics/figures.ts'
import { type CurrencyCode, negateMinor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { useTranslation } from 'react-i18next'
import type { FigureColumn } from './figures-table.tsx'

const count = (value: number) => <QuantityText value={quantity(value)} />

/** Columns of a table by day, week or month, behind the one that names the period. */
export function usePeriodColumns(currency: CurrencyCode): FigureColumn<SalesFigures>[] {
  const { t } = useTranslation('dashboard')
  return [
    {
      id: 'sales',
      header: t('column.sales'),
      cell: ({ sales }) => <MoneyText amount={sales} currency={currency} />,
    },
    {
      id: 'returns',
      header: t('column.returns'),
      cell: ({ returned }) => <MoneyText amount={negateMinor(returned)} currency={currency} />,
    },
    {
      id: 'net',
      header: t('column.net'),
      cell: ({ revenue }) => <MoneyText amount={revenue} currency={currency} />,
    },
    { id: 'orders', header: t('column.orders'), cell: ({ orders }) => count(orders) },
    { id: 'units', header: t('column.units'), cell: ({ units }) => count(units) },
    { id: 'lines', header: t('column.lines'), cell: ({ lines }) => count(lines) },
    { id: 'documents', header: t('column.documents'), cell: ({ documents }) => count(documents) },
  ]
}

/** Columns of a table of groups of lines; `total` is what the shares are of. */
export function useGroupColumns(currency: CurrencyCode, total: number): FigureColumn<LineFigures>[] {
  const { t } = useTranslation('dashboard')
  const locale = useLocale()
  const maySeeMargin = useCan('reports.view-margin')
  const columns: FigureColumn<LineFigures>[] = [
    {
      id: 'revenue',
      header: t('column.revenue'),
      cell: ({ revenue }) => <MoneyText amount={revenue} currency={currency} />,
    },
    {
      id: 'share',
      header: t('column.share'),
      cell: ({ revenue }) => (total > 0 ? formatPercent(revenue / total, locale) : ''),
    },
    { id: 'units', header: t('column.units'), cell: ({ units }) => count(units) },
  ]
  if (!maySeeMargin) return columns
  return [
    ...columns,
    {
      id: 'margin',
      header: t('column.margin'),
      cell: ({ margin, marginRevenue }) =>
        marginRevenue === 0 ? '' : <MoneyText amount={margin} currency={currency} />,
    },
  ]
}

export function usePaymentColumns(currency: CurrencyCode): FigureColumn<PaymentFigures>[] {
  const { t } = useTranslation('dashboard')
  return [
    {
      id: 'method',
      header: t('column.method'),
      isName: true,
      cell: ({ method }) => t(`method.${method}`),
    },
    { id: 'payments', header: t('column.payments'), cell: ({ payments }) => count(payments) },
    {
      id: 'received',
      header: t('column.received'),
      cell: ({ received }) => <MoneyText amount={received} currency={currency} />,
    },
    {
      id: 'refunded',
      header: t('column.refunded'),
      cell: ({ refunded }) => <MoneyText amount={negateMinor(refunded)} currency={currency} />,
    },
    {
      id: 'balance',
      header: t('column.balance'),
      cell: ({ amount }) => <MoneyText amount={amount} currency={currency} />,
    },
  ]
}
