import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { useTranslation } from 'react-i18next'
import type { TillFailure } from './use-till-commands.ts'

/** Why the till is as it was, in one sentence. */
export function useTillFailureText(): (failure: TillFailure) => string {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const { currency } = useShop()
  return (failure) => {
    switch (failure.type) {
      case 'ShiftOpen':
        return t('failure.open', { number: formatShift(failure.number) })
      case 'ShiftClosed':
        return t('failure.closed', { number: formatShift(failure.number) })
      case 'InvalidAmount':
        return t('failure.amount')
      case 'ReasonRequired':
        return t('failure.reason')
      case 'InvalidCount':
        return t('failure.count')
      case 'TooManyMovements':
        return t('failure.movements', { max: failure.max })
      case 'DifferenceUnexplained':
        return t('failure.unexplained', { amount: formatMoney(failure.difference, currency, locale) })
      case 'ExpectedMoved':
        return t('failure.moved')
      case 'ReceiptsNotReady':
        return t('failure.numbers')
      case 'DiskFull':
        return t('failure.diskFull')
      case 'StorageFailed':
        return t('failure.storage')
    }
  }
}
