import type { Store } from '@renderer/db/store.ts'
import type { CatalogueRequest, Projections } from '@renderer/projections/projections.ts'
import { writeCsv } from '@shared/import/csv.ts'
import { EXPORT_HEADER, exportRows } from '@shared/import/product-export.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Category } from './categories.ts'

interface ExportTask {
  readonly store: Pick<Store, 'get'>
  readonly projections: Pick<Projections, 'productIds' | 'onHand'>
  readonly categories: readonly Category[]
  readonly request: CatalogueRequest
  readonly signal: AbortSignal
  onProgress(share: number): void
}

const SLICE = 100

/** The products of a question as a file that can be imported again unchanged (IMPORT-2). Null when it was cancelled. */
export async function exportProducts(
  task: ExportTask,
): Promise<{ content: string; products: number } | null> {
  const { store, projections, categories, request, signal, onProgress } = task
  const ids = await projections.productIds(request)
  const pathById = new Map(categories.map(({ id, path }) => [id, path]))
  const rows: string[][] = []
  let products = 0
  for (let offset = 0; offset < ids.length; offset += SLICE) {
    if (signal.aborted) return null
    const found = await Promise.all(ids.slice(offset, offset + SLICE).map((id) => store.get('products', id)))
    const slice = found.filter((product) => product !== null)
    const variantIds: Id[] = slice.flatMap(({ variants }) => variants.map(({ id }) => id))
    const answers = await projections.onHand(variantIds.map((variantId) => ({ variantId })))
    const onHandById = new Map<string, number>(answers.map(({ variantId, onHand }) => [variantId, onHand]))
    for (const product of slice) {
      const categoryPath = product.categoryId === null ? '' : (pathById.get(product.categoryId) ?? '')
      rows.push(
        ...exportRows(product, { categoryPath, onHand: (variantId) => onHandById.get(variantId) ?? null }),
      )
    }
    products += slice.length
    onProgress(Math.min(1, (offset + SLICE) / Math.max(1, ids.length)))
  }
  return { content: writeCsv(EXPORT_HEADER, rows), products }
}
