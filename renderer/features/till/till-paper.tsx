import { formatDateTime, formatMoney, formatPercent } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { ReceiptStanding } from '@shared/domain/till/receipt-runs.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, type Minor, negateMinor } from '@shared/kernel/money.ts'
import type { ShiftFigures, ShiftNumber } from '@shared/schemas/till.schema.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'
import { Pair, Rule } from '../printing/public.ts'
import { ReceiptProof } from './receipt-proof.tsx'

interface PaperOf {
  readonly figures: ShiftFigures
  readonly currency: CurrencyCode
}

/** One line of money on a slip. */
function useMoneyLine(currency: CurrencyCode) {
  const locale = useLocale()
  return (term: string, amount: Minor, strong = false): ReactNode => (
    <Pair term={term} value={formatMoney(amount, currency, locale)} strong={strong} />
  )
}

export function PaperSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Rule />
      <p data-paper="text" data-strong className="font-bold">
        {title}
      </p>
      {children}
    </>
  )
}

interface PaperShiftProps {
  number: ShiftNumber
  openedAt: number
  openedBy: Id
}

/** Which shift, since when, by whom. */
export function PaperShift({ number, openedAt, openedBy }: PaperShiftProps) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const name = usePeople().staffName(openedBy)
  return (
    <>
      <Pair term={t('slip.number')} value={formatShift(number)} />
      <Pair term={t('slip.openedAt')} value={formatDateTime(openedAt, locale)} />
      {name !== '' && <Pair term={t('slip.openedBy')} value={name} />}
    </>
  )
}

/** What came in otherwise than in cash, for who is going to count the cash. */
export function PaperCashless({ figures, currency }: PaperOf) {
  const { t } = useTranslation('till')
  const methods = figures.methods.filter(({ method }) => method !== 'cash')
  return (
    <>
      <Rule />
      <Pair strong term={t('shift.sales')} value={String(figures.sales.count)} />
      <PaperMethods figures={{ ...figures, methods }} currency={currency} />
    </>
  )
}

/** What was sold and came back, by method and by tax. */
export function PaperTrade({ figures, currency }: PaperOf) {
  const { t } = useTranslation('till')
  const line = useMoneyLine(currency)
  const { sales, returns, cancelled } = figures
  return (
    <>
      <Rule />
      {line(t('slip.sales', { number: sales.count }), sales.total, true)}
      {sales.discounts > 0 && line(t('slip.discounts'), sales.discounts)}
      {returns.count > 0 && line(t('slip.returns', { number: returns.count }), negateMinor(returns.total))}
      {cancelled.count > 0 &&
        line(t('slip.cancelled', { number: cancelled.count }), negateMinor(cancelled.total))}
      <PaperMethods figures={figures} currency={currency} />
      <PaperTaxes figures={figures} currency={currency} />
    </>
  )
}

function PaperMethods({ figures, currency }: PaperOf) {
  const { t } = useTranslation(['till', 'orders'])
  const line = useMoneyLine(currency)
  if (figures.methods.length === 0) return null
  return (
    <PaperSection title={t('slip.methods')}>
      {figures.methods.map(({ method, received, refunded }) => (
        <div key={method}>
          {line(t(`orders:method.${method}`), received)}
          {refunded > 0 &&
            line(t('slip.refundsBy', { method: t(`orders:method.${method}`) }), negateMinor(refunded))}
        </div>
      ))}
    </PaperSection>
  )
}

function PaperTaxes({ figures, currency }: PaperOf) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const line = useMoneyLine(currency)
  if (figures.taxes.length === 0) return null
  return (
    <PaperSection title={t('slip.taxes')}>
      {figures.taxes.map(({ rate, charged, givenBack }) => (
        <div key={rate}>
          {line(t('slip.tax', { rate: formatPercent(rate / 10_000, locale) }), charged)}
          {givenBack !== 0 &&
            line(t('slip.taxBack', { rate: formatPercent(rate / 10_000, locale) }), negateMinor(givenBack))}
        </div>
      ))}
    </PaperSection>
  )
}

interface PaperReceiptsProps {
  figures: ShiftFigures
  standing: ReceiptStanding
}

/** The numbers that were given, and the proof that they arrived. */
export function PaperReceipts({ figures, standing }: PaperReceiptsProps) {
  const { t } = useTranslation('till')
  return (
    <PaperSection title={t('slip.receipts')}>
      {figures.receipts.map(({ deviceCode, epoch, first, last }) => (
        <Pair
          key={`${deviceCode}-${epoch}`}
          term={`${deviceCode}-${epoch}`}
          value={first === last ? String(first) : `${first} – ${last}`}
        />
      ))}
      <ReceiptProof standing={standing} />
    </PaperSection>
  )
}
