import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { type PrintDocuments, type PrintPage, toPrintDocument } from './print-documents.ts'

const MM_PER_INCH = 25.4
const CSS_PX_PER_MM = 96 / MM_PER_INCH
const A4 = { widthMm: 210, heightMm: 297 }
/** Paper a receipt printer feeds before it cuts, and the least it can cut. */
const RECEIPT_TAIL_MM = 8
const SHORTEST_RECEIPT_MM = 60

export interface Paper {
  readonly widthMm: number
  readonly heightMm: number
}

/** A window nobody sees, in which a document is laid out for paper. */
export interface PrintWindow {
  load(url: string): Promise<void>
  hasPrinter(): Promise<boolean>
  /** Height of the laid-out document in CSS pixels. */
  contentHeight(): Promise<number>
  /** Opens the system's print dialog; false when a person closes it. Rejects with the driver's reason. */
  print(paper: Paper): Promise<boolean>
  toPdf(paper: Paper): Promise<Uint8Array>
  destroy(): void
}

export interface PrinterDeps {
  readonly documents: PrintDocuments
  openWindow(widthPx: number): PrintWindow
}

export interface Printer {
  /** `printed` is false when a person closes the dialog. Errors: `NoPrinter`, `PrintFailed`. */
  print(page: PrintPage, sheet: 'A4' | 'receipt'): Promise<Result<{ printed: boolean }, DesktopError>>
  /** The page as PDF; a receipt becomes one sheet as long as it needs. Errors: `PrintFailed`. */
  toPdf(page: PrintPage, sheet: 'A4' | 'receipt'): Promise<Result<Uint8Array, DesktopError>>
}

export function createPrinter(deps: PrinterDeps): Printer {
  return {
    print: (page, sheet) =>
      withWindow(deps, page, async (window) => {
        if (!(await window.hasPrinter())) return err({ type: 'NoPrinter' })
        return ok({ printed: await window.print(await paperFor(window, page, sheet)) })
      }),
    toPdf: (page, sheet) =>
      withWindow(deps, page, async (window) => ok(await window.toPdf(await paperFor(window, page, sheet)))),
  }
}

async function withWindow<Value>(
  { documents, openWindow }: PrinterDeps,
  page: PrintPage,
  work: (window: PrintWindow) => Promise<Result<Value, DesktopError>>,
): Promise<Result<Value, DesktopError>> {
  const document = documents.add(toPrintDocument(page))
  const window = openWindow(Math.ceil(page.widthMm * CSS_PX_PER_MM))
  try {
    await window.load(document.url)
    return await work(window)
  } catch (error) {
    return err({ type: 'PrintFailed', reason: error instanceof Error ? error.message : String(error) })
  } finally {
    window.destroy()
    document.remove()
  }
}

async function paperFor(
  window: PrintWindow,
  { widthMm }: PrintPage,
  sheet: 'A4' | 'receipt',
): Promise<Paper> {
  if (sheet === 'A4') return A4
  const needed = Math.ceil((await window.contentHeight()) / CSS_PX_PER_MM) + RECEIPT_TAIL_MM
  return { widthMm, heightMm: Math.max(SHORTEST_RECEIPT_MM, needed) }
}
