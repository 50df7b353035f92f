import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { PAYMENT_METHODS, type PaymentMethod } from '@shared/schemas/postings.ts'
import { useTranslation } from 'react-i18next'
import { PlainTable } from './plain-table.tsx'

/** The entries in the stock and money ledgers that this order has made; none is ever changed. */
export function OrderPostings({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const nameById = new Map<string, string>(order.lines.map((line) => [line.variantId, line.name]))
  const accountName = useAccountName()
  return (
    <div className="flex flex-col gap-4">
      <PlainTable
        label={t('postings.stock')}
        head={[t('postings.when'), t('postings.item'), t('postings.kind'), t('postings.quantity')]}
        endFrom={3}
        empty={t('postings.noStock')}
        rows={order.stockPostings.map((posting) => ({
          key: posting.id,
          cells: [
            <DateTimeText key="at" at={posting.at} />,
            nameById.get(posting.variantId) ?? posting.variantId,
            t(`postingKind.${posting.kind}`),
            <QuantityText key="quantity" value={posting.quantity} sign />,
          ],
        }))}
      />
      <PlainTable
        label={t('postings.money')}
        head={[t('postings.when'), t('postings.account'), t('postings.amount')]}
        endFrom={2}
        empty={t('postings.noMoney')}
        rows={order.moneyPostings
          .filter(({ amount }) => amount !== 0)
          .map((posting) => ({
            key: posting.id,
            cells: [
              <DateTimeText key="at" at={posting.at} />,
              accountName(posting.account),
              <MoneyText key="amount" amount={posting.amount} currency={order.currency} sign />,
            ],
          }))}
      />
    </div>
  )
}

const isMethod = (text: string): text is PaymentMethod => PAYMENT_METHODS.some((method) => method === text)

function useAccountName(): (account: string) => string {
  const { t } = useTranslation('orders')
  return (account) => {
    const method = account.startsWith('method:') ? account.slice('method:'.length) : ''
    if (isMethod(method)) return t(`method.${method}`)
    switch (account) {
      case 'sales':
        return t('account.sales')
      case 'tax':
        return t('account.tax')
      case 'shipping':
        return t('account.shipping')
      case 'receivable':
        return t('account.receivable')
      default:
        return account
    }
  }
}
