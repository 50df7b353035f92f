import { useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import { countIdOf, recordCount } from '@shared/domain/stock/movement.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { ok } from '@shared/kernel/result.ts'
import type { LateCountPayload, Task } from '@shared/schemas/tasks.schema.ts'
import { useTranslation } from 'react-i18next'
import { countLines, countResults } from './count-results.ts'
import { lotsOfShortages } from './fill-lots.ts'
import { usePostMovement } from './use-post-movement.ts'

/** `take`: it is what was on the shelf at that moment; `add`: another shelf, beside what is known; `leave`: nothing changes. */
export type LateChoice = 'take' | 'add' | 'leave'

interface Decided {
  readonly line: LateCountPayload['lines'][number]
  readonly choice: LateChoice
}

/**
 * Posts what was decided as one count whose id follows from the task, so that two managers who decide apart post once (STOCK-3), and marks the
 * task as done. False when nothing could be kept; the person has been told.
 */
export function useLateCount(
  task: Task,
  { locationId }: LateCountPayload,
): (decided: readonly Decided[]) => Promise<boolean> {
  const { t } = useTranslation('counts')
  const { t: tStock } = useTranslation('stock')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const projections = useProjections()
  const { post, businessDay } = usePostMovement()

  const linesOf = async (decided: readonly Decided[]) => {
    await projections.settled() // the count itself must be in the figures
    const changed = decided.filter(({ line, choice }) => line.counted !== null && choice !== 'leave')
    const moments = changed.map(({ line: { variantId, at } }) => ({ variantId, locationId, at }))
    const answers = await projections.onHandAt(moments)
    const ledger = new Map(answers.map((answer) => [answer.variantId, answer]))
    const taken = changed.map(({ line: { variantId, at, counted } }) => ({
      variantId,
      at,
      counted: counted ?? 0,
    }))
    return countResults(taken, ledger).map((result, i) =>
      changed[i]?.choice === 'add'
        ? { ...result, onShelf: quantity(Math.max(0, result.expected + result.counted)) }
        : result,
    )
  }
  return async (decided) => {
    const results = await linesOf(decided)
    const isPosted = (await store.get('stockMovements', countIdOf(task.id))) !== null
    if (results.length > 0 && !isPosted) {
      const compared = countLines(results, locationId)
      const lots = await lotsOfShortages(projections, compared, locationId)
      const lines = compared.map((line, i) => ({ ...line, lots: lots[i] ?? [] }))
      const movement = recordCount(
        { lines, businessDay: businessDay(), countSessionId: task.id },
        author,
        deps,
      )
      if (!movement.ok) {
        toast.error(tStock('failure.refused', { type: movement.error.type }))
        return false
      }
      if (!(await post(movement.value, t('late.done')))) return false
    } else toast.success(t('late.done'))
    const done = await store.edit('tasks', task.id, (current) => ok({ ...current, state: 'done' as const }))
    return done.ok
  }
}
