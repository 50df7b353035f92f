import { useDocument } from '@renderer/db/hooks.ts'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import type { Id } from '@shared/kernel/id.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { useTranslation } from 'react-i18next'
import { ProductForm } from './product-form.tsx'
import { withoutPending } from './without-pending.ts'

/** What the sheet shows: a stored product, or one that is being made. */
export type OpenProduct =
  | { readonly kind: 'stored'; readonly productId: Id }
  | { readonly kind: 'new'; readonly product: Product }

interface ProductSheetProps {
  open: OpenProduct | null
  onClose: () => void
}

export function ProductSheet({ open, onClose }: ProductSheetProps) {
  if (open === null) return null
  if (open.kind === 'new')
    return <ProductForm key={open.product.id} stored={null} initial={open.product} onClose={onClose} />
  return <StoredProduct key={open.productId} productId={open.productId} onClose={onClose} />
}

function StoredProduct({ productId, onClose }: { productId: Id; onClose: () => void }) {
  const { t } = useTranslation('products')
  const stored = useDocument('products', productId)
  if (stored) {
    const product = withoutPending(stored)
    return <ProductForm stored={product} initial={product} onClose={onClose} />
  }
  return (
    <Sheet open onOpenChange={onClose} title={t('form.editTitle')} size="xl">
      {stored === undefined ? (
        <Skeleton className="w-1/2" />
      ) : (
        <ErrorState
          what={t('form.missing.what')}
          todo={t('form.missing.todo')}
          data={t('form.missing.data')}
        />
      )}
    </Sheet>
  )
}
