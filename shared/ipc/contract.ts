import { z } from 'zod'
import { idSchema } from '../kernel/id.ts'
import { paperSchema } from '../paper/paper.schema.ts'
import { printerSchema } from '../paper/printer.schema.ts'
import type { Channel, EventName } from './channels.ts'

/** Bytes of one imported or exported file: above it a dialog answers `FileTooLarge`. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024
/** Characters of one journaled document. */
export const MAX_JOURNAL_BODY = 4 * 1024 * 1024
/** Entries one call may append: a longer import is appended in slices. */
export const MAX_JOURNAL_ENTRIES = 2_000

const nothing = z.strictObject({})
const secretName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/)
const bytes = z.instanceof(Uint8Array)
const fileName = z
  .string()
  .min(1)
  .max(120)
  // A name, never a path: the folder is chosen by a person in the system's own dialog.
  .regex(/^[^/\\:*?"<>|\p{Cc}]+$/u)

/**
 * One write the server has not accepted yet. `id` is the document's `editId`, `body` the whole document as JSON.
 * JOURNAL-4: acknowledging an entry also drops the older entries of the same document, which it contains.
 */
export const journalEntrySchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9._:-]{1,80}$/),
  collection: z.string().regex(/^[A-Za-z]{1,40}$/),
  documentId: z.string().regex(/^[A-Za-z0-9._:-]{1,120}$/),
  body: z.string().max(MAX_JOURNAL_BODY),
})

export type JournalEntry = z.output<typeof journalEntrySchema>

const printable = {
  title: z.string().max(200),
  lang: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
  html: z.string().max(2_000_000),
  /** Paths of the app's own stylesheets, from the root of its origin. */
  stylesheets: z.array(z.string().regex(/^\/[A-Za-z0-9/._-]+\.css$/)).max(20),
}

export const updateStatusSchema = z.strictObject({
  state: z.enum(['disabled', 'idle', 'checking', 'available', 'downloading', 'ready', 'failed']),
  version: z.string().nullable(),
  percent: z.number().min(0).max(100).nullable(),
})

export type UpdateStatus = z.output<typeof updateStatusSchema>

export const appInfoSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  platform: z.string(),
  /** The system's language tag, such as `fr-SN`. */
  systemLocale: z.string(),
  packaged: z.boolean(),
  /** Bytes left on the disk that holds the journal; null when the system does not say. */
  freeBytes: z.number().nullable(),
})

export type AppInfo = z.output<typeof appInfoSchema>

/** What the menu can ask the page to do. */
export const MENU_COMMANDS = [
  'go-counter',
  'go-till',
  'go-products',
  'go-stock',
  'go-orders',
  'go-dashboard',
  'go-sync',
  'new-sale',
  'hold-sale',
  'pay',
  'print-last-receipt',
  'search',
  'sync-now',
  'lock',
  'shortcuts',
] as const

export type MenuCommand = (typeof MENU_COMMANDS)[number]

/**
 * Every question the page may put to the shell: the request it must send and the value it gets. The answer on the wire is
 * `{ok: true, value}` or `{ok: false, error}` with a `DesktopError`. Both sides parse with these schemas.
 */
export const CONTRACT = {
  'secrets:get': {
    request: z.strictObject({ name: secretName }),
    response: z.strictObject({ value: z.string().nullable() }),
  },
  'secrets:set': {
    request: z.strictObject({ name: secretName, value: z.string().max(64 * 1024) }),
    /** `persisted` is false where the system offers no keychain: the secret lives until the app is closed. */
    response: z.strictObject({ persisted: z.boolean() }),
  },
  'secrets:delete': { request: z.strictObject({ name: secretName }), response: nothing },
  'journal:append': {
    request: z.strictObject({
      shopId: idSchema,
      entries: z.array(journalEntrySchema).min(1).max(MAX_JOURNAL_ENTRIES),
    }),
    /** JOURNAL-1: `durable` true means the bytes were flushed to the disk before this answer was given. */
    response: z.strictObject({ durable: z.boolean() }),
  },
  'journal:acknowledge': {
    request: z.strictObject({ shopId: idSchema, ids: z.array(z.string().max(80)).max(20_000) }),
    response: nothing,
  },
  'journal:read': {
    request: z.strictObject({ shopId: idSchema }),
    /** `damagedBytes` counts what could not be read in the middle of the file, which was kept aside. */
    response: z.strictObject({ entries: z.array(journalEntrySchema), damagedBytes: z.int().min(0) }),
  },
  'files:open-import': {
    request: z.strictObject({ extensions: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).max(10) }),
    response: z.strictObject({ file: z.strictObject({ name: z.string(), bytes }).nullable() }),
  },
  'files:save-export': {
    request: z.strictObject({
      suggestedName: fileName,
      bytes: bytes.refine((value) => value.byteLength <= MAX_FILE_BYTES),
    }),
    response: z.strictObject({ saved: z.boolean() }),
  },
  'print:receipt': {
    request: z.strictObject({ ...printable, widthMm: z.union([z.literal(58), z.literal(80)]) }),
    response: z.strictObject({ printed: z.boolean() }),
  },
  'print:pdf': {
    request: z.strictObject({
      ...printable,
      page: z.enum(['A4', 'receipt-58', 'receipt-80']),
      suggestedName: fileName,
    }),
    response: z.strictObject({ saved: z.boolean() }),
  },
  /** An A4 page, or several, on a printer of the system. */
  'print:sheet': { request: z.strictObject(printable), response: z.strictObject({ printed: z.boolean() }) },
  /** What stands on the slip, never its bytes: the shell alone makes those. */
  'print:paper': {
    request: z.strictObject({ printer: printerSchema, paper: paperSchema }),
    response: nothing,
  },
  'print:open-drawer': { request: z.strictObject({ printer: printerSchema }), response: nothing },
  'app:info': { request: nothing, response: appInfoSchema },
  'app:server-url': { request: nothing, response: z.strictObject({ url: z.url().nullable() }) },
  /** Answers the server in use from the next page load on: the old one when the person said no; `BadRequest` when unsafe. */
  'app:set-server-url': {
    request: z.strictObject({ url: z.string().max(300) }),
    response: z.strictObject({ url: z.url().nullable() }),
  },
  'app:set-locale': { request: z.strictObject({ locale: z.enum(['fr', 'en']) }), response: nothing },
  'updates:status': { request: nothing, response: updateStatusSchema },
  'updates:check': { request: nothing, response: updateStatusSchema },
  'updates:install': { request: nothing, response: nothing },
} as const satisfies Record<Channel, { request: z.ZodType; response: z.ZodType }>

/** What the shell sends by itself, and the schema the page parses it with. */
export const EVENT_PAYLOADS = {
  'menu:command': z.strictObject({ command: z.enum(MENU_COMMANDS) }),
  'power:resume': nothing,
  'updates:changed': updateStatusSchema,
} as const satisfies Record<EventName, z.ZodType>

export type RequestOf<Name extends Channel> = z.input<(typeof CONTRACT)[Name]['request']>
export type ResponseOf<Name extends Channel> = z.output<(typeof CONTRACT)[Name]['response']>
export type EventPayload<Name extends EventName> = z.output<(typeof EVENT_PAYLOADS)[Name]>
