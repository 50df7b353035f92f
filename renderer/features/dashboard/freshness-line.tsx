import { useDeps, useShop } from '@renderer/db/hooks.ts'
import { formatDateTime, formatTime } from '@renderer/i18n/format.ts'
import type { Locale } from '@renderer/i18n/locale.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useSyncStatus } from '@renderer/sync/sync-status.ts'
import { addDays, businessDayOf } from '@shared/kernel/business-day.ts'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Freshness, freshnessOf } from './freshness.ts'
import { HistoryLine } from './history-line.tsx'

/** How far the figures reach, device by device, and how much of the past is in them. */
export function FreshnessLine() {
  const { t } = useTranslation('dashboard')
  const locale = useLocale()
  const devices = useSyncStatus((status) => status.devices)
  const pending = useSyncStatus((status) => status.pending)
  const { clock } = useDeps()
  const { deviceCode } = useShop()
  const now = clock.now()
  const lines = freshnessOf(devices, { code: deviceCode, pending, now })
  return (
    <>
      <ul aria-label={t('fresh.label')} className="flex flex-wrap gap-x-2">
        {lines.map((line, i) => (
          <li key={line.code} className="tabular-nums">
            {i > 0 && (
              <span aria-hidden className="mr-2">
                ·
              </span>
            )}
            {words(line, t, locale, now)}
          </li>
        ))}
      </ul>
      <HistoryLine />
    </>
  )
}

function words(line: Freshness, t: TFunction<'dashboard'>, locale: Locale, now: number): string {
  const { code, pending, upTo } = line
  if (line.isHere)
    return pending > 0 ? t('fresh.herePending', { code, count: pending }) : t('fresh.here', { code })
  if (upTo === null) return t('fresh.tillNever', { code })
  const time = moment(upTo, now, t, locale)
  return pending > 0
    ? t('fresh.tillPending', { code, time, count: pending })
    : t('fresh.till', { code, time })
}

/** The machine's own days, as its clock on the wall shows them. */
function moment(at: number, now: number, t: TFunction<'dashboard'>, locale: Locale): string {
  const dayOf = (time: number) => businessDayOf(time, -new Date(time).getTimezoneOffset())
  const today = dayOf(now)
  if (dayOf(at) === today) return formatTime(at, locale)
  if (dayOf(at) === addDays(today, -1)) return t('fresh.yesterday', { time: formatTime(at, locale) })
  return formatDateTime(at, locale)
}
