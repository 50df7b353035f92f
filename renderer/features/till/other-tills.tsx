import { formatDateTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { Shift } from '@shared/domain/till/fold-shifts.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'

/** What is open on the shop's other counters, as far as this device has heard; each is closed where it was opened. */
export function OtherTills({ shifts }: { shifts: readonly Shift[] }) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const { staffName } = usePeople()
  if (shifts.length === 0) return null
  return (
    <section aria-label={t('others.title')} className="text-ink-muted">
      <h2 className="font-semibold text-ink">{t('others.title')}</h2>
      <ul>
        {shifts.map(({ id, number, openedAt, openedBy }) => (
          <li key={id}>
            {[formatShift(number), formatDateTime(openedAt, locale), staffName(openedBy)]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
      </ul>
    </section>
  )
}
