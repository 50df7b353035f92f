import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { EXCHANGE_METHOD } from '@shared/domain/orders/exchange.ts'
import { returnActs } from '@shared/domain/orders/returned.ts'
import { sumMinor, ZERO } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { CircleCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReceiptPaper, ReturnSlipDialog, SendReceiptButton, useNotePrint } from '../orders/public.ts'
import { PrintButton } from '../printing/public.ts'
import { useCounter } from './counter-context.tsx'

/** "Sold": shown only for an order that is on the disk. One key, or the next scan, begins the next sale. */
export function SoldDialog({ order, returned }: { order: Order; returned: Order | null }) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const close = useCounter((state) => state.close)
  const printed = useCounter((state) => state.printedOrderId === order.id)
  const setPrinted = useCounter((state) => state.setPrinted)
  const notePrint = useNotePrint()
  const paper = useRef<HTMLElement>(null)
  const change = sumMinor(order.payments.map((payment) => payment.change ?? ZERO))
  const notePrinted = (): void => {
    setPrinted(order.id)
    notePrint(order.id)
  }
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={close}
      title={t('receipt.title')}
      footer={
        <>
          <SendReceiptButton order={order} />
          <PrintButton paper={paper} title={order.number} onPrinted={notePrinted} />
          <NewSaleButton onPress={close} />
        </>
      }
    >
      <div className="flex flex-col items-center gap-4">
        <p
          role="status"
          className="flex w-full items-center gap-2 rounded-md bg-success-soft px-3 py-2 text-lg font-semibold text-success-ink"
        >
          <CircleCheck aria-hidden className="size-5" />
          {t('receipt.sold')}
        </p>
        {returned && <Exchanged returned={returned} />}
        {change > 0 && (
          <p className="flex w-full items-baseline justify-between gap-4 text-2xl font-bold tabular-nums">
            <span className="text-base font-medium text-ink-muted">{t('receipt.giveBack')}</span>
            {formatMoney(change, order.currency, locale)}
          </p>
        )}
        <div className="max-w-full border border-rule">
          <ReceiptPaper ref={paper} order={order} duplicate={printed} />
        </div>
      </div>
    </Dialog>
  )
}

/** What came back for this sale: the money that goes back for the rest, and a slip. */
function Exchanged({ returned }: { returned: Order }) {
  const { t } = useTranslation(['returns', 'orders'])
  const locale = useLocale()
  const [showsSlip, setShowsSlip] = useState(false)
  const act = returnActs(returned.channel, returned.returns).at(-1)?.[0]
  const given = returned.payments.filter(
    ({ kind, at, deviceId, method }) =>
      kind === 'refund' &&
      at === act?.at &&
      deviceId === act.deviceId &&
      method !== EXCHANGE_METHOD &&
      method !== 'credit',
  )
  return (
    <div className="flex w-full flex-col gap-2">
      {given.map(({ id, amount, method }) => (
        <p
          key={id}
          className="flex w-full items-baseline justify-between gap-4 text-2xl font-bold tabular-nums"
        >
          <span className="text-base font-medium text-ink-muted">
            {t('exchange.given', { method: t(`orders:method.${method}`) })}
          </span>
          {formatMoney(amount, returned.currency, locale)}
        </p>
      ))}
      <p className="flex items-center justify-between gap-4 text-ink-muted">
        {t('exchange.done', { number: returned.number })}
        <Button onClick={() => setShowsSlip(true)}>{t('exchange.slip')}</Button>
      </p>
      {showsSlip && <ReturnSlipDialog order={returned} onClose={() => setShowsSlip(false)} />}
    </div>
  )
}

/** The sale is stored: Enter here can harm nothing, so the button has the focus. */
function NewSaleButton({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation('counter')
  useShortcut('F10', onPress)
  return (
    <Button size="lg" variant="primary" shortcut="F10" autoFocus onClick={onPress}>
      {t('receipt.newSale')}
    </Button>
  )
}
