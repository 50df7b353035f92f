import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { sumMinor, ZERO } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { CircleCheck } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ReceiptPaper, useNotePrint } from '../orders/public.ts'
import { PrintButton } from '../printing/public.ts'
import { useCounter } from './counter-context.tsx'

/** "Sold": shown only for an order that is on the disk. One key, or the next scan, begins the next sale. */
export function SoldDialog({ order }: { order: Order }) {
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
      onOpenChange={close}
      title={t('receipt.title')}
      footer={
        <>
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
