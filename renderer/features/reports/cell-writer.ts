import { useSettings } from '@renderer/db/hooks.ts'
import {
  formatBusinessDay,
  formatDateTime,
  formatMoney,
  formatPercent,
  formatQuantity,
} from '@renderer/i18n/format.ts'
import type { Locale } from '@renderer/i18n/locale.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import {
  ALL_TOGETHER,
  type Cell,
  type CellKind,
  REST,
  type ReportColumn,
} from '@shared/analytics/report/report-table.ts'
import { type BusinessDay, dayToEpochMs } from '@shared/kernel/business-day.ts'
import { type CurrencyCode, minor } from '@shared/kernel/money.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { periodName, shortPeriodName } from '../dashboard/public.ts'
import { usePeople } from '../orders/public.ts'
import { type ReportWords, useReportWords } from './report-words.ts'

/** How values of a column are written for a person. */
export interface CellWriter {
  readonly currency: CurrencyCode
  readonly locale: Locale
  readonly words: ReportWords
  write(column: WrittenColumn, value: Cell): string
  /** What stands above a column. */
  heading(column: ReportColumn): string
  /** Under a bar, where the year is said elsewhere. */
  writeShort(column: WrittenColumn, value: Cell): string
}
export interface WrittenColumn {
  readonly id: string
  readonly kind: CellKind
}

export const NOTHING = '–'

export function useCellWriter(currency: CurrencyCode): CellWriter {
  const locale = useLocale()
  const words = useReportWords()
  const nameOf = useNames()
  return useMemo(() => {
    const write = ({ id, kind }: WrittenColumn, value: Cell): string => {
      if (value === null) return NOTHING
      if (value === REST || value === ALL_TOGETHER) return words(value === REST ? 'rest' : 'together')
      if (typeof value === 'number') return writeNumber(kind, value, { currency, locale, words })
      if (kind === 'code') return words(`code.${id}.${value}`)
      return nameOf(kind, value)
    }
    return {
      currency,
      locale,
      words,
      write,
      heading({ id, under }) {
        if (!under) return words(`column.${id}`)
        const value = write({ id: under.column, kind: under.kind }, under.value)
        return under.isAlone ? value : `${value} · ${words(`column.${under.measure}`)}`
      },
      writeShort: (column, value) =>
        isPeriod(column.kind) && typeof value === 'number'
          ? shortPeriodName(value as BusinessDay, column.kind, locale) // what period columns hold
          : write(column, value),
    }
  }, [currency, locale, words, nameOf])
}

const isPeriod = (kind: CellKind): kind is 'day' | 'week' | 'month' =>
  kind === 'day' || kind === 'week' || kind === 'month'

const TAGS: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' }
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

function writeNumber(
  kind: CellKind,
  value: number,
  { currency, locale, words }: Pick<CellWriter, 'currency' | 'locale' | 'words'>,
): string {
  switch (kind) {
    case 'money':
      return formatMoney(minor(Math.round(value)), currency, locale)
    case 'percent':
      return formatPercent(value, locale)
    case 'taxRate':
      return formatPercent(value / 10_000, locale)
    case 'decimal':
      return new Intl.NumberFormat(TAGS[locale], { maximumFractionDigits: 2 }).format(value)
    case 'days':
      return words('unit.days', { count: Math.round(value) })
    case 'day':
      return formatBusinessDay(value as BusinessDay, locale) // what day columns hold
    case 'week':
    case 'month':
      return periodName(value as BusinessDay, kind, locale) // what period columns hold
    case 'hour':
      return words('unit.hour', { from: value, to: value + 1 })
    case 'weekday':
      return new Intl.DateTimeFormat(TAGS[locale], { weekday: 'long', timeZone: 'UTC' }).format(
        MONDAY + value * DAY_MS,
      )
    case 'time':
      return formatDateTime(value, locale)
    default:
      return formatQuantity(Math.round(value), locale)
  }
}

/** What ids are called on this device. */
function useNames(): (kind: CellKind, id: string) => string {
  const { t } = useTranslation(['dashboard', 'orders', 'reports'])
  const people = usePeople()
  const categories = useSettings('category')
  return useMemo(() => {
    const categoryById = new Map<string, string>(categories?.map(({ id, value }) => [id, value.name]))
    const methodName = (id: string): string => {
      if (id === '') return t('reports:paidBy.none')
      if (id === 'several') return t('reports:paidBy.several')
      return t(`dashboard:method.${id}` as 'dashboard:method.cash') // one of the payment methods
    }
    return (kind, id) => {
      switch (kind) {
        case 'category':
          return id === ''
            ? t('dashboard:noCategory')
            : (categoryById.get(id) ?? t('dashboard:unknownCategory'))
        case 'staff':
          return people.staffName(id) || t('dashboard:unknownStaff')
        case 'device':
          return people.deviceName(id) || t('reports:unknownDevice')
        case 'country':
          return id === '' ? t('dashboard:noCountry') : id
        case 'method':
          return methodName(id)
        case 'channel':
          return t(`orders:channel.${id}` as 'orders:channel.counter') // one of the order channels
        case 'customer':
          return id === '' ? t('reports:filter.noCustomer') : id
        default:
          return id === '' ? t('reports:unnamed') : id
      }
    }
  }, [t, people, categories])
}

/** Days since the epoch, for files whose dates are numbers. */
export const dayAsDate = (day: number): Date => new Date(dayToEpochMs(day as BusinessDay)) // what day columns hold
