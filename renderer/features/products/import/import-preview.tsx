import { Banner } from '@renderer/ui/banner.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { StatTile } from '@renderer/ui/stat-tile.tsx'
import { useTranslation } from 'react-i18next'
import { FileReading } from './file-reading.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import { RejectedRows } from './rejected-rows.tsx'
import type { ImportModel, Preview } from './use-import.ts'

interface ImportPreviewProps {
  model: ImportModel
  preview: Preview
  /** Another reading is on its way; the figures are of the one before. */
  stale: boolean
  receive: boolean
  onReceiveChange: (receive: boolean) => void
}

export function ImportPreview({ model, preview, stale, receive, onReceiveChange }: ImportPreviewProps) {
  const { t } = useTranslation('products')
  const { read, summary } = preview
  const nothingNamed = read.mapping.name === undefined
  return (
    <div className="flex flex-col gap-4" aria-busy={stale}>
      <FileReading model={model} preview={preview} />
      {read.damaged > 0 && (
        <Banner tone="warning" title={t('import.damaged', { count: read.damaged })}>
          {t('import.damagedTodo')}
        </Banner>
      )}
      {nothingNamed && <Banner tone="warning" title={t('import.noNameColumn')} />}
      <fieldset aria-label={t('import.figures')} className="grid grid-cols-4 gap-3">
        <StatTile label={t('import.creates')} value={<QuantityText value={summary.creates} />} />
        <StatTile label={t('import.updates')} value={<QuantityText value={summary.updates} />} />
        <StatTile label={t('import.unchanged')} value={<QuantityText value={summary.unchanged} />} />
        <StatTile label={t('import.rejected')} value={<QuantityText value={summary.rejected.length} />} />
      </fieldset>
      <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-ink-muted">
        {summary.newCategories.length > 0 && (
          <li>
            {t('import.newCategories', {
              count: summary.newCategories.length,
              names: summary.newCategories
                .slice(0, 6)
                .map(({ name }) => name)
                .join(', '),
            })}
          </li>
        )}
        {summary.withoutPrice.length > 0 && (
          <li>{t('import.withoutPrice', { count: summary.withoutPrice.length })}</li>
        )}
        {summary.creates + summary.updates === 0 && summary.unchanged > 0 && (
          <li>{t('import.nothingToDo')}</li>
        )}
      </ul>
      {summary.openingStock.length > 0 && (
        <Checkbox
          label={t('import.receive', { count: summary.openingStock.length })}
          hint={t('import.receiveHint')}
          checked={receive}
          onChange={onReceiveChange}
        />
      )}
      {summary.rejected.length > 0 && <RejectedRows preview={preview} />}
      <MappingEditor model={model} preview={preview} startOpen={read.format === 'generic'} />
    </div>
  )
}
