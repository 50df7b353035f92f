import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import { ROLES, type Role } from '@shared/schemas/people.schema.ts'
import { type AnyDocument, COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import { forgetReceipts, makeSample, makeSamples, type Samples } from '../integration/attack/samples.ts'
import { type Json, mutate, nudge, raw, write } from './mutate.ts'
import { createMaking, type Making, SYMBOL, symbolicDevice } from './symbols.ts'

/** One request, told in made-up ids: kept in a file it can be sent again to any shop. */
export interface FuzzCase {
  readonly role: Role
  /** `none`: without a token. */
  readonly token: 'own' | 'none'
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Text of the body; null for none. */
  readonly body: string | null
  /** Rows of a push, as JSON text; they stand in the body at `ROWS`. */
  readonly rows?: readonly string[]
  /** What is wrong in it: rows that were spoilt, or one for the request. */
  readonly weight: number
}

/** Where the rows of a push belong in its body. */
export const ROWS = '"@rows"'
const MAX_ROWS = 24
const JSON_TYPE = { 'content-type': 'application/json' }
const PASSWORD_FIELDS = { email: SYMBOL.email, password: SYMBOL.password }

export interface Generator {
  /** Documents that stand in the shop before the first case, written by its administrator. */
  readonly held: Samples
  next(): FuzzCase
}

/** Endless cases, the same for the same seed. */
export function createGenerator(seed: number): Generator {
  const making = createMaking(seed)
  const { random } = making
  forgetReceipts(SYMBOL.device)
  forgetReceipts(SYMBOL.adminDevice)
  const held = makeSamples(symbolicDevice('admin', 'admin'), making)
  const kinds: readonly (readonly [weight: number, make: () => FuzzCase])[] = [
    [50, () => push(making, held)],
    [6, () => wholePush(making, held)],
    [
      10,
      () =>
        query(making, '/sync/pull', { collection: someCollection(making), epoch: '1', seq: '0', limit: '5' }),
    ],
    [7, () => base(making, held)],
    [
      7,
      () =>
        post(making, '/sync/digest', {
          collection: someCollection(making),
          epoch: 1,
          buckets: new Array(64).fill(0),
        }),
    ],
    [7, () => post(making, '/sync/heartbeat', HEARTBEAT)],
    [
      3,
      () =>
        post(making, '/auth/sign-in', { ...PASSWORD_FIELDS, device: { id: SYMBOL.device, name: 'Fuzz' } }),
    ],
    [4, () => post(making, '/auth/refresh', { refreshToken: SYMBOL.refreshToken, deviceId: SYMBOL.device })],
    [1, () => post(making, '/auth/revoke-device', { deviceId: making.ids.next() })],
    [2, () => signOut(making)],
    [2, () => post(making, '/sync/carry', CARRY)],
    [3, () => broken(making, held)],
  ]
  return {
    held,
    next() {
      const [, make] = random.weighted(kinds, ([weight]) => weight)
      return make()
    },
  }
}

const HEARTBEAT = {
  pending: 3,
  refused: 1,
  conflicts: 0,
  storageBytes: 12_345,
  receiptCounter: 5,
  receiptEpoch: 1,
  oldestPendingAt: null,
}
const CARRY = {
  protocol: PROTOCOL_VERSION,
  mode: 'apply',
  header: {
    fileId: SYMBOL.location,
    shopId: SYMBOL.shop,
    deviceId: SYMBOL.device,
    accountId: SYMBOL.staff,
    protocol: PROTOCOL_VERSION,
    epoch: 1,
    madeAt: 1,
    since: 1,
    authors: [SYMBOL.staff],
    changes: 1,
    byCollection: { orders: 1 },
    parts: 1,
  },
  part: 0,
  sealed: { iv: 'A'.repeat(16), data: 'A'.repeat(64) },
}

const someCollection = ({ random }: Making): CollectionName =>
  COLLECTION_NAMES[random.whole(COLLECTION_NAMES.length)] ?? 'products'
const someRole = ({ random }: Making): Role => ROLES[random.whole(ROLES.length)] ?? 'cashier'

const freshOf = (making: Making, role: Role, collection: CollectionName): AnyDocument =>
  makeSample(collection, symbolicDevice('staff', role), making, `Mot ${making.random.whole(1_000)}`)

/** A row about a new document or one that stands, with something wrong in it. */
function spoiltRow(making: Making, fresh: AnyDocument, held: AnyDocument): string {
  const { random, ids } = making
  const isEdit = random.whole(3) === 0
  const signature = { editId: ids.next(), updatedBy: SYMBOL.staff, deviceId: SYMBOL.device }
  const next: Json = isEdit ? { ...held, ...signature } : fresh
  const assumed = isEdit ? { rev: random.whole(4), editId: held.editId } : null
  if (random.whole(150) === 0) return write(mutate(random, { assumed, next }))
  const spoil = random.whole(2) === 0 ? nudge : mutate
  return write({ assumed, next: spoil(random, next) })
}

function pushBody(collection: string): string {
  return JSON.stringify({ protocol: PROTOCOL_VERSION, schemaVersion: 0, epoch: 1, collection, rows: '@rows' })
}

function push(making: Making, held: Samples): FuzzCase {
  const collection = someCollection(making)
  const role = someRole(making)
  const count = 1 + making.random.whole(MAX_ROWS)
  const rows = Array.from({ length: count }, () =>
    spoiltRow(making, freshOf(making, role, collection), held[collection]),
  )
  return request(role, '/sync/push', pushBody(collection), { rows, weight: count })
}

/** Everything around the rows is spoilt, or nothing is and the rows are sound. */
function wholePush(making: Making, held: Samples): FuzzCase {
  const collection = someCollection(making)
  const role = someRole(making)
  const row = { assumed: null, next: freshOf(making, role, collection) }
  const body = { ...JSON.parse(pushBody(collection)), rows: [row, { assumed: null, next: held[collection] }] }
  return request(role, '/sync/push', write(mutate(making.random, body)))
}

/** Bytes that are no longer the JSON they were, or come as something else. */
function broken(making: Making, held: Samples): FuzzCase {
  const { random } = making
  const collection = someCollection(making)
  const text = pushBody(collection).replace(ROWS, JSON.stringify([{ assumed: null, next: held[collection] }]))
  const at = random.whole(text.length)
  const types = [
    'text/plain',
    'application/json; charset=utf-16',
    'multipart/form-data',
    'application/jsonp',
    'x',
    '',
  ]
  const spoilt = [
    text.slice(0, at),
    `${text.slice(0, at)}\u0000${text.slice(at)}`,
    text + text,
    `\ufeff${text}`,
    text.replaceAll('"', "'"),
    text.replace('{', '{"rows":[],'),
  ]
  const kind = random.whole(3)
  if (kind === 0) return request('manager', '/sync/push', spoilt[random.whole(spoilt.length)] ?? '')
  const type = types[random.whole(types.length)] ?? ''
  const headers =
    kind === 1
      ? { 'content-type': type }
      : { ...JSON_TYPE, 'content-encoding': random.whole(2) ? 'gzip' : 'br' }
  return { ...request('manager', '/sync/push', text), headers }
}

function base(making: Making, held: Samples): FuzzCase {
  const collection = someCollection(making)
  const id = making.random.whole(2) === 0 ? held[collection].id : SYMBOL.victim
  return query(making, '/sync/base', { collection, id, rev: '1' })
}

function query(making: Making, path: string, sound: Readonly<Record<string, string>>): FuzzCase {
  const spoilt = making.random.whole(6) === 0 ? sound : mutate(making.random, sound)
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(Object(spoilt))) {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    parameters.append(name.slice(0, 200), (text ?? '').replace(raw(''), '').slice(0, 2_000))
  }
  const role = someRole(making)
  return {
    role,
    token: 'own',
    method: 'GET',
    path: `${path}?${parameters}`,
    headers: {},
    body: null,
    weight: 1,
  }
}

const post = (making: Making, path: string, sound: Json): FuzzCase =>
  request(someRole(making), path, write(mutate(making.random, sound)))

/** Without a token, because a sound one would be signed out by it. */
const signOut = (making: Making): FuzzCase => ({
  ...post(making, '/auth/sign-out', { refreshToken: SYMBOL.refreshToken, deviceId: SYMBOL.device }),
  token: 'none',
})

const request = (
  role: Role,
  path: string,
  body: string,
  more: { rows?: readonly string[]; weight: number } = { weight: 1 },
): FuzzCase => ({ role, token: 'own', method: 'POST', path, headers: JSON_TYPE, body, ...more })
