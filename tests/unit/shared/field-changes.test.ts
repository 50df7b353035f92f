import { newProduct } from '@shared/domain/catalogue/product.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { type FieldChange, fieldChanges, revertChanges } from '@shared/domain/history/field-changes.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { describe, expect, it } from 'vitest'
import { authorOn, mustBeOk, testDeps } from './builders.ts'

const deps = testDeps(61)
const product: Product = newProduct(
  {
    name: 'Café',
    currency: 'XOF',
    variants: [
      { sku: 'C1', price: minor(1_500) },
      { sku: 'C2', price: minor(2_500) },
    ],
  },
  authorOn('A1'),
  deps,
)
const [first, second] = product.variants
if (!first || !second) throw new Error('a product with two variants')
const priced = (of: Product, price: number): Product => ({
  ...of,
  variants: of.variants.map((one) => (one.id === first.id ? { ...one, price: minor(price) } : one)),
})

describe('HISTORY-1 what an edit changed', () => {
  it('is told value by value, by the ids of list items, without the envelope', () => {
    const after = { ...priced(product, 1_800), name: 'Café Touba', rev: 4, updatedAt: 9, pending: 1 }
    expect(fieldChanges(product, after)).toEqual([
      { path: ['name'], from: 'Café', to: 'Café Touba' },
      { path: ['variants', first.id, 'price'], from: 1_500, to: 1_800 },
    ])
  })

  it('is nothing when only the order of a list or of the keys is another', () => {
    const { name, ...others } = product
    expect(fieldChanges(product, { ...others, name, variants: [second, first] })).toEqual([])
  })

  it('tells what was added, removed and left out', () => {
    const added = { ...second, id: deps.ids.next(), sku: 'C3' }
    const { reorderPoint: _, ...plain } = first
    const after = { ...product, tags: ['chaud'], variants: [{ ...plain, reorderPoint: 5 }, second, added] }
    expect(fieldChanges(product, after)).toEqual([
      { path: ['tags'], from: [], to: ['chaud'] },
      { path: ['variants', first.id, 'reorderPoint'], to: 5 },
      { path: ['variants', added.id], to: added },
    ])
  })
})

describe('HISTORY-2 taking an edit back', () => {
  it('gives back what was there, and leaves what others changed elsewhere', () => {
    const after = priced(product, 1_800)
    const later = { ...after, name: 'Café Touba', nameKey: 'cafe touba' }
    const reverted = mustBeOk(revertChanges(later, fieldChanges(product, after)))
    expect(reverted).toEqual({ ...later, variants: product.variants })
    expect(checkDocument('products', later, reverted).ok).toBe(true)
  })

  it('changes nothing when the same value was changed since, and names it', () => {
    const after = { ...priced(product, 1_800), brand: 'Touba' }
    const changes = fieldChanges(product, after)
    expect(revertChanges(priced(after, 1_900), changes)).toEqual({
      ok: false,
      error: { type: 'ChangedSince', path: ['variants', first.id, 'price'] },
    })
  })

  it('archives a variant that was added, since it may have been sold, and brings back one that was archived', () => {
    const added = { ...second, id: deps.ids.next(), sku: 'C3' }
    const after = { ...product, variants: [...product.variants, added] }
    const reverted = mustBeOk(revertChanges(after, fieldChanges(product, after)))
    expect(reverted.variants.at(-1)).toEqual({ ...added, archived: true })
    expect(checkDocument('products', after, reverted).ok).toBe(true)
    const archived = { ...product, archived: true }
    expect(mustBeOk(revertChanges(archived, fieldChanges(product, archived)))).toEqual(product)
  })

  it('is refused for a value that is gone with its list item', () => {
    const after = priced(product, 1_800)
    const gone = { ...after, variants: [second] }
    expect(revertChanges(gone, fieldChanges(product, after))).toMatchObject({
      error: { type: 'ChangedSince' },
    })
  })

  it('of nothing changes nothing', () => {
    const none: FieldChange[] = []
    expect(mustBeOk(revertChanges(product, none))).toBe(product)
  })
})
