/**
 * Tells a keyboard-wedge scanner from a person by its speed: a scanner types a whole code and Enter within a few
 * milliseconds a key, which no hand does. Pure: it is fed keystrokes with their times and holds no listener.
 */
export interface Keystroke {
  readonly key: string
  /** The place of the key (`Digit1`, `KeyA`): tells digits where the layout writes them with Shift. */
  readonly code: string
  /** Milliseconds, on any clock that only rises. */
  readonly at: number
  /** A key held down repeats as fast as a scanner types. */
  readonly repeat: boolean
  /** Ctrl, Alt or Meta is down: a shortcut, never part of a code. */
  readonly withModifier: boolean
}

export type ScanEvent =
  /** The first key of what may become a code: the moment to remember what the field held. */
  | { readonly type: 'started' }
  | { readonly type: 'grew'; readonly length: number }
  | { readonly type: 'scanned'; readonly code: string; readonly typed: string }
  | { readonly type: 'idle' }

export interface ScanTiming {
  /** Longest pause between two keys of one code. */
  readonly maxGapMs: number
  /** Longest average pause: a hand may roll over two keys, but not over a dozen. */
  readonly maxMeanGapMs: number
  readonly minLength: number
}

/**
 * A slow Bluetooth scanner needs about 30 ms a key, a very fast typist 70. Amounts and quantities are shorter than codes;
 * a shorter code still works in the scan field, where Enter asks for it anyway.
 */
export const SCAN_TIMING: ScanTiming = { maxGapMs: 80, maxMeanGapMs: 40, minLength: 6 }

export const TERMINATORS: ReadonlySet<string> = new Set(['Enter', 'Tab'])
/** Keys that a scanner presses on the way to a character and that are none. */
export const SILENT: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'AltGraph', 'NumLock'])

export interface ScanDetector {
  press(stroke: Keystroke): ScanEvent
  reset(): void
}

export function createScanDetector(timing: ScanTiming = SCAN_TIMING): ScanDetector {
  let strokes: Keystroke[] = []
  const reset = (): void => {
    strokes = []
  }
  const grow = (stroke: Keystroke): ScanEvent => {
    const last = strokes.at(-1)
    if (last && stroke.at - last.at <= timing.maxGapMs) {
      strokes.push(stroke)
      return { type: 'grew', length: strokes.length }
    }
    strokes = [stroke]
    return { type: 'started' }
  }
  const finish = (stroke: Keystroke): ScanEvent => {
    const burst = strokes
    reset()
    const first = burst[0]
    const last = burst.at(-1)
    if (!first || !last || burst.length < timing.minLength) return { type: 'idle' }
    const mean = (stroke.at - first.at) / burst.length
    if (stroke.at - last.at > timing.maxGapMs || mean > timing.maxMeanGapMs) return { type: 'idle' }
    return { type: 'scanned', code: codeOf(burst), typed: typedOf(burst) }
  }
  return {
    press(stroke) {
      if (SILENT.has(stroke.key)) return { type: 'idle' }
      if (stroke.withModifier || stroke.repeat) {
        reset()
        return { type: 'idle' }
      }
      if (TERMINATORS.has(stroke.key)) return finish(stroke)
      if (stroke.key.length === 1) return grow(stroke)
      reset()
      return { type: 'idle' }
    },
    reset,
  }
}

export const typedOf = (burst: readonly Pick<Keystroke, 'key'>[]): string =>
  burst.map((stroke) => stroke.key).join('')

/**
 * A scanner set for another keyboard presses the digit keys without Shift, and on an AZERTY machine `6161` arrives as
 * `§&§&`. When every key of a burst is a digit key, the code is the digits.
 */
export function codeOf(burst: readonly Pick<Keystroke, 'key' | 'code'>[]): string {
  const digits = burst.map((stroke) => /^(?:Digit|Numpad)(\d)$/.exec(stroke.code)?.[1])
  return digits.every((digit) => digit !== undefined) ? digits.join('') : typedOf(burst).trim()
}
