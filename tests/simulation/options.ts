import { parseArgs } from 'node:util'
import { BUGS } from './bugs.ts'
import { FAULT_FAMILIES, type FaultFamily } from './faults.ts'

export interface Options {
  readonly seeds: number
  readonly from: number
  readonly families: readonly FaultFamily[] | null
  readonly bug: string | null
  readonly allBugs: boolean
  /** Stop after so many minutes; null plays all seeds. */
  readonly minutes: number | null
  readonly jobs: number
  readonly replay: string | null
  readonly verbose: boolean
  readonly help: boolean
}

export const USAGE = `npm run simulate -- [options]

Plays days of a small shop: 2 to 4 devices running the product's client, the product's server on the real PostgreSQL, and
everything that can go wrong in between. Each seed makes a schedule of operations and faults; at the end nothing that
anybody was told is saved may be missing (tests/simulation/README.md says what is looked at).

  --seeds N        how many seeds (100)
  --from S         the first seed (1)
  --faults LIST    all, none, or some of: ${FAULT_FAMILIES.join(',')}
  --minutes M      stop after so many minutes
  --jobs J         processes that play at once (2)
  --replay FILE    play one kept schedule
  --bug NAME       put a known bug in and stop at the first seed that finds it
  --bugs           every known bug, as a table
  --verbose        a line for each seed
  --help

Known bugs: ${BUGS.map(({ name }) => name).join(', ')}

The same seed gives the same schedule, and the same run to the millisecond of virtual time as long as the code is the same:
clients, disks, network and the server's clock are one event loop with a clock of its own. Not bit-exact is what PostgreSQL
decides by itself when two requests really run at once (repeated copies of a push), and tokens signed with a fresh key.

Ends with 0 when nothing was found (with --bug and --bugs: when all were found), 1 otherwise, 2 for a mistake in the options.`

/** Null with a message when the options make no sense. */
export function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '100' },
        from: { type: 'string', default: '1' },
        faults: { type: 'string' },
        bug: { type: 'string' },
        bugs: { type: 'boolean', default: false },
        minutes: { type: 'string' },
        jobs: { type: 'string', default: '2' },
        replay: { type: 'string' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return {
      seeds: whole(values.seeds, 'seeds'),
      from: whole(values.from, 'from'),
      families: values.faults === undefined ? null : readFamilies(values.faults),
      bug: values.bug ?? null,
      allBugs: values.bugs,
      minutes: values.minutes === undefined ? null : whole(values.minutes, 'minutes'),
      jobs: Math.max(1, whole(values.jobs, 'jobs')),
      replay: values.replay ?? null,
      verbose: values.verbose,
      help: values.help,
    }
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

function whole(text: string, name: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name} needs a whole number, not "${text}"`)
  return value
}

function readFamilies(list: string): readonly FaultFamily[] {
  if (list === 'all') return FAULT_FAMILIES
  if (list === 'none') return []
  return list.split(',').map((name) => {
    const family = FAULT_FAMILIES.find((known) => known === name)
    if (family === undefined) throw new Error(`There is no fault "${name}"`)
    return family
  })
}
