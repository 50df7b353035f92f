import { createCatalogueIndex } from '@renderer/projections/catalogue-index.ts'
import { createCatalogueSearch } from '@renderer/projections/catalogue-search.ts'
import type { CatalogueRequest } from '@renderer/projections/projections.ts'
import { createStockLedger } from '@renderer/projections/stock-ledger.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { author, id, tillDeps } from '../unit/analytics/build-sales.ts'
import { buildProduct } from '../unit/projections/build-catalogue.ts'
import { runs } from './runs.ts'

/* Search as you type must answer as if every article were looked at by itself. Few letters, so that much is hit. */

const word = fc
  .array(fc.constantFrom('a', 'b', 'é', 'œ', '1'), { minLength: 1, maxLength: 3 })
  .map((letters) => letters.join(''))
const phrase = (most: number) =>
  fc.array(word, { minLength: 1, maxLength: most }).map((words) => words.join(' '))

const CATEGORIES = ['ab', 'bé a', 'zz'].map((name, i) => ({
  ...newSetting('category', { name, parentId: null, sortOrder: i }, author(), tillDeps(`category ${i}`)),
  id: id('category', i),
}))

interface Spec {
  readonly name: string
  readonly brand: string
  readonly sku: string
  readonly category: number
  readonly archived: boolean
  readonly active: boolean
  readonly price: number
}

const spec: fc.Arbitrary<Spec> = fc.record({
  name: phrase(3),
  brand: fc.oneof(fc.constant(''), phrase(2)),
  sku: fc.oneof(fc.constant(''), word),
  category: fc.integer({ min: -1, max: CATEGORIES.length - 1 }),
  archived: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  active: fc.integer({ min: 0, max: 7 }).map((n) => n > 0),
  price: fc.integer({ min: 0, max: 3 }),
})

const productOf = ({ category, sku, price, archived, ...one }: Spec, item: number): Product => ({
  ...buildProduct({
    ...one,
    archived,
    categoryId: CATEGORIES[category]?.id ?? null,
    variants: [{ item, sku, price }],
  }),
  id: id('product', item),
})

const request: fc.Arbitrary<CatalogueRequest> = fc.record(
  {
    text: fc.oneof(phrase(3), fc.constant('')),
    activeOnly: fc.boolean(),
    includeArchived: fc.boolean(),
    categoryId: fc.constantFrom(...CATEGORIES.map((one) => one.id)),
    sort: fc.constantFrom('name', 'price', 'relevance'),
    direction: fc.constantFrom('asc', 'desc'),
  },
  { requiredKeys: [] },
)

const categoryName = ({ categoryId }: Product): string =>
  foldText(String(CATEGORIES.find((one) => one.id === categoryId)?.value.name ?? ''))

function naive(products: readonly Product[], asked: CatalogueRequest): string[] {
  const text = foldText(asked.text ?? '')
  const words = text.split(' ').filter((one) => one !== '')
  const fieldsOf = (product: Product) => [
    product.nameKey,
    foldText(product.brand),
    ...product.variants.flatMap(({ sku, barcodes }) => [sku, ...barcodes].map(foldText)),
  ]
  const group = (product: Product): number => {
    if (product.nameKey.startsWith(text)) return 0
    const begins = fieldsOf(product).some((field, at) => at > 0 && field.startsWith(text))
    return begins || product.nameKey.includes(` ${text}`) ? 1 : 2
  }
  const key = (product: Product): number =>
    asked.sort === 'price'
      ? (product.variants[0]?.price ?? 0)
      : asked.sort === 'relevance'
        ? group(product)
        : 0
  const found = products
    .filter((product) => asked.includeArchived === true || !product.archived)
    .filter((product) => asked.activeOnly !== true || product.active)
    .filter((product) => asked.categoryId === undefined || product.categoryId === asked.categoryId)
    .filter((product) =>
      words.every((one) =>
        [...fieldsOf(product), categoryName(product)].some((field) => field.includes(one)),
      ),
    )
    .sort((a, b) => key(a) - key(b) || compare(a.nameKey, b.nameKey) || compare(a.id, b.id))
  return (asked.direction === 'desc' && asked.sort !== 'relevance' ? found.reverse() : found).map(
    (product) => product.id,
  )
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

test('searching answers as if every article were looked at by itself, before and after changes', () => {
  fc.assert(
    fc.property(
      fc.array(spec, { maxLength: 14 }),
      fc.array(fc.tuple(fc.nat(), spec), { maxLength: 4 }),
      fc.array(request, { minLength: 1, maxLength: 4 }),
      (first, changes, questions) => {
        const index = createCatalogueIndex()
        for (const category of CATEGORIES) index.putSetting(category)
        const living = first.map(productOf)
        for (const product of living) index.put(product, false)
        const search = createCatalogueSearch(index, createStockLedger())
        const check = () => {
          for (const question of questions) {
            expect(search.productIds(question)).toEqual(naive(living, question))
            const expected = naive(living, question)
            const page = search.search({ ...question, offset: 1, limit: 3 })
            expect(page.total).toBe(expected.length)
            expect(page.rows.map(({ productId }) => productId)).toEqual(expected.slice(1, 4))
            const best = naive(living, { ...question, sort: 'relevance', direction: 'asc' })
            const { text = '', activeOnly = false } = question
            const plain = question.categoryId === undefined ? {} : { categoryId: question.categoryId }
            const shown = search.searchVariants({ text, activeOnly, limit: 3, ...plain })
            if (question.includeArchived !== true)
              expect(shown.map(({ productId }) => productId)).toEqual(best.slice(0, 3))
          }
        }
        check()
        for (const [at, changed] of changes) {
          const item = at % (living.length + 1)
          living[item] = productOf(changed, item)
          index.put(living[item], false)
        }
        check()
      },
    ),
    { numRuns: runs(300) },
  )
})

test('searching answers so after every page of a first load, with articles that change on the way', () => {
  const pages = fc.array(fc.array(fc.tuple(spec, fc.option(fc.nat())), { minLength: 1, maxLength: 24 }), {
    minLength: 1,
    maxLength: 5,
  })
  fc.assert(
    fc.property(pages, fc.array(request, { minLength: 1, maxLength: 3 }), (arriving, questions) => {
      const index = createCatalogueIndex()
      for (const category of CATEGORIES) index.putSetting(category)
      const search = createCatalogueSearch(index, createStockLedger())
      const living: Product[] = []
      for (const page of arriving) {
        for (const [each, changed] of page) {
          const at = changed === null ? living.length : changed % (living.length + 1)
          const product = productOf(each, at)
          living[at] = product
          index.put(product, false)
        }
        for (const question of questions) expect(search.productIds(question)).toEqual(naive(living, question))
      }
    }),
    { numRuns: 40 },
  )
})
