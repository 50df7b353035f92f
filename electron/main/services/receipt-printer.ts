import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { encodeDrawerKick, encodePaper } from '@shared/paper/escpos.ts'
import type { Paper } from '@shared/paper/paper.schema.ts'
import type { Printer, PrinterTarget } from '@shared/paper/printer.schema.ts'

/** Why a printer did not print, in the words of the contract. */
export type PrinterFault = Extract<
  DesktopError,
  { type: 'PrinterAway' | 'PrinterNotLocal' | 'PrinterNotReady' | 'PrinterSilent' | 'PermissionDenied' }
>

/** Brings bytes to a printer; ok means that the printer, or what stands for it, took all of them. Never rejects. */
export type SendBytes<Target> = (target: Target, bytes: Uint8Array) => Promise<Result<void, PrinterFault>>

export interface ReceiptPrinterDeps {
  readonly network: SendBytes<Extract<PrinterTarget, { kind: 'network' }>>
  readonly device: SendBytes<Extract<PrinterTarget, { kind: 'device' }>>
}

export interface ReceiptPrinter {
  print(printer: Printer, paper: Paper): Promise<Result<void, PrinterFault>>
  openDrawer(printer: Printer): Promise<Result<void, PrinterFault>>
}

/**
 * Prints on receipt printers. The page says what is on the paper, never which bytes: it could otherwise say anything to
 * whatever listens at that address. One slip after the other, so that two never mix on one printer.
 */
export function createReceiptPrinter({ network, device }: ReceiptPrinterDeps): ReceiptPrinter {
  let last: Promise<unknown> = Promise.resolve()
  const send = (target: PrinterTarget, bytes: Uint8Array): Promise<Result<void, PrinterFault>> => {
    const sent = last.then(() => (target.kind === 'network' ? network(target, bytes) : device(target, bytes)))
    last = sent
    return sent
  }
  return {
    print: (printer, paper) => send(printer.target, encodePaper(paper, printer)),
    openDrawer: ({ target }) => send(target, encodeDrawerKick()),
  }
}

export const done = ok(undefined)
export const fault = (found: PrinterFault): Result<never, PrinterFault> => err(found)
