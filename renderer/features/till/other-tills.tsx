import { useCan } from '@renderer/db/hooks.ts'
import { formatDateTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import type { Shift } from '@shared/domain/till/fold-shifts.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'

interface OtherTillsProps {
  shifts: readonly Shift[]
  onClose: (shift: Shift) => void
}

/** What is open on the shop's other counters, as far as this device has heard; each is closed where it was opened, unless that device is lost (SHIFT-10). */
export function OtherTills({ shifts, onClose }: OtherTillsProps) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const { staffName } = usePeople()
  const mayClose = useCan('money.move')
  if (shifts.length === 0) return null
  return (
    <section aria-label={t('others.title')} className="text-ink-muted">
      <h2 className="font-semibold text-ink">{t('others.title')}</h2>
      <ul>
        {shifts.map((shift) => (
          <li key={shift.id} className="flex min-h-9 items-center justify-between gap-3">
            {[formatShift(shift.number), formatDateTime(shift.openedAt, locale), staffName(shift.openedBy)]
              .filter(Boolean)
              .join(' · ')}
            {mayClose && (
              <Button size="sm" onClick={() => onClose(shift)}>
                {t('others.close', { number: formatShift(shift.number) })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
