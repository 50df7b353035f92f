import { type ColumnArray, createColumns } from '@shared/analytics/columns.ts'
import { createDictionary } from '@shared/analytics/dictionary.ts'
import { createIdDictionary, ID_SPEC } from '@shared/analytics/id-dictionary.ts'
import { columnsFrom, decodeSnapshot, encodeSnapshot } from '@shared/analytics/snapshot.ts'
import { createIdSource, deriveId, isId } from '@shared/kernel/id.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const LETTERS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
const anyId = fc
  .tuple(
    fc.constantFrom(...LETTERS.slice(0, 8)),
    fc.array(fc.constantFrom(...LETTERS), { minLength: 25, maxLength: 25 }),
  )
  .map(([first, rest]) => first + rest.join(''))
const nearIds = fc
  .nat({ max: 40 })
  .map((step) => `01J00000000000000000000${'0'.repeat(2)}${LETTERS[step % 32]}`)
const noIds = fc.constantFrom('', 'x', 'o', 'm01J0000000000000000000000A', '81J0000000000000000000000A', 'é')
const SCOPE = { content: 'ids', version: 1, scope: 'test' }

describe('ids in sixteen bytes', () => {
  test('are numbered, found and told as a dictionary of texts does it, also from a snapshot', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyId, nearIds, noIds), { maxLength: 60 }), anyId, (texts, unknown) => {
        const packed = createIdDictionary()
        const plain = createDictionary()
        for (const text of texts) expect(packed.intern(text)).toBe(plain.intern(text))
        const snapshot = decodeSnapshot(encodeSnapshot(SCOPE, packed.others, { ids: packed.columns }), SCOPE)
        const columns = snapshot.ok ? columnsFrom(snapshot.value, 'ids', ID_SPEC) : null
        if (!columns) throw new Error('the snapshot is not whole')
        for (const ids of [packed, createIdDictionary(createColumns(ID_SPEC, columns), packed.others)]) {
          expect(ids.size).toBe(plain.values.length)
          for (const text of [...texts, unknown, 'never']) expect(ids.find(text)).toBe(plain.find(text))
          plain.values.forEach((text, number) => {
            expect(ids.textOf(number)).toBe(text)
          })
          expect(ids.textOf(ids.size)).toBe('')
        }
      }),
      { numRuns: 200 },
    )
  })

  test('stay apart when there are thousands, made in a row and derived from words', () => {
    const clock = { now: () => 1_700_000_000_000 }
    const source = createIdSource(clock, { bytes: (count) => new Uint8Array(count) })
    const made = Array.from({ length: 5_000 }, (_, i) => [source.next(), deriveId('order', String(i))]).flat()
    expect(made.every(isId)).toBe(true)
    const ids = createIdDictionary()
    made.forEach((id, number) => {
      expect(ids.intern(id)).toBe(number)
    })
    made.forEach((id, number) => {
      expect(ids.find(id)).toBe(number)
      expect(ids.textOf(number)).toBe(id)
    })
    expect(ids.byteLength / made.length).toBeLessThan(40)
  })
})

const SPEC = { plain: 'u32', amount: 'amount', count: 'count' } as const
const amounts = fc.oneof(
  fc.integer({ min: -128, max: 127 }),
  fc.integer({ min: -40_000, max: 40_000 }),
  fc.maxSafeInteger(),
  fc.constantFrom(-129, 128, -32_769, 32_768, -2_147_483_649, 2_147_483_648),
)
const counts = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(256, 65_535, 65_536, 4_294_967_295))

describe('columns that are as narrow as their numbers allow', () => {
  test('hold every number exactly, whatever came before it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(amounts, counts), { maxLength: 80 }), (rows) => {
        const columns = createColumns(SPEC)
        rows.forEach(([amount, count]) => {
          const row = columns.append(1)
          columns.data.plain[row] = row
          columns.put('amount', row, amount)
          columns.put('count', row, count)
        })
        const told = (array: ColumnArray) => [...array.subarray(0, columns.length)]
        expect(told(columns.data.plain)).toEqual(rows.map((_, row) => row))
        expect(told(columns.data.amount)).toEqual(rows.map(([amount]) => amount + 0))
        expect(told(columns.data.count)).toEqual(rows.map(([, count]) => count))
      }),
      { numRuns: 200 },
    )
  })

  test('refuse what no type of theirs can hold instead of counting something else', () => {
    const columns = createColumns(SPEC)
    columns.append(1)
    expect(() => columns.put('count', 0, -1)).toThrow()
    expect(() => columns.put('amount', 0, 0.1 + Number.NaN)).toThrow()
  })
})
