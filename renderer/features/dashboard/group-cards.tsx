import { useDocuments, useSettings } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Card } from '@renderer/ui/card.tsx'
import type { LineFigures, SalesReport } from '@shared/analytics/figures.ts'
import { minor } from '@shared/kernel/money.ts'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ChartCard } from './chart-card.tsx'
import { useGroupColumns, usePaymentColumns } from './figure-columns.tsx'
import { FiguresTable } from './figures-table.tsx'

/** More bars than this are read in the table. */
const MAX_BARS = 12

interface NamedFigures extends LineFigures {
  readonly key: string
  readonly name: string
}

export function CategoryCard({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const categories = useSettings('category')
  const rows = useMemo(() => {
    const nameById = new Map<string, string>(categories?.map(({ id, value }) => [id, value.name]))
    return report.byCategory.map((figures) => ({
      ...figures,
      key: figures.categoryId ?? '',
      name:
        figures.categoryId === null
          ? t('noCategory')
          : (nameById.get(figures.categoryId) ?? t('unknownCategory')),
    }))
  }, [report, categories, t])
  return (
    <GroupCard title={t('card.byCategory')} nameHeader={t('column.category')} rows={rows} report={report} />
  )
}

export function StaffCard({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const staff = useDocuments('staff', { limit: 1_000 })
  const rows = useMemo(() => {
    const nameById = new Map<string, string>(staff?.map(({ id, name }) => [id, name]))
    return report.byStaff.map((figures) => ({
      ...figures,
      name: nameById.get(figures.key) ?? t('unknownStaff'),
    }))
  }, [report, staff, t])
  return <GroupCard title={t('card.byStaff')} nameHeader={t('column.staff')} rows={rows} report={report} />
}

/** Only where orders say countries: a neighbourhood shop never sees it. */
export function CountryCard({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const rows = useMemo(
    () =>
      report.byCountry.map((figures) => ({
        ...figures,
        name: figures.key === '' ? t('noCountry') : figures.key,
      })),
    [report, t],
  )
  if (!rows.some(({ key }) => key !== '')) return null
  return (
    <GroupCard title={t('card.byCountry')} nameHeader={t('column.country')} rows={rows} report={report} />
  )
}

function GroupCard({
  title,
  nameHeader,
  rows,
  report,
}: {
  title: string
  nameHeader: string
  rows: readonly NamedFigures[]
  report: SalesReport
}) {
  const columns = useGroupColumns(report.currency, report.total.revenue)
  const bars = useMemo(
    () => rows.slice(0, MAX_BARS).map(({ name, revenue }) => ({ label: name, value: revenue })),
    [rows],
  )
  return (
    <ChartCard
      title={title}
      bars={bars}
      lying
      write={useMoneyWriter(report)}
      table={
        <FiguresTable
          label={title}
          rowKey={({ key }) => key}
          rows={rows}
          columns={[{ id: 'name', header: nameHeader, isName: true, cell: ({ name }) => name }, ...columns]}
        />
      }
    />
  )
}

export function PaymentCard({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const columns = usePaymentColumns(report.currency)
  const bars = useMemo(
    () => report.byPayment.map(({ method, amount }) => ({ label: t(`method.${method}`), value: amount })),
    [report, t],
  )
  return (
    <ChartCard
      title={t('card.byPayment')}
      bars={bars}
      lying
      write={useMoneyWriter(report)}
      table={
        <FiguresTable
          label={t('card.byPayment')}
          rowKey={({ method }) => method}
          rows={report.byPayment}
          columns={columns}
        />
      }
    />
  )
}

export function ItemCard({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const columns = useGroupColumns(report.currency, report.total.revenue)
  const { byItem, itemCount } = report
  return (
    <Card
      title={t('card.byItem')}
      flush={byItem.length > 0}
      actions={
        itemCount > byItem.length && (
          <p className="text-xs text-ink-muted">
            {t('card.topOf', { shown: byItem.length, count: itemCount })}
          </p>
        )
      }
    >
      {byItem.length === 0 ? (
        <p className="py-6 text-center text-ink-muted">{t('card.nothing')}</p>
      ) : (
        <FiguresTable
          label={t('card.byItem')}
          rowKey={({ variantId }) => variantId}
          rows={byItem}
          columns={[
            { id: 'name', header: t('column.item'), isName: true, cell: ({ name }) => name },
            { id: 'sku', header: t('column.sku'), isText: true, cell: ({ sku }) => sku },
            ...columns,
          ]}
        />
      )}
    </Card>
  )
}

function useMoneyWriter({ currency }: SalesReport): (value: number) => string {
  const locale = useLocale()
  return useCallback(
    (value: number) => formatMoney(minor(Math.round(value)), currency, locale),
    [currency, locale],
  )
}
