import type { Author } from '@shared/domain/authoring.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import type { Id, IdSource } from '@shared/kernel/id.ts'
import type { Actor } from '@shared/policy/actor.ts'
import { can } from '@shared/policy/can.ts'
import type { Permission } from '@shared/policy/permissions.ts'
import type { Session } from '@shared/protocol/auth.ts'
import type { Receipt } from '@shared/schemas/orders.schema.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { type SettingValue, type ShapedSettingKind, settingValue } from '@shared/schemas/settings.schema.ts'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { LocalDocument } from './documents.ts'
import type { Store, StoreQuery } from './store.ts'
import { useWorkspace } from './workspace.ts'

export const useStore = (): Store => useWorkspace().store

/** Who writes: stamped into every document that is made. */
export function useAuthor(): Author {
  const { session } = useWorkspace()
  return useMemo(
    () => ({ shopId: session.shop.id, staffId: session.account.staffId, deviceId: session.device.id }),
    [session],
  )
}

export const useDeps = (): { readonly clock: Clock; readonly ids: IdSource } => useWorkspace().deps

export function useShop(): Session['shop'] & { readonly deviceCode: string } {
  const { session } = useWorkspace()
  return useMemo(() => ({ ...session.shop, deviceCode: session.device.code }), [session])
}

/** Who acts and what he may do: his role, and the permissions the shop gave him beside it. */
export function useActor(): Actor {
  const { session } = useWorkspace()
  const staff = useDocument('staff', session.account.staffId)
  const { account, shop, device } = session
  const role = staff?.role ?? account.role
  const extra = canonicalJson(staff?.permissions ?? [])
  return useMemo(
    () => ({
      accountId: account.id,
      staffId: account.staffId,
      shopId: shop.id,
      deviceId: device.id,
      role,
      permissions: JSON.parse(extra) as readonly string[], // written two lines above
    }),
    [account, shop, device, role, extra],
  )
}

export const useCan = (permission: Permission): boolean => can(useActor(), permission)

/** `undefined` while it is being read, `null` when there is none. */
export function useDocument<Name extends CollectionName>(
  name: Name,
  id: Id | null | undefined,
): LocalDocument<Name> | null | undefined {
  const store = useStore()
  const [held, setHeld] = useState<{ readonly key: string; readonly document: LocalDocument<Name> | null }>()
  const key = `${name}/${id ?? ''}`
  useEffect(() => {
    if (id === null || id === undefined) return
    const reading = store.watchOne(name, id).subscribe((document) => setHeld({ key, document }))
    return () => reading.unsubscribe()
  }, [store, name, id, key])
  if (id === null || id === undefined) return null
  return held?.key === key ? held.document : undefined
}

/** The list for a query, live. `undefined` until the first answer; a changed query keeps the last list meanwhile. */
export function useDocuments<Name extends CollectionName>(
  name: Name,
  query: StoreQuery<Name>,
): LocalDocument<Name>[] | undefined {
  const store = useStore()
  const [documents, setDocuments] = useState<LocalDocument<Name>[]>()
  const text = canonicalJson(query)
  useEffect(() => {
    const asked = JSON.parse(text) as StoreQuery<Name> // the query itself, made comparable
    const reading = store.watch(name, asked).subscribe(setDocuments)
    return () => reading.unsubscribe()
  }, [store, name, text])
  return documents
}

export interface ReadSetting<Kind extends ShapedSettingKind> {
  readonly id: Id
  readonly value: SettingValue<Kind>
}

/** The shop's settings of a kind that are in use; `undefined` while they are being read. */
export function useSettings<Kind extends ShapedSettingKind>(kind: Kind): ReadSetting<Kind>[] | undefined {
  const settings = useDocuments('settings', { selector: { kind }, index: ['kind'], limit: 2_000 })
  return useMemo(() => {
    if (settings === undefined) return undefined
    const read: ReadSetting<Kind>[] = []
    for (const setting of settings) {
      const value = setting.archived ? null : settingValue(kind, setting)
      if (value !== null) read.push({ id: setting.id, value })
    }
    return read
  }, [settings, kind])
}

/** Tells the number the next sale will get; the number itself is taken by `store.insertSale`. */
export function useNextReceipt(): () => Promise<Receipt | null> {
  const store = useStore()
  return useCallback(() => store.peekReceipt(), [store])
}
