import { BUGS, type Bug } from './bugs.ts'
import { playSeeds } from './campaign.ts'
import { openPlayers } from './players.ts'

export interface BugResult {
  readonly bug: Bug
  /** How many seeds it took; null when none of them found it. */
  readonly seeds: number | null
  readonly oracle: string
  readonly what: string
}

/** Puts one bug in and plays until something is found. */
export async function findBug(bug: Bug, seeds: number, from: number, jobs: number): Promise<BugResult> {
  const players = await openPlayers(jobs, bug)
  try {
    const result = await playSeeds(players, jobs, {
      from,
      seeds,
      families: bug.families ?? null,
      minutes: null,
      untilFound: true,
    })
    const [first] = result.failures
    const found = first?.outcome.violations[0]
    return {
      bug,
      seeds: first === undefined ? null : first.schedule.seed - from + 1,
      oracle: found?.oracle ?? '',
      what: found?.what ?? '',
    }
  } finally {
    players.close()
  }
}

/** All of them, one after the other. */
export async function findAllBugs(
  seeds: number,
  from: number,
  jobs: number,
  onResult: (result: BugResult) => void,
): Promise<BugResult[]> {
  const results: BugResult[] = []
  for (const bug of BUGS) {
    const result = await findBug(bug, seeds, from, jobs)
    results.push(result)
    onResult(result)
  }
  return results
}
