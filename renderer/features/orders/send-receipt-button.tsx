import { useCan } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SendReceiptDialog } from './send-receipt-dialog.tsx'

/** Opens the question whom the receipt goes to. */
export function SendReceiptButton({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const may = useCan('messages.send')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        size="lg"
        icon={<Send aria-hidden />}
        disabled={!may}
        title={may ? undefined : t('message.forbidden')}
        onClick={() => setIsOpen(true)}
      >
        {t('message.open')}
      </Button>
      {isOpen && <SendReceiptDialog order={order} onClose={() => setIsOpen(false)} />}
    </>
  )
}
