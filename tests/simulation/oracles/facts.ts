import type { CollectionName } from '@shared/schemas/registry.ts'
import type { View } from '../client/client-ports.ts'
import type { Device } from '../device.ts'
import type { History } from '../history.ts'
import type { Schedule } from '../schedule.ts'
import type { ServerState } from '../server-state.ts'

export interface DeviceFacts {
  readonly device: Device
  readonly deviceId: string
  readonly staffId: string
  readonly role: string
  readonly view: View
}

/** What the oracles look at when everything has come to rest. */
export interface Facts {
  readonly schedule: Schedule
  readonly history: History
  readonly server: ServerState
  readonly devices: readonly DeviceFacts[]
  readonly names: readonly CollectionName[]
  readonly wasRestored: boolean
  readonly wasCloned: boolean
}

/** One way in which something is not as promised. */
export interface Violation {
  readonly oracle: string
  readonly what: string
}

export const violation = (oracle: string, what: string): Violation => ({ oracle, what })

export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
