import { useDocuments } from '@renderer/db/hooks.ts'
import type { ClosedShift } from '@shared/domain/till/fold-shifts.ts'
import { proofOf, type ReceiptStanding, receiptStanding } from '@shared/domain/till/receipt-runs.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import { useMemo } from 'react'

/** A clock that was corrected meanwhile dates sales outside of their shift; by no more than this. */
const CORRECTED_MS = 2 * 86_400_000
/** More sales than a till makes in the days around a shift. */
const MOST = 5_000

/** What has become of a Z's receipts since: how many are here and with the server now. */
export function useZReceipts(z: ClosedShift): ReceiptStanding {
  const { figures, openedAt, closedAt } = z
  const sold = useDocuments('orders', {
    selector: {
      placedInv: {
        $gte: invertTime(closedAt + CORRECTED_MS),
        $lte: invertTime(Math.max(0, openedAt - CORRECTED_MS)),
      },
    },
    sort: ['placedInv'],
    index: ['placedInv'],
    limit: MOST,
  })
  return useMemo(() => {
    // Until they are read, and where they are too many to look through, it stands as when it was closed.
    if (sold === undefined || sold.length === MOST)
      return { ...proofOf(figures.receipts), missing: [], unsent: [] }
    return receiptStanding(figures.receipts, sold)
  }, [figures, sold])
}
