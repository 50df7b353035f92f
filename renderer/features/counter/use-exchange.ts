import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { type ExchangeTerms, exchangeTerms } from '@shared/domain/orders/exchange.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { type Minor, minor, ZERO } from '@shared/kernel/money.ts'
import { ok } from '@shared/kernel/result.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'
import type { CounterExchange } from './cart.ts'
import { useCounter } from './counter-context.tsx'
import { usePricedCart } from './use-priced-cart.ts'

/** How the cart's exchange is settled; without one the customer pays everything. */
export function useExchangeTerms(): ExchangeTerms {
  const credit = useCounter((state) => state.cart.exchange?.credit ?? ZERO)
  const { total } = usePricedCart()
  return exchangeTerms(credit, total)
}

/** Whether the goods may still come back, before the sale that they pay for is made. */
export function useCanReturn(): (exchange: CounterExchange) => Promise<boolean> {
  const plan = usePlan()
  const db = useStore()
  return async (exchange) => {
    const order = await db.get('orders', exchange.orderId)
    return order !== null && plan(order, exchange, { used: exchange.credit, sale: '' }, false).ok
  }
}

/** Records what came back for a sale that is stored: goods and money have moved, so it is never refused for what others did. */
export function useRecordReturn(): (exchange: CounterExchange, sale: Order) => Promise<Order | null> {
  const { t } = useTranslation('returns')
  const plan = usePlan()
  const db = useStore()
  return async (exchange, sale) => {
    const used = exchangeTerms(exchange.credit, sale.total).used
    const paid = { used, sale: t('exchange.reference', { number: sale.number }) }
    const recorded = await db.edit('orders', exchange.orderId, (order) => {
      if (order.returns.some(({ id }) => id === exchange.returnId)) return ok(order)
      return plan(order, exchange, paid, true)
    })
    return recorded.ok ? recorded.value : null
  }
}

function usePlan() {
  const author = useAuthor()
  const deps = useDeps()
  const { utcOffsetMinutes } = useShop()
  return (
    order: Order,
    { lines, refundMethod, reference, returnId, credit }: CounterExchange,
    paid: { readonly used: Minor; readonly sale: string },
    hasHappened: boolean,
  ) =>
    returnLines(
      order,
      {
        id: returnId,
        hasHappened,
        lines,
        reason: '',
        restock: true,
        exchange: { amount: minor(Math.min(paid.used, credit)), reference: paid.sale },
        refundMethod,
        reference,
        businessDay: businessDayOf(deps.clock.now(), utcOffsetMinutes),
      },
      author,
      deps,
    )
}
