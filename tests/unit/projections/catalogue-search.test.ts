import { createCatalogueIndex } from '@renderer/projections/catalogue-index.ts'
import { createCatalogueSearch } from '@renderer/projections/catalogue-search.ts'
import { createStockLedger } from '@renderer/projections/stock-ledger.ts'
import { createStockRows } from '@renderer/projections/stock-rows.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { author, id } from '../analytics/build-sales.ts'
import { buildProduct, buildReceipt } from './build-catalogue.ts'

const DAY = 20_260_305 as BusinessDay // a known calendar day

function setting(kind: 'category' | 'location', key: string, name: string): Setting {
  const { shopId, staffId, deviceId } = author()
  const value = kind === 'category' ? { name, parentId: null, sortOrder: 0 } : { name, sells: true }
  return {
    id: id(kind, key),
    shopId,
    rev: 0,
    editId: id('edit'),
    createdAt: 0,
    createdBy: staffId,
    updatedAt: 0,
    updatedBy: staffId,
    deviceId,
    archived: false,
    kind,
    value,
  }
}

const OPTIONS = (value: string): Product['variants'][number]['options'] => [{ name: 'Taille', value }]

function setupShop() {
  const index = createCatalogueIndex()
  const ledger = createStockLedger()
  index.putSetting(setting('category', 'soap', 'Savons & hygiène'))
  index.putSetting(setting('category', 'food', 'Épicerie'))
  index.putSetting(setting('location', '1', 'Boutique'))
  const products = [
    buildProduct({
      name: 'Savon de Marseille',
      brand: 'Le Chat',
      categoryId: id('category', 'soap'),
      variants: [{ item: 1, sku: 'SAV-72', barcodes: ['3017620422003'], price: 900, threshold: 5 }],
    }),
    buildProduct({
      name: 'Lessive au savon noir',
      categoryId: id('category', 'soap'),
      variants: [{ item: 2, sku: 'les-1', price: 2_500 }],
    }),
    buildProduct({
      name: 'Bœuf séché',
      categoryId: id('category', 'food'),
      variants: [
        { item: 3, sku: 'BS-P', options: OPTIONS('Petit'), price: 1_500 },
        { item: 4, sku: 'BS-G', options: OPTIONS('Grand'), price: 4_000 },
      ],
    }),
    buildProduct({ name: 'Sac à pain', active: false, variants: [{ item: 5, price: null, tracked: false }] }),
    buildProduct({ name: 'Savon retiré', archived: true, variants: [{ item: 6, sku: 'OLD' }] }),
  ]
  for (const product of products) index.put(product, product.name.startsWith('Lessive'))
  const receipt = buildReceipt(
    [
      { item: 1, quantity: 4 },
      { item: 2, quantity: 30 },
    ],
    'in',
    DAY,
  )
  ledger.apply('stockMovements', receipt.id, receipt.postings)
  return {
    index,
    ledger,
    search: createCatalogueSearch(index, ledger),
    stockRows: createStockRows(index, ledger),
  }
}

const names = ({ rows }: { rows: readonly { name: string }[] }) => rows.map(({ name }) => name)

describe('searching products', () => {
  test('finds words in mid-word, without accents, in any order, over name, brand, SKU, barcode and category', () => {
    const { search } = setupShop()
    const find = (text: string) => names(search.search({ text }))
    expect(find('avo')).toEqual(['Lessive au savon noir', 'Savon de Marseille'])
    expect(find('NOIR savon')).toEqual(['Lessive au savon noir'])
    expect(find('boeuf seche')).toEqual(['Bœuf séché'])
    expect(find('le chat')).toEqual(['Savon de Marseille'])
    expect(find('0422')).toEqual(['Savon de Marseille'])
    expect(find('epicerie')).toEqual(['Bœuf séché'])
    expect(find('grand')).toEqual(['Bœuf séché'])
    expect(find('nothing like it')).toEqual([])
  })

  test('a word never runs from one field into the next', () => {
    const { search } = setupShop()
    expect(names(search.search({ text: 'marseillele' }))).toEqual([])
  })

  test('by relevance, names that begin with the text come first', () => {
    const { search } = setupShop()
    expect(names(search.search({ text: 'savon', sort: 'relevance' }))).toEqual([
      'Savon de Marseille',
      'Lessive au savon noir',
    ])
  })

  test('filters by category, for sale, pending, and stock; archived ones only when asked for', () => {
    const { search } = setupShop()
    expect(names(search.search({ categoryId: id('category', 'food') }))).toEqual(['Bœuf séché'])
    expect(names(search.search({ activeOnly: true }))).not.toContain('Sac à pain')
    expect(names(search.search({ pendingOnly: true }))).toEqual(['Lessive au savon noir'])
    expect(names(search.search({ stock: 'low' }))).toEqual(['Bœuf séché', 'Savon de Marseille'])
    expect(names(search.search({ stock: 'out' }))).toEqual(['Bœuf séché'])
    expect(search.search({}).total).toBe(4)
    expect(search.search({ includeArchived: true }).total).toBe(5)
  })

  test('sorts by price, on hand and category, both ways, and pages', () => {
    const { search } = setupShop()
    const byPrice = search.search({ sort: 'price' })
    expect(names(byPrice)).toEqual([
      'Savon de Marseille',
      'Bœuf séché',
      'Lessive au savon noir',
      'Sac à pain',
    ])
    expect(names(search.search({ sort: 'onHand', direction: 'desc', limit: 1 }))).toEqual([
      'Lessive au savon noir',
    ])
    expect(names(search.search({ sort: 'price', direction: 'desc', offset: 3 }))).toEqual([
      'Savon de Marseille',
    ])
    expect(names(search.search({ sort: 'category' }))[0]).toBe('Bœuf séché')
  })

  test('a row says prices from and to, on hand over variants, category and codes', () => {
    const { search } = setupShop()
    expect(search.search({ text: 'boeuf' }).rows[0]).toMatchObject({
      priceFrom: 1_500,
      priceTo: 4_000,
      variantCount: 2,
      onHand: 0,
      categoryName: 'Épicerie',
      sku: 'BS-P',
      skus: ['BS-P', 'BS-G'],
      pending: false,
    })
    expect(search.search({ text: 'sac' }).rows[0]).toMatchObject({ priceFrom: null, tracked: false })
  })

  test('an answer is never older than the change before it', () => {
    const { search, index, ledger } = setupShop()
    expect(search.search({ text: 'savon' }).total).toBe(2)
    index.put(buildProduct({ name: 'Savon neuf', variants: [{ item: 9 }] }), true)
    expect(search.search({ text: 'savon' }).total).toBe(3)
    const more = buildReceipt([{ item: 1, quantity: 100 }], 'more', DAY)
    ledger.apply('stockMovements', more.id, more.postings)
    expect(names(search.search({ sort: 'onHand', direction: 'desc', limit: 1 }))).toEqual([
      'Savon de Marseille',
    ])
    index.putSetting({ ...setting('category', 'food', 'Boucherie') })
    expect(names(search.search({ text: 'boucherie' }))).toEqual(['Bœuf séché'])
  })
})

