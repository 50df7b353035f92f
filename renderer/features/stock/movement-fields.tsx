import { useSettings } from '@renderer/db/hooks.ts'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { useTranslation } from 'react-i18next'
import type { MovementDraft } from './movement-draft.ts'
import { ADJUST_REASONS, type AdjustReason, WASTE_REASONS } from './reasons.ts'

interface MovementFieldsProps {
  draft: MovementDraft
  onChange: (changes: Partial<MovementDraft>) => void
}

const REASONS = [
  'damaged',
  'theft',
  'found',
  'correction',
  'other',
] as const satisfies readonly AdjustReason[]

/** What is said once for all lines of a movement. */
export function MovementFields({ draft, onChange }: MovementFieldsProps) {
  const { t } = useTranslation('stock')
  const { mode } = draft
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <Locations draft={draft} onChange={onChange} />
      {mode === 'adjust' && (
        <>
          <SelectField
            label={t('field.reason')}
            value={draft.adjustReason}
            options={REASONS.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))}
            onChange={(adjustReason) => onChange({ adjustReason })}
          />
          {ADJUST_REASONS[draft.adjustReason] === 'either' && (
            <Segmented
              label={t('field.direction')}
              value={draft.direction}
              options={[
                { value: 'remove', label: t('direction.remove') },
                { value: 'add', label: t('direction.add') },
              ]}
              onChange={(direction) => onChange({ direction })}
            />
          )}
        </>
      )}
      {mode === 'waste' && (
        <SelectField
          label={t('field.reason')}
          value={draft.wasteReason}
          options={WASTE_REASONS.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))}
          onChange={(wasteReason) => onChange({ wasteReason })}
        />
      )}
      {mode === 'receive' && (
        <>
          <TextField
            label={t('field.supplier')}
            value={draft.supplierName}
            maxLength={200}
            onChange={(event) => onChange({ supplierName: event.target.value })}
          />
          <TextField
            label={t('field.reference')}
            hint={t('field.referenceHint')}
            value={draft.reference}
            maxLength={120}
            onChange={(event) => onChange({ reference: event.target.value })}
          />
        </>
      )}
      {mode === 'transfer' && (
        <Segmented
          label={t('field.arrives')}
          value={draft.arrives}
          options={[
            { value: 'now', label: t('field.arrivesNow') },
            { value: 'later', label: t('field.arrivesLater') },
          ]}
          onChange={(arrives) => onChange({ arrives })}
        />
      )}
      {mode !== 'receive' && (
        <TextField
          label={t('field.note')}
          value={draft.note}
          maxLength={2_000}
          className="col-span-2"
          onChange={(event) => onChange({ note: event.target.value })}
        />
      )}
    </div>
  )
}

/** Shown only in shops that have more than one place for their goods. */
function Locations({ draft, onChange }: MovementFieldsProps) {
  const { t } = useTranslation('stock')
  const locations = useSettings('location') ?? []
  if (locations.length < 2) return null
  const options = locations.map(({ id, value }) => ({ value: String(id), label: value.name }))
  const idOf = (chosen: string) => locations.find(({ id }) => id === chosen)?.id ?? null
  return (
    <>
      <SelectField
        label={t(draft.mode === 'transfer' ? 'field.from' : 'field.location')}
        value={draft.locationId}
        options={options}
        disabled={draft.lines.length > 0}
        hint={draft.lines.length > 0 ? t('field.locationFixed') : undefined}
        onChange={(chosen) => onChange({ locationId: idOf(chosen) ?? draft.locationId })}
      />
      {draft.mode === 'transfer' && (
        <SelectField
          label={t('field.to')}
          value={draft.toLocationId ?? ''}
          options={[
            { value: '', label: t('field.choose') },
            ...options.filter(({ value }) => value !== draft.locationId),
          ]}
          onChange={(chosen) => onChange({ toLocationId: idOf(chosen) })}
        />
      )}
    </>
  )
}
