import { useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { getDesktop } from '@renderer/desktop/bridge.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { CatalogueRequest } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { Progress } from '@renderer/ui/progress.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { businessDayOf, dayToIso } from '@shared/kernel/business-day.ts'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCategories } from './categories.ts'
import { explainFailure } from './explain-failure.ts'
import { exportProducts } from './export-products.ts'

interface ExportDialogProps {
  /** What the list shows now. */
  request: CatalogueRequest
  filtered: boolean
  onClose: () => void
}

export function ExportDialog({ request, filtered, onClose }: ExportDialogProps) {
  const { t } = useTranslation('products')
  const [scope, setScope] = useState<'all' | 'filtered'>(filtered ? 'filtered' : 'all')
  const [progress, setProgress] = useState<number | null>(null)
  const run = useExport(setProgress)
  const start = async (): Promise<void> => {
    if (await run.start(scope === 'all' ? { sort: 'name' } : request)) onClose()
    setProgress(null)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return
        run.cancel()
        onClose()
      }}
      title={t('export.title')}
      description={t('export.body')}
      footer={
        <>
          <Button onClick={progress === null ? onClose : run.cancel}>{t('export.cancel')}</Button>
          <Button variant="primary" busy={progress !== null} onClick={() => void start()}>
            {t('export.run')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {filtered && (
          <Segmented
            label={t('export.scope')}
            value={scope}
            options={[
              { value: 'filtered', label: t('export.filtered') },
              { value: 'all', label: t('export.all') },
            ]}
            onChange={setScope}
          />
        )}
        {progress !== null && <Progress label={t('export.running')} value={progress} />}
      </div>
    </Dialog>
  )
}

function useExport(onProgress: (share: number) => void) {
  const { t } = useTranslation('products')
  const store = useStore()
  const projections = useProjections()
  const categories = useCategories() ?? []
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const aborter = useRef<AbortController | null>(null)
  const start = async (request: CatalogueRequest): Promise<boolean> => {
    aborter.current = new AbortController()
    onProgress(0)
    const { signal } = aborter.current
    const made = await exportProducts({ store, projections, categories, request, signal, onProgress })
    if (made === null) return false
    const day = dayToIso(businessDayOf(clock.now(), utcOffsetMinutes))
    const saved = await getDesktop().files.saveExport({
      suggestedName: t('export.fileName', { day }),
      content: made.content,
      mimeType: 'text/csv',
    })
    if (!saved.ok) {
      toast.error(explainFailure(t, saved.error))
      return false
    }
    if (saved.value.saved) toast.success(t('export.done', { count: made.products }))
    return saved.value.saved
  }
  return { start, cancel: () => aborter.current?.abort() }
}
