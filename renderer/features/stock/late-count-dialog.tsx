import { formatMeasure, formatTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useVariants } from '@renderer/projections/hooks.ts'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import type { Id } from '@shared/kernel/id.ts'
import type { LateCountPayload, Task } from '@shared/schemas/tasks.schema.ts'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LateChoice, useLateCount } from './use-late-count.ts'

interface LateCountDialogProps {
  task: Task
  payload: LateCountPayload
  onClose: () => void
}

/** What becomes of lines that came after their count was closed: a person says for each what it means (COUNT-6). */
export function LateCountDialog({ task, payload, onClose }: LateCountDialogProps) {
  const { t } = useTranslation('counts')
  const { t: tStock } = useTranslation('stock')
  const locale = useLocale()
  const [choices, setChoices] = useState<ReadonlyMap<Id, LateChoice>>(new Map())
  const [busy, setBusy] = useState(false)
  const settle = useLateCount(task, payload)
  const ids = useMemo(() => payload.lines.map(({ variantId }) => variantId), [payload])
  const named = useVariants(ids)
  const choiceOf = (line: LateCountPayload['lines'][number]): LateChoice =>
    choices.get(line.variantId) ?? defaultOf(line)
  const save = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    const settled = await settle(payload.lines.map((line) => ({ line, choice: choiceOf(line) })))
    setBusy(false)
    if (settled) onClose()
  }
  return (
    <FormDialog
      title={t('late.dialogTitle')}
      description={t('late.dialogBody')}
      size="md"
      back={tStock('cancel')}
      submit={t('late.save')}
      busy={busy}
      onBack={onClose}
      onSubmit={() => void save()}
    >
      {payload.lines.map((line) => {
        const { variantId, counted, at, inCount } = line
        const variant = named?.find((one) => one.variantId === variantId)
        const measure = (units: number): string => formatMeasure(units, variant?.unit, locale)
        const shown = { counted: measure(counted ?? 0), time: formatTime(at, locale) }
        return (
          <SelectField<LateChoice>
            key={variantId}
            label={variant?.name ?? ''}
            hint={inCount === null ? t('late.notInCount') : t('late.inCount', { counted: measure(inCount) })}
            value={choiceOf(line)}
            options={
              counted === null
                ? [{ value: 'leave', label: t('late.leave') }]
                : [
                    { value: 'take', label: t('late.take', shown) },
                    { value: 'add', label: t('late.add', shown), disabled: inCount === null },
                    { value: 'leave', label: t('late.leave') },
                  ]
            }
            onChange={(choice) => setChoices(new Map(choices).set(variantId, choice))}
          />
        )
      })}
    </FormDialog>
  )
}

/** As in the review: counted by several, shelves add up. What the count says nothing of is right as it was counted. */
function defaultOf({ counted, inCount }: LateCountPayload['lines'][number]): LateChoice {
  if (counted === null) return 'leave'
  return inCount === null ? 'take' : 'add'
}
