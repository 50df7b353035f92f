import { getDesktop } from '@renderer/desktop/bridge.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { FileDown } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface SavePdfButtonProps {
  paper: RefObject<HTMLElement | null>
  /** Also the file's name, without its end. */
  title: string
  page?: 'A4' | 'receipt-80'
  onSaved?: () => void
}

/** The same slip as a file. A browser shows its print window, where "save as PDF" is one of the printers. */
export function SavePdfButton({ paper, title, page = 'receipt-80', onSaved }: SavePdfButtonProps) {
  const { t } = useTranslation('printing')
  const lang = useLocale()
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    if (paper.current === null || busy) return
    setBusy(true)
    const desktop = getDesktop()
    const saved = await desktop.print.pdf({
      content: paper.current,
      title,
      lang,
      page,
      suggestedName: `${title.replace(/[/\\:*?"<>|\p{Cc}]/gu, '-').slice(0, 100)}.pdf`,
    })
    setBusy(false)
    if (!saved.ok) toast.error(t('pdf.failed'), { description: t('failure.kept') })
    else if (saved.value.saved) {
      onSaved?.()
      if (desktop.kind === 'shell') toast.success(t('pdf.done'))
    }
  }
  return (
    <Button size="lg" icon={<FileDown aria-hidden />} busy={busy} onClick={() => void save()}>
      {t('pdf.save')}
    </Button>
  )
}
