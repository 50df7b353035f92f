import {
  changeProduct,
  changeVariant,
  isDirty,
  openForm,
  receiveProduct,
  settleClash,
} from '@renderer/features/products/product-form-state.ts'
import { minor } from '@shared/kernel/money.ts'
import { describe, expect, it } from 'vitest'
import { buildProduct } from './build-product.ts'

describe('a product form while the product changes elsewhere', () => {
  it('is dirty only while a field differs from the store', () => {
    const opened = openForm(buildProduct())
    const typed = changeProduct(opened, { brand: 'Maison' })
    expect([isDirty(opened), isDirty(typed), isDirty(changeProduct(typed, { brand: '' }))]).toEqual([
      false,
      true,
      false,
    ])
  })

  it('takes over a field that nobody touched here, and says so', () => {
    const product = buildProduct()
    const typed = changeProduct(openForm(product), { name: 'Bissap' })
    const state = receiveProduct(typed, { ...product, brand: 'Maison' })
    expect(state.draft).toMatchObject({ name: 'Bissap', brand: 'Maison' })
    expect(state.updated).toEqual([['brand']])
    expect(state.clashes).toEqual([])
    expect(isDirty(state)).toBe(true)
  })

  it('keeps what was typed and asks when the same field changed elsewhere', () => {
    const product = buildProduct()
    const state = receiveProduct(changeProduct(openForm(product), { name: 'Mine' }), {
      ...product,
      name: 'Theirs',
    })
    expect(state.draft.name).toBe('Mine')
    expect(state.clashes).toEqual([{ path: ['name'], mine: 'Mine', theirs: 'Theirs' }])
    expect(state.updated).toEqual([])
  })

  it('settles a clash for either side', () => {
    const product = buildProduct()
    const state = receiveProduct(changeProduct(openForm(product), { name: 'Mine' }), {
      ...product,
      name: 'Theirs',
    })
    expect(settleClash(state, ['name'], 'mine')).toMatchObject({ clashes: [], draft: { name: 'Mine' } })
    expect(settleClash(state, ['name'], 'theirs')).toMatchObject({ clashes: [], draft: { name: 'Theirs' } })
    expect(isDirty(settleClash(state, ['name'], 'theirs'))).toBe(false)
  })

  it('goes on asking about an open clash when another change arrives, with the newest other value', () => {
    const product = buildProduct()
    const clashed = receiveProduct(changeProduct(openForm(product), { name: 'Mine' }), {
      ...product,
      name: 'Theirs',
    })
    const later = receiveProduct(clashed, { ...product, name: 'Theirs', brand: 'Maison' })
    expect(later.clashes).toHaveLength(1)
    const latest = receiveProduct(later, { ...product, name: 'Newer', brand: 'Maison' })
    expect(latest.clashes).toEqual([{ path: ['name'], mine: 'Mine', theirs: 'Newer' }])
  })

  it('drops the question when the other side comes to the same value', () => {
    const product = buildProduct()
    const clashed = receiveProduct(changeProduct(openForm(product), { name: 'Mine' }), {
      ...product,
      name: 'Theirs',
    })
    expect(receiveProduct(clashed, { ...product, name: 'Mine' }).clashes).toEqual([])
  })

  it('does nothing when only the acknowledgement of the server arrives', () => {
    const product = buildProduct()
    const typed = changeVariant(openForm(product), product.variants[0]?.id ?? '', { price: minor(900) })
    const state = receiveProduct(typed, { ...product, rev: 12 })
    expect(state).toMatchObject({ clashes: [], updated: [] })
    expect(state.draft.variants[0]?.price).toBe(900)
  })
})
