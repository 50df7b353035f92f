import { CircleCheck, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../ui/class-names.ts'

export interface SyncSummary {
  readonly state: 'synced' | 'pending' | 'offline' | 'attention'
  readonly pending: number
  readonly refused: number
  readonly conflicts: number
}

interface SyncPillProps extends SyncSummary {
  /** Where the details are. */
  path?: string | undefined
}

const LOOKS = {
  synced: { Icon: CircleCheck, tone: 'border-rule text-ink-muted', spin: false },
  pending: { Icon: LoaderCircle, tone: 'border-info bg-info-soft text-info-ink', spin: true },
  offline: { Icon: CloudOff, tone: 'border-warning bg-warning-soft text-warning-ink', spin: false },
  attention: { Icon: TriangleAlert, tone: 'border-danger bg-danger-soft text-danger-ink', spin: false },
}

/** How far this device and the server agree, in words. Only a change of state is announced, not every sale. */
export function SyncPill({ state, pending, refused, conflicts, path = '/sync' }: SyncPillProps) {
  const { t } = useTranslation('common')
  const { Icon, tone, spin } = LOOKS[state]
  const counts = [
    refused > 0 && t('syncPill.refused', { count: refused }),
    conflicts > 0 && t('syncPill.conflicts', { count: conflicts }),
    pending > 0 && t('syncPill.pending', { count: pending }),
  ].filter((part) => part !== false)
  return (
    <a
      href={`#${path}`}
      className={cx(
        'inline-flex min-h-8 items-center gap-1.5 whitespace-nowrap rounded-md border px-2.5 text-xs font-medium hover:underline',
        tone,
      )}
    >
      <Icon aria-hidden className={cx('size-4', spin && 'animate-spin')} />
      <span aria-live="polite">{t(`syncPill.${state}`)}</span>
      {counts.length > 0 && <span className="tabular-nums">· {counts.join(', ')}</span>}
    </a>
  )
}
