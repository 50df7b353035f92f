import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useTranslation } from 'react-i18next'
import { useCounterTools } from './counter-context.tsx'

/** Takes a line out of the cart; for a moment it can be brought back to its place. */
export function useRemoveLine(): (lineId: Id) => void {
  const { t } = useTranslation('counter')
  const { session } = useCounterTools()
  return (lineId) => {
    const removed = session.store.getState().remove(lineId)
    if (removed) toast.undo(t('line.removed', { name: removed.name }), removed.undo)
  }
}
