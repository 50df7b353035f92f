import { useHistoryStatus } from '@renderer/packed-history/history-status.ts'
import { usePackedState } from '@renderer/projections/hooks.ts'
import { useSyncStatus } from '@renderer/sync/sync-status.ts'
import { useTranslation } from 'react-i18next'

/** What of the past is in the figures while the documents behind it are still arriving; nothing once they are here. */
export function HistoryLine() {
  const { t } = useTranslation('dashboard')
  const { phase, pieces, allPieces, allOrders } = useHistoryStatus()
  const state = usePackedState()
  const isFirstLoad = useSyncStatus((status) => !status.firstSync.complete)
  const isShort = pieces < allPieces
  const arrived = state ? state.orders - state.packed : 0
  const lines = [
    phase === 'fetching' && t('history.fetching', { pieces, allPieces }),
    phase === 'waiting' && isShort && t('history.waiting'),
    phase === 'unusable' && t('history.unusable'),
    phase === 'done' && state && state.packed > 0 && t('history.counted'),
    isFirstLoad && t('history.firstLoad'),
    state && state.packed > 0 && t('history.arrived', { arrived, all: Math.max(allOrders, state.orders) }),
  ].filter((line) => typeof line === 'string')
  if (lines.length === 0) return null
  return (
    <p role="status" aria-label={t('history.label')} className="tabular-nums">
      {lines.join(' · ')}
    </p>
  )
}
