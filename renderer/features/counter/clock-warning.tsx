import { Banner } from '@renderer/ui/banner.tsx'
import { useTranslation } from 'react-i18next'
import { useClockText } from '../sync/public.ts'
import { useCounter } from './counter-context.tsx'

/** Before the first sale at this counter: the clock of the device is wrong. Sales take the corrected time all the same. */
export function ClockWarning() {
  const { t } = useTranslation('sync')
  const difference = useClockText()
  const hasSold = useCounter((state) => state.lastOrder !== null)
  if (difference === null || hasSold) return null
  return (
    <Banner tone="warning" title={t('clock.title')}>
      {t('clock.body', { difference })}
    </Banner>
  )
}
