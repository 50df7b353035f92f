import type { Locale } from '@renderer/i18n/locale.ts'
import type { DayRange, LineFigures, SalesFigures, SalesReport } from '@shared/analytics/figures.ts'
import { foldPeriods } from '@shared/analytics/fold-periods.ts'
import { writeCsv } from '@shared/import/csv.ts'
import { dayToIso } from '@shared/kernel/business-day.ts'
import { type CurrencyCode, decimalsOf } from '@shared/kernel/money.ts'
import type { TFunction } from 'i18next'

interface FileContext {
  readonly t: TFunction<'dashboard'>
  readonly locale: Locale
  readonly maySeeMargin: boolean
  readonly categoryName: (categoryId: string | null) => string
}

/** Digits and a decimal mark only, so that a spreadsheet reads a number. */
export function plainAmount(amount: number, currency: CurrencyCode, locale: Locale): string {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const fraction = decimals === 0 ? '' : (locale === 'fr' ? ',' : '.') + digits.slice(-decimals)
  return `${amount < 0 ? '-' : ''}${digits.slice(0, digits.length - decimals)}${fraction}`
}

/** The figures on screen as one table, each row saying which part it belongs to. Texts are made safe by `writeCsv`. */
export function reportFile(report: SalesReport, context: FileContext): string {
  const { t, locale, maySeeMargin } = context
  const amount = (value: number) => plainAmount(value, report.currency, locale)
  const margin = (figures: LineFigures) =>
    maySeeMargin ? [figures.marginRevenue === 0 ? '' : amount(figures.margin)] : []
  const line = (table: string, name: string, figures: LineFigures & Partial<SalesFigures>) => [
    table,
    name,
    amount(figures.sales),
    amount(-figures.returned),
    amount(figures.revenue),
    figures.orders === undefined ? '' : String(figures.orders),
    String(figures.units),
    String(figures.lines),
    ...margin(figures),
  ]
  const rows = [
    line(t('export.total'), dayRange(shownRange(report)), report.total),
    ...(report.compare
      ? [line(t('export.before'), dayRange(report.compare.range), report.compare.total)]
      : []),
    ...report.byPeriod.map((figures) => line(t('card.byDay'), dayToIso(figures.start), figures)),
    ...foldPeriods(report.byPeriod, 'month').map((figures) =>
      line(t('card.byMonth'), dayToIso(figures.start).slice(0, 7), figures),
    ),
    ...report.byCategory.map((one) => line(t('card.byCategory'), context.categoryName(one.categoryId), one)),
    ...report.byItem.map((one) => line(t('card.byItem'), `${one.sku} ${one.name}`.trim(), one)),
    ...report.byCountry.filter(({ key }) => key !== '').map((one) => line(t('card.byCountry'), one.key, one)),
    ...report.byPayment.map(({ method, received, refunded, amount: balance, payments }) => [
      t('card.byPayment'),
      t(`method.${method}`),
      amount(received),
      amount(-refunded),
      amount(balance),
      String(payments),
      '',
      '',
      ...(maySeeMargin ? [''] : []),
    ]),
  ]
  return writeCsv(header(t, maySeeMargin), rows)
}

/** The range, cut to the days of which anything is known. */
export function shownRange({ range, known }: SalesReport): DayRange {
  if (!known || known.to < range.from || known.from > range.to) return range
  return {
    from: known.from > range.from ? known.from : range.from,
    to: known.to < range.to ? known.to : range.to,
  }
}

const dayRange = ({ from, to }: SalesReport['range']): string => `${dayToIso(from)} ${dayToIso(to)}`

const header = (t: TFunction<'dashboard'>, maySeeMargin: boolean): string[] => [
  t('export.table'),
  t('export.name'),
  t('column.sales'),
  t('column.returns'),
  t('column.net'),
  t('column.orders'),
  t('column.units'),
  t('column.lines'),
  ...(maySeeMargin ? [t('column.margin')] : []),
]
