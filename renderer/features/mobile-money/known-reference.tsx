import { formatDateTime, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { usePaymentsByReference } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { isMobileMethod, type MobilePayment } from '@shared/domain/payments/mobile-money.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import { useTranslation } from 'react-i18next'

interface GivenReference {
  readonly method: PaymentMethod
  readonly reference: string
}

/** The payment that this device knows to have been made with the same reference; null for none (PAY-1). */
export function useKnownPayment({ method, reference }: GivenReference): MobilePayment | null {
  const known = usePaymentsByReference(isMobileMethod(method) ? reference : '')
  return known.find(({ status }) => status !== 'failed') ?? null
}

/** Says what that reference has paid already, and what to do. */
export function KnownReference(given: GivenReference) {
  const { t } = useTranslation('mobileMoney')
  const locale = useLocale()
  const known = useKnownPayment(given)
  if (known === null) return null
  const { number, amount, currency, at } = known
  return (
    <Banner tone="warning" title={t('known.title', { number, at: formatDateTime(at, locale) })}>
      {t('known.body', { amount: formatMoney(amount, currency, locale) })}
    </Banner>
  )
}
