import { useShop } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { isCopy } from '@shared/domain/orders/printing.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { PrintButton, SavePdfButton } from '../printing/public.ts'
import { ReceiptPaper } from './receipt-paper.tsx'
import { SendReceiptButton } from './send-receipt-button.tsx'
import { useNotePrint } from './use-note-print.ts'

/** The receipt of an order that is history. It says that it is a copy once the original is out (RECEIPT-2). */
export function ReceiptDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('orders')
  const { deviceCode } = useShop()
  const paper = useRef<HTMLElement>(null)
  const notePrint = useNotePrint()
  const title = `${t('receipt.title')} ${order.number}`
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={t('receipt.title')}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('receipt.close')}
          </Button>
          <SendReceiptButton order={order} />
          <SavePdfButton paper={paper} title={title} onSaved={() => notePrint(order.id)} />
          <PrintButton paper={paper} title={order.number} primary onPrinted={() => notePrint(order.id)} />
        </>
      }
    >
      <div className="flex justify-center">
        <ReceiptPaper ref={paper} order={order} duplicate={isCopy(order, deviceCode)} />
      </div>
    </Dialog>
  )
}
