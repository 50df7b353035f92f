/** How far off a clock is, in the largest unit that fits; null when nobody would notice. */
export interface ClockDifference {
  readonly direction: 'ahead' | 'behind'
  readonly unit: 'minutes' | 'hours' | 'days'
  readonly count: number
}

const MINUTE = 60_000
const NOTICEABLE_MS = 2 * MINUTE

/** `offsetMs` is server time minus device time. */
export function clockDifference(offsetMs: number): ClockDifference | null {
  const off = Math.abs(offsetMs)
  if (off < NOTICEABLE_MS) return null
  const direction = offsetMs < 0 ? 'ahead' : 'behind'
  if (off < 60 * MINUTE) return { direction, unit: 'minutes', count: Math.round(off / MINUTE) }
  if (off < 24 * 60 * MINUTE) return { direction, unit: 'hours', count: Math.round(off / (60 * MINUTE)) }
  return { direction, unit: 'days', count: Math.round(off / (24 * 60 * MINUTE)) }
}
