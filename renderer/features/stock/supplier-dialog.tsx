import { useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { TextareaField } from '@renderer/ui/textarea-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { ok } from '@shared/kernel/result.ts'
import type { SettingValue } from '@shared/schemas/settings.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingHistoryButton } from '../history/public.ts'
import { OptionalQuantityField, writeFailure } from '../products/public.ts'
import type { Supplier } from './suppliers-view.tsx'

type Value = SettingValue<'supplier'>

const NEW: Value = { name: '', phone: '', email: '', leadTimeDays: null, note: '' }
const MAX_DAYS = 365

interface SupplierDialogProps {
  /** Null for a new one. */
  supplier: Supplier | null
  onClose: () => void
}

export function SupplierDialog({ supplier, onClose }: SupplierDialogProps) {
  const { t } = useTranslation('purchases')
  const [value, setValue] = useState<Value>(supplier?.value ?? NEW)
  const [tried, setTried] = useState(false)
  const [areDaysRead, setAreDaysRead] = useState(true)
  const saving = useSaveSupplier(supplier)
  const change = (changes: Partial<Value>): void => setValue((current) => ({ ...current, ...changes }))
  const isNamed = value.name.trim() !== ''
  const isTooLong = (value.leadTimeDays ?? 0) > MAX_DAYS
  const save = async (): Promise<void> => {
    setTried(true)
    if (!isNamed || isTooLong || !areDaysRead) return
    if (await saving.run(value)) onClose()
  }
  return (
    <FormDialog
      title={supplier ? t('supplier.editTitle', { name: supplier.value.name }) : t('supplier.newTitle')}
      back={t('cancel')}
      submit={t('supplier.save')}
      busy={saving.busy}
      onBack={onClose}
      onSubmit={() => void save()}
      aside={
        supplier && (
          <span className="mr-auto">
            <SettingHistoryButton id={supplier.id} name={supplier.value.name} />
          </span>
        )
      }
    >
      {saving.failure !== null && (
        <Banner tone="danger" title={t('failure.refused', { type: saving.failure })} />
      )}
      <TextField
        label={t('supplier.name')}
        required
        autoFocus
        value={value.name}
        maxLength={200}
        error={tried && !isNamed ? t('supplier.nameNeeded') : null}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label={t('supplier.phone')}
        type="tel"
        value={value.phone}
        maxLength={40}
        onChange={(event) => change({ phone: event.target.value })}
      />
      <TextField
        label={t('supplier.email')}
        type="email"
        value={value.email}
        maxLength={254}
        onChange={(event) => change({ email: event.target.value })}
      />
      <OptionalQuantityField
        label={t('supplier.leadTime')}
        hint={t('supplier.leadTimeHint')}
        value={value.leadTimeDays === null ? null : quantity(value.leadTimeDays)}
        error={isTooLong ? t('supplier.tooLong') : null}
        onValidityChange={setAreDaysRead}
        onChange={(leadTimeDays) => change({ leadTimeDays })}
      />
      <TextareaField
        label={t('supplier.note')}
        value={value.note}
        maxLength={2_000}
        onChange={(event) => change({ note: event.target.value })}
      />
    </FormDialog>
  )
}

function useSaveSupplier(supplier: Supplier | null) {
  const { t } = useTranslation('purchases')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const write = async (value: Value): Promise<{ readonly type: string } | null> => {
    if (!supplier) return writeFailure(store.insert('settings', newSetting('supplier', value, author, deps)))
    const edited = await store.edit('settings', supplier.id, (current) => ok({ ...current, value }))
    return edited.ok ? null : edited.error
  }
  const run = async (typed: Value): Promise<boolean> => {
    if (busy) return false
    setBusy(true)
    const value = { ...typed, name: typed.name.trim(), phone: typed.phone.trim(), email: typed.email.trim() }
    const failed = await write(value)
    setBusy(false)
    setFailure(failed?.type ?? null)
    if (!failed) toast.success(t('supplier.saved', { name: value.name }))
    return failed === null
  }
  return { busy, failure, run }
}
