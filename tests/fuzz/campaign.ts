import { makeProduct, newRow } from '../support/shop-floor.ts'
import { createGenerator, type FuzzCase } from './generate.ts'
import { judge } from './judge.ts'
import { minimise } from './minimise.ts'
import { createTarget, type FuzzTarget } from './target.ts'

export interface FuzzOptions {
  readonly seed: number
  /** Things with something wrong in them: rows of pushes, and other requests. */
  readonly cases: number
  /** Stop after so long even when cases are left. */
  readonly minutes?: number
  /** Kept cases that once went wrong; they are sent first. */
  readonly kept?: readonly FuzzCase[]
  readonly onProgress?: (cases: number) => void
}

export interface Violation {
  readonly problem: string
  /** As small as it could be made; null for what only shows in the end. */
  readonly minimal: FuzzCase | null
}

export interface FuzzReport {
  readonly cases: number
  readonly requests: number
  readonly seconds: number
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Rows by what became of them, refusals by their code. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly violations: readonly Violation[]
  /** Bytes on the server's heap before and after. */
  readonly memory: readonly [before: number, after: number]
}

const AT_ONCE = 24
/** Cases between two looks at honest work, with new devices. */
const BATCH = 2_000
const MAX_VIOLATIONS = 5

/** Sends spoilt requests until there were enough, and tells what the server did that its contract does not know. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const target = await createTarget()
  try {
    return await run(target, options)
  } finally {
    await target.close()
  }
}

async function run(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  const generator = createGenerator(options.seed)
  await target.settle(generator.held)
  const tally = createTally()
  for (const kept of options.kept ?? []) await sendOne(target, kept, tally)
  const started = performance.now()
  const before = await target.world.memoryInUse()
  const isOver = () =>
    tally.cases >= options.cases ||
    tally.violations.length >= MAX_VIOLATIONS ||
    performance.now() - started > (options.minutes ?? Number.POSITIVE_INFINITY) * 60_000
  while (!isOver()) {
    const until = Math.min(options.cases, tally.cases + BATCH)
    const worker = async () => {
      while (tally.cases < until && !isOver()) await sendOne(target, generator.next(), tally)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    await checkHonestWork(target, tally)
    await target.renewDevices()
    options.onProgress?.(tally.cases)
  }
  const seconds = (performance.now() - started) / 1_000
  for (const problem of await target.checkState()) tally.violations.push({ problem, minimal: null })
  const memory = [before, await target.world.memoryInUse()] as const
  const { cases, requests, statuses, outcomes, violations } = tally
  return { cases, requests, seconds, statuses, outcomes, violations, memory }
}

interface Tally {
  cases: number
  requests: number
  readonly statuses: Record<string, number>
  readonly outcomes: Record<string, number>
  readonly violations: Violation[]
}

const createTally = (): Tally => ({ cases: 0, requests: 0, statuses: {}, outcomes: {}, violations: [] })

async function sendOne(target: FuzzTarget, sent: FuzzCase, tally: Tally): Promise<void> {
  tally.cases += sent.weight
  tally.requests++
  const answer = await target.send(sent)
  tally.statuses[answer.status] = (tally.statuses[answer.status] ?? 0) + 1
  const outcomes = answer.text.matchAll(
    /"outcome":"(\w+)"(?:,"id":"(?:[^"\\]|\\.)*","refusal":\{"code":"(\w+)")?/g,
  )
  for (const [, outcome = '', code] of outcomes) {
    const name = code ?? outcome
    tally.outcomes[name] = (tally.outcomes[name] ?? 0) + 1
  }
  const problem = judge(sent, answer, target.limits)
  if (problem === null) return
  const goesWrong = async (tried: FuzzCase) => judge(tried, await target.send(tried), target.limits) !== null
  tally.violations.push({ problem, minimal: await minimise(sent, goesWrong) })
}

async function checkHonestWork(target: FuzzTarget, tally: Tally): Promise<void> {
  const { world } = target
  const { manager } = world.devices
  const results = await world.wire
    .rows(manager, 'products', [newRow(makeProduct(manager, world.server, 'Honnête'))])
    .catch((error) => [{ outcome: String(error) }])
  // Nobody looks at what honest devices were answered.
  world.wire.received.length = 0
  if (results[0]?.outcome !== 'accepted')
    tally.violations.push({ problem: `honest work: ${JSON.stringify(results)}`, minimal: null })
}
