import { bugNamed, NO_BUG } from './bugs.ts'
import { type Failure, minimise, playRegressions, playSeeds, rateOf } from './campaign.ts'
import { type BugResult, findAllBugs, findBug } from './find-bugs.ts'
import { readKept } from './kept-schedules.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { openPlayers } from './players.ts'
import type { Outcome } from './run-schedule.ts'

/* `npm run simulate`: see options.ts. */

const options = readOptions(process.argv.slice(2))
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`)
  process.exit(2)
}
process.exit(await main(options))

async function main(asked: Options): Promise<number> {
  if (asked.help) {
    console.log(USAGE)
    return 0
  }
  if (asked.allBugs) return hunt(asked)
  if (asked.bug !== null) {
    const result = await findBug(bugNamed(asked.bug), asked.seeds, asked.from, asked.jobs)
    console.log(lineOf(result))
    return result.seeds === null ? 1 : 0
  }
  return asked.replay === null ? campaign(asked) : replay(asked.replay)
}

async function campaign(asked: Options): Promise<number> {
  const players = await openPlayers(asked.jobs, NO_BUG)
  try {
    console.log(`Seeds ${asked.from} to ${asked.from + asked.seeds - 1}, ${asked.jobs} processes`)
    const known = await playRegressions(players)
    for (const failure of known) tell(failure)
    const result = await playSeeds(players, asked.jobs, {
      from: asked.from,
      seeds: asked.seeds,
      families: asked.families,
      minutes: asked.minutes,
      untilFound: false,
      onPlayed: (name, outcome) => asked.verbose && console.log(summaryOf(name, outcome)),
    })
    for (const failure of result.failures) {
      tell(failure)
      console.log(`  made small: ${await minimise(players, failure)}`)
    }
    const bad = known.length + result.failures.length
    console.log(
      `${result.played} seeds, ${result.operations} operations (${result.saved} saved), ${result.kills} kills: ${bad} violated; ${Math.round(result.seconds)} s, ${rateOf(result)} seeds an hour`,
    )
    return bad === 0 ? 0 : 1
  } finally {
    players.close()
  }
}

async function replay(file: string): Promise<number> {
  const { name, schedule } = readKept(file)
  const players = await openPlayers(1, NO_BUG)
  try {
    const outcome = await players.play(schedule)
    console.log(summaryOf(name, outcome))
    if (outcome.violations.length > 0) tell({ name, schedule, outcome })
    return outcome.violations.length === 0 ? 0 : 1
  } finally {
    players.close()
  }
}

async function hunt(asked: Options): Promise<number> {
  console.log(`| bug | what is wrong | found at seed | by |\n|---|---|---|---|`)
  const results = await findAllBugs(asked.seeds, asked.from, asked.jobs, (result) =>
    console.log(lineOf(result)),
  )
  const missed = results.filter(({ seeds }) => seeds === null)
  console.log(`\n${results.length - missed.length} of ${results.length} found, seeds from ${asked.from}`)
  return missed.length === 0 ? 0 : 1
}

function lineOf({ bug, seeds, oracle }: BugResult): string {
  return `| ${bug.name} | ${bug.what} | ${seeds ?? 'not found'} | ${oracle} |`
}

function tell({ name, schedule, outcome }: Failure): void {
  console.log(`\n${name} (seed ${schedule.seed}) is not as promised:`)
  for (const { oracle, what } of outcome.violations.slice(0, 12)) console.log(`  ${oracle}: ${what}`)
  for (const note of outcome.notes) console.log(`    ${note}`)
}

function summaryOf(name: string, outcome: Outcome): string {
  return `${name}: ${outcome.violations.length} violations, ${outcome.operations} operations, ${outcome.requests} requests, ${outcome.kills} kills, healed in ${Math.round(outcome.healMs / 1_000)} s, ${outcome.cpuMs} ms of work, ${outcome.fingerprint}`
}
