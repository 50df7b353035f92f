import type { Store } from '@renderer/db/store.ts'
import type { Projections } from '@renderer/projections/projections.ts'
import { deriveId, type Id, isId } from '@shared/kernel/id.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { withoutPending } from '../without-pending.ts'
import type { ImportLookups } from './import-protocol.ts'

/** Up to here products are fetched one by one; above it reading the whole catalogue page by page is quicker. */
const ONE_BY_ONE = 500
const PAGE = 500

interface Sources {
  readonly store: Pick<Store, 'get' | 'findMany'>
  readonly projections: Pick<Projections, 'findByCodes'>
  readonly shopId: Id
}

/** The products that a file's rows may mean, archived ones included. */
export async function loadExisting(sources: Sources, lookups: ImportLookups): Promise<Product[]> {
  const wanted = lookups.ids.length + lookups.externalIds.length + lookups.skus.length
  return wanted <= ONE_BY_ONE ? loadOneByOne(sources, lookups) : loadByPages(sources, lookups)
}

async function loadOneByOne(
  { store, projections, shopId }: Sources,
  lookups: ImportLookups,
): Promise<Product[]> {
  const bySku = await projections.findByCodes(lookups.skus)
  const ids = new Set<Id>([
    ...lookups.ids.filter(isId),
    // An imported product has the id that its source gives it (IMPORT-1).
    ...lookups.externalIds.map((externalId) => deriveId(shopId, 'import-product', externalId)),
    ...bySku.flat().map(({ productId }) => productId),
  ])
  const found = await Promise.all([...ids].map((id) => store.get('products', id)))
  return found.filter((product) => product !== null).map(withoutPending)
}

async function loadByPages({ store }: Sources, lookups: ImportLookups): Promise<Product[]> {
  const ids = new Set(lookups.ids)
  const externalIds = new Set(lookups.externalIds)
  const skus = new Set(lookups.skus)
  const found: Product[] = []
  for await (const page of productPages(store)) {
    for (const product of page) {
      const isWanted =
        ids.has(product.id) ||
        externalIds.has(product.source.externalId) ||
        product.variants.some(({ sku }) => skus.has(sku))
      if (isWanted) found.push(product)
    }
  }
  return found
}

/** The whole catalogue in pages by id, so that no query is unbounded. */
export async function* productPages(store: Pick<Store, 'findMany'>): AsyncGenerator<readonly Product[]> {
  let after: Id | null = null
  while (true) {
    const page: Awaited<ReturnType<typeof store.findMany<'products'>>> = await store.findMany('products', {
      ...(after === null ? {} : { selector: { id: { $gt: after } } }),
      sort: ['id'],
      limit: PAGE,
    })
    if (page.length > 0) yield page.map(withoutPending)
    after = page.at(-1)?.id ?? null
    if (page.length < PAGE || after === null) return
  }
}
