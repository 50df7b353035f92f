import type { DeviceStatus } from '@shared/protocol/sync.ts'
import { useTranslation } from 'react-i18next'
import { useAuthor } from '../../db/hooks.ts'
import { useSyncStatus } from '../../sync/sync-status.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMegabytes } from './side-by-side.tsx'
import { SimpleTable } from './simple-table.tsx'

/** Every till of the shop: is it in contact, what has it not sent, did all its receipts arrive. */
export function DeviceTable() {
  const { t } = useTranslation('sync')
  const { devices: told, pending, refused, conflicts } = useSyncStatus()
  const { deviceId } = useAuthor()
  // Of itself this device knows more than what it last told the server.
  const devices = told.map((device) =>
    device.id === deviceId ? { ...device, pending, refused, conflicts } : device,
  )
  const megabytes = useMegabytes()
  const name = (device: DeviceStatus) => (
    <>
      {device.code} · {device.name}{' '}
      {device.id === deviceId && <Badge tone="info">{t('devices.thisOne')}</Badge>}
    </>
  )
  const receipts = ({ receiptsReceived, receiptCounter }: DeviceStatus) => (
    <Badge tone={receiptsReceived >= receiptCounter ? 'success' : 'warning'}>
      {t('devices.receiptsOf', {
        received: receiptsReceived,
        made: Math.max(receiptCounter, receiptsReceived),
      })}
    </Badge>
  )
  return (
    <Card title={t('devices.title')} flush>
      {devices.length === 0 ? (
        <EmptyState title={t('devices.empty')} />
      ) : (
        <SimpleTable
          label={t('devices.title')}
          rows={devices}
          rowKey={(device) => device.id}
          columns={[
            { header: t('devices.device'), cell: name },
            { header: t('devices.lastSeen'), cell: (device) => <Moment at={device.lastSeenAt} /> },
            { header: t('devices.pending'), cell: (device) => device.pending, align: 'end' },
            { header: t('devices.refused'), cell: (device) => device.refused, align: 'end' },
            { header: t('devices.conflicts'), cell: (device) => device.conflicts, align: 'end' },
            { header: t('devices.receipts'), cell: receipts },
            { header: t('devices.fresh'), cell: (device) => <Moment at={device.lastFactAt} /> },
            { header: t('devices.storage'), cell: (device) => megabytes(device.storageBytes), align: 'end' },
          ]}
        />
      )}
    </Card>
  )
}

function Moment({ at }: { at: number | null }) {
  const { t } = useTranslation('sync')
  return at === null ? t('device.never') : <DateTimeText at={at} />
}
