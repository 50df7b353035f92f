import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { DateField } from '@renderer/ui/date-field.tsx'
import { useTranslation } from 'react-i18next'
import type { ValidityDraft } from './promotion-draft.ts'

interface ValidityFieldsProps {
  draft: ValidityDraft
  isWrong: boolean
  onChange: (changes: Partial<ValidityDraft>) => void
}

/** From when to when it counts, and whether it counts at all. */
export function ValidityFields({ draft, isWrong, onChange }: ValidityFieldsProps) {
  const { t } = useTranslation('offers')
  return (
    <div className="grid grid-cols-[1fr_1fr_auto] items-start gap-3">
      <DateField
        label={t('field.fromDay')}
        value={draft.fromDay}
        onChange={(fromDay) => onChange({ fromDay })}
      />
      <DateField
        label={t('field.toDay')}
        value={draft.toDay}
        error={isWrong ? t('problem.days') : null}
        onChange={(toDay) => onChange({ toDay })}
      />
      <Checkbox
        label={t('field.enabled')}
        checked={draft.enabled}
        className="pt-7"
        onChange={(enabled) => onChange({ enabled })}
      />
    </div>
  )
}
