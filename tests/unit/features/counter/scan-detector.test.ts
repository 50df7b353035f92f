import {
  createScanDetector,
  type Keystroke,
  type ScanEvent,
} from '@renderer/features/counter/scan-detector.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const stroke = (key: string, at: number, extra: Partial<Keystroke> = {}): Keystroke => ({
  key,
  code: '',
  at,
  repeat: false,
  withModifier: false,
  ...extra,
})

/** Types a text and Enter with a pause before each key; answers what was heard at the end. */
function type(text: string, gapMs: number, start = 0, terminator = 'Enter'): ScanEvent {
  const detector = createScanDetector()
  const keys = [...text]
  for (const [index, key] of keys.entries()) detector.press(stroke(key, start + index * gapMs))
  return detector.press(stroke(terminator, start + keys.length * gapMs))
}

describe('telling a scanner from a person', () => {
  test('a burst that ends in Enter is a scan', () => {
    expect(type('6191234567890', 5)).toEqual({
      type: 'scanned',
      code: '6191234567890',
      typed: '6191234567890',
    })
  })

  test('a scanner that ends its code with Tab is heard as well', () => {
    expect(type('6191234567890', 5, 0, 'Tab').type).toBe('scanned')
  })

  test('a slow Bluetooth scanner with 30 ms between keys is still a scanner', () => {
    expect(type('6191234567890', 30).type).toBe('scanned')
  })

  test('a fast typist is a person', () => {
    expect(type('coca cola', 70).type).toBe('idle')
  })

  test('a code typed by hand at any human speed is never a scan', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9a-z]{6,20}$/),
        fc.array(fc.integer({ min: 60, max: 400 }), { minLength: 21, maxLength: 21 }),
        (text, gaps) => {
          const detector = createScanDetector()
          let at = 0
          for (const [index, key] of [...text].entries()) {
            at += gaps[index] ?? 100
            detector.press(stroke(key, at))
          }
          at += gaps[20] ?? 100
          expect(detector.press(stroke('Enter', at)).type).toBe('idle')
        },
      ),
    )
  })

  test('five quick keys are too few for a code: an amount is not a scan', () => {
    expect(type('15000', 5).type).toBe('idle')
  })

  test('a key held down repeats as fast as a scanner and is not one', () => {
    const detector = createScanDetector()
    detector.press(stroke('0', 0))
    for (let at = 30; at < 400; at += 30) detector.press(stroke('0', at, { repeat: true }))
    expect(detector.press(stroke('Enter', 400)).type).toBe('idle')
  })

  test('Enter long after the burst is a person pressing Enter', () => {
    const detector = createScanDetector()
    for (const [index, key] of [...'6191234567890'].entries()) detector.press(stroke(key, index * 5))
    expect(detector.press(stroke('Enter', 2_000)).type).toBe('idle')
  })

  test('what a person typed before the scan does not belong to the code', () => {
    const detector = createScanDetector()
    detector.press(stroke('3', 0))
    detector.press(stroke('*', 200))
    expect(detector.press(stroke('6', 900))).toEqual({ type: 'started' })
    for (const [index, key] of [...'1912345'].entries()) detector.press(stroke(key, 905 + index * 5))
    expect(detector.press(stroke('Enter', 945))).toMatchObject({ type: 'scanned', code: '61912345' })
  })

  test('capital letters come with Shift between them and stay one code', () => {
    const detector = createScanDetector()
    let at = 0
    for (const key of 'CAFE-250') {
      detector.press(stroke('Shift', at))
      at += 4
      detector.press(stroke(key, at))
    }
    expect(detector.press(stroke('Enter', at + 4))).toMatchObject({ code: 'CAFE-250' })
  })

  test('a scanner set for another keyboard gives its digits on an AZERTY machine', () => {
    const azerty = ['à', '&', 'é', '"', "'", '(', '-', 'è', '_', 'ç']
    const detector = createScanDetector()
    for (const [index, digit] of [...'6191234567890'].entries()) {
      const code = `Digit${digit}`
      detector.press(stroke(azerty[Number(digit)] ?? '', index * 5, { code }))
    }
    expect(detector.press(stroke('Enter', 65))).toMatchObject({
      code: '6191234567890',
      typed: '-&ç&é"\'(-è_çà',
    })
  })

  test('a shortcut in the middle ends the burst', () => {
    const detector = createScanDetector()
    for (const [index, key] of [...'619123'].entries()) detector.press(stroke(key, index * 5))
    detector.press(stroke('k', 31, { withModifier: true }))
    expect(detector.press(stroke('Enter', 36)).type).toBe('idle')
  })

  test('twenty scans in a second are twenty codes, in order', () => {
    const detector = createScanDetector()
    const codes = Array.from({ length: 20 }, (_, index) => `61912345678${String(index).padStart(2, '0')}`)
    const heard: string[] = []
    for (const [index, code] of codes.entries()) {
      for (const [position, key] of [...code].entries())
        detector.press(stroke(key, index * 50 + position * 3))
      const event = detector.press(stroke('Enter', index * 50 + 39))
      if (event.type === 'scanned') heard.push(event.code)
    }
    expect(heard).toEqual(codes)
  })
})
