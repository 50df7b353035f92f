import { useDocuments } from '@renderer/db/hooks.ts'
import type { ClosedShift } from '@shared/domain/till/fold-shifts.ts'
import { proofOf, type ReceiptStanding, receiptStanding } from '@shared/domain/till/receipt-runs.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import { useMemo } from 'react'

/** More sales than all tills of a shop make while one of them is open. */
const MOST = 5_000

/** What has become of a Z's receipts since: how many are here and with the server now. */
export function useZReceipts({ figures: { receipts } }: ClosedShift): ReceiptStanding {
  const earliest = Math.min(...receipts.map(({ from }) => from))
  const latest = Math.max(...receipts.map(({ to }) => to))
  const hasSold = receipts.length > 0
  const sold = useDocuments('orders', {
    selector: hasSold ? { placedInv: { $gte: invertTime(latest), $lte: invertTime(earliest) } } : {},
    sort: ['placedInv'],
    index: ['placedInv'],
    limit: hasSold ? MOST : 1,
  })
  return useMemo(() => {
    // Until they are read, and where they are too many to look through, it stands as when it was closed.
    if (sold === undefined || sold.length === MOST) return { ...proofOf(receipts), missing: [], unsent: [] }
    return receiptStanding(receipts, sold)
  }, [receipts, sold])
}
