import { useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import type { SettingValue } from '@shared/schemas/settings.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { writeFailure } from '../products/public.ts'

export type OfferKind = 'promotion' | 'price-list'

/** Writes one promotion or price list, made or changed; every till has it with the next exchange. Each answers whether it is stored. */
export function useSaveOffer<Kind extends OfferKind>(kind: Kind, id: Id | null) {
  const { t } = useTranslation('offers')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const told = async (
    writing: Promise<{ readonly type: string } | null>,
    words: string,
  ): Promise<boolean> => {
    setBusy(true)
    const failed = await writing
    setBusy(false)
    setFailure(failed?.type ?? null)
    if (!failed) toast.success(words)
    return failed === null
  }
  const edit = async (
    known: Id,
    changes: { value: Record<string, never> } | { archived: true },
  ): Promise<{ readonly type: string } | null> => {
    const edited = await store.edit('settings', known, (current) => ok({ ...current, ...changes }))
    return edited.ok ? null : edited.error
  }
  return {
    busy,
    failure,
    save(value: SettingValue<Kind>): Promise<boolean> {
      const fresh = newSetting(kind, value, author, deps)
      const writing =
        id === null
          ? writeFailure(store.insert('settings', fresh))
          : edit(id, { value: fresh.value as Record<string, never> })
      return told(writing, t('saved', { name: value.name }))
    },
    retire: (known: Id, name: string): Promise<boolean> =>
      told(edit(known, { archived: true }), t('retired', { name })),
  }
}
