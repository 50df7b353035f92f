import type { Locale } from '@renderer/i18n/locale.ts'
import type { CreditLine } from '@shared/domain/customers/credit-account.ts'
import type { Statement } from '@shared/domain/customers/statement.ts'
import { writeCsv } from '@shared/import/csv.ts'
import { businessDayOf, dayToIso } from '@shared/kernel/business-day.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { TFunction } from 'i18next'
import { plainAmount } from '../dashboard/public.ts'

interface FileContext {
  readonly t: TFunction<'customers'>
  readonly locale: Locale
  readonly currency: CurrencyCode
  readonly utcOffsetMinutes: number
  readonly lineText: (line: CreditLine) => string
}

/** A statement as one table, the balance before in its first row and the balance at the end in its last. */
export function statementFile(statement: Statement, context: FileContext): string {
  const { t, locale, currency, utcOffsetMinutes, lineText } = context
  const amount = (value: number) => plainAmount(value, currency, locale)
  const { range, opening, lines, closing } = statement
  return writeCsv(
    [
      t('history.date'),
      t('history.what'),
      t('history.document'),
      t('statement.charged'),
      t('statement.paid'),
      t('statement.balance'),
    ],
    [
      [dayToIso(range.from), t('statement.opening'), '', '', '', amount(opening)],
      ...lines.map((line) => [
        dayToIso(businessDayOf(line.at, utcOffsetMinutes)),
        lineText(line),
        line.label,
        line.amount > 0 ? amount(line.amount) : '',
        line.amount < 0 ? amount(-line.amount) : '',
        amount(line.balanceAfter),
      ]),
      [dayToIso(range.to), t('statement.closing'), '', '', '', amount(closing)],
    ],
  )
}

/** A part of a file's name that every system takes. */
export const fileNamePart = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .toLowerCase()
