import { useDeps, useShop } from '@renderer/db/hooks.ts'
import { formatBusinessDay } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { isExpired } from '@shared/domain/stock/lots.ts'
import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import { useTranslation } from 'react-i18next'

/** The shop's day. */
export function useToday(): BusinessDay {
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  return businessDayOf(clock.now(), utcOffsetMinutes)
}

/** A last day in words: when it expires, or that it has. */
export function useExpiryText(): (expiry: BusinessDay | null | undefined) => string {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  const today = useToday()
  return (expiry) => {
    if (expiry === null || expiry === undefined) return t('noDay')
    const day = formatBusinessDay(expiry, locale)
    return isExpired(expiry, today) ? t('expired', { day }) : t('expires', { day })
  }
}
