import { useDocuments, useSettings } from '@renderer/db/hooks.ts'
import { useSyncStatus } from '@renderer/sync/sync-status.ts'
import { useMemo } from 'react'

interface People {
  /** Empty when the person is not known on this device. */
  staffName(staffId: string): string
  /** `A1 · Caisse entrée`; empty when the device is not known. */
  deviceName(deviceId: string): string
}

const EVERYBODY = { limit: 1_000 } as const

/** Names behind the ids in a document. */
export function usePeople(): People {
  const staff = useDocuments('staff', EVERYBODY)
  const devices = useSettings('device')
  const seen = useSyncStatus((status) => status.devices)
  return useMemo(() => {
    const staffById = new Map<string, string>(staff?.map(({ id, name }) => [id, name]))
    // A device that has no setting of its own is known to the server all the same.
    const known = [...seen, ...(devices ?? []).map(({ id, value }) => ({ ...value, id }))]
    const deviceById = new Map<string, string>(
      known.map(({ id, code, name }) => [id, [code, name].filter(Boolean).join(' · ')]),
    )
    return {
      staffName: (staffId) => staffById.get(staffId) ?? '',
      deviceName: (deviceId) => deviceById.get(deviceId) ?? '',
    }
  }, [staff, devices, seen])
}
