import { useShop, useStore } from '@renderer/db/hooks.ts'
import type { Shift } from '@shared/domain/till/fold-shifts.ts'
import { type ReceiptStanding, receiptStanding } from '@shared/domain/till/receipt-runs.ts'
import { shiftFigures } from '@shared/domain/till/shift-figures.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { ShiftFigures } from '@shared/schemas/till.schema.ts'
import { useEffect, useMemo, useState } from 'react'
import { createShiftOrders, followShiftOrders } from './shift-orders.ts'
import { loadShiftStart } from './shift-start.ts'

export interface LiveFigures {
  readonly figures: ShiftFigures
  readonly receipts: ReceiptStanding
}

/** How an open shift stands, live; `undefined` while it is being read. */
export function useShiftFigures(shift: Shift): { live: LiveFigures | undefined; failed: boolean } {
  const store = useStore()
  const { id: shopId } = useShop()
  const [orders, setOrders] = useState<readonly Order[]>()
  const [failed, setFailed] = useState(false)
  const { id, deviceId, currency, mark, float } = shift
  useEffect(() => {
    const span = { deviceId, currency, mark, float }
    const source = createShiftOrders(store, span, loadShiftStart(localStorage, shopId, id))
    return followShiftOrders(store, source, {
      onOrders(found) {
        setOrders(found)
        setFailed(false)
      },
      onFailure: () => setFailed(true),
    })
  }, [store, shopId, id, deviceId, currency, mark, float])
  const live = useMemo(() => {
    if (orders === undefined) return undefined
    const figures = shiftFigures(shift, orders, shift.movements)
    return { figures, receipts: receiptStanding(figures.receipts, orders) }
  }, [shift, orders])
  return { live, failed }
}
