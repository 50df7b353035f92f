import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import { EXCHANGE_METHOD, exchangeTerms } from '@shared/domain/orders/exchange.ts'
import type { PaymentInput } from '@shared/domain/orders/payments.ts'
import { type Cart, priceCart } from '@shared/domain/orders/pricing.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'
import { useToday } from '../lots/public.ts'
import { useCashDrawer } from '../printing/public.ts'
import { useOpenShift } from '../till/public.ts'
import type { CounterCart, CounterExchange } from './cart.ts'
import { useCounterTools } from './counter-context.tsx'
import { useReportExpired } from './expired-notice.tsx'
import { useOfferedCart } from './offers-context.tsx'
import type { SaleFailureCause } from './sale-failure.tsx'
import { type TenderPlan, toPayments } from './tender.ts'
import { type CartLots, lotVariants, planLots, withLots } from './use-cart-lots.ts'
import { useCanReturn, useRecordReturn } from './use-exchange.ts'

/**
 * Makes the sale durable, then empties the cart and shows the receipt: "Sold" never comes before the write (decision 6). Answers
 * why it failed, with the cart untouched, or null.
 */
export function useCompleteSale(): (plan: TenderPlan) => Promise<SaleFailureCause | null> {
  const { session } = useCounterTools()
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const openShift = useOpenShift()
  const openDrawer = useCashDrawer()
  const { t } = useTranslation('returns')
  const locale = useLocale()
  const canReturn = useCanReturn()
  const recordReturn = useRecordReturn()
  const { offer } = useOfferedCart()
  const { locationId, currency, pricesIncludeTax, utcOffsetMinutes } = useShop()

  const projections = useProjections()
  const today = useToday()
  const reportExpired = useReportExpired()
  /** What the device knows of the lots in this very moment; without them the goods are sold as having none. */
  const findLots = async (sold: CounterCart): Promise<CartLots> => {
    const variantIds = lotVariants(sold)
    const stock =
      variantIds.length === 0 ? [] : await projections.lotsAt(variantIds, locationId).catch(() => [])
    return planLots(sold, stock, today)
  }

  const exchanged = ({ number, credit }: CounterExchange, cart: Cart): PaymentInput[] => {
    const { used } = exchangeTerms(credit, priceCart(cart, { currency, pricesIncludeTax }).total)
    const reference = t('exchange.reference', { number })
    return used > 0 ? [{ method: EXCHANGE_METHOD, amount: used, reference }] : []
  }
  const tellUnrecorded = ({ number, credit }: CounterExchange, sale: Order): void => {
    const amount = formatMoney(exchangeTerms(credit, sale.total).used, currency, locale)
    toast.error(t('exchange.notRecorded', { number }), {
      description: t('exchange.notRecordedHow', { number, amount, sale: sale.number }),
    })
  }

  return async (plan) => {
    const counter = session.store.getState()
    counter.setSaving(true)
    const lots = await findLots(counter.cart)
    const cart = withLots(offer(counter.cart), lots)
    const { exchange } = counter.cart
    try {
      if (exchange && !(await canReturn(exchange))) return { type: 'ExchangeNotPossible' }
      const result = await db.insertSale((receipt) =>
        sell(
          {
            cart,
            payments: [...(exchange ? exchanged(exchange, cart) : []), ...toPayments(plan)],
            receipt,
            businessDay: businessDayOf(deps.clock.now(), utcOffsetMinutes),
            locationId,
            shiftId: openShift?.id ?? null,
            terms: { currency, pricesIncludeTax },
          },
          author,
          deps,
        ),
      )
      if (!result.ok) return result.error
      openDrawer(result.value)
      const returned = exchange ? await recordReturn(exchange, result.value) : null
      if (exchange && !returned) tellUnrecorded(exchange, result.value)
      session.store.getState().sold(result.value, returned ?? undefined)
      void reportExpired(result.value, lots.expired)
      return null
    } catch (thrown) {
      return { type: 'StorageFailed', detail: thrown instanceof Error ? thrown.message : '' }
    } finally {
      session.store.getState().setSaving(false)
    }
  }
}
