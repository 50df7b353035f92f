import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import type { MobilePayment } from '@shared/domain/payments/mobile-money.ts'
import { sumMinor } from '@shared/kernel/money.ts'
import { useTranslation } from 'react-i18next'
import { PlainTable, usePeople } from '../orders/public.ts'

/** More are no help to anybody's eyes. */
export const MOST_SHOWN = 200

/** Payments that wait for a statement, the newest first. */
export function DeclaredPayments({ payments }: { payments: readonly MobilePayment[] }) {
  const { t } = useTranslation('mobileMoney')
  const locale = useLocale()
  const { currency } = useShop()
  const open = payments.filter(({ status }) => status === 'declared').sort((a, b) => b.at - a.at)
  const total = formatMoney(sumMinor(open.map(({ amount }) => amount)), currency, locale)
  return (
    <>
      <p role="status">{t('declared.summary', { count: open.length, total })}</p>
      <PaymentTable label={t('declared.label')} payments={open} />
    </>
  )
}

/** Payments as they were declared here. */
export function PaymentTable({ label, payments }: { label: string; payments: readonly MobilePayment[] }) {
  const { t } = useTranslation(['mobileMoney', 'orders'])
  const { deviceName } = usePeople()
  return (
    <>
      <PlainTable
        label={label}
        hideLabel
        head={[
          t('mobileMoney:column.receipt'),
          t('mobileMoney:column.at'),
          t('mobileMoney:column.till'),
          t('mobileMoney:column.operator'),
          t('mobileMoney:column.reference'),
          t('mobileMoney:column.amount'),
        ]}
        endFrom={5}
        empty={t('mobileMoney:declared.none')}
        rows={payments.slice(0, MOST_SHOWN).map((payment) => ({
          key: payment.paymentId,
          cells: [
            <ReceiptLink key="receipt" payment={payment} />,
            <DateTimeText key="at" at={payment.at} />,
            deviceName(payment.deviceId) || '–',
            t(`orders:method.${payment.method}`),
            payment.reference || t('mobileMoney:noReference'),
            <MoneyText key="amount" amount={payment.amount} currency={payment.currency} />,
          ],
        }))}
      />
      <More count={payments.length - MOST_SHOWN} />
    </>
  )
}

export function More({ count }: { count: number }) {
  const { t } = useTranslation('mobileMoney')
  return count > 0 ? <p className="text-xs text-ink-muted">{t('more', { count })}</p> : null
}

/** A sale opens; a paid debt is told by its receipt's number alone. */
export function ReceiptLink({ payment }: { payment: MobilePayment }) {
  return payment.collection === 'orders' ? (
    <a className="text-accent-ink underline" href={`#/orders/${payment.documentId}`}>
      {payment.number}
    </a>
  ) : (
    payment.number
  )
}
