import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { dirname } from 'node:path'
import type { Result } from './measurement.ts'
import { SAMPLES_FOR, type Spread } from './statistics.ts'

const digits = (value: number): string => {
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

const spread = ({ median, low, high }: Spread, runs: number): string =>
  runs > 1 ? `${digits(median)} [${digits(low)}–${digits(high)}]` : digits(median)

/** The results as a Markdown table for each group. */
export function renderTable(results: readonly Result[]): string {
  const groups = [...new Set(results.map(({ group }) => group))]
  return groups
    .map((group) => {
      const rows = results.filter((result) => result.group === group).map(renderRow)
      const head = '| | median | p95 | p99 | longest | × | aim |\n|---|---|---|---|---|---|---|'
      return `### ${group}\n\n${head}\n${rows.join('\n')}`
    })
    .join('\n\n')
}

function renderRow({ what, unit, note, figures, ratio, aim, isMet, blocks }: Result): string {
  const { runs, samples } = figures
  const hasMany = (needed: number) => samples >= needed
  const aimText = aim === undefined ? '' : `${aim.at} < ${aim.below} ${unit}: ${isMet ? 'met' : 'NOT MET'}`
  const remarks = [note, blocks && `main thread blocked at most ${digits(blocks.longestMs)} ms`]
  const remark = remarks.filter(Boolean).join('; ')
  const cells = [
    remark === '' ? what : `${what} (${remark})`,
    `${spread(figures.p50, runs)} ${unit}`,
    hasMany(SAMPLES_FOR.p95) ? spread(figures.p95, runs) : '',
    hasMany(SAMPLES_FOR.p99) ? spread(figures.p99, runs) : '',
    hasMany(SAMPLES_FOR.p95) ? spread(figures.max, runs) : '',
    ratio === null ? '' : spread(ratio, runs),
    aimText,
  ]
  return `| ${cells.join(' | ')} |`
}

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  readonly browser: string
  /** Processes that wanted a core, over the last minute: above the number of cores the machine was busy with other things. */
  readonly loadAtStart: number
  readonly loadAtEnd: number
}

export const describeMachine = (browser: string, loadAtStart: number): Machine => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.version,
  browser,
  loadAtStart,
  loadAtEnd: loadavg()[0] ?? 0,
})

export function writeReport(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`)
}
