import { useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { ok } from '@shared/kernel/result.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingHistoryButton } from '../history/public.ts'
import { writeFailure } from '../products/public.ts'
import type { Place } from './locations-view.tsx'

interface LocationDialogProps {
  /** Null for a new one. */
  place: Place | null
  onClose: () => void
}

export function LocationDialog({ place, onClose }: LocationDialogProps) {
  const { t } = useTranslation('transfers')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const [value, setValue] = useState<Place['value']>(place?.value ?? { name: '', sells: false })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const name = value.name.trim()
  const write = async (): Promise<{ readonly type: string } | null> => {
    const written = { ...value, name }
    if (!place) return writeFailure(store.insert('settings', newSetting('location', written, author, deps)))
    const edited = await store.edit('settings', place.id, (current) => ok({ ...current, value: written }))
    return edited.ok ? null : edited.error
  }
  const save = async (): Promise<void> => {
    setTried(true)
    if (name === '' || busy) return
    setBusy(true)
    const failed = await write()
    setBusy(false)
    setFailure(failed?.type ?? null)
    if (failed) return
    toast.success(t('place.saved', { name }))
    onClose()
  }
  return (
    <FormDialog
      title={place ? t('place.editTitle', { name: place.value.name }) : t('place.newTitle')}
      back={t('sheet.close')}
      submit={t('place.save')}
      busy={busy}
      onBack={onClose}
      onSubmit={() => void save()}
      aside={
        place && (
          <span className="mr-auto">
            <SettingHistoryButton id={place.id} name={place.value.name} />
          </span>
        )
      }
    >
      {failure !== null && <Banner tone="danger" title={t('failure', { type: failure })} />}
      <TextField
        label={t('place.name')}
        required
        autoFocus
        value={value.name}
        maxLength={120}
        error={tried && name === '' ? t('place.nameNeeded') : null}
        onChange={(event) => setValue({ ...value, name: event.target.value })}
      />
      <Checkbox
        label={t('place.sellsLabel')}
        checked={value.sells}
        onChange={(sells) => setValue({ ...value, sells })}
      />
    </FormDialog>
  )
}
