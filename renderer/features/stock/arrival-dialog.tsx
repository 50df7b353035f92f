import { useAuthor, useDeps } from '@renderer/db/hooks.ts'
import type { PurchaseView } from '@renderer/projections/projections.ts'
import { toast } from '@renderer/ui/toast.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ArrivalLine, arrivalInput, arrivalLines } from './arrival-draft.ts'
import { GoodsReceiptDialog } from './goods-receipt-dialog.tsx'
import { totalQuantity } from './stock-lines.ts'
import { usePostMovement } from './use-post-movement.ts'

interface ArrivalDialogProps {
  order: PurchaseView
  onClose: () => void
}

/** Receives against an order to a supplier, all of it or in parts. */
export function ArrivalDialog({ order, onClose }: ArrivalDialogProps) {
  const { t } = useTranslation('purchases')
  const [start] = useState(() => arrivalLines(order))
  return (
    <GoodsReceiptDialog
      title={t('arrival.title', { number: order.row.reference })}
      body={t('arrival.body')}
      start={start}
      locationId={order.details.locationId}
      currency={order.details.currency}
      onReceive={usePostArrival(order)}
      onClose={onClose}
    />
  )
}

function usePostArrival(order: PurchaseView) {
  const { t } = useTranslation('purchases')
  const author = useAuthor()
  const deps = useDeps()
  const { post, businessDay } = usePostMovement()
  return async (lines: readonly ArrivalLine[], reference: string): Promise<boolean> => {
    const input = arrivalInput(lines, order, { businessDay: businessDay(), reference })
    const movement = input && recordMovement(input, author, deps)
    if (!movement?.ok) {
      toast.error(t('failure.refused', { type: movement?.error.type ?? 'NoLines' }))
      return false
    }
    return post(movement.value, t('arrival.done', { count: totalQuantity(lines) }))
  }
}
