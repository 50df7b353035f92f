import { type Printer, printerSchema, RAW_PRINT_PORT } from '@shared/paper/printer.schema.ts'
import { z } from 'zod'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** `system` goes through the print window of the system; the others speak to a receipt printer directly. */
export const PRINTER_WAYS = ['system', 'network', 'device'] as const
export type PrinterWay = (typeof PRINTER_WAYS)[number]

/** As it stands in the form: what is typed may not be an address yet. */
export interface PrinterChoice {
  readonly way: PrinterWay
  readonly widthMm: 58 | 80
  readonly host: string
  readonly port: number
  readonly path: string
  readonly cut: boolean
  readonly opensDrawer: boolean
}

const choiceSchema = z.object({
  way: z.enum(PRINTER_WAYS),
  widthMm: z.union([z.literal(58), z.literal(80)]),
  host: z.string(),
  port: z.number(),
  path: z.string(),
  cut: z.boolean(),
  opensDrawer: z.boolean(),
})

const UNCHOSEN: PrinterChoice = {
  way: 'system',
  widthMm: 80,
  host: '',
  port: RAW_PRINT_PORT,
  path: '',
  cut: true,
  opensDrawer: false,
}

interface PrinterSettings {
  readonly choice: PrinterChoice
  choose(choice: PrinterChoice): void
}

/** The printer of this machine. It never leaves the machine: another has another printer, or none. */
export const usePrinterSettings = create<PrinterSettings>()(
  persist((set) => ({ choice: UNCHOSEN, choose: (choice) => set({ choice }) }), {
    name: 'comptoir.printer',
    partialize: ({ choice }) => ({ choice }),
    // What stands in the browser's store may be of another version, or written by hand.
    merge: (stored, current) => {
      const found = z.object({ choice: choiceSchema }).safeParse(stored)
      return found.success ? { ...current, choice: found.data.choice } : current
    },
  }),
)

/** The receipt printer that a choice names; null for the system's print window, and for what is no address. */
export function printerOf({ way, widthMm, cut, host, port, path }: PrinterChoice): Printer | null {
  if (way === 'system') return null
  const target =
    way === 'network' ? { kind: 'network', host: host.trim(), port } : { kind: 'device', path: path.trim() }
  return printerSchema.safeParse({ target, widthMm, cut }).data ?? null
}
