import { useAuthor, useCan, useDeps, useStore } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { sign } from '@shared/domain/authoring.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { Printer } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ReceiptPaper } from './receipt-paper.tsx'
import { usePrint } from './use-print.ts'

/** The receipt of an order that is history: every copy from here is a duplicate. */
export function ReceiptDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('orders')
  const paper = useRef<HTMLElement>(null)
  const notePrint = useNotePrint(order.id)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={t('receipt.title')}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('receipt.close')}
          </Button>
          <PrintButton paper={paper} title={order.number} primary onPrinted={notePrint} />
        </>
      }
    >
      <div className="flex justify-center">
        <ReceiptPaper ref={paper} order={order} duplicate />
      </div>
    </Dialog>
  )
}

/** A copy that left the printer is part of the order's history. */
function useNotePrint(orderId: Id): () => void {
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const allowed = useCan('orders.sell')
  return () => {
    if (!allowed) return
    const event = { id: deps.ids.next(), kind: 'print' as const, ...sign(author, deps) }
    // A copy that could not be noted is still on paper: nothing to tell the customer or the cashier.
    void db.edit('orders', orderId, (order) => ok({ ...order, events: [...order.events, event] }))
  }
}

interface PrintButtonProps {
  paper: RefObject<HTMLElement | null>
  title: string
  primary?: boolean
  onPrinted?: () => void
}

export function PrintButton({ paper, title, primary = false, onPrinted }: PrintButtonProps) {
  const { t } = useTranslation('orders')
  const { busy, print } = usePrint()
  const run = async (): Promise<void> => {
    if (await print(paper.current, title)) onPrinted?.()
  }
  useShortcut('mod+p', () => void run())
  return (
    <Button
      size="lg"
      variant={primary ? 'primary' : 'secondary'}
      icon={<Printer aria-hidden />}
      shortcut="mod+p"
      busy={busy}
      onClick={() => void run()}
    >
      {t('receipt.print')}
    </Button>
  )
}
