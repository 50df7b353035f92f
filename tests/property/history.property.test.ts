import { fieldChanges, revertChanges } from '@shared/domain/history/field-changes.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.ts'

/* Documents of every shape that ours have: plain values, records, lists as a whole, lists of items with ids. */

const value = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('', 'a', 'b'),
  fc.boolean(),
  fc.constant(null),
)
const item = fc.record({ id: fc.constantFrom('i1', 'i2', 'i3'), price: value }, { requiredKeys: ['id'] })
const document = fc.record(
  {
    name: value,
    note: value,
    seo: fc.record({ slug: value, title: value }, { requiredKeys: [] }),
    tags: fc.array(fc.constantFrom('x', 'y'), { maxLength: 3 }),
    variants: fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 3 }),
  },
  { requiredKeys: ['seo', 'tags', 'variants'] },
)
type Doc = typeof document extends fc.Arbitrary<infer D> ? D : never

const sorted = (doc: Doc): Doc => ({
  ...doc,
  variants: [...doc.variants].sort((a, b) => (a.id < b.id ? -1 : 1)),
})

it('HISTORY-2 taking an edit back right after it gives back the document, and again gives the edit', () => {
  fc.assert(
    fc.property(document, document, (before, after) => {
      const undone = revertChanges(after, fieldChanges(before, after))
      expect(undone.ok && sorted(undone.value)).toEqual(sorted(before))
      if (!undone.ok) return
      const redone = revertChanges(undone.value, fieldChanges(after, undone.value))
      expect(redone.ok && sorted(redone.value)).toEqual(sorted(after))
    }),
    { numRuns: runs(500) },
  )
})

it('HISTORY-2 taking an edit back after others either leaves every other value as it is, or changes nothing', () => {
  fc.assert(
    fc.property(document, document, document, (before, after, later) => {
      const changes = fieldChanges(before, after)
      const since = fieldChanges(after, later)
      const undone = revertChanges(later, changes)
      const touches = (a: readonly string[], b: readonly string[]): boolean =>
        a.every((step, i) => b[i] === undefined || b[i] === step)
      const isTouched = changes.some(({ path }) => since.some((other) => touches(path, other.path)))
      if (!undone.ok) {
        expect(isTouched).toBe(true)
        return
      }
      const isOfTheEdit = (path: readonly string[]): boolean => changes.some((one) => touches(one.path, path))
      for (const { path } of fieldChanges(later, undone.value)) expect(isOfTheEdit(path)).toBe(true)
      for (const { path } of fieldChanges(undone.value, before)) {
        expect(changes.some((one) => one.path.join() === path.join())).toBe(false)
      }
    }),
    { numRuns: runs(500) },
  )
})
