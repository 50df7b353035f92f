import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Progress } from '@renderer/ui/progress.tsx'
import { FileSpreadsheet, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ImportPreview } from './import-preview.tsx'
import { ImportReport } from './import-report.tsx'
import { type ImportModel, useImport } from './use-import.ts'

/** Products from a CSV file: choose, see what would happen, do it, and take it back if it was wrong. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('products')
  const model = useImport()
  const [receive, setReceive] = useState(false)
  const { step } = model
  const isWriting = step.at === 'running' || step.at === 'undoing'
  return (
    <Dialog
      open
      // Closing would leave the rest unwritten without a word: while it writes, one cancels first.
      onOpenChange={(open) => !open && !isWriting && onClose()}
      title={t('import.title')}
      description={model.fileName === '' ? undefined : model.fileName}
      size="xl"
      footer={<Footer model={model} receive={receive} onClose={onClose} />}
    >
      <Body model={model} receive={receive} onReceiveChange={setReceive} />
    </Dialog>
  )
}

interface BodyProps {
  model: ImportModel
  receive: boolean
  onReceiveChange: (receive: boolean) => void
}

function Body({ model, receive, onReceiveChange }: BodyProps) {
  const { t } = useTranslation('products')
  const { step } = model
  switch (step.at) {
    case 'choose':
      return (
        <div className="flex flex-col gap-3">
          {step.problem && <Banner tone="danger" title={step.problem} />}
          <EmptyState
            icon={<FileSpreadsheet />}
            title={t('import.choose.title')}
            body={t('import.choose.body')}
            action={
              <Button variant="primary" icon={<Upload aria-hidden />} onClick={() => void model.choose()}>
                {t('import.choose.button')}
              </Button>
            }
          />
        </div>
      )
    case 'reading':
      return <Progress label={t('import.reading')} value={null} />
    case 'preview':
      return (
        <ImportPreview {...{ model, receive, onReceiveChange }} preview={step.preview} stale={step.stale} />
      )
    case 'running':
      return <Progress label={t('import.running')} value={step.progress} />
    case 'report':
      return <ImportReport outcome={step.outcome} preview={step.preview} />
    case 'undoing':
      return <Progress label={t('import.undoing')} value={step.progress} />
    case 'undone':
      return step.problem === null ? (
        <Banner tone="success" title={t('import.undone')} />
      ) : (
        <Banner tone="danger" title={t('import.undoFailed')}>
          {step.problem}
        </Banner>
      )
  }
}

function Footer({ model, receive, onClose }: { model: ImportModel; receive: boolean; onClose: () => void }) {
  const { t } = useTranslation('products')
  const { step } = model
  switch (step.at) {
    case 'choose':
    case 'reading':
      return <Button onClick={onClose}>{t('import.close')}</Button>
    case 'preview': {
      const { summary } = step.preview
      const count = summary.creates + summary.updates
      return (
        <>
          <Button className="mr-auto" onClick={() => void model.choose()}>
            {t('import.otherFile')}
          </Button>
          <Button onClick={onClose}>{t('import.cancel')}</Button>
          <Button
            variant="primary"
            disabled={count === 0 || step.stale}
            onClick={() => void model.run({ receive })}
          >
            {t('import.run', { count })}
          </Button>
        </>
      )
    }
    case 'running':
      return <Button onClick={model.cancel}>{t('import.stop')}</Button>
    case 'undoing':
      return null
    case 'report': {
      const { outcome } = step
      const wrote = outcome.created.length + outcome.updated.length + outcome.categories.length > 0
      return (
        <>
          {wrote && (
            <Button className="mr-auto" onClick={() => void model.undo()}>
              {t('import.undo')}
            </Button>
          )}
          <Button variant="primary" onClick={onClose}>
            {t('import.done')}
          </Button>
        </>
      )
    }
    case 'undone':
      return (
        <Button variant="primary" onClick={onClose}>
          {t('import.done')}
        </Button>
      )
  }
}
