import { formatDate, formatDateTime, formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/use-locale.ts'

interface DateTimeTextProps {
  /** Milliseconds since 1970. */
  at: number
  show?: 'date' | 'time' | 'both' | undefined
  timeZone?: string | undefined
}

const FORMATS = { date: formatDate, time: formatTime, both: formatDateTime }

export function DateTimeText({ at, show = 'both', timeZone }: DateTimeTextProps) {
  const locale = useLocale()
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
      {FORMATS[show](at, locale, timeZone)}
    </time>
  )
}
