import { z } from 'zod'

/** More than any day of a till fills. */
export const MAX_PAPER_LINES = 5_000

const text = z.string().max(2_000)

/**
 * One line of a slip, before anybody knows how wide the paper is. `pair` has its value at the right edge; `stamp` is what nobody
 * may overlook, such as the mark of a copy; `code` is a barcode with its characters below.
 */
export const paperLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('title'), text }),
  z.strictObject({ kind: z.literal('text'), text, center: z.boolean(), bold: z.boolean() }),
  z.strictObject({ kind: z.literal('pair'), term: text, value: text, strong: z.boolean() }),
  z.strictObject({ kind: z.literal('stamp'), text }),
  z.strictObject({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('code'), text: z.string().max(80) }),
])
export type PaperLine = z.output<typeof paperLineSchema>

export const paperSchema = z.strictObject({ lines: z.array(paperLineSchema).min(1).max(MAX_PAPER_LINES) })
/** What stands on a slip, the same on screen and on every printer. */
export type Paper = z.output<typeof paperSchema>
