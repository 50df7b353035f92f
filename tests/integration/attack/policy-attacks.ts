import { changedFields } from '@shared/policy/field-policy.ts'
import { ROLES, type Role } from '@shared/schemas/people.schema.ts'
import { type AnyDocument, COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'
import { describe, expect, it } from 'vitest'
import { inShop } from '../../../sync-server/database/run-transaction.ts'
import { commitChanges } from '../../../sync-server/replication/commit-changes.ts'
import { SERVER_DEVICE_ID } from '../../../sync-server/replication/server-author.ts'
import type { PushRow, TestDevice } from '../../support/test-server.ts'
import { SHOP } from '../../unit/shared/builders.ts'
import { ME, OPERATIONS, type Operation } from '../../unit/shared/write-operations.ts'
import { asEdit, asNew } from './forge.ts'
import type { World } from './world.ts'

const LETTER: Readonly<Record<Role, string>> = {
  admin: 'A',
  manager: 'M',
  cashier: 'C',
  logistics: 'L',
  finance: 'F',
  vendor: 'V',
}

/** Which entries of the list an operation of the policy's table belongs to. */
const ENTRY: Readonly<Partial<Record<CollectionName, string>>> = {
  staff: 'A10 A12',
  orders: 'A8 A9 A14',
  stockMovements: 'A6 A14',
  moneyMovements: 'A6 A14',
}

/**
 * The policy's own table, pushed to the real server by everybody whom it does not allow: the document stands there, and the
 * attacker knows exactly at which revision and edit (A5).
 */
export function policyAttacks(worldOf: () => World): void {
  describe.each(ROLES)('what a %s may not do, with full knowledge of what stands there', (role) => {
    // An administrator has no higher role to raise himself to.
    const isVoid = (name: string) => role === 'admin' && name.startsWith('raise one')
    const refused = OPERATIONS.filter(({ allowed, name }) => !allowed.includes(LETTER[role]) && !isVoid(name))
    it.each(
      refused.map((operation) => [ENTRY[operation.collection] ?? 'A14', operation.name, operation] as const),
    )('A5 %s %s', async (_entry, _name, operation) => {
      const world = worldOf()
      const device = world.devices[role]
      const row = await prepare(world, device, operation)
      const [result] = await world.wire.rows(device, operation.collection, [row])
      expect(result?.outcome, JSON.stringify(result)).toBe('refused')
      // Where the reason would tell of what he may not see, he is told that nothing is there.
      const codes = ['FORBIDDEN', 'SERVER_FIELD', 'IMMUTABLE', 'RULE', 'NO_SUCH_DOCUMENT']
      expect(codes).toContain(result?.outcome === 'refused' ? result.refusal.code : '')
    })
  })
}

/** Puts the operation's document into the attackers' shop and answers the row that attacks it. */
async function prepare(
  world: World,
  device: TestDevice,
  { collection, before, after }: Operation,
): Promise<PushRow> {
  const translate = translation(world, device, (before ?? after).id)
  const next = { ...translate(collection, after), editId: world.server.ids.next() }
  if (!before) return asNew(next)
  const stands = await standing(world, device, collection, translate(collection, before))
  const changed = changedFields(translate(collection, before), next)
  const values = changed.map((field) => [field, Reflect.get(next, field)])
  const { staffId: updatedBy, deviceId } = device.author
  const signed = { editId: next.editId, updatedBy, deviceId }
  return asEdit(stands, { ...stands, ...Object.fromEntries(values), ...signed })
}

/** The table's ids become the attacker's: its shop, himself, his device; the document gets an id of its own. */
function translation(world: World, device: TestDevice, documentId: string) {
  const { shopId, staffId, deviceId } = device.author
  const ownId = documentId === ME.staffId ? staffId : world.server.ids.next()
  const pairs = [
    [documentId, ownId],
    [SHOP, shopId],
    [ME.staffId, staffId],
    [ME.deviceId, deviceId],
  ] as const
  return (collection: CollectionName, document: AnyDocument): AnyDocument => {
    const text = pairs.reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(document))
    return COLLECTIONS[collection].schema.parse(JSON.parse(text))
  }
}

/** His own staff document is there already; everything else is written as the server itself would. */
async function standing(
  world: World,
  device: TestDevice,
  collection: CollectionName,
  document: AnyDocument,
): Promise<AnyDocument> {
  if (document.id === device.author.staffId) {
    const held = (await world.devices.admin.pullAll(collection)).find(({ id }) => id === document.id)
    return COLLECTIONS[collection].schema.parse(held)
  }
  const after = { ...document, rev: 1, editId: world.server.ids.next() }
  const bringer = { accountId: null, deviceId: SERVER_DEVICE_ID, requestId: 'prepared' }
  await inShop(world.server.database.pool, world.own.shopId, (transaction) =>
    commitChanges(transaction, world.own.shopId, [{ collection, before: null, after }], bringer, Date.now()),
  )
  return after
}
