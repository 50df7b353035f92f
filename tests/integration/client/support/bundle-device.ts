import { join } from 'node:path'
import { bundleForNode } from '../../../support/bundle-for-node.ts'

let bundled: Promise<string> | undefined

/** The whole client, once for this process. */
export function bundleDevice(): Promise<string> {
  bundled ??= bundleForNode(join(import.meta.dirname, 'device-thread.ts'))
  return bundled
}
