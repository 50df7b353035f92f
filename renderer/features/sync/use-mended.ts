import { useMemo } from 'react'
import { useSync } from '../../sync/sync-context.ts'
import { isMended, type MendedRecord } from './use-mended-text.ts'
import { useRecords } from './use-records.ts'

/** What was mended on this device, newest first. */
export function useMended(): readonly MendedRecord[] {
  const records = useRecords(useSync().tables.log)
  return useMemo(() => (records ?? []).filter(isMended).sort((a, b) => b.at - a.at), [records])
}
