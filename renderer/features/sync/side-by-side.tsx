import { quantity } from '@shared/kernel/quantity.ts'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../db/hooks.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useSyncStatus } from '../../sync/sync-status.ts'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { DescriptionList } from '../../ui/description-list.tsx'
import { QuantityText } from '../../ui/quantity-text.tsx'
import { useClockText } from './use-clock-text.ts'
import { useMended } from './use-mended.ts'
import { useMendedText } from './use-mended-text.ts'

/** The same facts of both sides, beside each other. */
export function SideBySide() {
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <DeviceCard />
      <ServerCard />
    </div>
  )
}

function DeviceCard() {
  const { t } = useTranslation('sync')
  const { deviceCode } = useShop()
  const { pending, storageBytes, lastAuditAt } = useSyncStatus()
  const megabytes = useMegabytes()
  return (
    <Card title={t('device.title')}>
      <DescriptionList
        items={[
          { term: t('device.code'), value: deviceCode },
          { term: t('device.pending'), value: <QuantityText value={quantity(pending)} /> },
          { term: t('device.storage'), value: megabytes(storageBytes) },
          { term: t('device.checkedAt'), value: <Moment at={lastAuditAt} /> },
          { term: t('device.repair'), value: <LastMended /> },
        ]}
      />
    </Card>
  )
}

function LastMended() {
  const { t } = useTranslation('sync')
  const [last] = useMended()
  const text = useMendedText()
  if (last === undefined) return t('device.none')
  const { what, data } = text(last)
  return (
    <>
      <DateTimeText at={last.at} /> – {what} {data}
    </>
  )
}

function ServerCard() {
  const { t } = useTranslation('sync')
  const { lastContactAt, serverCounts, refusedTotal, devices } = useSyncStatus()
  const clock = useClockText()
  const documents = Object.values(serverCounts).reduce((sum, count) => sum + count, 0)
  return (
    <Card title={t('server.title')}>
      <DescriptionList
        items={[
          { term: t('server.lastContact'), value: <Moment at={lastContactAt} /> },
          { term: t('server.documents'), value: <QuantityText value={quantity(documents)} /> },
          { term: t('server.refused'), value: <QuantityText value={quantity(refusedTotal)} /> },
          { term: t('server.devices'), value: <QuantityText value={quantity(devices.length)} /> },
          { term: t('server.clock'), value: clock ?? t('clock.right') },
        ]}
      />
    </Card>
  )
}

function Moment({ at }: { at: number | null }) {
  const { t } = useTranslation('sync')
  return at === null ? t('device.never') : <DateTimeText at={at} />
}

/** Writes a size in megabytes, the unit of phone bills. */
export function useMegabytes(): (bytes: number) => string {
  const { t } = useTranslation('sync')
  const locale = useLocale()
  return (bytes) => t('unit.megabytes', { value: formatQuantity(Math.ceil(bytes / 1_000_000), locale) })
}
