import { FileDown, FileUp } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getDesktop } from '../../desktop/bridge.ts'
import { type CarryTally, type ExportProblem, useSync } from '../../sync/sync-context.ts'
import { useSyncStatus } from '../../sync/sync-status.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'
import { CarryOutcome, CarryPreview } from './carry-preview.tsx'
import { type CarryImport, useCarryImport } from './use-carry-import.ts'

/** Work that cannot leave by the network leaves by file, and the file of another device is brought to the server. */
export function CarryDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('carry')
  const model = useCarryImport()
  const isBringing = model.step.at === 'bringing'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !isBringing && onClose()}
      title={t('title')}
      description={t('lead')}
      size="lg"
      footer={
        <Button disabled={isBringing} onClick={onClose}>
          {t('in.close')}
        </Button>
      }
    >
      <div className="flex flex-col gap-6">
        <WriteFile />
        <BringFile model={model} />
      </div>
    </Dialog>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId()
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3">
      <h3 id={heading} className="font-semibold">
        {title}
      </h3>
      {children}
    </section>
  )
}

type Written = { readonly changes: number } | { readonly problem: ExportProblem | 'not-saved' }

function WriteFile() {
  const { t } = useTranslation('carry')
  const { carry } = useSync()
  const pending = useSyncStatus((status) => status.pending)
  const [isBusy, setBusy] = useState(false)
  const [written, setWritten] = useState<Written | null>(null)

  const write = async (): Promise<Written | null> => {
    const file = await carry.exportFile()
    if (!file.ok) return { problem: file.error }
    const { name: suggestedName, text: content, changes } = file.value
    const mimeType = 'application/octet-stream'
    const saved = await getDesktop().files.saveExport({ suggestedName, content, mimeType })
    if (!saved.ok) return { problem: 'not-saved' }
    return saved.value.saved ? { changes } : null
  }
  const run = async () => {
    setBusy(true)
    setWritten(await write().finally(() => setBusy(false)))
  }
  return (
    <Section title={t('out.title')}>
      <p>{t('out.waiting', { count: pending })}</p>
      <p className="text-ink-muted">{t('out.body')}</p>
      <div>
        <Button
          icon={<FileDown aria-hidden />}
          busy={isBusy}
          disabled={pending === 0}
          onClick={() => void run()}
        >
          {t('out.save')}
        </Button>
      </div>
      {written !== null &&
        ('problem' in written ? (
          <Banner tone="danger" title={t(`problem.${written.problem}`)} />
        ) : (
          <Banner tone="success" title={t('out.saved', { count: written.changes })} />
        ))}
    </Section>
  )
}

function BringFile({ model }: { model: CarryImport }) {
  const { t } = useTranslation('carry')
  const { step } = model
  return (
    <Section title={t('in.title')}>
      {step.at === 'choose' && (
        <>
          <p className="text-ink-muted">{t('in.body')}</p>
          {step.problem !== null && <Banner tone="danger" title={t(`problem.${step.problem}`)} />}
        </>
      )}
      {step.at === 'looking' && <Progress label={t('in.looking')} value={null} />}
      {step.at === 'bringing' && <Progress label={t('in.bringing')} value={step.share} />}
      {step.at === 'preview' && <CarryPreview file={step.file} tally={step.tally} />}
      {step.at === 'done' && <CarryOutcome tally={step.tally} />}
      <ImportButtons model={model} />
    </Section>
  )
}

/** There is something for the server to judge. */
const canBring = ({ taken, merged, refused }: CarryTally): boolean => taken + merged + refused.length > 0

function ImportButtons({ model }: { model: CarryImport }) {
  const { t } = useTranslation('carry')
  const { step } = model
  const next = useRef<HTMLButtonElement>(null)
  const isBusy = step.at === 'looking' || step.at === 'bringing'
  const isOffered = step.at === 'preview' && canBring(step.tally)
  // Whoever works by keyboard goes on where the next step is.
  useEffect(() => {
    if (step.at === 'preview' || step.at === 'done') next.current?.focus()
  }, [step.at])
  const isFirst = step.at === 'choose' && step.problem === null
  return (
    <div className="flex gap-2">
      {step.at === 'preview' && (
        <Button
          ref={isOffered ? next : null}
          variant="primary"
          disabled={!isOffered}
          onClick={() => void model.bring(step.file)}
        >
          {t('in.bring')}
        </Button>
      )}
      <Button
        ref={isOffered ? null : next}
        icon={<FileUp aria-hidden />}
        busy={isBusy}
        onClick={() => void model.choose()}
      >
        {t(isFirst ? 'in.choose' : 'in.other')}
      </Button>
    </div>
  )
}
