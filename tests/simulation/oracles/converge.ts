import { createHash } from 'node:crypto'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'
import type { Task } from '@shared/schemas/tasks.schema.ts'
import type { ServerState } from '../server-state.ts'
import { type DeviceFacts, type Facts, type Violation, violation } from './facts.ts'

/* O6 everyone shows what the server holds of what he may see; O9 nobody is told otherwise; O11 the audit chain; O12/I13 refusals. */

export const checkConvergence = (facts: Facts): Violation[] => [
  ...facts.devices.flatMap((device) => compareDevice(device, facts.server)),
  ...checkAudit(facts.server),
  ...checkRefusals(facts),
]

/** What a vendor sees, said here once more and not asked from the product's policy. */
function isVisible({ role, staffId }: DeviceFacts, collection: string, body: AnyDocument): boolean {
  if (role !== 'vendor') return true
  if (collection === 'products') return (body as Product).vendorId === staffId
  if (collection === 'staff') return body.id === staffId
  if (collection === 'settings') return true
  const { assigneeId, assigneeRole } = body as Task
  return (
    collection === 'tasks' &&
    (assigneeId === staffId || assigneeRole === 'vendor' || body.createdBy === staffId)
  )
}

export function compareDevice(device: DeviceFacts, server: Pick<ServerState, 'documents'>): Violation[] {
  const found: Violation[] = []
  const name = `device ${device.device.index}`
  if (device.view.pending > 0)
    found.push(violation('O9 honest', `${name} still counts ${device.view.pending} pending`))
  for (const [collection, documents = []] of Object.entries(device.view.documents)) {
    const local = new Map(
      documents.map(({ pending: _, ...document }) => [document.id as string, canonicalJson(document)]),
    )
    const theirs = server.documents.filter(
      (one) => one.collection === collection && isVisible(device, collection, one.body),
    )
    for (const { id, body } of theirs) {
      const held = local.get(id)
      local.delete(id)
      if (held === undefined) found.push(violation('O6 converge', `${name} lacks ${collection} ${id}`))
      else if (held !== canonicalJson(body))
        found.push(violation('O6 converge', `${name} shows another ${collection} ${id}`))
    }
    for (const id of local.keys())
      found.push(violation('O6 converge', `${name} alone has ${collection} ${id}`))
  }
  return found
}

function checkAudit({ audit, auditHead }: ServerState): Violation[] {
  let head = ''
  for (const [i, { number, entry, hash }] of audit.entries()) {
    head = createHash('sha256')
      .update(head + entry)
      .digest('hex')
    if (number !== i + 1 || hash !== head)
      return [violation('O11 audit', `entry ${number} does not follow from the one before`)]
  }
  return head === auditHead ? [] : [violation('O11 audit', 'the head is not the last entry')]
}

/** I13: what the server refused and never took otherwise stands in the refused list of the device that wrote it. */
function checkRefusals({ server, devices }: Facts): Violation[] {
  const taken = new Set(server.revisions.map(({ edit_id }) => edit_id))
  const shown = new Set(
    devices.flatMap(({ deviceId, device }) =>
      device.disk.everRefused.map(
        ({ documentId, document }) => `${deviceId}/${documentId}/${document.editId}`,
      ),
    ),
  )
  return server.refusals
    .filter(
      (one) =>
        !isSomebodyElses(one) &&
        !taken.has(one.edit_id) &&
        !shown.has(`${one.device_id}/${one.document_id}/${one.edit_id}`),
    )
    .map((one) =>
      violation(
        'O1 refused',
        `${one.collection} ${one.document_id} was refused (${one.code}) and its author not told`,
      ),
    )
}

/** After a restore every device offers what it holds, also what others wrote and it may not bring back. */
export function isSomebodyElses({ content, device_id }: ServerState['refusals'][number]): boolean {
  if (content === null) return false
  const { deviceId } = JSON.parse(content) as { deviceId?: string }
  return deviceId !== device_id
}
