import { conflictPayloadSchema, type Task } from '@shared/schemas/tasks.schema.ts'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ConflictCard } from './conflict-card.tsx'

/** Every pair of versions that two people made apart, to be settled field by field. */
export function ConflictList({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation('sync')
  const readable = tasks.flatMap((task) => {
    const payload = conflictPayloadSchema.safeParse(task.payload)
    return payload.success ? [{ task, payload: payload.data }] : []
  })
  if (readable.length === 0) return <EmptyState title={t('conflict.empty')} body={t('conflict.emptyBody')} />
  return (
    <ul className="flex flex-col gap-3">
      {readable.map(({ task, payload }) => (
        <li key={task.id}>
          <ConflictCard task={task} payload={payload} />
        </li>
      ))}
    </ul>
  )
}
