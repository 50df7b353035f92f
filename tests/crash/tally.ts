import type { Fault, Violation } from './checks.ts'
import { nameOf, type Round } from './plan.ts'
import type { Attempt, SalesRecord } from './sales-record.ts'

const FAULTS: readonly Fault[] = [
  'lost',
  'doubled',
  'torn',
  'receipts',
  'stock',
  'different',
  'stuck',
  'refused',
]

export interface Tally {
  /** By name, the same violation once, however many rounds see it. */
  readonly violations: ReadonlyMap<string, Violation & { readonly round: number }>
  /** Rounds done, by what was killed. */
  readonly kills: ReadonlyMap<string, number>
  readonly rounds: number
  finish(round: Round, found: readonly Violation[]): void
}

export function openTally(): Tally {
  const violations = new Map<string, Violation & { round: number }>()
  const kills = new Map<string, number>()
  let rounds = 0
  return {
    violations,
    kills,
    get rounds() {
      return rounds
    },
    finish(round, found) {
      rounds++
      kills.set(nameOf(round), (kills.get(nameOf(round)) ?? 0) + 1)
      for (const violation of found) {
        if (!violations.has(violation.what))
          violations.set(violation.what, { ...violation, round: round.number })
      }
    },
  }
}

/** What a person reads at the end. */
export function renderTally(tally: Tally, record: SalesRecord, seconds: number): string {
  const rows: (readonly [string, string])[] = [['rounds', String(tally.rounds)]]
  for (const [name, count] of [...tally.kills].sort()) rows.push([`  killed: ${name}`, String(count)])
  const count = (state: Attempt['state']): string =>
    String(record.attempts.filter((attempt) => attempt.state === state).length)
  rows.push(['sales acknowledged', count('acknowledged')])
  rows.push(['cut short, there and whole', count('found')])
  rows.push(['cut short, left nothing', count('never')])
  const all = [...tally.violations.values()]
  for (const fault of FAULTS) rows.push([fault, String(all.filter((one) => one.fault === fault).length)])
  rows.push([
    'time',
    `${Math.round(seconds)} s, ${(seconds / Math.max(1, tally.rounds)).toFixed(1)} s a round`,
  ])
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  const table = rows.map(([name, figure]) => name.padEnd(width) + figure)
  const worst = all.slice(0, 20).map(({ round, fault, what }) => `round ${round}: ${fault}: ${what}`)
  return [...table, ...worst].join('\n')
}
