import type { Keystroke } from '@renderer/features/counter/scan-detector.ts'
import { createScanProbe, type ScanReading, trimmingsOf } from '@renderer/features/counter/scan-probe.ts'
import { describe, expect, test } from 'vitest'

const stroke = (key: string, at: number, extra: Partial<Keystroke> = {}): Keystroke => ({
  key,
  code: '',
  at,
  repeat: false,
  withModifier: false,
  ...extra,
})

/** What the panel shows of a code whose keys come that far apart. */
function send(text: string, gapMs: number, end: 'Enter' | 'Tab' | 'none' = 'Enter'): ScanReading | null {
  const probe = createScanProbe()
  const keys = [...text]
  for (const [index, key] of keys.entries()) probe.press(stroke(key, index * gapMs))
  return end === 'none' ? probe.rest() : probe.press(stroke(end, keys.length * gapMs))
}

describe('testing a scanner', () => {
  test('one that is set well has no fault and tells its speed', () => {
    expect(send('6191234567890', 5)).toEqual({
      code: '6191234567890',
      typed: '6191234567890',
      symbology: '',
      end: 'Enter',
      meanGapMs: 5,
      longestGapMs: 5,
      faults: [],
    })
    expect(send('6191234567890', 5, 'Tab')).toMatchObject({ end: 'Tab', faults: [] })
  })

  test('one that sends nothing behind the code is told from silence', () => {
    expect(send('6191234567890', 5, 'none')).toMatchObject({ end: 'none', faults: ['NoEnd'] })
  })

  test('one as slow as a hand is told so', () => {
    expect(send('6191234567890', 90)).toMatchObject({ faults: ['TooSlow'], longestGapMs: 90 })
    expect(send('6191234567890', 50)).toMatchObject({ faults: ['TooSlow'], meanGapMs: 50 })
  })

  test('a code too short to be told from an amount', () => {
    expect(send('12345', 5)).toMatchObject({ faults: ['TooShort'] })
  })

  test('one that says first what kind of barcode it read', () => {
    expect(send(']E06191234567890', 5)).toMatchObject({ code: '6191234567890', symbology: ']E0', faults: [] })
  })

  test('one set for another keyboard: digits arrive as other signs and are read by their keys', () => {
    const probe = createScanProbe()
    for (const [index, digit] of [...'616191'].entries())
      probe.press(stroke('&', index * 5, { code: `Digit${digit}` }))
    expect(probe.press(stroke('Enter', 30))).toMatchObject({
      code: '616191',
      typed: '&&&&&&',
      faults: ['OtherKeyboard'],
    })
  })

  test('a person who presses one key has not scanned', () => {
    const probe = createScanProbe()
    expect(probe.press(stroke('Enter', 0))).toBeNull()
    probe.press(stroke('a', 100))
    expect(probe.isHearing).toBe(false)
    expect(probe.press(stroke('Enter', 900))).toBeNull()
  })

  test('what a scanner adds in front and behind is found by taking it away, least first', () => {
    const trimmed = trimmingsOf('A6191234567890*')
    expect(trimmed).toContainEqual({ code: '6191234567890', prefix: 'A', suffix: '*' })
    const taken = trimmed.map(({ prefix, suffix }) => prefix.length + suffix.length)
    expect(taken).toEqual([...taken].sort((a, b) => a - b))
    expect(trimmingsOf('123456')).toEqual([])
  })
})
