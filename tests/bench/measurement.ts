import type { Blocks } from './pages/long-tasks.ts'
import { type Figures, figuresOf, ratioOf, type Spread } from './statistics.ts'

/** One measured thing. Ratios are against the measurement named in `beside`, taken in the same run of the bench. */
export interface Measurement {
  readonly id: string
  readonly group: string
  readonly what: string
  readonly unit: 'ms' | 'docs/s' | 'MB'
  readonly runs: readonly (readonly number[])[]
  readonly beside?: string
  /** How many times larger the real work is than what was measured; 1 when left out. */
  readonly scaledBy?: number
  readonly aim?: { readonly at: 'p50' | 'p95' | 'p99'; readonly below: number }
  readonly blocks?: Blocks
  readonly note?: string
}

export interface Result extends Measurement {
  readonly figures: Figures
  readonly ratio: Spread | null
  readonly isMet: boolean | null
}

/** All measurements with their figures and ratios. */
export function evaluate(measurements: readonly Measurement[]): Result[] {
  const byId = new Map(measurements.map((one) => [one.id, one]))
  return measurements.map((one) => {
    const figures = figuresOf(one.runs)
    const peer = one.beside === undefined ? undefined : byId.get(one.beside)
    return {
      ...one,
      figures,
      ratio: peer === undefined ? null : ratioOf(scaled(one), scaled(peer)),
      isMet: one.aim === undefined ? null : figures[one.aim.at].median < one.aim.below,
    }
  })
}

const scaled = ({ runs, scaledBy = 1 }: Measurement): number[][] =>
  runs.map((run) => run.map((sample) => sample * scaledBy))

/** Says what is going on, and keeps what was measured. */
export interface Notebook {
  readonly measurements: Measurement[]
  say(text: string): void
  add(measurement: Measurement): void
}
