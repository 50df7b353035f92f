import type { RefusalCode } from '@shared/protocol/refusal.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import { type AnyDocument, COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import type { PushRow, TestDevice } from '../../support/test-server.ts'
import { asEdit, asNew, type Forged, forged, numberPaths, withAt } from './forge.ts'
import { makeSample, makeSamples } from './samples.ts'
import type { World } from './world.ts'

export interface Target {
  readonly world: World
  readonly role: Role
  readonly device: TestDevice
  readonly collection: CollectionName
  /** A sound new document, signed by the attacker; another one each time. */
  fresh(): Forged
  /** A sound edit of what stands in the attackers' shop: signed anew, nothing changed yet. */
  edited(): Forged
  readonly held: AnyDocument
}

/** Rows of which none may be accepted, from nobody, in no collection. */
export interface RowAttack {
  readonly id: string
  readonly name: string
  /** The only reasons that the server may give; any when left out, because roles fail for different reasons. */
  readonly codes?: readonly RefusalCode[]
  rows(target: Target): readonly PushRow[]
}

export function targetOf(world: World, role: Role, collection: CollectionName): Target {
  const device = world.devices[role]
  const held: AnyDocument = world.held[collection]
  const { staffId: updatedBy, deviceId } = device.author
  return {
    world,
    role,
    device,
    collection,
    held,
    fresh: () => forged(makeSample(collection, device, world.server)),
    edited: () => ({ ...held, editId: world.server.ids.next(), updatedBy, deviceId }),
  }
}

const newWith = (target: Target, ...changes: readonly object[]): PushRow[] =>
  changes.map((change) => asNew({ ...target.fresh(), ...change }))

const editWith = (target: Target, ...changes: readonly object[]): PushRow[] =>
  changes.map((change) => asEdit(target.held, { ...target.edited(), ...change }))

const stranger = ({ world }: Target) => world.server.ids.next()

/** Anything in the place of any number. */
const NO_NUMBERS: readonly unknown[] = [
  0.5,
  -0.5,
  1e300,
  2 ** 53,
  -(2 ** 53),
  '1',
  true,
  [1],
  {},
  'NaN',
  null,
]
/** Numbers that may be missing. */
const NULLABLE =
  /(^|\.)(price|compareAtPrice|cost|lowStockThreshold|reorderPoint|reorderQuantity|nextDeliveryAt)$/

export const ROW_ATTACKS: readonly RowAttack[] = [
  {
    id: 'A1',
    name: 'a document that names another shop',
    codes: ['SERVER_FIELD', 'INVALID'],
    rows: (target) => [
      ...newWith(target, { shopId: target.world.other.shopId }, { shopId: stranger(target) }, { shopId: '' }),
      ...editWith(target, { shopId: target.world.other.shopId }),
    ],
  },
  {
    id: 'A2',
    name: 'an edit of a document that only another shop has',
    codes: ['NO_SUCH_DOCUMENT'],
    rows: (target) => {
      const theirs: AnyDocument = target.world.victims[target.collection]
      return [asEdit(theirs, { ...target.fresh(), id: theirs.id })]
    },
  },
  {
    id: 'A4',
    name: 'forged names, times and numbers of the server',
    rows: (target) => {
      const { other, devices } = target.world
      const foreigner = other.members[0]?.staffId
      const till = devices.cashier === target.device ? devices.manager : devices.cashier
      return [
        ...newWith(
          target,
          { updatedBy: stranger(target) },
          { updatedBy: foreigner },
          { createdBy: stranger(target) },
          { createdBy: foreigner },
          { deviceId: stranger(target) },
          { deviceId: till.author.deviceId },
          { rev: 7 },
          { receivedAt: 1 },
          { seq: 1 },
          { epoch: 9 },
          { isAdmin: true },
        ),
        ...editWith(
          target,
          { createdAt: target.held.createdAt + 1 },
          { createdBy: target.device.author.deviceId },
          { deviceId: till.author.deviceId },
          { updatedBy: foreigner },
        ),
      ]
    },
  },
  {
    id: 'A13',
    name: 'a document of another collection',
    codes: ['INVALID'],
    rows: ({ world, device, collection }) => {
      const samples = makeSamples(device, world.server)
      const others = COLLECTION_NAMES.filter((name) => name !== collection)
      return others.map((name) => asNew(forged(samples[name])))
    },
  },
  {
    id: 'A16',
    name: 'fractions, giants, texts and objects in the place of numbers',
    rows: (target) =>
      numberPaths(target.fresh()).flatMap((path) =>
        NO_NUMBERS.filter((value) => value !== null || !NULLABLE.test(path)).map((value) =>
          asNew(withAt(target.fresh(), path, value)),
        ),
      ),
  },
  {
    id: 'A16',
    name: 'times before computers and after all of them',
    rows: (target) =>
      newWith(
        target,
        { createdAt: 0 },
        { updatedAt: 253_402_300_799_000 },
        { updatedAt: 8_640_000_000_000_000 },
        { createdAt: -1 },
        { updatedAt: 8_640_000_000_000_001 },
      ),
  },
  {
    id: 'A18',
    name: 'another content under an edit that is known',
    codes: ['EDIT_ID_REUSED', 'INVALID'],
    rows: ({ held, device }) => {
      const other = { ...held, updatedAt: held.updatedAt + 1, updatedBy: device.author.staffId }
      return [
        asNew(other),
        asEdit(held, other),
        asEdit({ ...held, rev: 99 }, { ...held, archived: !held.archived }),
      ]
    },
  },
  {
    id: 'A22',
    name: 'a deletion, of one’s own, of what stands and of what is unknown',
    codes: ['INVALID'],
    rows: (target) => [
      ...newWith(target, { _deleted: true }, { _deleted: false }),
      ...editWith(target, { _deleted: true }),
      asEdit(target.held, { id: target.held.id, _deleted: true }),
    ],
  },
  {
    id: 'A24',
    name: 'a flood of tombstones',
    codes: ['INVALID'],
    rows: (target) => Array.from({ length: 100 }, () => asNew({ id: stranger(target), _deleted: true })),
  },
  {
    id: 'A25',
    name: 'fields of the local store’s inside',
    codes: ['INVALID'],
    rows: (target) => [
      ...newWith(
        target,
        { _attachments: {} },
        { _meta: { lwt: 1 } },
        { _rev: '1-a' },
        { pending: 0 },
        { $where: '1' },
      ),
      ...editWith(target, { _rev: '9-z' }),
    ],
  },
  {
    id: 'A26',
    name: 'ids that are none',
    rows: (target) => {
      const { id } = target.held
      const lookAlike = `${id.slice(0, 25)}\u0410`
      const odd = [
        '',
        ' ',
        id.toLowerCase(),
        `${id} `,
        `../${id}`,
        `${id}\u0000`,
        '__proto__',
        'constructor',
        lookAlike,
      ]
      return newWith(
        target,
        ...[...odd, `8${id.slice(1)}`, id.slice(1), 1, null, [id], { id }].map((one) => ({ id: one })),
      )
    },
  },
  {
    id: 'A27',
    name: 'keys that would change every object, wherever they stand',
    codes: ['INVALID'],
    rows: (target) =>
      ['constructor', 'prototype', '__proto__'].map((key) => {
        const evil = JSON.parse(`{"inner":{"${key}":{"polluted":true}}}`)
        return asNew({ ...target.fresh(), details: evil })
      }),
  },
]
