import { z } from 'zod'

/**
 * Why the server did not take a row. A refusal is data: the row leaves the queue, what the person typed is kept
 * in the refused list of his device with this reason (SYNC-5).
 */
export const REFUSAL_CODES = [
  'INVALID', // does not fit the schema; params.issues
  'RULE', // fits the schema, breaks a rule of the domain; params.rule
  'FORBIDDEN', // no permission; params.permission, params.field
  'SERVER_FIELD', // changes a field the server owns; params.field
  'IMMUTABLE', // changes something posted; params.field
  'TOO_LARGE',
  'EDIT_ID_REUSED', // same edit, other content
  'RECEIPT_REUSED', // the number belongs to another order
  'NO_SUCH_DOCUMENT', // an edit of something that does not exist here
  'STORAGE', // the database could not hold it
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

export const refusalSchema = z.strictObject({
  code: z.enum(REFUSAL_CODES),
  params: z.record(z.string(), z.json()),
})
export type Refusal = z.infer<typeof refusalSchema>
