import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { type CASH_REASONS, needsWords } from '@shared/domain/till/cash-reasons.ts'
import type { Shift } from '@shared/domain/till/fold-shifts.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CashReason, reasonsOf } from './reason-name.ts'
import { useTillCommands } from './use-till-commands.ts'
import { useTillFailureText } from './use-till-failure.ts'

export type CashKind = keyof typeof CASH_REASONS

interface CashDialogProps {
  shift: Shift
  kind: CashKind
  onClose: () => void
}

interface Draft {
  readonly amount: Minor | null
  /** Nothing until it is chosen: Enter behind the amount takes no cash out for a reason nobody gave. */
  readonly reason: CashReason | ''
  readonly note: string
}

/** Cash that enters or leaves the drawer between sales, and what for. */
export function CashDialog({ shift, kind, onClose }: CashDialogProps) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const { move } = useTillCommands()
  const failureText = useTillFailureText()
  const isIn = kind === 'cash-in'
  const [draft, setDraft] = useState<Draft>({ amount: null, reason: '', note: '' })
  const [state, setState] = useState<'fill' | 'asked' | 'busy'>('fill')
  const [failure, setFailure] = useState<string | null>(null)
  const isComplete = draft.reason !== '' && !(needsWords(draft.reason) && draft.note.trim() === '')

  const submit = async (): Promise<void> => {
    if (state === 'busy') return
    if (!isComplete || !draft.amount) return setState('asked')
    setState('busy')
    const moved = await move(shift, { ...draft, kind, amount: draft.amount })
    setState('fill')
    if (!moved.ok) return setFailure(failureText(moved.error))
    const amount = formatMoney(draft.amount, shift.currency, locale)
    toast.success(t(isIn ? 'cash.doneIn' : 'cash.doneOut', { amount }))
    onClose()
  }
  return (
    <FormDialog
      size="sm"
      title={t(isIn ? 'cash.inTitle' : 'cash.outTitle')}
      back={t('back')}
      submit={t(isIn ? 'cash.submitIn' : 'cash.submitOut')}
      busy={state === 'busy'}
      onBack={onClose}
      onSubmit={() => void submit()}
    >
      {failure && <Banner tone="danger" title={failure} />}
      <CashFields
        draft={draft}
        kind={kind}
        shift={shift}
        isAsked={state === 'asked'}
        onChange={(changes) => setDraft({ ...draft, ...changes })}
      />
    </FormDialog>
  )
}

interface CashFieldsProps extends Omit<CashDialogProps, 'onClose'> {
  draft: Draft
  isAsked: boolean
  onChange: (changes: Partial<Draft>) => void
}

function CashFields({ draft, kind, shift, isAsked, onChange }: CashFieldsProps) {
  const { t } = useTranslation('till')
  const lacksWords = needsWords(draft.reason) && draft.note.trim() === ''
  return (
    <>
      <MoneyField
        label={t('cash.amount')}
        size="lg"
        autoFocus
        required
        value={draft.amount}
        currency={shift.currency}
        error={isAsked && !draft.amount ? t('cash.amountNeeded') : null}
        onChange={(amount) => onChange({ amount })}
      />
      <SelectField
        label={t('cash.reason')}
        size="lg"
        required
        value={draft.reason}
        options={[
          { value: '', label: t('cash.choose') },
          ...reasonsOf(kind).map((reason) => ({ value: reason, label: t(`reason.${reason}`) })),
        ]}
        error={isAsked && draft.reason === '' ? t('cash.reasonNeeded') : null}
        onChange={(reason) => onChange({ reason })}
      />
      <TextField
        label={t('cash.note')}
        hint={t('cash.noteHint')}
        size="lg"
        maxLength={200}
        required={needsWords(draft.reason)}
        value={draft.note}
        error={isAsked && lacksWords ? t('cash.noteNeeded') : null}
        onChange={(event) => onChange({ note: event.target.value })}
      />
    </>
  )
}
