import type { DeviceStatus } from '@shared/protocol/sync.ts'

/** Up to when the figures hold what happened on a device. */
export interface Freshness {
  readonly code: string
  readonly isHere: boolean
  /** Null: nothing of that device is known yet. */
  readonly upTo: number | null
  /** Documents written there that the server does not have. */
  readonly pending: number
}

/**
 * This device knows all of its own sales. Another one's are complete up to the moment it last said that it had nothing
 * waiting; while something waits there, only up to the newest fact that came from it (REPORT-4). Devices that never
 * wrote anything say nothing.
 */
export function freshnessOf(
  devices: readonly DeviceStatus[],
  here: { readonly code: string; readonly pending: number; readonly now: number },
): Freshness[] {
  const others = devices
    .filter(({ code, lastFactAt, pending }) => code !== here.code && (lastFactAt !== null || pending > 0))
    .map((device) => ({
      code: device.code,
      isHere: false,
      upTo: upToOf(device),
      pending: device.pending,
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  return [{ code: here.code, isHere: true, upTo: here.now, pending: here.pending }, ...others]
}

function upToOf({ pending, lastSeenAt, lastFactAt }: DeviceStatus): number | null {
  if (pending > 0 || lastSeenAt === null) return lastFactAt
  return Math.max(lastSeenAt, lastFactAt ?? 0)
}
