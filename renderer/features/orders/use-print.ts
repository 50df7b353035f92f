import { getDesktop } from '@renderer/desktop/bridge.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { toast } from '@renderer/ui/toast.ts'
import type { DesktopError } from '@shared/ipc/errors.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Printing {
  readonly busy: boolean
  /** True when the paper came out, or the person was shown the system's print window. */
  print(content: Element | null, title: string): Promise<boolean>
}

/** Puts a receipt on 80 mm paper and says in plain words when the printer does not answer. */
export function usePrint(): Printing {
  const { t } = useTranslation('orders')
  const lang = useLocale()
  const [busy, setBusy] = useState(false)
  const explain = (error: DesktopError): void =>
    toast.error(t(error.type === 'NoPrinter' ? 'print.noPrinter' : 'print.failed'), {
      description: t('print.saleKept'),
    })
  return {
    busy,
    async print(content, title) {
      if (content === null || busy) return false
      setBusy(true)
      const printed = await getDesktop().print.receipt({ content, title, lang, widthMm: 80 })
      setBusy(false)
      if (printed.ok) return printed.value.printed
      explain(printed.error)
      return false
    },
  }
}
