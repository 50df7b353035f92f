import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { Printer } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrintFailureText } from './use-failure-text.ts'
import { type Printing, type PrintKind, usePrint } from './use-print.ts'

interface PrintButtonProps {
  paper: RefObject<HTMLElement | null>
  title: string
  primary?: boolean
  kind?: PrintKind
  onPrinted?: () => void
}

/** Prints the slip; where it does not come out, says why and tries again. */
export function PrintButton({ paper, title, primary = false, kind = 'slip', onPrinted }: PrintButtonProps) {
  const { t } = useTranslation('printing')
  const printing = usePrint(kind)
  const run = async (): Promise<void> => {
    if (await printing.print(paper.current, title)) onPrinted?.()
  }
  useShortcut('mod+p', () => void run())
  return (
    <>
      <Button
        size="lg"
        variant={primary ? 'primary' : 'secondary'}
        icon={<Printer aria-hidden />}
        shortcut="mod+p"
        busy={printing.busy}
        onClick={() => void run()}
      >
        {t('print')}
      </Button>
      <PrintFailure printing={printing} onRetry={() => void run()} />
    </>
  )
}

/** What happened, what to do, and that nothing is lost. */
export function PrintFailure({ printing, onRetry }: { printing: Printing; onRetry: () => void }) {
  const { t } = useTranslation('printing')
  const textOf = usePrintFailureText()
  if (printing.failure === null) return null
  const { what, todo } = textOf(printing.failure)
  return (
    <ConfirmDialog
      open
      title={what}
      body={
        <>
          <p>{todo}</p>
          <p className="mt-2 font-medium text-ink">{t('failure.kept')}</p>
        </>
      }
      confirmLabel={t('failure.retry')}
      cancelLabel={t('failure.leave')}
      busy={printing.busy}
      onConfirm={onRetry}
      onCancel={printing.forget}
    />
  )
}
