import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUGS, bugNamed, NO_BUG } from '../simulation/bugs.ts'
import { findMisfits } from '../simulation/bundles.ts'
import { playSeeds } from '../simulation/campaign.ts'
import { FAULT_FAMILIES } from '../simulation/faults.ts'
import { findBug } from '../simulation/find-bugs.ts'
import { regressions } from '../simulation/kept-schedules.ts'
import { openPlayers, type Players } from '../simulation/players.ts'

/* The short form of `npm run simulate`; tests/simulation/README.md says what is looked at. */

const JOBS = 2
const CONTROL_SEEDS = 6
const SEEDS = 50
const ENOUGH = 60

describe('what nobody may lose, under fire', () => {
  let players: Players
  beforeAll(async () => {
    players = await openPlayers(JOBS, NO_BUG)
  })
  afterAll(() => players.close())

  test.each(regressions())('I1 $name does not happen again', async ({ schedule }) => {
    expect((await players.play(schedule)).violations).toEqual([])
  })

  test('I1–I14 hold on a day on which nothing goes wrong', async () => {
    const result = await playSeeds(players, JOBS, { ...all(CONTROL_SEEDS), families: [] })
    expect(found(result.failures)).toEqual([])
    expect(result.saved).toBeGreaterThan(CONTROL_SEEDS * 10)
  })

  test('I1–I15 hold on days on which everything does', async () => {
    const result = await playSeeds(players, JOBS, { ...all(SEEDS), families: FAULT_FAMILIES })
    expect(found(result.failures)).toEqual([])
    expect(result.kills).toBeGreaterThan(SEEDS / 2)
  }, 600_000)

  test('the same seed is the same run', async () => {
    const once = await playSeeds(players, 1, { ...all(1), families: ['kill', 'lost', 'partition'] })
    const again = await playSeeds(players, 1, { ...all(1), families: ['kill', 'lost', 'partition'] })
    expect(again.fingerprints).toEqual(once.fingerprints)
  })
})

describe('the simulation can find something', () => {
  test('every known bug still fits the code it is put into', () => {
    expect(findMisfits(BUGS.flatMap(({ patches }) => patches))).toEqual([])
  })

  test.each(['last-writer-wins', 'stock-as-a-number', 'refusal-dropped'])('%s is found', async (name) => {
    const { seeds } = await findBug(bugNamed(name), ENOUGH, 1, JOBS)
    expect(seeds).not.toBeNull()
  })
})

const all = (seeds: number) => ({ from: 1, seeds, minutes: null, untilFound: false })

const found = (failures: Awaited<ReturnType<typeof playSeeds>>['failures']) =>
  failures.map(({ name, outcome }) => ({ name, violations: outcome.violations.slice(0, 3) }))
