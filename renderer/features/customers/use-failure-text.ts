import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useTranslation } from 'react-i18next'
import type { PaymentFailure } from './use-account-money.ts'

/** Why no payment was recorded, in one sentence; the account is always as it was. */
export function useFailureText(): (failure: PaymentFailure) => string {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const { currency } = useShop()
  return (failure) => {
    switch (failure.type) {
      case 'NothingOwed':
        return t('failure.nothingOwed')
      case 'NothingInFavour':
        return t('favour.nothing')
      case 'AboveFavour':
        return t('favour.tooMuch', { favour: formatMoney(failure.favour, currency, locale) })
      case 'PaymentsExceedTotal':
        return t('failure.tooMuch', { excess: formatMoney(failure.over, currency, locale) })
      case 'InvalidPayment':
      case 'NotMoney':
        return t('failure.payment')
      case 'Refused':
        return failure.refusal.code === 'FORBIDDEN'
          ? t('failure.forbidden')
          : t('failure.refused', { rule: String(failure.refusal.params.rule ?? failure.refusal.code) })
      case 'NotStored':
        return t(failure.reason === 'DiskFull' ? 'failure.diskFull' : 'failure.storage')
    }
  }
}
