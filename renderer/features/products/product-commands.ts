import { useStore } from '@renderer/db/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useUndo } from '../history/public.ts'
import { explainFailure } from './explain-failure.ts'
import { rename, reprice } from './product-edits.ts'

type EditFailure = { readonly type: string }

export interface ProductCommands {
  /** True when the edit is stored; otherwise the person has been told why not. */
  rename(productId: Id, name: string): Promise<boolean>
  reprice(productId: Id, price: Minor | null): Promise<boolean>
  setActive(productId: Id, active: boolean): Promise<boolean>
  archive(productId: Id): Promise<boolean>
}

/** Small edits from the list. Each is stored at once and can be taken back, unless somebody changed the same meanwhile. */
export function useProductCommands(): ProductCommands {
  const store = useStore()
  const { t } = useTranslation('products')
  const undo = useUndo()
  const latest = useRef(undo)
  useEffect(() => {
    latest.current = undo
  })
  return useMemo(() => {
    const edit = async (
      productId: Id,
      change: (current: Product) => Result<Product, EditFailure>,
      messageFor: (after: Product) => string,
    ): Promise<boolean> => {
      const edited = await store.edit('products', productId, change)
      if (!edited.ok) {
        toast.error(explainFailure(t, edited.error))
        return false
      }
      latest.current.tellDone(edited.value, messageFor(edited.value))
      return true
    }
    return {
      rename: (id, name) =>
        edit(
          id,
          (current) => rename(current, name),
          (after) => t('done.renamed', { name: after.name }),
        ),
      reprice: (id, price) =>
        edit(
          id,
          (current) => reprice(current, price),
          (after) => t('done.repriced', { name: after.name }),
        ),
      setActive: (id, active) =>
        edit(
          id,
          (current) => ok({ ...current, active }),
          (after) => t(active ? 'done.activated' : 'done.deactivated', { name: after.name }),
        ),
      archive: (id) =>
        edit(
          id,
          (current) => (current.archived ? err({ type: 'NotFound' }) : ok({ ...current, archived: true })),
          (after) => t('done.archived', { name: after.name }),
        ),
    }
  }, [store, t])
}
