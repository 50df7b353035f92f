import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { ReorderRow } from '@renderer/projections/projections.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { MAX_QUANTITY, positiveQuantitySchema } from '@shared/kernel/quantity.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ReorderDraft, reorderDrafts } from './reorder-drafts.ts'
import { usePurchaseCommands } from './use-purchase-commands.ts'

interface ReorderDialogProps {
  /** As they stood when the dialog was opened. */
  rows: readonly ReorderRow[]
  onClose: () => void
}

/** Turns suggestions into a draft for each supplier. */
export function ReorderDialog({ rows, onClose }: ReorderDialogProps) {
  const { t } = useTranslation('purchases')
  const suppliers = useSettings('supplier') ?? []
  const [chosen, setChosen] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const writeDraft = useWriteDraft()
  const fallback = suppliers.find(({ id }) => id === chosen)?.id ?? null
  const drafts = reorderDrafts(rows, fallback)
  const nameOf = ({ supplierId }: ReorderDraft): string =>
    suppliers.find(({ id }) => id === supplierId)?.value.name ?? ''
  const write = async (): Promise<void> => {
    if (busy) return
    if (drafts.length === 0) return setFailure(t('reorder.nothing'))
    setBusy(true)
    for (const draft of drafts) {
      const failed = await writeDraft(draft, nameOf(draft))
      if (!failed) continue
      setBusy(false)
      // Those before it are written, and their goods count as ordered: they will not be suggested again.
      return setFailure(t('failure.refused', { type: failed.type }))
    }
    toast.success(t('reorder.done', { count: drafts.length }))
    onClose()
  }
  return (
    <FormDialog
      title={t('reorder.confirmTitle')}
      description={t('reorder.confirmBody')}
      back={t('cancel')}
      submit={t('reorder.write')}
      busy={busy}
      onBack={onClose}
      onSubmit={() => void write()}
    >
      {failure !== null && <Banner tone="danger" title={failure} />}
      {rows.some(({ supplierId }) => supplierId === null) && (
        <SelectField
          label={t('reorder.assign')}
          value={chosen}
          options={[
            { value: '', label: t('reorder.leaveOut') },
            ...suppliers.map(({ id, value }) => ({ value: String(id), label: value.name })),
          ]}
          onChange={setChosen}
        />
      )}
      <ul className="flex max-h-64 flex-col gap-1 overflow-y-auto">
        {drafts.map((draft) => (
          <li key={draft.rows[0]?.variantId ?? draft.supplierId}>
            {t('reorder.draft', { supplier: nameOf(draft), count: draft.rows.length })}
          </li>
        ))}
      </ul>
    </FormDialog>
  )
}

/** Writes one draft, at what the goods cost lately. */
function useWriteDraft() {
  const projections = useProjections()
  const commands = usePurchaseCommands()
  const { locationId, currency } = useShop()
  return async (
    { supplierId, rows }: ReorderDraft,
    supplierName: string,
  ): Promise<{ readonly type: string } | null> => {
    const costs = await projections.unitCosts(rows.map(({ variantId }) => variantId))
    return commands.create({
      supplierId,
      supplierName,
      locationId,
      currency,
      expectedDay: null,
      reference: await commands.nextNumber(),
      note: '',
      lines: rows.map(({ variantId, name, sku, quantity }, at) => ({
        variantId,
        name,
        sku,
        quantity: positiveQuantitySchema.parse(Math.min(quantity, MAX_QUANTITY)),
        unitCost: costs[at]?.last ?? null,
      })),
    })
  }
}
