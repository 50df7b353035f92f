import type { Players } from './players.ts'
import type { Outcome } from './run-schedule.ts'
import type { Schedule, Step } from './schedule.ts'

/**
 * Delta debugging (Zeller): takes away steps as long as the same oracle still finds something, halves at first, single
 * steps at last. `seconds` bounds it; the smallest schedule found by then is the answer.
 */
export async function shrink(
  players: Players,
  failing: Schedule,
  oracle: string,
  seconds: number,
): Promise<{ readonly schedule: Schedule; readonly runs: number }> {
  const end = performance.now() + seconds * 1_000
  let runs = 0
  const fails = async (steps: readonly Step[]): Promise<boolean> => {
    runs++
    return findsSame(await players.play({ ...failing, steps }), oracle)
  }
  let steps = failing.steps
  for (let parts = 2; steps.length > 1 && performance.now() < end; ) {
    const smaller = await firstThatFails(cut(steps, parts), fails)
    if (smaller !== null) {
      steps = smaller
      parts = Math.max(2, parts - 1)
    } else if (parts >= steps.length) break
    else parts = Math.min(steps.length, parts * 2)
  }
  return { schedule: { ...failing, steps }, runs }
}

export const findsSame = ({ violations }: Outcome, oracle: string): boolean =>
  violations.some((found) => found.oracle === oracle)

/** All but one of `parts` equal parts, one part after the other. */
function cut(steps: readonly Step[], parts: number): Step[][] {
  const size = Math.ceil(steps.length / parts)
  const kept: Step[][] = []
  for (let start = 0; start < steps.length; start += size)
    kept.push([...steps.slice(0, start), ...steps.slice(start + size)])
  return kept
}

/** A few at a time, as there are processes; the first in order counts, so that the outcome does not depend on speed. */
async function firstThatFails(
  candidates: readonly Step[][],
  fails: (steps: readonly Step[]) => Promise<boolean>,
): Promise<Step[] | null> {
  const AT_ONCE = 2
  for (let start = 0; start < candidates.length; start += AT_ONCE) {
    const some = candidates.slice(start, start + AT_ONCE)
    const failed = await Promise.all(some.map(fails))
    const at = failed.indexOf(true)
    if (at >= 0) return some[at] ?? null
  }
  return null
}
