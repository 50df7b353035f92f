import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import {
  applyChanges,
  changedPaths,
  copyField,
  type FieldClash,
  type FieldPath,
  isSamePath,
} from './product-changes.ts'

/**
 * A product being edited. `base` is the newest state known from the store, `draft` what the form shows. A field that
 * changed on both sides waits in `clashes` for the person's choice; one that changed only elsewhere is in `updated`.
 */
export interface ProductFormState {
  readonly base: Product
  readonly draft: Product
  readonly clashes: readonly FieldClash[]
  readonly updated: readonly FieldPath[]
}

export const openForm = (product: Product): ProductFormState => ({
  base: product,
  draft: product,
  clashes: [],
  updated: [],
})

export const isDirty = ({ base, draft }: ProductFormState): boolean => changedPaths(base, draft).length > 0

export const changeProduct = (state: ProductFormState, changes: Partial<Product>): ProductFormState => ({
  ...state,
  draft: { ...state.draft, ...changes },
})

export const changeVariant = (
  state: ProductFormState,
  variantId: string,
  changes: Partial<Variant>,
): ProductFormState => ({
  ...state,
  draft: {
    ...state.draft,
    variants: state.draft.variants.map((variant) =>
      variant.id === variantId ? { ...variant, ...changes } : variant,
    ),
  },
})

/** The product changed under the open form, by another device or another screen: what the person typed stays. */
export function receiveProduct(state: ProductFormState, incoming: Product): ProductFormState {
  if (isSameContent(state.base, incoming)) return state
  const { product: draft, clashes: fresh } = applyChanges(state.base, state.draft, incoming, 'mine')
  const stillOpen = state.clashes.filter(
    ({ path }) =>
      !fresh.some((clash) => isSamePath(clash.path, path)) &&
      changedPaths(incoming, draft).some((changed) => isSamePath(changed, path)),
  )
  const clashes = [...stillOpen, ...fresh]
  const fromElsewhere = changedPaths(state.base, incoming).filter(
    (path) => !isMine(state, path) && !clashes.some((clash) => isSamePath(clash.path, path)),
  )
  const updated = [...state.updated.filter((path) => !fromElsewhere.some((other) => isSamePath(other, path)))]
  return { base: incoming, draft, clashes, updated: [...updated, ...fromElsewhere] }
}

const isMine = ({ base, draft }: ProductFormState, path: FieldPath): boolean =>
  changedPaths(base, draft).some((mine) => isSamePath(mine, path))

/** The person chose: what he typed stays in the draft, or the other value takes its place. */
export function settleClash(
  state: ProductFormState,
  path: FieldPath,
  choice: 'mine' | 'theirs',
): ProductFormState {
  return {
    ...state,
    draft: choice === 'theirs' ? copyField(state.draft, state.base, path) : state.draft,
    clashes: state.clashes.filter((clash) => !isSamePath(clash.path, path)),
  }
}
