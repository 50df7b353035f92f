import { useProjectionProgress } from '@renderer/projections/hooks.ts'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { useTranslation } from 'react-i18next'

/** While an account is being read, and when it cannot be. */
export function AccountPending() {
  const { t } = useTranslation('customers')
  const { phase } = useProjectionProgress()
  if (phase === 'failed')
    return <ErrorState what={t('account.broken')} todo={t('broken.todo')} data={t('broken.data')} />
  return (
    <div role="status" aria-label={t('loading')} className="flex flex-col gap-3">
      <Skeleton className="h-20" />
      <Skeleton className="h-40" />
    </div>
  )
}
