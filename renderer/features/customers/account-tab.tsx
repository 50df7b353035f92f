import { useShop } from '@renderer/db/hooks.ts'
import { formatBusinessDay, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { StatTile } from '@renderer/ui/stat-tile.tsx'
import type { CreditAccount, OpenDebt } from '@shared/domain/customers/credit-account.ts'
import { creditLeft } from '@shared/domain/customers/credit-limit.ts'
import { DEBT_AGES, sumByAge } from '@shared/domain/customers/debt-age.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { PlainTable } from '../orders/public.ts'
import { DebtAgeBadge } from './debt-age-badge.tsx'
import { useDaysOwed, useToday } from './use-days-owed.ts'

interface AccountTabProps {
  customer: Customer
  account: CreditAccount
}

/** What is owed now, how old it is, and on which receipts. */
export function AccountTab({ customer, account }: AccountTabProps) {
  const { t } = useTranslation('customers')
  return (
    <div className="flex flex-col gap-5">
      <Figures customer={customer} account={account} />
      {account.debts.length > 0 && <Ages debts={account.debts} />}
      <Debts debts={account.debts} />
      <p className="text-xs text-ink-muted">{t('account.known')}</p>
    </div>
  )
}

function Figures({ customer, account }: { customer: Customer; account: CreditAccount }) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const { currency } = useShop()
  const money = (amount: number): string => formatMoney(minor(amount), currency, locale)
  const { balance } = account
  const limit = customer.creditLimit
  const over = balance - limit
  const terms = limit === 0 ? t('account.noLimit') : t('account.limit', { limit: money(limit) })
  return (
    <section aria-label={t('account.label')} className="grid grid-cols-3 gap-3">
      <StatTile
        label={t(balance < 0 ? 'account.inFavour' : 'account.owes')}
        value={money(Math.abs(balance))}
        hint={
          account.debts.length > 0
            ? t('account.receipts', { count: account.debts.length })
            : balance === 0 && t('account.even')
        }
      />
      <StatTile
        label={t('account.left')}
        value={money(creditLeft({ balance, limit }))}
        hint={
          balance > 0 && over > 0 ? (
            <span className="font-medium text-danger-ink">
              {terms} · {t('account.over', { over: money(over) })}
            </span>
          ) : (
            terms
          )
        }
      />
      <OldestTile debt={account.debts[0]} />
    </section>
  )
}

function OldestTile({ debt }: { debt: OpenDebt | undefined }) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const { utcOffsetMinutes } = useShop()
  const daysOwed = useDaysOwed()
  if (!debt) return <StatTile label={t('account.oldest')} value={t('account.none')} />
  const days = daysOwed(debt.at)
  return (
    <StatTile
      label={t('account.oldest')}
      value={days === 0 ? t('today') : t('days', { count: days })}
      hint={t('account.since', {
        date: formatBusinessDay(businessDayOf(debt.at, utcOffsetMinutes), locale),
      })}
    />
  )
}

function Ages({ debts }: { debts: readonly OpenDebt[] }) {
  const { t } = useTranslation('customers')
  const { currency, utcOffsetMinutes } = useShop()
  const sums = sumByAge(debts, useToday(), utcOffsetMinutes)
  return (
    <dl aria-label={t('age.label')} className="grid grid-cols-4 gap-px overflow-hidden rounded-md bg-rule">
      {DEBT_AGES.map((age) => (
        <div key={age} className="flex flex-col bg-surface px-3 py-2">
          <dt className="text-xs text-ink-muted">{t(`age.${age}`)}</dt>
          <dd className={sums[age] === 0 ? 'text-ink-muted' : 'font-semibold'}>
            <MoneyText amount={sums[age]} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Debts({ debts }: { debts: readonly OpenDebt[] }) {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  return (
    <PlainTable
      label={t('debts.label')}
      head={[t('debts.receipt'), t('debts.date'), t('debts.age'), t('debts.amount'), t('debts.open')]}
      endFrom={3}
      empty={t('debts.none')}
      rows={debts.map((debt) => ({
        key: debt.orderId,
        cells: [
          <Link
            key="receipt"
            href={`/orders/${debt.orderId}`}
            className="font-medium text-accent-ink underline-offset-2 hover:underline"
          >
            {debt.number}
          </Link>,
          <DateTimeText key="date" at={debt.at} />,
          <DebtAgeBadge key="age" madeAt={debt.at} />,
          <MoneyText key="amount" amount={debt.amount} currency={currency} />,
          <strong key="open">
            <MoneyText amount={debt.open} currency={currency} />
          </strong>,
        ],
      }))}
    />
  )
}
