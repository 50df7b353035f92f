import { useStore } from '@renderer/db/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { explainFailure } from './explain-failure.ts'
import { applyChanges } from './product-changes.ts'
import { rename, reprice } from './product-edits.ts'

type EditFailure = { readonly type: string }

export interface ProductCommands {
  /** True when the edit is stored; otherwise the person has been told why not. */
  rename(productId: Id, name: string): Promise<boolean>
  reprice(productId: Id, price: Minor | null): Promise<boolean>
  setActive(productId: Id, active: boolean): Promise<boolean>
  archive(productId: Id): Promise<boolean>
}

/** Small edits from the list. Each is stored at once and can be taken back, without touching what changed meanwhile. */
export function useProductCommands(): ProductCommands {
  const store = useStore()
  const { t } = useTranslation('products')
  return useMemo(() => {
    const revert = async (before: Product, after: Product) => {
      const undone = await store.edit('products', after.id, (current) =>
        ok(applyChanges(after, before, current, 'theirs').product),
      )
      if (undone.ok) toast.info(t('undo.done', { name: undone.value.name }))
      else toast.error(explainFailure(t, undone.error))
    }
    const edit = async (
      productId: Id,
      change: (current: Product) => Result<Product, EditFailure>,
      messageFor: (after: Product) => string,
    ): Promise<boolean> => {
      let before: Product | null = null
      const edited = await store.edit('products', productId, (current) => {
        before = current
        return change(current)
      })
      if (!edited.ok) {
        toast.error(explainFailure(t, edited.error))
        return false
      }
      const after = edited.value
      toast.undo(messageFor(after), () => before && void revert(before, after))
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
