import { useTranslation } from 'react-i18next'
import { useSyncStatus } from '../../sync/sync-status.ts'
import { clockDifference } from './clock-difference.ts'

/** The device clock's error in words; null when it is right. */
export function useClockText(): string | null {
  const { t } = useTranslation('sync')
  const difference = clockDifference(useSyncStatus((status) => status.clockOffsetMs))
  if (difference === null) return null
  const duration = t(`duration.${difference.unit}`, { count: difference.count })
  return t(`clock.${difference.direction}`, { duration })
}
