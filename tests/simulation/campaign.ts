import { FAULT_FAMILIES, type FaultFamily } from './faults.ts'
import { keepFound, regressions } from './kept-schedules.ts'
import type { Players } from './players.ts'
import type { Outcome } from './run-schedule.ts'
import { makeSchedule, type Schedule } from './schedule.ts'
import { shrink } from './shrink.ts'

export interface Wanted {
  readonly from: number
  readonly seeds: number
  readonly families: readonly FaultFamily[] | null
  readonly minutes: number | null
  /** End with the first that fails. */
  readonly untilFound: boolean
  readonly onPlayed?: (name: string, outcome: Outcome) => void
}

export interface Failure {
  readonly name: string
  readonly schedule: Schedule
  readonly outcome: Outcome
}

export interface CampaignResult {
  readonly played: number
  readonly failures: readonly Failure[]
  readonly seconds: number
  readonly operations: number
  readonly saved: number
  readonly kills: number
  /** By seed: the same for the same run. */
  readonly fingerprints: Readonly<Record<string, string>>
}

/** Plays seed after seed on all processes. Deterministic but for which of them is the last before a time limit. */
export async function playSeeds(players: Players, jobs: number, wanted: Wanted): Promise<CampaignResult> {
  const started = performance.now()
  const end = wanted.minutes === null ? Number.POSITIVE_INFINITY : started + wanted.minutes * 60_000
  const failures: Failure[] = []
  const total = { played: 0, operations: 0, saved: 0, kills: 0 }
  const fingerprints: Record<string, string> = {}
  let next = wanted.from
  const play = async (): Promise<void> => {
    while (next < wanted.from + wanted.seeds && performance.now() < end) {
      if (wanted.untilFound && failures.length > 0) return
      const seed = next++
      const name = `seed-${seed}`
      const schedule = makeSchedule(seed, wanted.families ?? FAULT_FAMILIES)
      const outcome = await players.play(schedule)
      total.played++
      fingerprints[name] = outcome.fingerprint
      total.operations += outcome.operations
      total.saved += outcome.saved
      total.kills += outcome.kills
      if (outcome.violations.length > 0) failures.push({ name, schedule, outcome })
      wanted.onPlayed?.(name, outcome)
    }
  }
  await Promise.all(Array.from({ length: jobs }, play))
  failures.sort((a, b) => a.schedule.seed - b.schedule.seed)
  return { ...total, fingerprints, failures, seconds: (performance.now() - started) / 1_000 }
}

/** What failed once, again. */
export async function playRegressions(players: Players): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const { name, schedule } of regressions()) {
    const outcome = await players.play(schedule)
    if (outcome.violations.length > 0) failures.push({ name, schedule, outcome })
  }
  return failures
}

const SHRINK_SECONDS = 240

/** Makes a failure small and keeps it. Answers the file. */
export async function minimise(players: Players, { name, schedule, outcome }: Failure): Promise<string> {
  const oracle = outcome.violations[0]?.oracle ?? ''
  const small = await shrink(players, schedule, oracle, SHRINK_SECONDS)
  const why = outcome.violations[0]?.what ?? ''
  return keepFound({ name, why, oracle, schedule: small.schedule })
}

export const rateOf = ({ played, seconds }: CampaignResult): number => Math.round((played / seconds) * 3_600)
