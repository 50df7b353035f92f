import { useStore } from '@renderer/db/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import { checkProduct } from '@shared/domain/catalogue/product.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUndo } from '../history/public.ts'
import { explainFailure } from './explain-failure.ts'
import { applyChanges, changedPaths, type FieldPath } from './product-changes.ts'
import { cleanProduct } from './product-edits.ts'
import {
  changeProduct,
  changeVariant,
  isDirty,
  openForm,
  type ProductFormState,
  receiveProduct,
  settleClash,
} from './product-form-state.ts'
import { writeFailure } from './write-failure.ts'

export interface ProductFormModel {
  readonly form: ProductFormState
  readonly dirty: boolean
  readonly saving: boolean
  change(changes: Partial<Product>): void
  changeVariant(variantId: string, changes: Partial<Variant>): void
  addVariants(variants: readonly Variant[]): void
  settle(path: FieldPath, choice: 'mine' | 'theirs'): void
  /** True once the product is durably stored. */
  save(): Promise<boolean>
}

/** One product in its form: keeps what is typed, takes in what changes elsewhere, stores only what the person changed. */
export function useProductForm(initial: Product, stored: Product | null): ProductFormModel {
  const store = useStore()
  const { t } = useTranslation('products')
  const { tellDone } = useUndo()
  const [form, setForm] = useState(() => openForm(initial))
  const [saving, setSaving] = useState(false)
  useEffect(() => {
    if (stored) setForm((state) => receiveProduct(state, stored))
  }, [stored])

  const write = async (): Promise<Result<Product, { readonly type: string; readonly sku?: string }>> => {
    const draft = cleanProduct(form.draft)
    const checked = checkProduct(draft)
    if (!checked.ok) return checked
    if (stored === null) {
      const failure = await writeFailure(store.insert('products', draft))
      return failure ? err(failure) : ok(draft)
    }
    return store.edit('products', draft.id, (current) => {
      const { product, clashes } = applyChanges(form.base, draft, current)
      // What arrived between the last look and this moment waits for the person too.
      return clashes.length > 0 ? err({ type: 'ChangedMeanwhile' as const }) : ok(product)
    })
  }
  const withdraw = async (created: Product): Promise<void> => {
    const undone = await store.edit('products', created.id, (current) => ok({ ...current, archived: true }))
    if (undone.ok) toast.info(t('undo.done', { name: undone.value.name }))
    else toast.error(explainFailure(t, undone.error))
  }
  const save = async (): Promise<boolean> => {
    setSaving(true)
    const written = await write()
    setSaving(false)
    if (!written.ok) {
      toast.error(explainFailure(t, written.error))
      return false
    }
    const after = written.value
    if (stored === null) toast.undo(t('done.created', { name: after.name }), () => void withdraw(after))
    else tellDone(after, t('done.saved', { name: after.name }))
    return true
  }
  return {
    form,
    dirty: isDirty(form),
    saving,
    change: (changes) => setForm((state) => changeProduct(state, changes)),
    changeVariant: (variantId, changes) => setForm((state) => changeVariant(state, variantId, changes)),
    addVariants: (variants) =>
      setForm((state) => changeProduct(state, { variants: [...state.draft.variants, ...variants] })),
    settle: (path, choice) => setForm((state) => settleClash(state, path, choice)),
    save,
  }
}

/** How many fields a save would write, for the words on the button's hint. */
export const changeCount = ({ base, draft }: ProductFormState): number => changedPaths(base, draft).length
