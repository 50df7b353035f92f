import { applyChanges, changedPaths, copyField } from '@renderer/features/products/product-changes.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { describe, expect, it } from 'vitest'
import { buildProduct, deps } from './build-product.ts'

const firstOf = (product: Product) => {
  const [variant] = product.variants
  if (!variant) throw new Error('a product has a variant')
  return variant
}
const withPrice = (product: Product, price: number): Product => ({
  ...product,
  variants: [{ ...firstOf(product), price: minor(price) }],
})

describe('applyChanges', () => {
  it('MERGE-1 keeps a price edited elsewhere when only the name was changed here', () => {
    const base = buildProduct()
    const { product, clashes } = applyChanges(base, { ...base, name: 'Bissap frais' }, withPrice(base, 650))
    expect(product.name).toBe('Bissap frais')
    expect(firstOf(product).price).toBe(650)
    expect(clashes).toEqual([])
  })

  it('recomputes the sorting key when the name changes', () => {
    const base = buildProduct()
    expect(applyChanges(base, { ...base, name: 'Épices' }, base).product.nameKey).toBe('epices')
  })

  it('MERGE-4 names a field that both changed, and the policy says whose value stands', () => {
    const base = buildProduct()
    const [mine, theirs] = [withPrice(base, 600), withPrice(base, 700)]
    const clash = { path: ['variants', firstOf(base).id, 'price'], mine: 600, theirs: 700 }
    expect(applyChanges(base, mine, theirs, 'mine')).toMatchObject({ clashes: [clash] })
    expect(firstOf(applyChanges(base, mine, theirs, 'mine').product).price).toBe(600)
    expect(firstOf(applyChanges(base, mine, theirs, 'theirs').product).price).toBe(700)
  })

  it('MERGE-2 sees no clash when both changed a field to the same value', () => {
    const base = buildProduct()
    expect(applyChanges(base, withPrice(base, 600), withPrice(base, 600)).clashes).toEqual([])
  })

  it('keeps a variant that somebody else added meanwhile, beside the one added here', () => {
    const base = buildProduct()
    const added = { ...firstOf(base), id: deps.ids.next(), sku: 'MINE' }
    const other = { ...firstOf(base), id: deps.ids.next(), sku: 'THEIRS' }
    const { product } = applyChanges(
      base,
      { ...base, variants: [...base.variants, added] },
      { ...base, variants: [...base.variants, other] },
    )
    expect(product.variants.map(({ sku }) => sku)).toEqual(['BIS-1', 'THEIRS', 'MINE'])
  })

  it('as an undo gives back the fields of the edit and leaves a later edit of another field', () => {
    const before = buildProduct()
    const after = withPrice({ ...before, name: 'Bissap' }, 900)
    const later = { ...after, brand: 'Maison' }
    const { product } = applyChanges(after, before, later, 'theirs')
    expect(product).toMatchObject({ name: before.name, brand: 'Maison' })
    expect(firstOf(product).price).toBe(500)
  })

  it('as an undo does not overwrite what somebody changed again', () => {
    const before = buildProduct()
    const after = withPrice(before, 900)
    expect(firstOf(applyChanges(after, before, withPrice(before, 950), 'theirs').product).price).toBe(950)
  })

  it('as an undo of an added variant archives it, since it may have been sold', () => {
    const before = buildProduct()
    const added = { ...firstOf(before), id: deps.ids.next(), sku: 'NEW' }
    const after = { ...before, variants: [...before.variants, added] }
    const { product } = applyChanges(after, before, after, 'theirs')
    expect(product.variants.map(({ archived }) => archived)).toEqual([false, true])
  })
})

describe('changedPaths', () => {
  it('names product, web and variant fields, and counts an added variant once', () => {
    const base = buildProduct()
    const added = { ...firstOf(base), id: deps.ids.next() }
    const changed = {
      ...withPrice(base, 1),
      tags: ['frais'],
      seo: { ...base.seo, title: 'Bissap' },
    }
    expect(changedPaths(base, { ...changed, variants: [...changed.variants, added] })).toEqual([
      ['tags'],
      ['seo', 'title'],
      ['variants', firstOf(base).id, 'price'],
      ['variants', added.id],
    ])
  })

  it('takes a missing optional field and null for the same', () => {
    const base = buildProduct()
    const same = { ...base, variants: [{ ...firstOf(base), reorderPoint: null }] }
    expect(changedPaths(base, same)).toEqual([])
  })
})

describe('copyField', () => {
  it('takes one field over and nothing else', () => {
    const base = buildProduct()
    const source = { ...withPrice(base, 777), name: 'Autre', seo: { ...base.seo, slug: 'autre' } }
    expect(firstOf(copyField(base, source, ['variants', firstOf(base).id, 'price'])).price).toBe(777)
    expect(copyField(base, source, ['seo', 'slug']).seo.slug).toBe('autre')
    expect(copyField(base, source, ['name']).name).toBe('Autre')
    expect(copyField(base, source, ['unknown'])).toBe(base)
  })
})
