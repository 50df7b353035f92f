import { touch } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { newVariant } from '@shared/domain/catalogue/product.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import { minor } from '@shared/kernel/money.ts'
import { applyChoice, mergeDocument } from '@shared/merge/merge-document.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorOn, customerOf, mustFit, productOf, testDeps } from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

const OK = { ok: true, value: undefined }

type ProductEdit = (product: Product) => Product
const named =
  (name: string): ProductEdit =>
  (product) => ({ ...product, name, nameKey: foldText(name) })

/** Edits that people make in the catalogue, on a product of three variants. */
const productEdit: fc.Arbitrary<ProductEdit> = fc.oneof(
  fc.constantFrom('Café Touba', 'Thé vert', 'Éclair').map(named),
  fc.constantFrom('', 'Bon').map((description) => (product: Product) => ({ ...product, description })),
  fc.boolean().map((active) => (product: Product) => ({ ...product, active })),
  fc.boolean().map((archived) => (product: Product) => ({ ...product, archived })),
  fc.subarray(['bio', 'promo', 'neuf']).map((tags) => (product: Product) => ({ ...product, tags })),
  fc
    .record({ at: fc.nat(3), sku: fc.constantFrom('', 'S1', 'S2', 'S3', 'S4') })
    .map(({ at, sku }) => (product: Product) => {
      const isTaken = product.variants.some((variant, i) => i !== at && variant.sku === sku && sku !== '')
      return isTaken ? product : changeVariant(product, at, { sku })
    }),
  fc.record({ at: fc.nat(3), price: fc.constantFrom(100, 200, 300) }).map(
    ({ at, price }) =>
      (product: Product) =>
        changeVariant(product, at, { price: minor(price) }),
  ),
  fc.constantFrom('S5', 'S6', '').map((sku) => (product: Product) => {
    const isTaken = product.variants.some((variant) => variant.sku === sku && sku !== '')
    const added = newVariant({ sku: isTaken ? '' : sku }, { ids: extraIds.ids })
    return { ...product, variants: [...product.variants, added] }
  }),
  fc
    .constantFrom('a', 'b')
    .map((title) => (product: Product) => ({ ...product, seo: { ...product.seo, title } })),
  fc.constant((product: Product) => ({ ...product, variants: [...product.variants].reverse() })),
)
const extraIds = testDeps(77)

const changeVariant = (
  product: Product,
  at: number,
  change: Partial<Product['variants'][number]>,
): Product => ({
  ...product,
  variants: product.variants.map((variant, i) => (i === at ? { ...variant, ...change } : variant)),
})

const base: Product = productOf([{ sku: 'S1', price: minor(100) }, { sku: 'S2' }, { sku: '' }])
const edited = (start: Product, edits: readonly ProductEdit[], device: 'A1' | 'A2', seed: number): Product =>
  edits.length === 0
    ? start
    : touch(
        edits.reduce((product, edit) => edit(product), start),
        authorOn(device),
        testDeps(seed),
      )

