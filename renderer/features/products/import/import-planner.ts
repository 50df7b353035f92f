import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { decodeText } from '@shared/import/decode-text.ts'
import type { RejectedProductRow } from '@shared/import/product-drafts.ts'
import {
  type ExistingCatalogue,
  type ProductFile,
  type ProductImportPlan,
  planProductImport,
  readProductFile,
} from '@shared/import/product-import.ts'
import { assert } from '@shared/kernel/assert.ts'
import { createIdSource, type Id } from '@shared/kernel/id.ts'
import type { RandomSource } from '@shared/kernel/random.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { ImportLookups, ImportPlanner, PlanContext, PlanSummary } from './import-protocol.ts'

const SAMPLE_ROWS = 3

/** One import from file to plan. Holds the file and the plan, so that only what is asked for leaves the worker. */
export function createImportPlanner(random: RandomSource): ImportPlanner {
  let bytes: Uint8Array = new Uint8Array()
  let file: ProductFile | null = null
  let plan: Pick<ProductImportPlan, 'creates' | 'updates'> = { creates: [], updates: [] }
  const depsAt = ({ now }: PlanContext) => {
    const clock = { now: () => now }
    return { clock, ids: createIdSource(clock, random) }
  }
  return {
    read(input, choices, context) {
      if ('bytes' in input) bytes = input.bytes
      const decoded = decodeText(bytes, choices.encoding)
      if (!decoded.ok) return decoded
      const { text, encoding, damaged } = decoded.value
      const read = readProductFile(text, choices)
      if (!read.ok) return read
      file = read.value
      const { delimiter, format, header, mapping, rows, rejected } = file
      const lookups = lookupsOf(file, context, depsAt(context))
      const sample = rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells)
      const rowCount = rows.length + rejected.length
      return {
        ok: true,
        value: { encoding, damaged, delimiter, format, header, mapping, rowCount, sample, lookups },
      }
    },
    plan({ products, categories }, choices, context): PlanSummary {
      assert(file !== null, 'a file is read before it is planned')
      const { existing, revived } = indexProducts(products, categories)
      const { decimalMark } = choices
      const planned = planProductImport(
        {
          file,
          existing,
          currency: context.currency,
          author: context.author,
          ...(decimalMark === undefined ? {} : { decimalMark }),
        },
        depsAt(context),
      )
      const updates = planned.updates.map(({ before, after }) => ({
        before: revived.get(before.id) ?? before,
        after,
      }))
      plan = { creates: planned.creates, updates }
      const rejected = onePerRow(planned.rejected)
      return { ...planned, rejected, creates: planned.creates.length, updates: updates.length }
    },
    creates: (offset, limit) => plan.creates.slice(offset, offset + limit),
    updates: (offset, limit) => plan.updates.slice(offset, offset + limit),
  }
}

/** Plans against an empty shop to learn what the plan would look for, so that only those products are read. */
function lookupsOf(
  file: ProductFile,
  { author, currency }: PlanContext,
  deps: Parameters<typeof planProductImport>[1],
): ImportLookups {
  const ids = new Set<string>()
  const externalIds = new Set<string>()
  const skus = new Set<string>()
  const recorder: ExistingCatalogue = {
    byId: (id) => void ids.add(id),
    byExternalId: (externalId) => void externalIds.add(externalId),
    bySku: (sku) => void skus.add(sku),
    categoryByPath: () => undefined,
  }
  planProductImport({ file, existing: recorder, currency, author }, deps)
  return { ids: [...ids], externalIds: [...externalIds], skus: [...skus] }
}

/**
 * Products by what a file knows them by. An archived product that the file names again comes back into use: the planner
 * gets it unarchived and without its sorting key, so that it always counts as changed; `revived` has it as it is.
 */
function indexProducts(products: readonly Product[], categories: readonly (readonly [string, Id])[]) {
  const byId = new Map<string, Product>()
  const byExternalId = new Map<string, Product>()
  const bySku = new Map<string, Product>()
  const revived = new Map<string, Product>()
  for (const stored of products) {
    const product = stored.archived ? { ...stored, archived: false, nameKey: '' } : stored
    if (stored.archived) revived.set(stored.id, stored)
    byId.set(product.id, product)
    if (product.source.externalId !== '') byExternalId.set(product.source.externalId, product)
    if (stored.archived) continue
    for (const { sku, archived } of product.variants) if (sku !== '' && !archived) bySku.set(sku, product)
  }
  const categoryByPath = new Map(categories.map(([path, id]) => [foldPath(path), id]))
  const existing: ExistingCatalogue = {
    byId: (id) => byId.get(id),
    byExternalId: (externalId) => byExternalId.get(externalId),
    bySku: (sku) => bySku.get(sku),
    categoryByPath: (path) => categoryByPath.get(path),
  }
  return { existing, revived }
}

/** A row whose product falls with it is named for both; the first reason is the one to mend. */
function onePerRow(rejected: readonly RejectedProductRow[]): RejectedProductRow[] {
  const seen = new Set<number>()
  return rejected.filter(({ number }) => {
    const isFirst = !seen.has(number)
    seen.add(number)
    return isFirst
  })
}

const foldPath = (path: string): string => path.split('>').map(foldText).join(' > ')
