import { categoryPaths } from '@renderer/features/products/categories.ts'
import {
  axesOf,
  combinationCount,
  missingCombinations,
  readValues,
} from '@renderer/features/products/option-combinations.ts'
import {
  codesOf,
  hasWrongCheckDigit,
  readCodes,
  repeatedCodes,
} from '@renderer/features/products/product-codes.ts'
import { cleanProduct, rename, reprice } from '@renderer/features/products/product-edits.ts'
import { catalogueRequest, NO_FILTER } from '@renderer/features/products/product-filter.ts'
import { deriveId } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { productSchema } from '@shared/schemas/products.schema.ts'
import { describe, expect, it } from 'vitest'
import { buildProduct } from './build-product.ts'

const size = (value: string) => ({ name: 'Taille', value })
const colour = (value: string) => ({ name: 'Couleur', value })

describe('option combinations', () => {
  const axes = [
    { name: 'Taille', values: ['S', 'M'] },
    { name: 'Couleur', values: ['rouge', 'bleu'] },
  ]

  it('makes only the combinations that no variant has, whatever the order of its options', () => {
    const { variants } = buildProduct({}, [{ options: [colour('rouge'), size('S')] }])
    expect(missingCombinations(axes, variants)).toEqual([
      [size('S'), colour('bleu')],
      [size('M'), colour('rouge')],
      [size('M'), colour('bleu')],
    ])
  })

  it('does not make an archived combination again', () => {
    const { variants } = buildProduct({}, [{ options: [size('S')], archived: true }])
    expect(missingCombinations([{ name: 'Taille', values: ['S'] }], variants)).toEqual([])
    expect(axesOf(variants)).toEqual([])
  })

  it('passes over an option without a name or without values', () => {
    expect(
      missingCombinations(
        [
          { name: ' ', values: ['S'] },
          { name: 'Taille', values: [] },
        ],
        [],
      ),
    ).toEqual([])
    expect(combinationCount([...axes, { name: 'Coupe', values: [] }])).toBe(4)
  })

  it('reads values parted by commas, without blanks and repetitions', () => {
    expect(readValues(' S, M ;; S , L ')).toEqual(['S', 'M', 'L'])
  })
})

describe('product codes', () => {
  it('finds a code that two variants of one product carry, archived ones aside', () => {
    const product = buildProduct({}, [
      { sku: 'A', barcodes: ['123'] },
      { sku: 'B', barcodes: ['123'] },
      { sku: 'A', archived: true },
    ])
    expect([...repeatedCodes(codesOf(product))]).toEqual(['123'])
  })

  it('knows a wrong check digit in EAN-8, UPC-A and EAN-13 and leaves a shop’s own codes alone', () => {
    expect(['96385074', '036000291452', '4006381333931'].map(hasWrongCheckDigit)).toEqual([
      false,
      false,
      false,
    ])
    expect(['96385075', '036000291453', '4006381333932'].map(hasWrongCheckDigit)).toEqual([true, true, true])
    expect(hasWrongCheckDigit('BIS-1')).toBe(false)
  })

  it('reads scanned codes one after the other', () => {
    expect(readCodes('4006381333931 96385074\n96385074')).toEqual(['4006381333931', '96385074'])
  })
})

describe('small edits', () => {
  it('refuses a product without a name and cleans what was typed', () => {
    expect(rename(buildProduct(), '  \t ')).toEqual({ ok: false, error: { type: 'NameMissing' } })
    const renamed = rename(buildProduct(), '  Thé\u0000  vert ')
    expect(renamed.ok && renamed.value).toMatchObject({ name: 'Thé vert', nameKey: 'the vert' })
  })

  it('sets the price of the one variant in use and refuses where there are several', () => {
    const one = buildProduct({}, [{ price: minor(1), archived: true }, { price: minor(2) }])
    const repriced = reprice(one, minor(3))
    expect(repriced.ok && repriced.value.variants.map(({ price }) => price)).toEqual([1, 3])
    expect(reprice(buildProduct({}, [{}, {}]), minor(3))).toEqual({
      ok: false,
      error: { type: 'SeveralPrices' },
    })
  })

  it('leaves a form’s product in the shape the schema wants', () => {
    const product = buildProduct({
      name: ' Thé\nvert ',
      description: 'a\r\nb\u0007',
      tags: [' frais ', ''],
      images: [{ id: '1', url: ' ', alt: '' }],
      seo: { slug: 'a\tb', title: '', description: '', keywords: [] },
    })
    const clean = cleanProduct(product)
    expect(productSchema.safeParse(clean).error).toBeUndefined()
    expect(clean).toMatchObject({ name: 'Thé vert', description: 'a\nb', tags: ['frais'], images: [] })
  })
})

describe('the list of products', () => {
  it('asks for exactly what the filters say', () => {
    const sort = { id: 'price', direction: 'desc' } as const
    expect(catalogueRequest(NO_FILTER, sort)).toEqual({ sort: 'price', direction: 'desc' })
    expect(catalogueRequest({ text: ' thé ', categoryId: null, state: 'low' }, sort)).toMatchObject({
      text: 'thé',
      stock: 'low',
    })
    expect(catalogueRequest({ ...NO_FILTER, state: 'pending' }, sort)).toMatchObject({ pendingOnly: true })
  })

  it('writes categories from the root down and survives a circle', () => {
    const [a, b, c] = [deriveId('a'), deriveId('b'), deriveId('c')]
    const paths = categoryPaths([
      { id: a, value: { name: 'Boissons', parentId: null } },
      { id: b, value: { name: 'Jus', parentId: a } },
      { id: c, value: { name: 'Rond', parentId: c } },
    ])
    expect(paths.map(({ path }) => path)).toEqual(['Boissons', 'Boissons > Jus', 'Rond'])
  })
})
