import { getDesktop } from '@renderer/desktop/bridge.ts'
import type { DesktopResult } from '@renderer/desktop/desktop.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { DesktopError } from '@shared/ipc/errors.ts'
import { ok } from '@shared/kernel/result.ts'
import { useState } from 'react'
import { type PrinterChoice, printerOf, usePrinterSettings } from './printer-settings.ts'
import { readPaper } from './read-paper.ts'

/** A slip goes to the receipt printer; a sheet is A4 and goes to a printer of the system. */
export type PrintKind = 'slip' | 'sheet'

export interface Printing {
  readonly busy: boolean
  /** Why the last paper did not come out; null once it did, or was given up. */
  readonly failure: DesktopError | null
  /** True when the paper came out, or the person was shown the system's print window. */
  print(content: Element | null, title: string): Promise<boolean>
  forget(): void
}

/** Puts a slip on paper: on this machine's receipt printer where there is one, else through the system's print window. */
export function usePrint(kind: PrintKind = 'slip', choice?: PrinterChoice): Printing {
  const lang = useLocale()
  const settled = usePrinterSettings((settings) => settings.choice)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<DesktopError | null>(null)
  return {
    busy,
    failure,
    forget: () => setFailure(null),
    async print(content, title) {
      if (content === null || busy) return false
      setBusy(true)
      const what = { content, title, lang }
      const printed = await (kind === 'sheet'
        ? getDesktop().print.sheet(what)
        : send(choice ?? settled, what))
      setBusy(false)
      setFailure(printed.ok ? null : printed.error)
      return printed.ok && printed.value.printed
    },
  }
}

async function send(
  choice: PrinterChoice,
  what: { readonly content: Element; readonly title: string; readonly lang: string },
): DesktopResult<{ printed: boolean }> {
  const desktop = getDesktop()
  const printer = desktop.kind === 'shell' ? printerOf(choice) : null
  if (printer === null) return desktop.print.receipt({ ...what, widthMm: choice.widthMm })
  const sent = await desktop.print.paper(printer, readPaper(what.content))
  return sent.ok ? ok({ printed: true }) : sent
}
