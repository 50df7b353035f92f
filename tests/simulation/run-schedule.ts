import { createHash } from 'node:crypto'
import { judge } from './judge.ts'
import type { Violation } from './oracles/facts.ts'
import type { Schedule } from './schedule.ts'
import { type Rig, Run } from './shop-run.ts'

export interface Outcome {
  readonly violations: readonly Violation[]
  readonly operations: number
  readonly saved: number
  readonly requests: number
  readonly kills: number
  readonly virtualMs: number
  readonly events: number
  /** Work of this process alone, without PostgreSQL. */
  readonly cpuMs: number
  /** Virtual time from the end of the faults until everybody agreed. */
  readonly healMs: number
  readonly notes: readonly string[]
  /** The same for the same schedule wherever that is bit-exact. */
  readonly fingerprint: string
}

/** Plays a schedule and judges what came of it. */
export async function runSchedule(rig: Rig, schedule: Schedule): Promise<Outcome> {
  const run = new Run(rig, schedule)
  const before = process.cpuUsage()
  const onRejection = (reason: unknown): void => hearRejection(run, reason)
  process.on('unhandledRejection', onRejection)
  let healMs = 0
  try {
    await run.setUp()
    await run.play()
    await run.heal()
    healMs = await judge(run)
  } catch (thrown) {
    run.violations.push({
      oracle: 'harness',
      what: thrown instanceof Error ? String(thrown.stack) : String(thrown),
    })
  } finally {
    await run.close()
    process.off('unhandledRejection', onRejection)
  }
  const { user, system } = process.cpuUsage(before)
  return { ...outcomeOf(run, healMs), cpuMs: Math.round((user + system) / 1_000) }
}

/** As in a browser: a failure nobody waits for does not end the page; each page hears its own. */
function hearRejection(run: Run, reason: unknown): void {
  const heard = run.devices.map((device) => device.tell(reason))
  if (!heard.some(Boolean)) run.history.notes.push(`unhandled: ${String(reason)}`)
}

function outcomeOf(run: Run, healMs: number): Outcome {
  const { history, world } = run
  const told = history.entries.map(({ operation, outcome }) => `${operation.id} ${outcome.type}`)
  const sent = history.requests.map(({ at, device, request }) => `${at} ${device} ${request.path}`)
  return {
    violations: run.violations,
    operations: history.entries.length,
    saved: history.entries.filter(({ outcome }) => outcome.type === 'ok').length,
    requests: history.requests.length,
    kills: run.devices.reduce((sum, device) => sum + device.lives - 1, 0),
    virtualMs: world.now,
    events: world.events,
    cpuMs: 0,
    healMs,
    notes: [...history.notes, ...world.uncaught.map((error) => `uncaught: ${error}`)],
    fingerprint: createHash('sha256')
      .update([...told, ...sent].join('\n'))
      .digest('hex')
      .slice(0, 16),
  }
}
