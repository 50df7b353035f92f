import { useCan } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { Banknote } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { navigate } from 'wouter/use-hash-location'
import { useOpenShift } from './use-shifts.ts'

/** Whether a till is open here, and the way to it; it never stands between a cashier and a sale. */
export function TillStatus() {
  const { t } = useTranslation('till')
  const shift = useOpenShift()
  const allowed = useCan('money.till')
  if (shift === undefined || !allowed) return null
  return (
    <Button
      variant={shift ? 'ghost' : 'secondary'}
      icon={<Banknote aria-hidden />}
      shortcut="mod+7"
      title={shift ? undefined : t('status.prompt')}
      onClick={() => navigate('/till')}
    >
      {shift ? t('status.open', { number: formatShift(shift.number) }) : t('status.none')}
    </Button>
  )
}
