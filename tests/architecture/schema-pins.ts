import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SEGMENT_VERSION } from '@shared/analytics/history-segment.ts'
import { packRecords } from '@shared/analytics/pack-records.ts'
import { journalEntrySchema } from '@shared/ipc/contract.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import * as auth from '@shared/protocol/auth.ts'
import * as carry from '@shared/protocol/carry.ts'
import * as errors from '@shared/protocol/errors.ts'
import * as history from '@shared/protocol/history.ts'
import * as refusal from '@shared/protocol/refusal.ts'
import * as sync from '@shared/protocol/sync.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import { COLLECTION_NAMES, COLLECTIONS } from '@shared/schemas/registry.ts'
import { storeSchemaOf } from '@shared/schemas/rx-schema.ts'
import { SETTING_VALUES } from '@shared/schemas/settings.schema.ts'
import { conflictPayloadSchema, oversellPayloadSchema } from '@shared/schemas/tasks.schema.ts'
import { shiftCloseDetailsSchema, shiftOpenDetailsSchema } from '@shared/schemas/till.schema.ts'
import { z } from 'zod'
import { root } from './source-files.ts'

/*
 * What devices in the field, their disks and the server have agreed on, as hashes of canonical JSON schemas by version
 * (VERSION-3). Once pinned, a version never changes: another shape is another version.
 */

/** One thing that is agreed on. */
export interface Agreement {
  readonly name: string
  readonly version: number
  readonly hash: string
  /** What to do when it has to change. */
  readonly change: string
}

const file = join(root, 'tests/architecture/pinned-schemas.json')

const pinsSchema = z.record(z.string(), z.record(z.string(), z.string()))
/** Hash by version, of every agreement. */
export type Pins = z.infer<typeof pinsSchema>

export const readPins = (): Pins => pinsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))

export const writePins = (pins: Pins): void => writeFileSync(file, `${JSON.stringify(pins, null, 2)}\n`)

const shapeOf = (schema: z.ZodType): unknown =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })

const hashOf = (shape: unknown): string =>
  createHash('sha256').update(canonicalJson(shape)).digest('hex').slice(0, 24)

/** Every schema that a module exports, by name. */
const schemasOf = (module: object): [string, unknown][] =>
  Object.entries(module).flatMap(([name, value]) =>
    value instanceof z.ZodType ? [[name, shapeOf(value)] as [string, unknown]] : [],
  )

/** Everything that is agreed on, as this program has it. */
export function presentAgreements(): Agreement[] {
  const wire = Object.fromEntries([auth, sync, errors, refusal, carry].flatMap(schemasOf))
  const versions = COLLECTION_NAMES.map((name) => [name, COLLECTIONS[name].version])
  const store = Object.fromEntries(COLLECTION_NAMES.map((name) => [name, storeSchemaOf(name)]))
  return [
    {
      name: 'wire',
      version: PROTOCOL_VERSION,
      hash: hashOf({ wire, versions }),
      change:
        'Raise PROTOCOL_VERSION in shared/protocol/version.ts and say there what changed. Devices of the version before must still be understood: only add optional fields, or raise OLDEST_CLIENT_PROTOCOL.',
    },
    {
      name: 'carry file',
      version: carry.CARRY_VERSION,
      hash: hashOf([carry.carryHeaderSchema, carry.sealedPartSchema, carry.carryPartSchema].map(shapeOf)),
      change: 'Raise CARRY_VERSION in shared/protocol/carry.ts and go on reading the files of before.',
    },
    {
      name: 'packed history',
      version: SEGMENT_VERSION,
      hash: hashOf([Object.fromEntries(schemasOf(history)), packedExample()]),
      change:
        'Raise SEGMENT_VERSION in shared/analytics/history-segment.ts: servers then pack anew, and devices leave pieces of another version alone.',
    },
    {
      name: 'journal',
      version: 1,
      hash: hashOf(shapeOf(journalEntrySchema)),
      change: 'Entries of the version before lie on disks: go on reading them, then raise the version here.',
    },
    {
      name: 'till slips',
      version: 1,
      hash: hashOf([shiftOpenDetailsSchema, shiftCloseDetailsSchema].map(shapeOf)),
      change: 'Zs of the version before are kept for years: go on reading them, then raise the version here.',
    },
    {
      name: 'local store',
      version: store.products?.version ?? 0,
      hash: hashOf(store),
      change:
        'An index changed. RxDB refuses to open the stores in the field: raise STORE_VERSION in shared/schemas/rx-schema.ts together with a way to move what is unsent (docs/decisions/0008-old-and-new.md).',
    },
    ...COLLECTION_NAMES.map((name) => ({
      name: `documents: ${name}`,
      version: COLLECTIONS[name].version,
      hash: hashOf([shapeOf(COLLECTIONS[name].schema), ...insidesOf(name)]),
      change: `Add a migration to \`${name}\` in shared/schemas/registry.ts (its version is their number), and raise PROTOCOL_VERSION in shared/protocol/version.ts.`,
    })),
  ]
}

/** How records are written: the same for the same records for as long as the version is the same. */
const packedExample = (): unknown =>
  packRecords([
    { id: 'a', at: 5, tags: ['x'], line: [{ n: 1 }, { n: 2, note: null }] },
    { id: 'b', at: 9, tags: [], line: [{ n: 3 }] },
  ])

/** Shapes that a collection's schema leaves open and other code fills in. */
function insidesOf(name: string): unknown[] {
  if (name === 'settings')
    return Object.entries(SETTING_VALUES).map(([kind, schema]) => [kind, shapeOf(schema)])
  return name === 'tasks' ? [conflictPayloadSchema, oversellPayloadSchema].map(shapeOf) : []
}

/** Why an agreement may not be as it is; null when it is pinned so. */
export function findBreach({ name, version, hash, change }: Agreement, pins: Pins): string | null {
  const pinned = pins[name]?.[version]
  if (pinned === hash) return null
  if (pinned !== undefined) return `"${name}" has changed and is still version ${version}. ${change}`
  return `"${name}" version ${version} is not pinned yet. Run \`npm run pin:schemas\`, and never change it afterwards.`
}
