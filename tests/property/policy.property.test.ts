import { newVariant } from '@shared/domain/catalogue/product.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import { minor } from '@shared/kernel/money.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import { can } from '@shared/policy/can.ts'
import { PERMISSIONS, type Permission } from '@shared/policy/permissions.ts'
import { ENVELOPE_FIELDS } from '@shared/schemas/envelope.ts'
import { ROLES, type Role } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'
import { COLLECTION_NAMES, COLLECTIONS } from '@shared/schemas/registry.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actorOf, productOf, testDeps } from '../unit/shared/builders.ts'
import { ME, OPERATIONS } from '../unit/shared/write-operations.ts'
import { runs } from './runs.ts'

const LETTERS: Readonly<Record<Role, string>> = {
  admin: 'A',
  manager: 'M',
  cashier: 'C',
  logistics: 'L',
  finance: 'F',
  vendor: 'V',
}

/** Changes of one product, each with the permission that it takes. */
const CHANGES: readonly { needs: Permission; change: (product: Product) => Product }[] = [
  { needs: 'products.edit', change: (product) => ({ ...product, description: 'x' }) },
  { needs: 'products.edit', change: (product) => ({ ...product, tags: ['x'] }) },
  { needs: 'products.edit', change: (product) => ({ ...product, active: false }) },
  { needs: 'products.edit', change: (product) => withFirst(product, { sku: 'X' }) },
  { needs: 'products.edit-price', change: (product) => withFirst(product, { price: minor(77) }) },
  { needs: 'products.edit-price', change: (product) => withFirst(product, { compareAtPrice: minor(99) }) },
  { needs: 'products.edit-price', change: (product) => ({ ...product, currency: 'EUR' }) },
  { needs: 'products.edit-cost', change: (product) => withFirst(product, { cost: minor(55) }) },
  {
    needs: 'products.edit-cost',
    change: (product) => ({
      ...product,
      variants: [...product.variants, newVariant({ cost: minor(1) }, ids)],
    }),
  },
  {
    needs: 'products.approve',
    change: (product) => ({ ...product, approval: { status: 'refused', reason: 'x' } }),
  },
  {
    needs: 'data.import',
    change: (product) => ({ ...product, source: { kind: 'import', externalId: 'x' } }),
  },
]
const ids = testDeps(9)
const withFirst = (product: Product, change: Partial<Product['variants'][number]>): Product => ({
  ...product,
  variants: product.variants.map((variant, i) => (i === 0 ? { ...variant, ...change } : variant)),
})

const actor = fc.record({ role: fc.constantFrom(...ROLES), extra: fc.subarray([...PERMISSIONS]) })

describe('the policy', () => {
  it('POLICY-2 a change is allowed exactly when each part of it is, whatever it is wrapped in', () => {
    fc.assert(
      fc.property(actor, fc.subarray([...CHANGES], { minLength: 1 }), ({ role, extra }, changes) => {
        const person = actorOf(role, ME, extra)
        const before = productOf()
        const after = changes.reduce((product, { change }) => change(product), before)
        const mayAll = can(person, 'products.edit') && changes.every(({ needs }) => can(person, needs))
        expect(authorizeWrite(person, 'products', before, after).ok).toBe(mayAll)
      }),
      { numRuns: runs(160) },
    )
  })

  it('POLICY-1 more permissions never allow less, and what the table denies to a role no field hides', () => {
    const operation = fc.constantFrom(...OPERATIONS)
    fc.assert(
      fc.property(actor, operation, ({ role, extra }, { collection, before, after, allowed }) => {
        const plain = authorizeWrite(actorOf(role, ME), collection, before, after).ok
        expect(plain).toBe(allowed.includes(LETTERS[role]))
        if (plain && role !== 'vendor')
          expect(authorizeWrite(actorOf(role, ME, extra), collection, before, after).ok).toBe(true)
        if (allowed === '......')
          expect(authorizeWrite(actorOf(role, ME, PERMISSIONS), collection, before, after).ok).toBe(false)
      }),
      { numRuns: runs(240) },
    )
  })

  it('POLICY-2 what is denied stays denied when it rides along with a change that is allowed', () => {
    const edits = OPERATIONS.flatMap(({ before, ...rest }) => (before ? [{ ...rest, before }] : []))
    const pairs = edits.flatMap((first) =>
      edits
        .filter((second) => first !== second && isSameContent(first.before, second.before))
        .map((second) => ({ first, second })),
    )
    expect(pairs.length).toBeGreaterThan(20)
    for (const { first, second } of pairs) {
      const both: AnyDocument = combine(first.before, first.after, second.after)
      for (const role of ROLES) {
        const person = actorOf(role, ME)
        const isDenied = !first.allowed.includes(LETTERS[role]) && overrides(first.before, first.after, both)
        if (!isDenied || isSameContent(both, second.after)) continue
        // Postings without a reason are found by what they must add up to, not by who brings them.
        const isTaken =
          checkDocument(first.collection, first.before, both).ok &&
          authorizeWrite(person, first.collection, first.before, both).ok
        expect([role, first.name, second.name, isTaken]).toEqual([role, first.name, second.name, false])
      }
    }
  })

  it('POLICY-1 nobody changes a field that no rule names, in any collection', () => {
    for (const { collection, before, after } of OPERATIONS) {
      if (!before) continue
      const smuggled: AnyDocument = withField(after)
      if (!isEditedAsAWhole(collection, before))
        expect(authorizeWrite(actorOf('admin', ME), collection, before, smuggled).ok).toBe(false)
      expect(COLLECTIONS[collection].schema.safeParse(smuggled).success).toBe(false)
    }
    expect(COLLECTION_NAMES).toHaveLength(12)
    expect(ENVELOPE_FIELDS).toContain('rev')
  })
})

/** A setting is one value; a cart on hold is nobody's receipt yet. Their schemas alone keep strange fields out. */
const isEditedAsAWhole = (collection: string, before: AnyDocument): boolean =>
  collection === 'settings' || ('status' in before && before.status === 'held')

const withField = <D extends AnyDocument>(document: D): D => ({ ...document, somethingNew: true })

/** Everything of the second edit, with what the first one changed laid over it. */
function combine(before: AnyDocument, first: AnyDocument, second: AnyDocument): AnyDocument {
  const entries = Object.entries(first).filter(
    ([field, value]) => !isSameContent(Reflect.get(before, field), value),
  )
  return Object.assign({ ...second }, Object.fromEntries(entries))
}

const overrides = (before: AnyDocument, first: AnyDocument, both: AnyDocument): boolean =>
  Object.entries(first).some(
    ([field, value]) =>
      !(ENVELOPE_FIELDS as readonly string[]).includes(field) && // widened only to be searched
      !isSameContent(Reflect.get(before, field), value) &&
      isSameContent(Reflect.get(both, field), value),
  )
