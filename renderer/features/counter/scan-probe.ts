import { withoutSymbology } from './entry.ts'
import { codeOf, type Keystroke, SCAN_TIMING, SILENT, TERMINATORS, typedOf } from './scan-detector.ts'

/**
 * What a scanner sent, judged by the limits of the counter (`SCAN_TIMING`). Hears more than the counter does, so that a scanner
 * that is too slow or sends no Enter shows up instead of staying silent. Pure: it is fed keystrokes with their times.
 */
export interface ScanReading {
  /** The code as the counter looks it up. */
  readonly code: string
  /** The characters as they arrived. */
  readonly typed: string
  /** Said before the code: which kind of barcode it is. Empty when the scanner says nothing. */
  readonly symbology: string
  readonly end: 'Enter' | 'Tab' | 'none'
  readonly meanGapMs: number
  readonly longestGapMs: number
  readonly faults: readonly ScanFault[]
}

export type ScanFault =
  /** Nothing after the code: the counter would wait for ever. */
  | 'NoEnd'
  /** So slow that it looks like a hand. */
  | 'TooSlow'
  /** So short that it could be an amount. */
  | 'TooShort'
  /** Set for another keyboard: digits arrive as other signs, letters in other places. */
  | 'OtherKeyboard'

/** Longest pause inside a code that is still heard as one here. */
const PROBE_GAP_MS = 400

/** How long nothing must come before a code is taken to have ended without Enter. */
export const PROBE_REST_MS = 600

export interface ScanProbe {
  /** The reading, once a code has ended with Enter or Tab. */
  press(stroke: Keystroke): ScanReading | null
  /** The reading of what came without an end, once nothing has come for a while. */
  rest(): ScanReading | null
  /** True while a code is arriving: its keys are nobody else's. */
  readonly isHearing: boolean
}

export function createScanProbe(): ScanProbe {
  let strokes: Keystroke[] = []
  const take = (): Keystroke[] => {
    const heard = strokes
    strokes = []
    return heard
  }
  return {
    get isHearing() {
      return strokes.length > 1
    },
    press(stroke) {
      if (SILENT.has(stroke.key) || stroke.withModifier || stroke.repeat) return null
      if (TERMINATORS.has(stroke.key)) return judge(take(), stroke)
      if (stroke.key.length !== 1) return null
      const last = strokes.at(-1)
      if (last && stroke.at - last.at > PROBE_GAP_MS) strokes = []
      strokes.push(stroke)
      return null
    },
    rest: () => judge(take(), null),
  }
}

/** A lone key is a person's. */
function judge(burst: readonly Keystroke[], end: Keystroke | null): ScanReading | null {
  if (burst.length < 2) return null
  const times = [...burst, ...(end === null ? [] : [end])].map(({ at }) => at)
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? at))
  const meanGapMs = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const longestGapMs = Math.max(...gaps)
  const read = codeOf(burst)
  const typed = typedOf(burst)
  const code = withoutSymbology(read)
  const faults: ScanFault[] = []
  if (end === null) faults.push('NoEnd')
  if (longestGapMs > SCAN_TIMING.maxGapMs || meanGapMs > SCAN_TIMING.maxMeanGapMs) faults.push('TooSlow')
  if (burst.length < SCAN_TIMING.minLength) faults.push('TooShort')
  if (read !== typed.trim()) faults.push('OtherKeyboard')
  return {
    code,
    typed,
    symbology: read.slice(0, read.length - code.length),
    end: end === null ? 'none' : end.key === 'Tab' ? 'Tab' : 'Enter',
    meanGapMs,
    longestGapMs,
    faults,
  }
}

/** A code without what a scanner may have been told to put before and behind it. */
export interface Trimming {
  readonly code: string
  readonly prefix: string
  readonly suffix: string
}

const MAX_TRIMMED = 3
const MIN_LEFT = 6

/** Every way to take up to three signs off either end, least first: one of them may be a code of the catalogue. */
export function trimmingsOf(code: string): Trimming[] {
  const trimmings: Trimming[] = []
  for (let taken = 1; taken <= 2 * MAX_TRIMMED; taken++)
    for (let front = Math.min(taken, MAX_TRIMMED); front >= Math.max(0, taken - MAX_TRIMMED); front--) {
      const back = code.length - (taken - front)
      if (back - front >= MIN_LEFT)
        trimmings.push({
          code: code.slice(front, back),
          prefix: code.slice(0, front),
          suffix: code.slice(back),
        })
    }
  return trimmings
}
