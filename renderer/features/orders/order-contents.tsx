import { componentsText } from '@renderer/i18n/components-text.ts'
import { formatMeasure, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { isOnCredit } from '@shared/domain/customers/credit-entries.ts'
import { amountDue } from '@shared/domain/orders/payments.ts'
import { returnedByLine } from '@shared/domain/orders/returned.ts'
import { type Minor, negateMinor } from '@shared/kernel/money.ts'
import type { Order, OrderLine } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { PlainTable } from './plain-table.tsx'
import { priceText } from './price-text.ts'

/** What was sold, what was paid, what came back. */
export function OrderContents({ order }: { order: Order }) {
  return (
    <div className="flex flex-col gap-5">
      <Lines order={order} />
      <Sums order={order} />
      <Payments order={order} />
      {order.returns.length > 0 && <Returns order={order} />}
    </div>
  )
}

function Lines({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const returned = returnedByLine(order)
  return (
    <PlainTable
      label={t('lines.label')}
      head={[t('lines.item'), t('lines.quantity'), t('lines.price'), t('lines.total')]}
      endFrom={1}
      empty={t('lines.none')}
      rows={order.lines.map((line) => ({
        key: line.id,
        cells: [
          <LineName key="name" line={line} order={order} back={returned.get(line.id)?.quantity ?? 0} />,
          formatMeasure(line.quantity, line.unit, locale),
          priceText(line, order.currency, locale),
          <MoneyText key="total" amount={line.total} currency={order.currency} />,
        ],
      }))}
    />
  )
}

function LineName({ line, order, back }: { line: OrderLine; order: Order; back: number }) {
  const { t } = useTranslation(['orders', 'lots'])
  const locale = useLocale()
  const discount = line.discount ?? 0
  return (
    <span className="flex flex-col gap-0.5">
      <Link
        href={`/products/${line.productId}`}
        className="w-fit font-medium text-accent-ink underline-offset-2 hover:underline"
      >
        {line.name}
      </Link>
      <span className="flex flex-wrap items-center gap-2 text-xs text-ink-muted">
        {line.sku !== '' && <span>{line.sku}</span>}
        {line.components && <span>{componentsText(line.components, line.quantity, locale)}</span>}
        {line.priceList && <Badge tone="info">{line.priceList.name}</Badge>}
        {line.promotions?.map(({ id, name, amount }) => (
          <Badge key={id} tone="success">
            {t('lines.promotion', { name, amount: formatMoney(amount, order.currency, locale) })}
          </Badge>
        ))}
        {!line.promotions && discount > 0 && line.discount !== undefined && (
          <span>
            {t('lines.discount', {
              amount: formatMoney(line.discount, order.currency, locale),
              reason: line.discountReason ? ` (${line.discountReason})` : '',
            })}
          </span>
        )}
        {back > 0 && (
          <Badge tone="info">
            {t('lines.returned', { count: back, shown: formatMeasure(back, line.unit, locale) })}
          </Badge>
        )}
        {line.lots?.map(({ lot, quantity, serial }) => (
          <a
            key={lot}
            href={`#/stock/lots/${line.variantId}/${encodeURIComponent(lot)}`}
            className="underline underline-offset-2"
          >
            {t(serial ? 'lots:serial' : 'lots:lot', { lot })}
            {!serial && ` × ${formatMeasure(quantity, line.unit, locale)}`}
          </a>
        ))}
        {line.note && <span className="italic">{line.note}</span>}
      </span>
    </span>
  )
}

function Sums({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const due = amountDue(order)
  const row = (term: string, amount: Minor, strong = false) => (
    <div
      key={term}
      className={
        strong ? 'flex justify-between text-base font-semibold' : 'flex justify-between text-ink-muted'
      }
    >
      <dt>{term}</dt>
      <dd className="tabular-nums">{formatMoney(amount, order.currency, locale)}</dd>
    </div>
  )
  return (
    <dl aria-label={t('sums.label')} className="ml-auto flex w-72 max-w-full flex-col gap-1">
      {row(t('sums.subtotal'), order.subtotal)}
      {order.discount > 0 &&
        row(
          order.discountReason === ''
            ? t('sums.discount')
            : t('sums.discountFor', { reason: order.discountReason }),
          negateMinor(order.discount),
        )}
      {order.shipping > 0 && row(t('sums.shipping'), order.shipping)}
      {order.tax > 0 && row(t(order.pricesIncludeTax ? 'sums.taxInside' : 'sums.taxAdded'), order.tax)}
      {row(t('sums.total'), order.total, true)}
      {due > 0 && row(t(isOnCredit(order) ? 'sums.onAccount' : 'sums.due'), due, true)}
    </dl>
  )
}

function Payments({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  return (
    <PlainTable
      label={t('payments.label')}
      head={[t('payments.when'), t('payments.method'), t('payments.state'), t('payments.amount')]}
      endFrom={3}
      empty={t('payments.none')}
      rows={order.payments.map((payment) => ({
        key: payment.id,
        cells: [
          <DateTimeText key="at" at={payment.at} />,
          <span key="method">
            {t(payment.kind === 'refund' ? 'payments.refundBy' : 'payments.by', {
              method: t(`method.${payment.method}`),
            })}
            {payment.reference && (
              <span className="block text-xs text-ink-muted">
                {t('payments.reference', { reference: payment.reference })}
              </span>
            )}
          </span>,
          t(`settlement.${payment.status}`),
          <MoneyText
            key="amount"
            amount={payment.kind === 'refund' ? negateMinor(payment.amount) : payment.amount}
            currency={order.currency}
            sign
          />,
        ],
      }))}
    />
  )
}

function Returns({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const rows = order.returns.flatMap((record) =>
    record.lines.map((line, index) => ({
      key: `${record.id}-${index}`,
      cells: [
        <DateTimeText key="at" at={record.at} />,
        <span key="name">
          {line.name}
          <span className="block text-xs text-ink-muted">
            {[t(record.restock ? 'returns.restocked' : 'returns.wasted'), record.reason]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>,
        formatMeasure(line.quantity, line.unit, locale),
        <MoneyText key="amount" amount={line.amount} currency={order.currency} />,
      ],
    })),
  )
  return (
    <PlainTable
      label={t('returns.label')}
      head={[t('returns.when'), t('returns.item'), t('returns.quantity'), t('returns.amount')]}
      endFrom={2}
      empty=""
      rows={rows}
    />
  )
}
