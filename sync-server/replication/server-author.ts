import type { Author } from '@shared/domain/authoring.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'

/** Under which names the server signs what it writes itself. */
export const SERVER_STAFF_ID = deriveId('comptoir', 'server', 'staff')
export const SERVER_DEVICE_ID = deriveId('comptoir', 'server', 'device')

export const serverAuthor = (shopId: Id): Author => ({
  shopId,
  staffId: SERVER_STAFF_ID,
  deviceId: SERVER_DEVICE_ID,
})