describe('finding variants', () => {
  test('by exact barcode or SKU, then by SKU in any case', () => {
    const { index } = setupShop()
    const found = (code: string) => index.byCode(code).map(({ variant }) => variant.sku)
    expect(found('3017620422003')).toEqual(['SAV-72'])
    expect(found(' SAV-72 ')).toEqual(['SAV-72'])
    expect(found('LES-1')).toEqual(['les-1'])
    expect(found('SAV')).toEqual([])
    expect(found('')).toEqual([])
  })

  test('one code on two products gives both, and a code that was taken away gives nothing', () => {
    const { index } = setupShop()
    const twin = buildProduct({ name: 'Jumeau', variants: [{ item: 8, barcodes: ['3017620422003'] }] })
    index.put(twin, false)
    expect(index.byCode('3017620422003')).toHaveLength(2)
    index.put({ ...twin, variants: twin.variants.map((one) => ({ ...one, barcodes: [] })) }, false)
    expect(index.byCode('3017620422003')).toHaveLength(1)
  })

  test('typing a size narrows down to the variant of that size', () => {
    const { search } = setupShop()
    expect(search.searchVariants({ text: 'boeuf' }).map(({ name }) => name)).toEqual([
      'Bœuf séché · Petit',
      'Bœuf séché · Grand',
    ])
    expect(search.searchVariants({ text: 'boeuf gra' }).map(({ sku, price }) => [sku, price])).toEqual([
      ['BS-G', 4_000],
    ])
  })
})

describe('stock rows', () => {
  test('one row a tracked variant and location, with its state', () => {
    const { stockRows } = setupShop()
    const { rows } = stockRows({})
    const shop = rows.filter(({ locationName }) => locationName === 'Boutique')
    expect(shop.map(({ name }) => name)).toEqual([
      'Bœuf séché · Petit',
      'Bœuf séché · Grand',
      'Lessive au savon noir',
      'Savon de Marseille',
    ])
    const state = (name: string) => rows.find((row) => row.name === name && row.onHand !== 0)?.state
    expect([state('Savon de Marseille'), state('Lessive au savon noir')]).toEqual(['low', 'ok'])
  })

  test('filters and sorts', () => {
    const { stockRows } = setupShop()
    const locationId = id('location', 1)
    expect(stockRows({ locationId, filter: 'low' }).rows.map(({ sku }) => sku)).toEqual([
      'BS-P',
      'BS-G',
      'SAV-72',
    ])
    expect(stockRows({ locationId, filter: 'negative' }).total).toBe(0)
    expect(stockRows({ locationId, sort: 'onHand', direction: 'desc' }).rows[0]?.sku).toBe('les-1')
    expect(stockRows({ locationId, text: 'savon' }).total).toBe(2)
  })
})

describe('the order by name', () => {
  test('kept change by change equals sorting everything', () => {
    const change = fc.record({
      item: fc.integer({ min: 0, max: 12 }),
      name: fc.option(fc.string({ minLength: 1, maxLength: 3 })),
    })
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 12 }), (rounds) => {
        const index = createCatalogueIndex()
        const living = new Map<string, string>()
        for (const round of rounds) {
          for (const { item, name } of round) {
            const product = buildProduct({ name: name ?? 'x', variants: [{ item }] })
            const productId = id('fixed', item)
            if (name === null) index.remove(productId)
            else index.put({ ...product, id: productId }, false)
            if (name === null) living.delete(productId)
            else living.set(productId, product.nameKey)
          }
          const expected = [...living].sort((a, b) =>
            a[1] === b[1] ? (a[0] < b[0] ? -1 : 1) : a[1] < b[1] ? -1 : 1,
          )
          expect(index.byName().map((entry) => entry.id)).toEqual(expected.map(([productId]) => productId))
        }
      }),
    )
  })
})
