import { ok, type Result } from '@shared/kernel/result.ts'
import type { Files } from '../services/files.ts'
import type { Printer } from '../services/printer.ts'
import type { ReceiptPrinter } from '../services/receipt-printer.ts'
import type { Handlers } from './register-handler.ts'

const WIDTH_MM = { A4: 210, 'receipt-58': 58, 'receipt-80': 80 } as const

/** Paper and PDF. A PDF is saved where a person chooses, like any export. */
export function printingHandlers(
  printer: Printer,
  receiptPrinter: ReceiptPrinter,
  files: Files,
): Pick<Handlers, Extract<keyof Handlers, `print:${string}`>> {
  return {
    'print:receipt': (page) => printer.print(page, 'receipt'),
    'print:sheet': (page) => printer.print({ ...page, widthMm: WIDTH_MM.A4 }, 'A4'),
    'print:paper': async ({ printer: target, paper }) => answer(await receiptPrinter.print(target, paper)),
    'print:open-drawer': async ({ printer: target }) => answer(await receiptPrinter.openDrawer(target)),
    'print:pdf': async ({ page, suggestedName, ...rest }) => {
      const sheet = page === 'A4' ? 'A4' : 'receipt'
      const pdf = await printer.toPdf({ ...rest, widthMm: WIDTH_MM[page] }, sheet)
      return pdf.ok ? files.saveExport(suggestedName, pdf.value) : pdf
    },
  }
}

const answer = <E>(sent: Result<void, E>): Result<Record<never, never>, E> => (sent.ok ? ok({}) : sent)
