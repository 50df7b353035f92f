import { Badge, type Tone } from '@renderer/ui/badge.tsx'
import { type DebtAge, debtAgeOf } from '@shared/domain/customers/debt-age.ts'
import { useTranslation } from 'react-i18next'
import { useDaysOwed } from './use-days-owed.ts'

const TONES: Record<DebtAge, Tone> = {
  '0-30': 'neutral',
  '31-60': 'info',
  '61-90': 'warning',
  'over-90': 'danger',
}

/** How long something has been owed. */
export function DebtAgeBadge({ madeAt }: { madeAt: number }) {
  const { t } = useTranslation('customers')
  const days = useDaysOwed()(madeAt)
  return <Badge tone={TONES[debtAgeOf(days)]}>{days === 0 ? t('today') : t('days', { count: days })}</Badge>
}
