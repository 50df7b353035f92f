import { useDeps } from '@renderer/db/hooks.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { SERVER_REPORTS } from '@shared/analytics/report/run-saved.ts'
import { REPORT_FORMATS, SCHEDULE_RHYTHMS } from '@shared/domain/reports/schedule.ts'
import type { Id } from '@shared/kernel/id.ts'
import { LANGUAGES } from '@shared/schemas/people.schema.ts'
import type { SavedReport } from '@shared/schemas/report.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCellWriter } from './cell-writer.ts'
import { RecipientFields } from './recipient-fields.tsx'
import { useSavedReportCommands } from './saved-reports.ts'
import { draftOf, newDraft, readSchedule, type ScheduleDraft } from './schedule-draft.ts'

interface ScheduleDialogProps {
  id: Id
  value: SavedReport
  onClose: () => void
}

/** When the server works a report out by itself, and who is to get it. */
export function ScheduleDialog({ id, value, onClose }: ScheduleDialogProps) {
  const { t } = useTranslation('reportBuilder')
  const { clock } = useDeps()
  const locale = useLocale()
  const { change } = useSavedReportCommands()
  const [draft, setDraft] = useState(() => (value.schedule ? draftOf(value.schedule) : newDraft(locale)))
  const [tried, setTried] = useState(false)
  const isOnServer = SERVER_REPORTS.includes(value.report)
  const read = readSchedule(draft)
  const submit = async (): Promise<void> => {
    setTried(true)
    if (!read.value || !isOnServer) return
    const schedule = { ...read.value, since: clock.now() }
    if (await change(id, { schedule }, t('schedule.saved'))) onClose()
  }
  const drop = async (): Promise<void> => {
    if (await change(id, { schedule: null }, t('schedule.removed'))) onClose()
  }
  return (
    <FormDialog
      size="lg"
      title={t('schedule.title', { name: value.name })}
      description={t('schedule.how')}
      back={t('save.back')}
      submit={t('schedule.submit')}
      onBack={onClose}
      onSubmit={() => void submit()}
      aside={
        value.schedule && (
          <Button size="lg" className="mr-auto" onClick={() => void drop()}>
            {t('schedule.remove')}
          </Button>
        )
      }
    >
      {!isOnServer && <Banner tone="warning" title={t('schedule.tillsOnly')} />}
      <RhythmFields draft={draft} isTimeWrong={tried && read.isTimeWrong} onChange={setDraft} />
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t('schedule.language')}
          value={draft.language}
          options={LANGUAGES.map((one) => ({ value: one, label: t(`schedule.languages.${one}`) }))}
          onChange={(language) => setDraft({ ...draft, language })}
        />
        <SelectField
          label={t('schedule.format')}
          value={REPORT_FORMATS.find((one) => one === draft.format) ?? 'csv'}
          options={REPORT_FORMATS.map((one) => ({ value: one, label: t(`schedule.formats.${one}`) }))}
          onChange={(format) => setDraft({ ...draft, format })}
        />
      </div>
      <RecipientFields
        recipients={draft.recipients}
        errors={tried ? read.recipientErrors : []}
        onChange={(recipients) => setDraft({ ...draft, recipients })}
      />
      <Banner tone="info" title={t('schedule.waits')}>
        {t('schedule.waitsHow')}
      </Banner>
    </FormDialog>
  )
}

interface RhythmFieldsProps {
  draft: ScheduleDraft
  isTimeWrong: boolean
  onChange: (draft: ScheduleDraft) => void
}

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6]

function RhythmFields({ draft, isTimeWrong, onChange }: RhythmFieldsProps) {
  const { t } = useTranslation('reportBuilder')
  const writer = useCellWriter('XOF')
  return (
    <div className="grid grid-cols-3 items-start gap-3">
      <SelectField
        label={t('schedule.every')}
        value={SCHEDULE_RHYTHMS.find((one) => one === draft.every) ?? 'day'}
        options={SCHEDULE_RHYTHMS.map((one) => ({ value: one, label: t(`schedule.rhythm.${one}`) }))}
        onChange={(every) => onChange({ ...draft, every })}
      />
      {draft.every === 'week' && (
        <SelectField
          label={t('schedule.weekday')}
          value={String(draft.weekday)}
          options={WEEKDAYS.map((day) => ({
            value: String(day),
            label: writer.write({ id: 'weekday', kind: 'weekday' }, day),
          }))}
          onChange={(day) => onChange({ ...draft, weekday: Number(day) })}
        />
      )}
      {draft.every === 'month' && (
        <QuantityField
          label={t('schedule.dayOfMonth')}
          hint={t('schedule.dayHint')}
          value={draft.dayOfMonth}
          min={1}
          max={31}
          onChange={(day) => onChange({ ...draft, dayOfMonth: day })}
        />
      )}
      <TextField
        type="time"
        label={t('schedule.time')}
        value={draft.time}
        error={isTimeWrong ? t('schedule.problem.time') : null}
        onChange={(event) => onChange({ ...draft, time: event.target.value })}
      />
    </div>
  )
}
