import { useShop } from '@renderer/db/hooks.ts'
import { formatBusinessDay, formatDate, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { Statement } from '@shared/domain/customers/statement.ts'
import type { Minor } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Pair, Paper, PaperFoot, PaperHead, PaperTitle, Rule } from '../printing/public.ts'
import { useLineText } from './use-line-text.ts'

interface StatementPaperProps {
  customer: Customer
  statement: Statement
  ref: Ref<HTMLElement>
}

/** The statement as it leaves the receipt printer: this very element is what is printed. */
export function StatementPaper({ customer, statement, ref }: StatementPaperProps) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const { currency } = useShop()
  const lineText = useLineText()
  const money = (amount: Minor, sign = false): string => formatMoney(amount, currency, locale, { sign })
  const { range, opening, lines, charged, paid, closing } = statement
  return (
    <Paper ref={ref} label={t('statement.paper', { name: customer.name })}>
      <PaperHead duplicate={false} />
      <PaperTitle>{t('statement.title')}</PaperTitle>
      <Rule />
      <Pair term={t('statement.customer')} value={customer.name} />
      <Pair
        term={t('statement.period')}
        value={`${formatBusinessDay(range.from, locale)} – ${formatBusinessDay(range.to, locale)}`}
      />
      <Rule />
      <Pair term={t('statement.opening')} value={money(opening)} />
      {lines.length === 0 && <p className="my-2 text-center">{t('statement.nothing')}</p>}
      <ul className="my-2 flex flex-col gap-1">
        {lines.map((line) => (
          <li key={line.id}>
            <Pair
              term={[formatDate(line.at, locale), line.label].filter(Boolean).join(' · ')}
              value={money(line.amount, true)}
            />
            <Pair term={lineText(line)} value={`= ${money(line.balanceAfter)}`} />
          </li>
        ))}
      </ul>
      <Rule />
      <Pair term={t('statement.charged')} value={money(charged)} />
      <Pair term={t('statement.paid')} value={money(paid)} />
      <Pair strong term={t('statement.closing')} value={money(closing)} />
      <PaperFoot />
    </Paper>
  )
}
