import type { KeyedHash } from './server-secret.ts'
import type { SessionOwner } from './sessions.ts'

/**
 * The key under which one person on one device seals what leaves that device by file: 32 bytes as base64url. Derived, so
 * that nothing has to be stored, and any server on this database can open what was sealed. Whether device and person may
 * still write is asked when a file comes, not here.
 */
export const carryKeyOf = (
  keyedHash: KeyedHash,
  { shopId, deviceId, accountId }: Pick<SessionOwner, 'shopId' | 'deviceId' | 'accountId'>,
): string => keyedHash('carry', `${shopId} ${deviceId} ${accountId}`)
