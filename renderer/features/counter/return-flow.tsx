import { useDeps, useDocument } from '@renderer/db/hooks.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useState } from 'react'
import { FindSaleDialog, ReturnDialog, type ReturnWishes } from '../orders/public.ts'
import { useCounter } from './counter-context.tsx'

/** Goods come back at the counter: which sale, which of its goods, and then money or other goods for them. */
export function ReturnFlow({ text }: { text: string }) {
  const close = useCounter((state) => state.close)
  const [picked, setPicked] = useState<Order | null>(null)
  // What another till took back may arrive while this is being filled in.
  const order = useDocument('orders', picked?.id) ?? picked
  const startExchange = useStartExchange()
  if (!order) return <FindSaleDialog key={text} text={text} onPick={setPicked} onClose={close} />
  return (
    <ReturnDialog
      order={order}
      onClose={close}
      onExchange={(wishes) => {
        startExchange(order, wishes)
        close()
      }}
    />
  )
}

function useStartExchange(): (order: Order, wishes: ReturnWishes) => void {
  const { ids } = useDeps()
  const change = useCounter((state) => state.change)
  return (order, { lines, credit, refund }) =>
    change((cart) => ({
      ...cart,
      customerId: cart.customerId ?? order.customerId,
      customerName: cart.customerId === null ? order.customerName : cart.customerName,
      exchange: {
        orderId: order.id,
        number: order.number,
        returnId: ids.next(),
        credit,
        lines: [...lines],
        refundMethod: refund.method,
        reference: refund.reference.trim(),
      },
    }))
}
