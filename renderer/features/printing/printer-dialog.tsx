import { getDesktop } from '@renderer/desktop/bridge.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { Printer } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PrintFailure } from './print-button.tsx'
import { PRINTER_WAYS, type PrinterChoice, printerOf, usePrinterSettings } from './printer-settings.ts'
import { TestPaper } from './test-paper.tsx'
import { usePrint } from './use-print.ts'

/** Which printer this machine prints its slips on, and a page to try it with. */
export function PrinterDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('printing')
  const { choice, choose } = usePrinterSettings()
  const isShell = getDesktop().kind === 'shell'
  const [draft, setDraft] = useState<PrinterChoice>(isShell ? choice : { ...choice, way: 'system' })
  const [isAsked, setAsked] = useState(false)
  const isComplete = draft.way === 'system' || printerOf(draft) !== null
  const change = (changes: Partial<PrinterChoice>): void => setDraft({ ...draft, ...changes })
  const save = (): void => {
    if (!isComplete) {
      setAsked(true)
      return
    }
    choose(draft)
    toast.success(t('settings.saved'))
    onClose()
  }
  return (
    <FormDialog
      title={t('settings.title')}
      description={t('settings.how')}
      back={t('settings.back')}
      submit={t('settings.save')}
      aside={<TestButton choice={draft} isComplete={isComplete} onIncomplete={() => setAsked(true)} />}
      onBack={onClose}
      onSubmit={save}
    >
      {!isShell && <Banner tone="info" title={t('settings.browser')} />}
      {isShell && (
        <Segmented
          size="lg"
          label={t('settings.way')}
          value={draft.way}
          options={PRINTER_WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
          onChange={(way) => change({ way })}
        />
      )}
      <WayFields draft={draft} isAsked={isAsked && !isComplete} onChange={change} />
      <Segmented
        size="lg"
        label={t('settings.width')}
        value={String(draft.widthMm)}
        options={['80', '58'].map((value) => ({ value, label: t('settings.millimetres', { value }) }))}
        onChange={(value) => change({ widthMm: value === '58' ? 58 : 80 })}
      />
      {draft.way !== 'system' && (
        <>
          <Checkbox label={t('settings.cut')} checked={draft.cut} onChange={(cut) => change({ cut })} />
          <Checkbox
            label={t('settings.drawer')}
            checked={draft.opensDrawer}
            onChange={(opensDrawer) => change({ opensDrawer })}
          />
        </>
      )}
    </FormDialog>
  )
}

interface WayFieldsProps {
  draft: PrinterChoice
  isAsked: boolean
  onChange: (changes: Partial<PrinterChoice>) => void
}

function WayFields({ draft, isAsked, onChange }: WayFieldsProps) {
  const { t } = useTranslation('printing')
  if (draft.way === 'system') return null
  if (draft.way === 'device')
    return (
      <TextField
        label={t('settings.path')}
        hint={t('settings.pathHint')}
        size="lg"
        required
        maxLength={160}
        value={draft.path}
        error={isAsked ? t('settings.pathWrong') : null}
        onChange={(event) => onChange({ path: event.target.value })}
      />
    )
  return (
    <div className="grid grid-cols-[1fr_8rem] gap-3">
      <TextField
        label={t('settings.host')}
        hint={t('settings.hostHint')}
        size="lg"
        required
        maxLength={253}
        value={draft.host}
        error={isAsked ? t('settings.hostWrong') : null}
        onChange={(event) => onChange({ host: event.target.value })}
      />
      <QuantityField
        label={t('settings.port')}
        size="lg"
        min={1_024}
        max={65_535}
        value={draft.port}
        onChange={(port) => onChange({ port })}
      />
    </div>
  )
}

interface TestButtonProps {
  choice: PrinterChoice
  isComplete: boolean
  onIncomplete: () => void
}

function TestButton({ choice, isComplete, onIncomplete }: TestButtonProps) {
  const { t } = useTranslation('printing')
  const paper = useRef<HTMLElement>(null)
  const printing = usePrint('slip', choice)
  const run = async (): Promise<void> => {
    if (!isComplete) return onIncomplete()
    if (await printing.print(paper.current, t('test.title'))) toast.success(t('test.done'))
  }
  return (
    <>
      <div hidden>
        <TestPaper ref={paper} widthMm={choice.widthMm} />
      </div>
      <Button
        size="lg"
        className="mr-auto"
        icon={<Printer aria-hidden />}
        busy={printing.busy}
        onClick={() => void run()}
      >
        {t('test.print')}
      </Button>
      <PrintFailure printing={printing} onRetry={() => void run()} />
    </>
  )
}
