import { useShop } from '@renderer/db/hooks.ts'
import { formatBusinessDay, formatMoney, formatPercent, formatTime } from '@renderer/i18n/format.ts'
import type { Locale } from '@renderer/i18n/locale.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { Promotion } from '@shared/schemas/offers.schema.ts'
import { useTranslation } from 'react-i18next'

/** 1 is Monday; the 5th of January 1970 was one. */
export const weekdayName = (day: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(1970, 0, 4 + day))

const clockText = (minute: number, locale: Locale): string => formatTime(minute * 60_000, locale, 'UTC')

/** What a promotion gives, and when, each in a few words. */
export function useOfferText() {
  const { t } = useTranslation('offers')
  const locale = useLocale()
  const { currency } = useShop()
  const percent = (rate: number): string => formatPercent(rate / 10_000, locale)
  return {
    benefit({ type, rate, amount, buy, get, breaks }: Promotion): string {
      if (type === 'percent') return t('benefit.percent', { rate: percent(rate) })
      if (type === 'amount') return t('benefit.amount', { amount: formatMoney(amount, currency, locale) })
      if (type === 'buy-get')
        return rate === 10_000
          ? t('benefit.free', { buy, count: get })
          : t('benefit.buyGet', { buy, get, rate: percent(rate) })
      return breaks
        .map(({ from, price }) => t('benefit.break', { from, price: formatMoney(price, currency, locale) }))
        .join(', ')
    },
    validity({ fromDay, toDay }: Pick<Promotion, 'fromDay' | 'toDay'>): string {
      const [from, to] = [fromDay, toDay].map((day) => (day === null ? '' : formatBusinessDay(day, locale)))
      if (fromDay !== null && toDay !== null) return t('validity.between', { from, to })
      if (fromDay !== null) return t('validity.from', { from })
      return toDay === null ? t('validity.always') : t('validity.to', { to })
    },
    hours({ hours }: Pick<Promotion, 'hours'>): string {
      if (hours === null) return ''
      const times = t('validity.hours', {
        from: clockText(hours.fromMinute, locale),
        to: clockText(hours.toMinute, locale),
      })
      const days = hours.weekdays.map((day) => weekdayName(day, locale)).join(', ')
      return hours.weekdays.length === 7 ? times : `${days} ${times}`
    },
  }
}
