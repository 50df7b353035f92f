import type { CollectionName } from '@shared/schemas/registry.ts'
import { parseDocument, withoutLocalFields } from '../db/documents.ts'
import type { SyncDesk } from './sync-desk.ts'

const LIMIT = 5_000

/**
 * After a repair: a stored copy that could not be read, that the server had, and that is whole again, needs nobody's
 * attention any more; neither does what came from the server and can be read since this program was updated. What held
 * unsent work stays set aside until a person has looked.
 */
export async function releaseQuarantine(desk: SyncDesk, name: CollectionName): Promise<void> {
  const records = await desk.tables.quarantine.list(LIMIT)
  for (const record of records) {
    if (record.collection !== name) continue
    const wasSent = record.source === 'store' && record.wasSent === true
    if (!wasSent && !(record.source === 'server' && isReadable(desk, name, record.raw))) continue
    const instance = desk.database.collection(name).storageInstance
    const [held] = await instance.findDocumentsById([record.documentId], false)
    if (held === undefined) continue
    const { _deleted, _meta, _rev, _attachments, ...document } = held
    if (parseDocument(name, withoutLocalFields(document)).ok) await desk.quarantine.release(record.id)
  }
}

/** Whether what the server sent is a document of this shop, for this version of the program. */
export function isReadable(desk: Pick<SyncDesk, 'shopId'>, name: CollectionName, raw: unknown): boolean {
  const parsed = parseDocument(name, raw)
  return parsed.ok && parsed.document.shopId === desk.shopId
}
