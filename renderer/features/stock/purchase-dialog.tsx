import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { PurchaseView } from '@renderer/projections/projections.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { dayToIso } from '@shared/kernel/business-day.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidFields } from '../products/public.ts'
import { LineTable } from './line-table.tsx'
import { type PurchaseDraft, purchaseInput, purchaseProblem, purchaseTotal } from './purchase-draft.ts'
import { PurchaseFields } from './purchase-fields.tsx'
import { addToLines, changeLine, removeLine, type StockedVariant, type StockLine } from './stock-lines.ts'
import { usePurchaseCommands } from './use-purchase-commands.ts'
import { VariantPicker } from './variant-picker.tsx'

interface PurchaseDialogProps {
  /** The draft to change; null for a new order. */
  order: PurchaseView | null
  /** What a new order begins with. */
  start?: readonly StockLine[]
  onClose: () => void
}

/** An order to a supplier: from whom, what and at which cost. It moves nothing. */
export function PurchaseDialog({ order, start = [], onClose }: PurchaseDialogProps) {
  const { t } = useTranslation('purchases')
  const { t: tStock } = useTranslation('stock')
  const { locationId, currency } = useShop()
  const locale = useLocale()
  const projections = useProjections()
  const [draft, setDraft] = useState<PurchaseDraft>(() => ({
    ...startDraft(order, locationId),
    ...(order ? {} : { lines: start }),
  }))
  const [tried, setTried] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const invalid = useInvalidFields()
  const saving = useSaveDraft(order, onClose)
  const problem = purchaseProblem(draft)
  const change = (changes: Partial<PurchaseDraft>): void =>
    setDraft((current) => ({ ...current, ...changes }))
  const pick = async (variant: StockedVariant): Promise<void> => {
    const [known] = await projections.unitCosts([variant.variantId]).catch(() => [])
    const cost = known?.last ?? variant.cost
    setDraft((current) => ({ ...current, lines: addToLines(current.lines, { ...variant, cost }) }))
  }
  const save = (): void => {
    setTried(true)
    if (problem === null && invalid.count === 0) void saving.run(draft)
  }
  const leave = (): void => (draft.lines.length > 0 ? setLeaving(true) : onClose())
  const amount = formatMoney(purchaseTotal(draft.lines), currency, locale)
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && leave()}
        title={order ? t('form.editTitle', { number: order.row.reference }) : t('form.newTitle')}
        description={t('form.body')}
        size="lg"
        footer={
          <>
            <span className="mr-auto text-sm text-ink-muted">{t('form.total', { amount })}</span>
            <Button onClick={leave}>{t('cancel')}</Button>
            <Button variant="primary" busy={saving.busy} onClick={save}>
              {t('form.save')}
            </Button>
          </>
        }
      >
        <div className="flex min-h-96 flex-col gap-4">
          {saving.failure !== null && (
            <Banner tone="danger" title={t('failure.refused', { type: saving.failure })} />
          )}
          <PurchaseFields draft={draft} onChange={change} />
          <VariantPicker locationId={draft.locationId} onPick={(variant) => void pick(variant)} />
          {tried && problem !== null && <Banner tone="danger" title={t(`problem.${problem}`)} />}
          {draft.lines.length > 0 && (
            <LineTable
              lines={draft.lines}
              sign={1}
              withCost
              onChange={(variantId, changes) =>
                setDraft((current) => ({ ...current, lines: changeLine(current.lines, variantId, changes) }))
              }
              onRemove={(variantId) => {
                invalid.reporterOf(variantId)(true)
                change({ lines: removeLine(draft.lines, variantId) })
              }}
              onValidityChange={invalid.reporterOf}
            />
          )}
        </div>
      </Dialog>
      <ConfirmDialog
        open={leaving}
        title={tStock('discard.title')}
        body={tStock('discard.body')}
        confirmLabel={tStock('discard.confirm')}
        cancelLabel={tStock('discard.cancel')}
        danger
        onConfirm={onClose}
        onCancel={() => setLeaving(false)}
      />
    </>
  )
}

function startDraft(order: PurchaseView | null, locationId: PurchaseDraft['locationId']): PurchaseDraft {
  if (!order) return { supplierId: null, locationId, expected: '', note: '', lines: [] }
  const { details } = order
  return {
    supplierId: details.supplierId,
    locationId: details.locationId,
    expected: details.expectedDay === null ? '' : dayToIso(details.expectedDay),
    note: order.note,
    lines: details.lines.map((line) => ({ ...line, onHand: 0 })),
  }
}

function useSaveDraft(order: PurchaseView | null, onSaved: () => void) {
  const { t } = useTranslation('purchases')
  const { currency } = useShop()
  const suppliers = useSettings('supplier') ?? []
  const commands = usePurchaseCommands()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async (draft: PurchaseDraft): Promise<void> => {
    if (busy) return
    setBusy(true)
    const reference = order ? order.row.reference : await commands.nextNumber()
    const supplier = suppliers.find(({ id }) => id === draft.supplierId)
    const supplierName = supplier?.value.name ?? order?.row.supplierName ?? ''
    const input = purchaseInput(draft, { supplierName, reference, currency })
    if (!input) return setBusy(false)
    const failed = await (order ? commands.rewrite(order.row.purchaseId, input) : commands.create(input))
    setBusy(false)
    setFailure(failed?.type ?? null)
    if (failed) return
    toast.success(t('form.saved', { number: reference }))
    onSaved()
  }
  return { busy, failure, run }
}
