import { parseArgs } from 'node:util'

/** What `npm run load` is asked to measure. */
export interface LoadOptions {
  /** Devices that push at once; a case for each. */
  readonly devices: readonly number[]
  /** `one`: all devices in one shop; `many`: each in a shop of its own. */
  readonly shops: readonly ('one' | 'many')[]
  /** Server processes on the one database. */
  readonly servers: readonly number[]
  /** How long each case pushes, in seconds. */
  readonly seconds: number
  /** Documents of one push; a device with a full queue sends 100. */
  readonly batch: number
  readonly seed: number
  /** Folder for the server processes' CPU profiles. */
  readonly profile: string | null
  /** File of the results, as JSON. */
  readonly report: string
}

export const HELP = `npm run load -- [--devices 1,16,64] [--shops one,many] [--servers 1,2] [--seconds 10] [--batch 100] [--seed N] [--profile FOLDER] [--report FILE] [--quick]

  --devices N,…     devices that push at the same time; every combination of the lists is one case
  --shops one,many  all devices in one shop, or each in a shop of its own
  --servers N,…     server processes on the one PostgreSQL
  --seconds N       how long each case pushes
  --batch N         documents of one push (1 to 100)
  --seed N          which orders are made; printed at the end
  --profile FOLDER  keep a CPU profile of every server process there
  --report FILE     where the results go as JSON; test-results/load.json
  --quick           one device and eight, one second each: shows that it works

Ends with 1 when something that was accepted cannot be found, is found twice, or a server's memory keeps growing.
Figures are no reason to fail: machines differ. They are printed beside what the same PostgreSQL takes as raw inserts.
`

export type ReadOptions =
  | { readonly type: 'Run'; readonly options: LoadOptions }
  | { readonly type: 'Help' }
  | { readonly type: 'Bad'; readonly problem: string }

const DEFAULTS = { devices: '1,16,64', shops: 'one,many', servers: '1,2', seconds: '10', batch: '100' }
const QUICK = { ...DEFAULTS, devices: '1,8', shops: 'one', seconds: '1' }

export function readOptions(args: readonly string[]): ReadOptions {
  const parsed = parse(args)
  if (typeof parsed === 'string') return { type: 'Bad', problem: parsed }
  if (parsed.help) return { type: 'Help' }
  const given = { ...(parsed.quick ? QUICK : DEFAULTS), ...parsed }
  const shops = given.shops.split(',')
  const options = {
    devices: given.devices.split(',').map(Number),
    shops: shops.filter((kind) => kind === 'one' || kind === 'many'),
    servers: given.servers.split(',').map(Number),
    seconds: Number(given.seconds),
    batch: Number(given.batch),
    seed: Number(given.seed ?? 1),
    profile: given.profile ?? null,
    report: given.report ?? 'test-results/load.json',
  }
  const whole = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most
  if (!options.devices.every((count) => whole(count, 500))) return bad('--devices takes numbers up to 500')
  if (options.shops.length !== shops.length) return bad('--shops takes one, many or both')
  if (!options.servers.every((count) => whole(count, 8))) return bad('--servers takes numbers up to 8')
  if (!(options.seconds > 0 && options.seconds <= 3_600)) return bad('--seconds takes up to 3600')
  if (!whole(options.batch, 100)) return bad('--batch takes 1 to 100')
  if (!Number.isSafeInteger(options.seed)) return bad('--seed takes a whole number')
  return { type: 'Run', options }
}

const bad = (problem: string): ReadOptions => ({ type: 'Bad', problem })

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    devices: text,
    shops: text,
    servers: text,
    seconds: text,
    batch: text,
    seed: text,
    profile: text,
    report: text,
    quick: flag,
    help: { ...flag, short: 'h' },
  }
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
