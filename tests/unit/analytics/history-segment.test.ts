import { historyRecordOf } from '@shared/analytics/history-record.ts'
import { decodeSegment, encodeSegment } from '@shared/analytics/history-segment.ts'
import { packRecords, UnreadablePack, unpackRecords } from '@shared/analytics/pack-records.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildSale, id, SHOP, tillDeps } from './build-sales.ts'

const MONTH = 202_602

const sales = [1, 2, 3].map((i) =>
  buildSale(
    {
      day: 20_260_210 as BusinessDay, // a known calendar day
      lines: [{ item: i, quantity: 2, price: 500 * i }],
    },
    tillDeps(`segment ${i}`),
  ),
)
const text = () => encodeSegment({ shopId: SHOP, month: MONTH }, sales.map(historyRecordOf))
const wanted = { shopId: SHOP, month: MONTH, orders: 3 }

describe('packed records', () => {
  const field = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.record({ a: fc.integer(), b: fc.option(fc.string(), { nil: undefined }) }), { maxLength: 3 }),
  )
  const rows = fc.array(fc.dictionary(fc.constantFrom('x', 'y', 'z', 'constructor'), field, { maxKeys: 4 }), {
    maxLength: 12,
  })

  test('come back as they were, whatever they hold', () => {
    fc.assert(
      fc.property(rows, (records) => {
        const there = JSON.parse(JSON.stringify(packRecords(records)))
        expect(unpackRecords(there)).toEqual(JSON.parse(JSON.stringify(records)))
      }),
      { numRuns: 150 },
    )
  })

  test.each([
    ['an unknown kind', { k: 'other', of: [] }],
    ['a size without measure', { k: 'same', n: 1e9, v: 1 }],
    ['a column too short', { k: 'rows', n: 2, fields: { a: { k: 'numbers', of: [1] } } }],
    ['a word that is not there', { k: 'words', words: ['a'], of: [0, 1] }],
    [
      'lists of another size',
      { k: 'lists', sizes: { k: 'numbers', of: [2] }, of: { k: 'numbers', of: [1] } },
    ],
    ['numbers that are none', { k: 'numbers', of: [1, '2'] }],
    ['nothing', null],
  ])('%s is refused', (_name, packed) => {
    expect(() => unpackRecords(packed)).toThrow(UnreadablePack)
  })

  test('a prototype is not the name of a field', () => {
    const packed = JSON.parse('{"k":"rows","n":1,"fields":{"__proto__":{"k":"json","of":[{"admin":true}]}}}')
    expect(() => unpackRecords(packed)).toThrow(UnreadablePack)
  })
})

describe('a piece of history', () => {
  test('gives its orders back, and the same orders make the same text', () => {
    const read = decodeSegment(text(), wanted)
    expect(read.ok && read.value.map(({ id, rev, editId }) => [id, rev, editId])).toEqual(
      sales.map(({ id, rev, editId }) => [id, rev, editId]),
    )
    expect(text()).toBe(text())
  })

  test.each([
    ['cut short', () => text().slice(0, -20), 'torn'],
    ['no JSON at all', () => '<html>', 'torn'],
    ['of something else', () => '{"format":"zip"}', 'torn'],
    ['of another version', () => text().replace('"version":1', '"version":2'), 'other-version'],
    ['of another shop', () => text().replace(SHOP, id('another shop')), 'other-shop'],
    ['of another month', () => text().replace(`${MONTH}`, '202603'), 'other-month'],
    ['with an order that cannot be counted', () => text().replace('"currency"', '"courrency"'), 'torn'],
  ])('%s is refused whole', (_name, make, problem) => {
    expect(decodeSegment(make(), wanted)).toEqual({ ok: false, error: problem })
  })

  test('with fewer orders than the manifest says is refused', () => {
    expect(decodeSegment(text(), { ...wanted, orders: 4 })).toEqual({ ok: false, error: 'torn' })
  })
})
