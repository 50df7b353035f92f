import { useVariants } from '@renderer/projections/hooks.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { barcodeOf } from '@shared/barcode/barcode.ts'
import { fitBarcode } from '@shared/barcode/fit-barcode.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PrintButton, SavePdfButton } from '../printing/public.ts'
import { codeOf, LabelSheets } from './label-sheets.tsx'
import { LABEL_SIZE_NAMES, LABEL_SIZES, type LabelSize, MOST_LABELS, sheetsOf } from './label-sizes.ts'

/** Which articles need labels, and how many of each. */
export type WantedLabels = readonly { readonly variantId: Id; readonly copies: number }[]

/** Labels for the chosen articles on sheets of A4: how many of each, on which sheets, and how they will look. */
export function LabelsDialog({ wanted, onClose }: { wanted: WantedLabels; onClose: () => void }) {
  const { t } = useTranslation('labels')
  const ids = useMemo(() => wanted.map(({ variantId }) => variantId), [wanted])
  const variants = useVariants(ids)
  const paper = useRef<HTMLElement>(null)
  const [size, setSize] = useState<LabelSize>('3x8')
  const [skip, setSkip] = useState(0)
  const [copiesById, setCopies] = useState(
    () =>
      new Map<Id, number>(wanted.map(({ variantId, copies }) => [variantId, Math.min(copies, MOST_LABELS)])),
  )
  const lines = (variants ?? []).map((line) => ({ line, copies: copiesById.get(line.variantId) ?? 0 }))
  const count = lines.reduce((sum, { copies }) => sum + copies, 0)
  const { perSheet } = LABEL_SIZES[size]
  const sheets = sheetsOf(lines, skip, perSheet)
  const isPrintable = count > 0 && count <= MOST_LABELS
  return (
    <Dialog
      open
      size="xl"
      onOpenChange={onClose}
      title={t('title')}
      description={t('how')}
      footer={
        <>
          <p role="status" className="mr-auto text-ink-muted">
            {`${t('labelCount', { count })} · ${t('sheetCount', { count: sheets.length })}`}
          </p>
          <Button size="lg" onClick={onClose}>
            {t('close')}
          </Button>
          {isPrintable && (
            <>
              <SavePdfButton paper={paper} title={t('file')} page="A4" />
              <PrintButton paper={paper} title={t('file')} kind="sheet" primary />
            </>
          )}
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)_26rem] gap-4">
        <div className="flex min-w-0 flex-col gap-4">
          <div className="flex flex-wrap items-end gap-4">
            <Segmented
              size="lg"
              label={t('size')}
              value={size}
              options={LABEL_SIZE_NAMES.map((value) => ({ value, label: t(`sizes.${value}`) }))}
              onChange={setSize}
            />
            <QuantityField
              label={t('skip')}
              size="lg"
              className="w-44"
              min={0}
              max={perSheet - 1}
              stepper
              value={Math.min(skip, perSheet - 1)}
              onChange={setSkip}
            />
          </div>
          {count > MOST_LABELS && <Banner tone="warning" title={t('tooMany', { most: MOST_LABELS })} />}
          {variants === undefined ? (
            <Skeleton className="h-40" />
          ) : (
            <CopiesTable
              lines={lines}
              size={size}
              onChange={(variantId, copies) => setCopies(new Map(copiesById).set(variantId, copies))}
            />
          )}
        </div>
        <section
          aria-label={t('preview')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
          tabIndex={0}
          className="h-[30rem] max-h-[60vh] overflow-auto rounded-md border border-rule bg-sunken p-3"
        >
          <div className="w-fit border border-rule [zoom:0.47]">
            <LabelSheets ref={paper} sheets={isPrintable ? sheets : []} size={size} />
          </div>
        </section>
      </div>
    </Dialog>
  )
}

interface CopiesTableProps {
  lines: readonly { readonly line: CatalogueVariant; readonly copies: number }[]
  size: LabelSize
  onChange: (variantId: Id, copies: number) => void
}

const CELL = 'px-2 py-1'

function CopiesTable({ lines, size, onChange }: CopiesTableProps) {
  const { t } = useTranslation('labels')
  return (
    <table aria-label={t('copies')} className="w-full table-fixed border-collapse">
      <thead>
        <tr className="border-b border-rule-strong text-xs text-ink-muted">
          <th scope="col" className={`${CELL} text-left font-medium`}>
            {t('article')}
          </th>
          <th scope="col" className={`${CELL} w-36 text-right font-medium`}>
            {t('howMany')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, copies }) => (
          <tr key={line.variantId} className="border-b border-rule">
            <th scope="row" className={`${CELL} text-left font-normal`}>
              {line.name}
              <CodeNote variant={line} size={size} />
            </th>
            <td className={CELL}>
              <QuantityField
                label={t('copiesOf', { name: line.name })}
                hideLabel
                min={0}
                max={MOST_LABELS}
                stepper
                value={copies}
                onChange={(next) => onChange(line.variantId, next)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Which code will be on the label, or why none can be scanned. */
function CodeNote({ variant, size }: { variant: CatalogueVariant; size: LabelSize }) {
  const { t } = useTranslation('labels')
  const code = codeOf(variant)
  const barcode = barcodeOf(code)
  const isWide = barcode !== null && fitBarcode(barcode, LABEL_SIZES[size].roomMm) === null
  const note = code === '' ? t('noCode') : barcode === null ? t('noBars') : isWide ? t('tooWide') : code
  return <span className="block text-xs text-ink-muted">{note}</span>
}
