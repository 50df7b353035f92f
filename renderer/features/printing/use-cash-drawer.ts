import { getDesktop } from '@renderer/desktop/bridge.ts'
import { toast } from '@renderer/ui/toast.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'
import { printerOf, usePrinterSettings } from './printer-settings.ts'
import { usePrintFailureText } from './use-failure-text.ts'

/** Opens the drawer after a sale that brought cash, where this machine's printer is said to have one. */
export function useCashDrawer(): (order: Order) => void {
  const { t } = useTranslation('printing')
  const textOf = usePrintFailureText()
  return (order) => {
    const { choice } = usePrinterSettings.getState()
    const printer = choice.opensDrawer ? printerOf(choice) : null
    const isCash = order.payments.some(({ kind, method }) => kind === 'payment' && method === 'cash')
    if (printer === null || !isCash || getDesktop().kind !== 'shell') return
    void getDesktop()
      .print.openDrawer(printer)
      .then((opened) => {
        if (opened.ok) return
        toast.error(t('drawer.closed'), {
          description: `${textOf(opened.error).what} ${t('drawer.todo')}`,
        })
      })
  }
}