describe('merging a product', () => {
  const edits = fc.array(productEdit, { maxLength: 4 })

  it('MERGE-7 PRODUCT-2 two catalogues that are each right make one that is right, on top of either', () => {
    fc.assert(
      fc.property(edits, edits, (mineEdits, theirEdits) => {
        const mine = edited(base, mineEdits, 'A1', 21)
        const theirs = { ...edited(base, theirEdits, 'A2', 22), rev: 5 }
        const { document, clashes } = mergeDocument('products', base, mine, theirs)
        mustFit('products', document)
        expect(checkDocument('products', theirs, document)).toEqual(OK)
        expect(document.rev).toBe(5)
        expect(mergeDocument('products', base, mine, theirs)).toEqual({ document, clashes })
        expect(mergeDocument('products', theirs, document, theirs)).toEqual({ document, clashes: [] })
      }),
      { numRuns: runs(200) },
    )
  })

  it('MERGE-4 every clash tells what both wanted, theirs stands, and choosing mine puts mine there', () => {
    fc.assert(
      fc.property(edits, edits, (mineEdits, theirEdits) => {
        const mine = edited(base, mineEdits, 'A1', 31)
        const theirs = edited(base, theirEdits, 'A2', 32)
        const { document, clashes } = mergeDocument('products', base, mine, theirs)
        for (const { path, mine: wanted, theirs: stands } of clashes) {
          expect(applyChoice(document, path, stands)).toEqual(document)
          const chosen = applyChoice(document, path, wanted)
          expect(readAt(chosen, path)).toEqual(wanted)
          expect(chosen.nameKey).toBe(foldText(chosen.name))
        }
      }),
      { numRuns: runs(120) },
    )
  })

  it('MERGE-1 a product that only one side touched is exactly that side', () => {
    fc.assert(
      fc.property(edits, (some) => {
        const changed = edited(base, some, 'A1', 41)
        fc.pre(!isSameContent({ ...changed, editId: base.editId }, base))
        expect(mergeDocument('products', base, changed, base)).toEqual({ document: changed, clashes: [] })
        expect(mergeDocument('products', base, base, changed)).toEqual({ document: changed, clashes: [] })
        expect(mergeDocument('products', base, changed, changed)).toEqual({ document: changed, clashes: [] })
      }),
    )
  })

  it('MERGE-3 an unknown base never adds, removes or revives anything: theirs stands and the rest is a clash', () => {
    fc.assert(
      fc.property(edits, edits, (mineEdits, theirEdits) => {
        const mine = edited(base, mineEdits, 'A1', 51)
        const theirs = edited(base, theirEdits, 'A2', 52)
        const { document } = mergeDocument('products', null, mine, theirs)
        expect({ ...document, archived: theirs.archived }).toEqual(
          mine.archived === theirs.archived || theirs.archived
            ? theirs
            : {
                ...theirs,
                editId: mine.editId,
                updatedAt: mine.updatedAt,
                updatedBy: mine.updatedBy,
                deviceId: mine.deviceId,
              },
        )
        expect(document.archived).toBe(mine.archived || theirs.archived)
      }),
    )
  })
})

function readAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner.find((item) => item.id === key) ?? null
    return inner !== null && typeof inner === 'object' ? Reflect.get(inner, key) : undefined
  }, value)
}

describe('merging a customer', () => {
  const address = (word: string, isDefault: boolean): Customer['addresses'][number] => ({
    id: newVariant({}, { ids: addressIds.ids }).id,
    label: 'home',
    isDefault,
    address: { line1: word },
  })
  const addressIds = testDeps(61)

  it('CUSTOMER-3 two default addresses become one, theirs, and mine is told', () => {
    const customer = customerOf()
    const mine = touch({ ...customer, addresses: [address('a', true)] }, authorOn('A1'), testDeps(62))
    const theirs = touch({ ...customer, addresses: [address('b', true)] }, authorOn('A2'), testDeps(63))
    const { document, clashes } = mergeDocument('customers', customer, mine, theirs)
    expect(document.addresses.map(({ address: { line1 }, isDefault }) => [line1, isDefault])).toEqual([
      ['b', true],
      ['a', false],
    ])
    expect(clashes.map(({ path }) => path[2])).toEqual(['isDefault'])
    expect(checkDocument('customers', theirs, document)).toEqual(OK)
  })

  it('MERGE-1 fields of one address that two people changed apart both survive', () => {
    const customer = { ...customerOf(), addresses: [address('a', false)] }
    const change =
      (known: Customer['addresses'][number]['address']) => (each: Customer['addresses'][number]) => ({
        ...each,
        address: { ...each.address, ...known },
      })
    const mine = { ...customer, addresses: customer.addresses.map(change({ city: 'Dakar' })) }
    const theirs = { ...customer, addresses: customer.addresses.map(change({ phone: '33' })) }
    const { document, clashes } = mergeDocument('customers', customer, mine, theirs)
    expect(document.addresses[0]?.address).toEqual({ line1: 'a', city: 'Dakar', phone: '33' })
    expect(clashes).toEqual([])
  })
})
