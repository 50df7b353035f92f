import { useShop } from '@renderer/db/hooks.ts'
import type { StorageFailure } from '@renderer/db/store.ts'
import { formatMoney, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { CancelError, TransitionError } from '@shared/domain/orders/lifecycle.ts'
import type { PaymentError } from '@shared/domain/orders/payments.ts'
import type { ReturnError } from '@shared/domain/orders/returns.ts'
import { useTranslation } from 'react-i18next'

export type OrderFailure =
  | TransitionError
  | CancelError
  | ReturnError
  | PaymentError
  | StorageFailure
  | { readonly type: 'NotFound' }

/** Why something could not be done to an order, in one sentence; the order is always as it was. */
export function useOrderFailureText(): (failure: OrderFailure) => string {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const { currency } = useShop()
  return (failure) => {
    switch (failure.type) {
      case 'IllegalTransition':
        return t('failure.moved', { status: t(`status.${failure.from}`) })
      case 'CancelNeedsRefund':
        return t('failure.cancelNeedsRefund')
      case 'ImportedHistory':
        return t('failure.imported')
      case 'NotReturnable':
        return t('failure.notReturnable')
      case 'NoLines':
        return t('failure.noLines')
      case 'UnknownLine':
      case 'DuplicateLine':
      case 'InvalidQuantity':
        return t('failure.quantity')
      case 'QuantityAboveReturnable':
        return t('failure.tooMany', { count: failure.left, shown: formatQuantity(failure.left, locale) })
      case 'NoCustomerForCredit':
        return t('failure.noCustomer')
      case 'InvalidPayment':
      case 'NoSuchPayment':
        return t('failure.payment')
      case 'PaymentsExceedTotal':
        return t('failure.tooMuch', { excess: formatMoney(failure.over, currency, locale) })
      case 'NotPayable':
      case 'NothingDue':
      case 'PaymentSettled':
        return t('failure.nothingDue')
      case 'NotFound':
        return t('detail.missing')
      case 'DiskFull':
        return t('failure.diskFull')
      case 'StorageFailed':
      case 'ReceiptsNotReady':
        return t('failure.storage')
    }
  }
}
