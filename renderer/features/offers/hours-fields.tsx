import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { useTranslation } from 'react-i18next'
import { weekdayName } from './offer-text.ts'
import { EVERY_DAY, type PromotionDraft } from './promotion-draft.ts'

interface HoursFieldsProps {
  hours: PromotionDraft['hours']
  isWrong: boolean
  onChange: (hours: PromotionDraft['hours']) => void
}

/** Happy hour: which days of the week, and between which times. */
export function HoursFields({ hours, isWrong, onChange }: HoursFieldsProps) {
  const { t } = useTranslation('offers')
  const locale = useLocale()
  const toggle = (day: number, isOn: boolean): void => {
    if (!hours) return
    const weekdays = EVERY_DAY.filter((one) => (one === day ? isOn : hours.weekdays.includes(one)))
    onChange({ ...hours, weekdays })
  }
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        label={t('field.hours')}
        checked={hours !== null}
        onChange={(isOn) => onChange(isOn ? { weekdays: EVERY_DAY, from: '17:00', to: '19:00' } : null)}
      />
      {hours && (
        <fieldset className="grid grid-cols-[1fr_8rem_8rem] items-start gap-3">
          <legend className="sr-only">{t('field.hours')}</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1 pt-5">
            {EVERY_DAY.map((day) => (
              <Checkbox
                key={day}
                label={weekdayName(day, locale)}
                checked={hours.weekdays.includes(day)}
                onChange={(isOn) => toggle(day, isOn)}
              />
            ))}
          </div>
          <TextField
            type="time"
            label={t('field.fromTime')}
            value={hours.from}
            error={isWrong ? t('problem.hours') : null}
            onChange={(event) => onChange({ ...hours, from: event.target.value })}
          />
          <TextField
            type="time"
            label={t('field.toTime')}
            value={hours.to}
            onChange={(event) => onChange({ ...hours, to: event.target.value })}
          />
        </fieldset>
      )}
    </div>
  )
}
