import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useDocuments } from '../../db/hooks.ts'
import { useSyncStatus } from '../../sync/sync-status.ts'

/** A device by the code printed on its receipts. */
export function useDeviceName(): (deviceId: string) => string {
  const devices = useSyncStatus((status) => status.devices)
  return useCallback((id) => devices.find((device) => device.id === id)?.code ?? id.slice(-4), [devices])
}

/** A member of the team by name. */
export function useStaffName(): (staffId: string) => string {
  const { t } = useTranslation('sync')
  const staff = useDocuments('staff', { limit: 500 })
  return useCallback(
    (id) => staff?.find((person) => person.id === id)?.name ?? t('conflict.nobody'),
    [staff, t],
  )
}
