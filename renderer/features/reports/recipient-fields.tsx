import { Button } from '@renderer/ui/button.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { RecipientError } from '@shared/domain/tasks/receipt-message.ts'
import type { ReportRecipient } from '@shared/schemas/report.schema.ts'
import { MESSAGE_CHANNELS } from '@shared/schemas/tasks.schema.ts'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'

interface RecipientFieldsProps {
  recipients: readonly ReportRecipient[]
  /** By place; none while nobody has tried to save. */
  errors: readonly (RecipientError | null)[]
  onChange: (recipients: ReportRecipient[]) => void
}

const MOST = 20

/** Who is to get a report, and by which way. */
export function RecipientFields({ recipients, errors, onChange }: RecipientFieldsProps) {
  const { t } = useTranslation('reportBuilder')
  const change = (at: number, changes: Partial<ReportRecipient>): void =>
    onChange(recipients.map((one, i) => (i === at ? { ...one, ...changes } : one)))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-muted">{t('schedule.recipients')}</legend>
      {recipients.map((recipient, i) => {
        const error = errors[i] ?? null
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else that stays while they are typed
          <div key={i} className="grid grid-cols-[10rem_1fr_auto] items-start gap-2">
            <SelectField
              label={t('schedule.channel')}
              value={recipient.channel}
              options={MESSAGE_CHANNELS.map((one) => ({ value: one, label: t(`schedule.channels.${one}`) }))}
              onChange={(channel) => change(i, { channel })}
            />
            <TextField
              label={t('schedule.to')}
              inputMode={recipient.channel === 'email' ? 'email' : 'tel'}
              maxLength={254}
              value={recipient.to}
              error={error ? t(`schedule.problem.${error}`) : null}
              onChange={(event) => change(i, { to: event.target.value })}
            />
            <IconButton
              className="mt-5"
              label={t('schedule.removeRecipient', { to: recipient.to })}
              icon={<Trash2 />}
              onClick={() => onChange(recipients.filter((_, at) => at !== i))}
            />
          </div>
        )
      })}
      <Button
        className="w-fit"
        size="sm"
        icon={<Plus />}
        disabled={recipients.length >= MOST}
        onClick={() => onChange([...recipients, { channel: 'email', to: '' }])}
      >
        {t('schedule.addRecipient')}
      </Button>
    </fieldset>
  )
}
