import { useProjections } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidFields } from '../products/public.ts'
import { type ArrivalLine, changeArrival, outcomeOf, resetArrival, scanArrival } from './arrival-draft.ts'
import { ArrivalTable, useOutcomeText } from './arrival-table.tsx'
import type { StockedVariant } from './stock-lines.ts'
import { VariantPicker } from './variant-picker.tsx'

interface GoodsReceiptDialogProps {
  title: string
  body: string
  /** What is awaited. */
  start: readonly ArrivalLine[]
  locationId: Id
  /** In which costs are typed; null where goods only change places, with neither costs nor a delivery note. */
  currency: CurrencyCode | null
  /** True once it is durable; otherwise the person has been told why not. */
  onReceive: (lines: readonly ArrivalLine[], reference: string) => Promise<boolean>
  onClose: () => void
}

type Phase = 'typing' | 'asking' | 'busy' | 'leaving'

/** What is there, beside what was awaited. What is short or over is said, never refused. */
export function GoodsReceiptDialog({
  title,
  body,
  start,
  locationId,
  currency,
  onReceive,
  onClose,
}: GoodsReceiptDialogProps) {
  const { t } = useTranslation('purchases')
  const projections = useProjections()
  const [lines, setLines] = useState(start)
  const [reference, setReference] = useState('')
  const [phase, setPhase] = useState<Phase>('typing')
  const [tried, setTried] = useState(false)
  const invalid = useInvalidFields()
  const isEmpty = lines.every(({ quantity }) => quantity === 0)
  const pick = async (variant: StockedVariant): Promise<void> => {
    const [known] = await projections.unitCosts([variant.variantId]).catch(() => [])
    setLines((current) => scanArrival(current, { ...variant, unitCost: known?.last ?? variant.cost }))
  }
  const ask = (): void => {
    setTried(true)
    if (!isEmpty && invalid.count === 0) setPhase('asking')
  }
  const receive = async (): Promise<void> => {
    if (phase === 'busy') return
    setPhase('busy')
    if (await onReceive(lines, reference)) onClose()
    else setPhase('typing')
  }
  const leave = (): void => (isEmpty ? onClose() : setPhase('leaving'))
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && leave()}
        title={title}
        description={body}
        size="xl"
        footer={
          <>
            <Button onClick={leave}>{t('cancel')}</Button>
            <Button variant="primary" onClick={ask}>
              {t('arrival.save')}
            </Button>
          </>
        }
      >
        <div className="flex min-h-96 flex-col gap-4">
          {currency !== null && (
            <TextField
              label={t('arrival.reference')}
              value={reference}
              maxLength={120}
              onChange={(event) => setReference(event.target.value)}
            />
          )}
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setLines(resetArrival(lines, 'awaited'))}>
              {t('arrival.everything')}
            </Button>
            <Button size="sm" onClick={() => setLines(resetArrival(lines, 'zero'))}>
              {t('arrival.zero')}
            </Button>
          </div>
          <VariantPicker locationId={locationId} onPick={(variant) => void pick(variant)} />
          {tried && isEmpty && <Banner tone="danger" title={t('problem.nothing')} />}
          <ArrivalTable
            lines={lines}
            currency={currency}
            onChange={(variantId, changes) => setLines(changeArrival(lines, variantId, changes))}
            onValidityChange={invalid.reporterOf}
          />
        </div>
      </Dialog>
      <ConfirmDialog
        open={phase === 'asking' || phase === 'busy'}
        title={t('arrival.confirmTitle')}
        body={<Summary lines={lines} />}
        confirmLabel={t('arrival.save')}
        busy={phase === 'busy'}
        onConfirm={() => void receive()}
        onCancel={() => setPhase('typing')}
      />
      <ConfirmDialog
        open={phase === 'leaving'}
        title={t('arrival.leave')}
        body={t('arrival.leaveBody')}
        confirmLabel={t('arrival.leaveConfirm')}
        cancelLabel={t('arrival.leaveBack')}
        danger
        onConfirm={onClose}
        onCancel={() => setPhase('typing')}
      />
    </>
  )
}

/** What differs from the order, line by line. */
function Summary({ lines }: { lines: readonly ArrivalLine[] }) {
  const { t } = useTranslation('purchases')
  const outcomeText = useOutcomeText()
  const differing = lines.filter((line) => outcomeOf(line).type !== 'exact')
  return (
    <div className="flex flex-col gap-2">
      <p>{t('arrival.confirmBody')}</p>
      {differing.length === 0 && <p>{t('arrival.confirmExact')}</p>}
      <ul className="flex max-h-64 flex-col gap-1 overflow-y-auto text-ink">
        {differing.map((line) => (
          <li key={line.variantId}>
            {t('arrival.line', { name: line.name, now: line.quantity, awaited: line.awaited })}
            <span className="ml-2 font-medium text-warning-ink">{outcomeText(line)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
