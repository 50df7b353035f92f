import { z } from 'zod'

/** Where receipt printers listen on a network by convention. */
export const RAW_PRINT_PORT = 9100

/** A name or address, never a URL: no scheme, no user, no path. */
const host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.:_-]*[A-Za-z0-9])?$/)

/**
 * Device files of printers and serial lines, and printers shared by Windows; never any other file. Disks and the user's own
 * files cannot be named.
 */
const PRINTER_PATH =
  /^(\/dev\/(usb\/)?lp\d{1,2}|\/dev\/tty(USB|ACM|S)\d{1,2}|(\\\\\.\\)?(COM|LPT)\d{1,2}|\\\\[A-Za-z0-9][A-Za-z0-9._-]{0,62}\\[A-Za-z0-9][A-Za-z0-9 ._-]{0,79})$/

export const printerTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('network'), host, port: z.number().int().min(1_024).max(65_535) }),
  z.strictObject({ kind: z.literal('device'), path: z.string().regex(PRINTER_PATH) }),
])
export type PrinterTarget = z.output<typeof printerTargetSchema>

/** A receipt printer that speaks ESC/POS. */
export const printerSchema = z.strictObject({
  target: printerTargetSchema,
  widthMm: z.union([z.literal(58), z.literal(80)]),
  cut: z.boolean(),
})
export type Printer = z.output<typeof printerSchema>
