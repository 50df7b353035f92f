import { canonicalJson } from '@shared/kernel/canonical.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from './runs.ts'

/** What canonical means, said as simply as can be: every stored hash of a content was made so. */
function slowly(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(slowly).join(',')}]`
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${slowly(field)}`).join(',')}}`
}

describe('canonical JSON', () => {
  test('SYNC-1 is the text that stored hashes were made of, whatever the content', () => {
    const content = fc.anything({ withNullPrototype: false, maxDepth: 4 }).filter((value) => isPlain(value))
    fc.assert(
      fc.property(content, (value) => {
        expect(canonicalJson(value)).toBe(slowly(value))
      }),
      { numRuns: runs(300) },
    )
  })

  test('SYNC-1 does not depend on the order in which fields were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
        const backwards = Object.fromEntries(Object.entries(fields).reverse())
        expect(canonicalJson(backwards)).toBe(canonicalJson(fields))
      }),
      { numRuns: runs(300) },
    )
  })
})

const isPlain = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean', 'undefined', 'object'].includes(typeof value)
