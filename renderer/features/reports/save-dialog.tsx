import { useActor, useCan } from '@renderer/db/hooks.ts'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** What a person says of a report when he saves it. */
export interface NamedReport {
  readonly name: string
  readonly ownerId: Id | null
}

interface SaveDialogProps {
  /** Of the one that is renamed; null for a new one. */
  known: NamedReport | null
  suggested: string
  onClose: () => void
  /** Answers whether it is stored. */
  onSave: (named: NamedReport) => Promise<boolean>
}

const MAX_NAME = 120

/** The name of a report, and who sees it. */
export function SaveDialog({ known, suggested, onClose, onSave }: SaveDialogProps) {
  const { t } = useTranslation('reportBuilder')
  const { staffId } = useActor()
  const mayShare = useCan('settings.edit')
  const [name, setName] = useState(known?.name ?? suggested)
  const [who, setWho] = useState<'everyone' | 'mine'>(
    known ? (known.ownerId === null ? 'everyone' : 'mine') : mayShare ? 'everyone' : 'mine',
  )
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setTried(true)
    if (name.trim() === '' || busy) return
    setBusy(true)
    const ownerId = who === 'everyone' ? null : (known?.ownerId ?? staffId)
    const isSaved = await onSave({ name: name.trim(), ownerId })
    setBusy(false)
    if (isSaved) onClose()
  }
  return (
    <FormDialog
      title={known ? t('save.renameTitle', { name: known.name }) : t('save.newTitle')}
      {...(known ? {} : { description: t('save.how') })}
      back={t('save.back')}
      submit={t('save.submit')}
      busy={busy}
      onBack={onClose}
      onSubmit={() => void submit()}
    >
      <TextField
        label={t('save.name')}
        required
        maxLength={MAX_NAME}
        value={name}
        error={tried && name.trim() === '' ? t('save.noName') : null}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label={t('save.who')}
        value={who}
        disabled={!mayShare}
        hint={mayShare ? undefined : t('save.sharedByManagers')}
        options={(['everyone', 'mine'] as const).map((value) => ({ value, label: t(`save.${value}`) }))}
        onChange={setWho}
      />
    </FormDialog>
  )
}
