import { useCan } from '@renderer/db/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useTranslation } from 'react-i18next'
import { useCounterTools } from './counter-context.tsx'

/** Opens the discount of a line, or of the whole cart for null; says why where the role does not allow one. */
export function useDiscountDialog(): (lineId: Id | null) => void {
  const { t } = useTranslation('counter')
  const { session } = useCounterTools()
  const allowed = useCan('orders.discount')
  return (lineId) => {
    const state = session.store.getState()
    if (!allowed) toast.warning(t('discount.forbidden'), { description: t('discount.forbiddenHow') })
    else if (state.cart.lines.length === 0) toast.info(t('cart.empty'))
    else state.open({ type: 'discount', lineId })
  }
}
