import { componentsText } from '@renderer/i18n/components-text.ts'
import {
  formatBusinessDay,
  formatDateTime,
  formatMeasure,
  formatMoney,
  formatPercent,
} from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { grossOf } from '@shared/domain/orders/pricing.ts'
import { formatReceipt } from '@shared/domain/receipt-number.ts'
import { type CurrencyCode, type Minor, negateMinor } from '@shared/kernel/money.ts'
import type { Order, OrderLine } from '@shared/schemas/orders.schema.ts'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Pair, Paper, PaperCode, PaperFoot, PaperHead, Rule } from '../printing/public.ts'
import { priceText } from './price-text.ts'
import { taxesByRate } from './taxes-by-rate.ts'
import { usePeople } from './use-people.ts'

interface ReceiptPaperProps {
  order: Order
  /** A second copy must say so. */
  duplicate: boolean
  ref?: Ref<HTMLElement>
}

/**
 * The receipt as it leaves an 80 mm printer, in black on white whatever the theme. Styled by classes alone: this very element
 * is what is printed.
 */
export function ReceiptPaper({ order, duplicate, ref }: ReceiptPaperProps) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  return (
    <Paper ref={ref} label={t('receipt.paper', { number: order.number })}>
      <PaperHead duplicate={duplicate} />
      <Rule />
      <Pair term={t('receipt.number')} value={order.number} />
      <Pair term={t('receipt.date')} value={formatDateTime(order.placedAt, locale)} />
      <Seller order={order} />
      {order.customerName !== '' && <Pair term={t('receipt.customer')} value={order.customerName} />}
      <Rule />
      <ul className="flex flex-col gap-1">
        {order.lines.map((line) => (
          <PaperLine key={line.id} line={line} currency={order.currency} />
        ))}
      </ul>
      <Rule />
      <PaperTotals order={order} />
      <Rule />
      <PaperPayments order={order} />
      {order.note !== '' && <p className="mt-2 whitespace-pre-line">{order.note}</p>}
      <PaperFoot />
      {order.receipt && <PaperCode text={formatReceipt(order.receipt)} />}
    </Paper>
  )
}

function Seller({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const name = usePeople().staffName(order.createdBy)
  return name === '' ? null : <Pair term={t('receipt.seller')} value={name} />
}

function PaperLine({ line, currency }: { line: OrderLine; currency: CurrencyCode }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const money = (amount: Minor): string => formatMoney(amount, currency, locale)
  const gross = grossOf(line)
  const measure = formatMeasure(line.quantity, line.unit, locale)
  return (
    <li>
      <p className="font-medium">{line.name}</p>
      {line.components && <p className="text-xs">{componentsText(line.components, line.quantity, locale)}</p>}
      <Pair
        // A pack with a label costs what the label says: its price is for all of it.
        term={line.pricePer === line.quantity ? measure : `${measure} × ${priceText(line, currency, locale)}`}
        value={money(gross)}
      />
      {line.promotions?.map(({ id, name, amount }) => (
        <Pair key={id} term={t('receipt.promotion', { name })} value={money(negateMinor(amount))} />
      ))}
      {!line.promotions && line.discount !== undefined && line.discount > 0 && (
        <Pair
          term={
            line.discountReason
              ? t('sums.discountFor', { reason: line.discountReason })
              : t('receipt.lineDiscount')
          }
          value={money(negateMinor(line.discount))}
        />
      )}
      <PaperLots line={line} />
      {line.note && <p className="italic">{line.note}</p>}
    </li>
  )
}

/** Which pieces the buyer took: for a guarantee, and for a lot that is called back. */
function PaperLots({ line: { lots = [], unit } }: { line: Pick<OrderLine, 'lots' | 'unit'> }) {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  return lots.map(({ lot, quantity, expiry, serial }) => {
    const name = t(serial ? 'serial' : 'lot', { lot })
    const counted = lots.length > 1 && !serial
    const units = counted ? t('units', { lot: name, units: formatMeasure(quantity, unit, locale) }) : name
    const day = expiry === undefined ? '' : `, ${t('expires', { day: formatBusinessDay(expiry, locale) })}`
    return <p key={lot}>{`${units}${day}`}</p>
  })
}

function PaperTotals({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const money = (amount: Minor): string => formatMoney(amount, order.currency, locale)
  return (
    <>
      {(order.discount > 0 || order.shipping > 0 || !order.pricesIncludeTax) && (
        <Pair term={t('receipt.subtotal')} value={money(order.subtotal)} />
      )}
      {order.discount > 0 && (
        <Pair
          term={
            order.discountReason === ''
              ? t('receipt.discount')
              : t('sums.discountFor', { reason: order.discountReason })
          }
          value={money(negateMinor(order.discount))}
        />
      )}
      {order.shipping > 0 && <Pair term={t('receipt.shipping')} value={money(order.shipping)} />}
      {!order.pricesIncludeTax && <PaperTaxes order={order} />}
      <Pair strong term={t('receipt.total')} value={money(order.total)} />
      {order.pricesIncludeTax && <PaperTaxes order={order} />}
    </>
  )
}

function PaperTaxes({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  return taxesByRate(order.lines).map(({ rate, tax }) => (
    <Pair
      key={rate}
      term={t(order.pricesIncludeTax ? 'receipt.taxInside' : 'receipt.taxAdded', {
        rate: formatPercent(rate / 10_000, locale),
      })}
      value={formatMoney(tax, order.currency, locale)}
    />
  ))
}

function PaperPayments({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const money = (amount: Minor): string => formatMoney(amount, order.currency, locale)
  return order.payments
    .filter(({ kind, status }) => kind === 'payment' && status !== 'failed')
    .map((payment) => (
      <div key={payment.id}>
        <Pair term={t(`method.${payment.method}`)} value={money(payment.amount)} />
        {payment.reference && <Pair term={t('receipt.reference')} value={payment.reference} />}
        {payment.change !== undefined && payment.change > 0 && (
          <>
            <Pair term={t('receipt.tendered')} value={money(payment.tendered ?? payment.amount)} />
            <Pair term={t('receipt.change')} value={money(payment.change)} />
          </>
        )}
      </div>
    ))
}
