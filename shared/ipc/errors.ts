import { z } from 'zod'

const named = <Name extends string>(type: Name) => z.strictObject({ type: z.literal(type) })

/**
 * Everything the shell may answer instead of a value, in one closed list.
 *
 * `Forbidden` the asker is not the app's own page; `BadRequest` the request breaks the contract; `RateLimited` too many at
 * once; `Failed` a bug or an unforeseen fault, written in the shell's log under `reference`; `DiskFull`,
 * `PermissionDenied`, `WriteFailed`, `ReadFailed` what the file system said; `FileTooLarge` over `limitBytes`;
 * `PrinterAway` nothing answers at that address or no device is there; `PrinterNotLocal` an address outside the local network;
 * `PrinterNotReady` it says what keeps it; `PrinterSilent` it took the slip and never said that it is out: it may be, wholly or in
 * part;
 * `SecretUnreadable` stored, but this user's keychain cannot open it; `NoPrinter`, `PrintFailed`; `UpdateRefused` writes are
 * not safe on disk yet or nothing is ready; `UpdateFailed` the feed did not answer or the file was not the announced one.
 */
export const desktopErrorSchema = z.discriminatedUnion('type', [
  named('Forbidden'),
  z.strictObject({ type: z.literal('BadRequest'), detail: z.string() }),
  named('RateLimited'),
  z.strictObject({ type: z.literal('Failed'), reference: z.string() }),
  named('DiskFull'),
  named('PermissionDenied'),
  z.strictObject({ type: z.literal('WriteFailed'), code: z.string() }),
  z.strictObject({ type: z.literal('ReadFailed'), code: z.string() }),
  z.strictObject({ type: z.literal('FileTooLarge'), limitBytes: z.int() }),
  z.strictObject({ type: z.literal('SecretUnreadable'), name: z.string() }),
  named('NoPrinter'),
  named('PrinterAway'),
  named('PrinterNotLocal'),
  z.strictObject({
    type: z.literal('PrinterNotReady'),
    reason: z.enum(['paper', 'cover', 'fault', 'busy']),
  }),
  named('PrinterSilent'),
  z.strictObject({ type: z.literal('PrintFailed'), reason: z.string() }),
  z.strictObject({ type: z.literal('UpdateRefused'), reason: z.enum(['writes-not-safe', 'nothing-ready']) }),
  z.strictObject({ type: z.literal('UpdateFailed'), reason: z.string() }),
])

export type DesktopError = z.output<typeof desktopErrorSchema>

/** A value or a `DesktopError`, as it travels between the processes. */
export const answerSchema = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: desktopErrorSchema }),
  ])
