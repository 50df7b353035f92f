import { useDeps, useSettings, useShop } from '@renderer/db/hooks.ts'
import { DateField } from '@renderer/ui/date-field.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { addDays, businessDayOf, dayToIso } from '@shared/kernel/business-day.ts'
import { useTranslation } from 'react-i18next'
import type { PurchaseDraft } from './purchase-draft.ts'

interface PurchaseFieldsProps {
  draft: PurchaseDraft
  onChange: (changes: Partial<PurchaseDraft>) => void
}

/** What is said once for the whole order. The supplier brings his usual time of delivery with him. */
export function PurchaseFields({ draft, onChange }: PurchaseFieldsProps) {
  const { t } = useTranslation('purchases')
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const suppliers = useSettings('supplier') ?? []
  const locations = useSettings('location') ?? []
  const choose = (chosen: string): void => {
    const supplier = suppliers.find(({ id }) => id === chosen)
    const days = supplier?.value.leadTimeDays ?? null
    const today = businessDayOf(clock.now(), utcOffsetMinutes)
    onChange({
      supplierId: supplier?.id ?? null,
      ...(days === null ? {} : { expected: dayToIso(addDays(today, days)) }),
    })
  }
  const byName = suppliers.toSorted((a, b) => a.value.name.localeCompare(b.value.name))
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <SelectField
        label={t('form.supplier')}
        value={draft.supplierId ?? ''}
        options={[
          { value: '', label: t('form.choose') },
          ...byName.map(({ id, value }) => ({ value: String(id), label: value.name })),
        ]}
        onChange={choose}
      />
      <DateField
        label={t('form.expected')}
        value={draft.expected}
        onChange={(expected) => onChange({ expected })}
      />
      {locations.length > 1 && (
        <SelectField
          label={t('form.location')}
          value={draft.locationId}
          options={locations.map(({ id, value }) => ({ value: String(id), label: value.name }))}
          onChange={(chosen) =>
            onChange({ locationId: locations.find(({ id }) => id === chosen)?.id ?? draft.locationId })
          }
        />
      )}
      <TextField
        label={t('form.note')}
        value={draft.note}
        maxLength={2_000}
        onChange={(event) => onChange({ note: event.target.value })}
      />
    </div>
  )
}
