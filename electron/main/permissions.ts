import type { Session } from 'electron'
import { isAppUrl } from './app-origin.ts'

/**
 * All a page of ours may have: keeping its data when the disk runs low, copying text a person selected, and reaching a sync
 * server on this machine or in the shop (the content security policy still names the one server). No camera, no
 * microphone, no place, no notifications, no devices.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  'persistent-storage',
  'clipboard-sanitized-write',
  'local-network',
  'local-network-access',
  'loopback-network',
])

export const isAllowedPermission = (permission: string, askedBy: string): boolean =>
  ALLOWED.has(permission) && isAppUrl(askedBy)

/** Electron approves every permission by default, so all three questions get our own answer. */
export function setupPermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isAllowedPermission(permission, details.requestingUrl ?? '')),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowedPermission(permission, origin),
  )
  session.setDevicePermissionHandler(() => false)
}
