import { useShop } from '@renderer/db/hooks.ts'
import type { StorageFailure } from '@renderer/db/store.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import type { SaleError } from '@shared/domain/orders/sell.ts'
import { useTranslation } from 'react-i18next'

export type SaleFailureCause = SaleError | StorageFailure | { readonly type: 'ExchangeNotPossible' }

/** Why a sale was not made, in the words of the shop; the cart is always still there. */
export function SaleFailure({ cause }: { cause: SaleFailureCause }) {
  const { t } = useTranslation(['counter', 'returns'])
  const text = useSaleErrorText()
  switch (cause.type) {
    case 'ExchangeNotPossible':
      return <Banner tone="warning" title={t('returns:exchange.notPossible')} />
    case 'DiskFull':
      return (
        <ErrorState
          what={t('failure.notSaved')}
          todo={t('failure.diskFullHow')}
          data={t('failure.cartKept')}
        />
      )
    case 'StorageFailed':
      return (
        <ErrorState
          what={t('failure.notSaved')}
          todo={t('failure.storageHow')}
          data={t('failure.cartKept')}
        />
      )
    case 'ReceiptsNotReady':
      return (
        <ErrorState
          what={t('failure.noReceipts')}
          todo={t('failure.noReceiptsHow')}
          data={t('failure.cartKept')}
        />
      )
    default:
      return <Banner tone="warning" title={text(cause)} />
  }
}

/** One sentence for each reason a cart cannot be sold or put aside. */
export function useSaleErrorText(): (error: SaleError) => string {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  return (error) => {
    switch (error.type) {
      case 'EmptyCart':
        return t('cart.empty')
      case 'TooManyLines':
        return t('failure.tooManyLines', { max: error.max })
      case 'InvalidQuantity':
        return t('failure.quantity')
      case 'InvalidPrice':
        return t('failure.price')
      case 'DiscountTooLarge':
        return t('failure.discount')
      case 'DiscountWithoutReason':
        return t('failure.discountReason')
      case 'AmountTooLarge':
        return t('failure.amount')
      case 'InvalidPayment':
        return t('failure.payment')
      case 'PaymentsExceedTotal':
        return t('pay.tooMuch', { excess: formatMoney(error.over, currency, locale) })
      case 'TenderBelowTotal':
        return t('pay.stillDue', { due: formatMoney(error.due, currency, locale) })
      case 'NoCustomerForCredit':
        return t('pay.creditNeedsCustomer')
    }
  }
}
