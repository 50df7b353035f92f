import { useAuthor, useDocuments, useSettings, useShop } from '@renderer/db/hooks.ts'
import { useSyncStatus } from '@renderer/sync/sync-status.ts'
import { useMemo } from 'react'

interface People {
  /** Empty when the person is not known on this device. */
  staffName(staffId: string): string
  /** Empty when the device is not known. */
  deviceName(deviceId: string): string
}

const EVERYBODY = { limit: 1_000 } as const

/** Names behind the ids that a posting is signed with. */
export function usePeople(): People {
  const staff = useDocuments('staff', EVERYBODY)
  const devices = useSettings('device')
  const seen = useSyncStatus((status) => status.devices)
  const { deviceId } = useAuthor()
  const { deviceCode } = useShop()
  return useMemo(() => {
    const staffById = new Map<string, string>(staff?.map(({ id, name }) => [id, name]))
    // A device that has no setting of its own is known to the server all the same.
    const known = [...seen, ...(devices ?? []).map(({ id, value }) => ({ ...value, id }))]
    const deviceById = new Map<string, string>(
      known.map(({ id, code, name }) => [id, [code, name].filter(Boolean).join(' · ')]),
    )
    return {
      staffName: (id) => staffById.get(id) ?? '',
      deviceName: (id) => deviceById.get(id) ?? (id === deviceId ? deviceCode : ''),
    }
  }, [staff, devices, seen, deviceId, deviceCode])
}
