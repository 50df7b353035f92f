import type { Files } from '../services/files.ts'
import type { Printer } from '../services/printer.ts'
import type { Handlers } from './register-handler.ts'

const WIDTH_MM = { A4: 210, 'receipt-58': 58, 'receipt-80': 80 } as const

/** Paper and PDF. A PDF is saved where a person chooses, like any export. */
export function printingHandlers(
  printer: Printer,
  files: Files,
): Pick<Handlers, 'print:receipt' | 'print:pdf'> {
  return {
    'print:receipt': (page) => printer.print(page),
    'print:pdf': async ({ page, suggestedName, ...rest }) => {
      const sheet = page === 'A4' ? 'A4' : 'receipt'
      const pdf = await printer.toPdf({ ...rest, widthMm: WIDTH_MM[page] }, sheet)
      return pdf.ok ? files.saveExport(suggestedName, pdf.value) : pdf
    },
  }
}
