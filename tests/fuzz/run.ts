import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzz } from './campaign.ts'
import { keepCase, readKeptCases } from './kept-cases.ts'

const USAGE = `npm run fuzz -- [--cases N] [--seed S] [--minutes M]

Sends spoilt pushes, pulls, sign-ins and heartbeats to the real server on a real PostgreSQL and ends with 1 unless every
answer is one that the contract knows: no 5xx, no hang, nothing of another shop, nothing unsound stored.

  --cases N     spoilt rows and requests to send (10000)
  --seed S      the same seed sends the same cases (a new one each time)
  --minutes M   stop after so long
  --help        this text

What goes wrong is made as small as possible and kept in tests/regressions/fuzz; kept cases are sent first.`

const FLAGS = {
  cases: { type: 'string', default: '10000' },
  seed: { type: 'string' },
  minutes: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const wholeNumber = (text: string, name: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} ${text} is not a whole number`)
  return value
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: FLAGS })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const seed = wholeNumber(values.seed ?? String(Date.now() % 1_000_000_000), 'seed')
  const cases = wholeNumber(values.cases, 'cases')
  const kept = readKeptCases()
  console.log(`seed ${seed}, ${cases} cases, ${kept.length} kept ones first`)
  const report = await fuzz({
    seed,
    cases,
    kept,
    ...(values.minutes === undefined ? {} : { minutes: Number(values.minutes) }),
    onProgress: (done) => process.stdout.write(`\r${done} cases`),
  })
  const megabytes = report.memory.map((bytes) => Math.round(bytes / 1_000_000))
  console.log(`\r${report.cases} cases in ${report.requests} requests and ${report.seconds.toFixed(1)} s`)
  console.log(`${Math.round(report.cases / report.seconds)} cases a second; heap ${megabytes.join(' → ')} MB`)
  console.log('statuses', report.statuses)
  console.log('rows', report.outcomes)
  for (const [index, { problem, minimal }] of report.violations.entries()) {
    console.error(`\nVIOLATION (seed ${seed}): ${problem}`)
    if (minimal) console.error(`kept as ${relative(process.cwd(), keepCase(minimal, problem, seed, index))}`)
  }
  console.log(`${report.violations.length} violations`)
  return report.violations.length === 0 ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  },
)
