import { canonicalJson } from '@shared/kernel/canonical.ts'
import { idSchema } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { z } from 'zod'
import { refusalSchema } from './refusal.ts'
import { collectionSchema, pushRequestSchema } from './sync.ts'

/*
 * Work that could not leave a device by the network, as a file (CARRY-1). It is cut into parts of one collection each;
 * every part is sealed by AES-256-GCM under a key that only the server and that person's session on that device know, with
 * the header and the part's place as additional data: whoever carries it can neither read nor alter it.
 */

export const CARRY_FORMAT = 'comptoir-carry'
/** Version of the file. Raise it when the file changes shape, and keep reading the older ones. */
export const CARRY_VERSION = 1
export const CARRY_EXTENSION = 'comptoir'
/** Plain bytes of one part: sealed and as text it still fits a request's body. */
export const MAX_PART_BYTES = 1_500_000
const MAX_PARTS = 10_000
/** A part holds at least its largest document, which is written as text once more. */
const MAX_SEALED_CHARACTERS = 3_500_000

/** The readable part of the file: who sealed what, for whoever carries it. Times in ms since 1970 UTC. */
export const carryHeaderSchema = z.strictObject({
  fileId: idSchema,
  shopId: idSchema,
  deviceId: idSchema,
  /** Whose session sealed it: the server judges every row by what this person may do now. */
  accountId: idSchema,
  protocol: z.number().int().min(1),
  epoch: z.number().int().min(1),
  madeAt: z.number().int().min(0),
  /** When the oldest of the changes was made. */
  since: z.number().int().min(0),
  /** Staff ids of everybody who wrote one of the changes. */
  authors: z.array(idSchema).max(200),
  changes: z.number().int().min(1),
  byCollection: z.partialRecord(collectionSchema, z.number().int().min(1)),
  parts: z.number().int().min(1).max(MAX_PARTS),
})
export type CarryHeader = z.infer<typeof carryHeaderSchema>

const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/)
export const sealedPartSchema = z.strictObject({
  iv: base64(16).min(16),
  data: base64(MAX_SEALED_CHARACTERS),
})
export type SealedPart = z.infer<typeof sealedPartSchema>

/** What a part holds once it is open: rows as a push has them. */
export const carryPartSchema = z.strictObject({
  collection: collectionSchema,
  schemaVersion: z.number().int().min(0),
  rows: pushRequestSchema.shape.rows,
})
export type CarryPart = z.infer<typeof carryPartSchema>

const carryFileSchema = z.strictObject({
  format: z.literal(CARRY_FORMAT),
  version: z.literal(CARRY_VERSION),
  header: carryHeaderSchema,
  parts: z.array(sealedPartSchema).min(1).max(MAX_PARTS),
})
export type CarryFile = z.infer<typeof carryFileSchema>

/** What the seal of a part covers beside its content: it opens at its own place in its own file only. */
export const sealedText = (header: CarryHeader, part: number): string =>
  canonicalJson({ format: CARRY_FORMAT, version: CARRY_VERSION, header, part })

export type CarryFileProblem = 'not-a-carry-file' | 'torn' | 'newer-program'

const versionSchema = z.object({ format: z.literal(CARRY_FORMAT), version: z.number() })

/** Takes a file apart. Says nothing about whether it is genuine: that only the server can tell. */
export function readCarryFile(text: string): Result<CarryFile, CarryFileProblem> {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return err(text.slice(0, 200).includes(CARRY_FORMAT) ? 'torn' : 'not-a-carry-file')
  }
  const version = versionSchema.safeParse(raw)
  if (!version.success) return err('not-a-carry-file')
  if (version.data.version > CARRY_VERSION) return err('newer-program')
  const file = carryFileSchema.safeParse(raw)
  if (!file.success || file.data.parts.length !== file.data.header.parts) return err('torn')
  return ok(file.data)
}

/** `POST /sync/carry`: one part. `look` says what would become of it and writes nothing. */
export const carryRequestSchema = z.strictObject({
  protocol: z.number().int(),
  mode: z.enum(['look', 'apply']),
  header: carryHeaderSchema,
  part: z.number().int().min(0).max(MAX_PARTS),
  sealed: sealedPartSchema,
})
export type CarryRequest = z.infer<typeof carryRequestSchema>

/** Why a part was not taken as a whole. Nothing of it was written; the file stays as good as it was. */
export const CARRY_REFUSALS = [
  'other-shop',
  'altered', // does not open: torn, changed, or sealed for another database
  'device-unknown',
  'device-revoked',
  'person-left',
  'older-program', // sealed by a program too old for this server
  'newer-program', // sealed by a program newer than this server
] as const
export type CarryRefusal = (typeof CARRY_REFUSALS)[number]

/**
 * What became of a part's rows. `present`: the server had them already, by the network or from a file. `merged`: put
 * together with what somebody else changed meanwhile. A refused row stays on its device, which will show it with its reason.
 */
export const carryResponseSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('done'),
    serverTime: z.number().int(),
    taken: z.number().int(),
    merged: z.number().int(),
    present: z.number().int(),
    refused: z.array(z.object({ collection: collectionSchema, refusal: refusalSchema })),
  }),
  z.object({ outcome: z.literal('refused'), reason: z.enum(CARRY_REFUSALS) }),
])
export type CarryResponse = z.infer<typeof carryResponseSchema>
