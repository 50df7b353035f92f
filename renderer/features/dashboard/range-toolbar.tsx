import { DateField } from '@renderer/ui/date-field.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { Switch } from '@renderer/ui/switch.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type ChosenRange, RANGE_CHOICES } from './range-state.ts'

export function RangeToolbar({ chosen }: { chosen: ChosenRange }) {
  const { t } = useTranslation('dashboard')
  return (
    <Toolbar
      label={t('range.label')}
      end={
        <div className="flex min-h-9 items-center">
          <Switch label={t('range.compare')} checked={chosen.isComparing} onChange={chosen.setComparing} />
        </div>
      }
    >
      <RangeFields chosen={chosen} />
    </Toolbar>
  )
}

/** The days that are looked at, with further fields of the same kind behind them. */
export function RangeFields({ chosen, children }: { chosen: ChosenRange; children?: ReactNode }) {
  const { t } = useTranslation('dashboard')
  return (
    // Hints under the dates must not push their fields out of line.
    <div className="flex flex-wrap items-start gap-2">
      <SelectField
        label={t('range.preset')}
        value={chosen.choice}
        options={RANGE_CHOICES.map((value) => ({ value, label: t(`range.${value}`) }))}
        onChange={chosen.choose}
      />
      <DateField label={t('range.from')} value={chosen.fromText} onChange={chosen.setFrom} />
      <DateField
        label={t('range.to')}
        value={chosen.toText}
        onChange={chosen.setTo}
        error={chosen.isReversed ? t('range.order') : undefined}
      />
      {children}
    </div>
  )
}
