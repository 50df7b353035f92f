import { crc32 } from '@shared/analytics/crc32.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { loadOrderColumns, saveOrderColumns } from '@shared/analytics/order-snapshot.ts'
import { decodeSnapshot, encodeSnapshot } from '@shared/analytics/snapshot.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { describe, expect, test } from 'vitest'
import { buildSale, tillDeps } from './build-sales.ts'

const SCOPE = { content: 'orders', version: 4, scope: 'shop' }
const DAY = 20_260_305 as BusinessDay // a known calendar day

function saved(): Uint8Array {
  const columns = createOrderColumns(emptyOrderParts(60))
  columns.apply(buildSale({ day: DAY, lines: [{ item: 1, quantity: 2, price: 500 }] }, tillDeps('a')))
  return saveOrderColumns(columns, 'shop', { lwt: 12.5, id: 'x' })
}

describe('the checksum', () => {
  test('is CRC-32 as everybody computes it', () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    expect(crc32(bytes('123456789'))).toBe(0xcbf4_3926)
    expect(crc32(bytes(''))).toBe(0)
    expect(crc32(bytes('The quick brown fox jumps over the lazy dog'))).toBe(0x414f_a339)
  })
})

describe('a snapshot', () => {
  test('comes back with its checkpoint, for the same shop and time zone', () => {
    const loaded = loadOrderColumns(saved(), 'shop', 60)
    expect(loaded?.checkpoint).toEqual({ lwt: 12.5, id: 'x' })
    expect(loaded?.columns.lines.columns.length).toBe(1)
  })

  test('of another shop or time zone is not taken for this one', () => {
    expect(loadOrderColumns(saved(), 'other', 60)).toBeNull()
    expect(loadOrderColumns(saved(), 'shop', 0)).toBeNull()
  })

  test('of an older content is refused and says what it is', () => {
    const older = encodeSnapshot({ ...SCOPE, version: 3 }, null, {})
    expect(decodeSnapshot(older, SCOPE)).toEqual({
      ok: false,
      error: { type: 'SnapshotOfOther', found: { content: 'orders', version: 3, scope: 'shop' } },
    })
  })

  test('cut anywhere is recognised as torn', () => {
    const whole = saved()
    for (let length = 0; length < whole.length; length += 7)
      expect(decodeSnapshot(whole.slice(0, length), SCOPE)).toEqual({
        ok: false,
        error: { type: 'SnapshotTorn' },
      })
  })

  test('with any single byte changed is recognised as torn', () => {
    const whole = saved()
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice()
      changed[at] = (changed[at] ?? 0) ^ 0x10
      expect(loadOrderColumns(changed, 'shop', 60)).toBeNull()
    }
  })

  test('keeps accents and numbers exactly', () => {
    const meta = { name: 'Épicerie · œufs', amounts: [9_000_000_000, -1.5], none: null }
    const snapshot = decodeSnapshot(encodeSnapshot(SCOPE, meta, {}), SCOPE)
    expect(snapshot.ok && snapshot.value.meta).toEqual(meta)
  })
})
