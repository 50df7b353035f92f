import { useTranslation } from 'react-i18next'
import { useSyncStatus } from '../../sync/sync-status.ts'
import { Banner } from '../../ui/banner.tsx'
import { useClockText } from './use-clock-text.ts'

/** What a person should know before reading the figures. */
export function SyncNotices() {
  const { t } = useTranslation('sync')
  const { mustSignIn, quarantined, firstSync } = useSyncStatus()
  const clock = useClockText()
  return (
    <>
      {mustSignIn && (
        <Banner tone="warning" title={t('signIn.title')}>
          {t('signIn.body')}
        </Banner>
      )}
      {clock !== null && (
        <Banner tone="warning" title={t('clock.title')}>
          {t('clock.body', { difference: clock })}
        </Banner>
      )}
      {!firstSync.complete && (
        <Banner tone="info" title={t('firstSync.title')}>
          {t('firstSync.body', { count: firstSync.received })}
        </Banner>
      )}
      {quarantined > 0 && (
        <Banner tone="danger" title={t('quarantine.title', { count: quarantined })}>
          {t('quarantine.body')}
        </Banner>
      )}
    </>
  )
}
