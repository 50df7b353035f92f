import type { Task } from '@shared/schemas/tasks.schema.ts'
import { useMemo } from 'react'
import { useDocuments } from '../../db/hooks.ts'

const PEOPLE_SETTLE: ReadonlySet<Task['kind']> = new Set([
  'oversell',
  'over-return',
  'refused-edit',
  'low-stock',
  'approval',
  'reminder',
])

/** Tasks that wait for a person: conflicts apart, because they are settled field by field. */
export function useOpenTasks(): { readonly conflicts: readonly Task[]; readonly others: readonly Task[] } {
  const tasks = useDocuments('tasks', {
    selector: { state: 'open' },
    sort: ['state', 'createdAt'],
    index: ['state', 'createdAt'],
    limit: 500,
  })
  return useMemo(() => {
    const open = (tasks ?? []).filter((task) => !task.archived)
    return {
      conflicts: open.filter((task) => task.kind === 'conflict'),
      others: open.filter((task) => PEOPLE_SETTLE.has(task.kind)),
    }
  }, [tasks])
}
