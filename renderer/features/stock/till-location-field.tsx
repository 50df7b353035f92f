import { useAuthor, useCan, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { ok } from '@shared/kernel/result.ts'
import { settingValue } from '@shared/schemas/settings.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { writeFailure } from '../products/public.ts'
import type { Place } from './locations-view.tsx'

/** From which place the sales of this device take their goods. */
export function TillLocationField({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation('transfers')
  const { locationId } = useShop()
  const mayEdit = useCan('settings.edit')
  const setTillLocation = useSetTillLocation()
  const [busy, setBusy] = useState(false)
  const choose = async (chosen: string): Promise<void> => {
    const place = places.find(({ id }) => id === chosen)
    if (!place || busy) return
    setBusy(true)
    const failed = await setTillLocation(place)
    setBusy(false)
    if (failed) toast.error(t('failure', { type: failed.type }))
    else toast.success(t('place.thisTillDone', { name: place.value.name }))
  }
  return (
    <SelectField
      label={t('place.thisTill')}
      hint={t('place.thisTillHint')}
      className="max-w-sm"
      value={locationId}
      disabled={!mayEdit || busy}
      options={places.map(({ id, value }) => ({ value: String(id), label: value.name }))}
      onChange={(chosen) => void choose(chosen)}
    />
  )
}

/** The device's own setting, made when it first has something to say; its id is the device's. */
function useSetTillLocation() {
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const { deviceCode } = useShop()
  return async ({ id: locationId }: Place): Promise<{ readonly type: string } | null> => {
    if (await store.get('settings', author.deviceId)) {
      const edited = await store.edit('settings', author.deviceId, (setting) => {
        const value = settingValue('device', setting) ?? { name: '', code: deviceCode }
        return ok({ ...setting, value: { ...value, locationId } })
      })
      return edited.ok ? null : edited.error
    }
    const setting = newSetting('device', { name: '', code: deviceCode, locationId }, author, deps)
    return writeFailure(store.insert('settings', { ...setting, id: author.deviceId }))
  }
}
