import { toast } from '@renderer/ui/toast.ts'
import { useTranslation } from 'react-i18next'
import { useCounterTools } from './counter-context.tsx'

/** Empties the cart; for a moment it can be brought back. */
export function useClearCart(): () => void {
  const { t } = useTranslation('counter')
  const { session, scanFieldRef } = useCounterTools()
  return () => {
    const state = session.store.getState()
    if (state.cart.lines.length === 0) return toast.info(t('cart.empty'))
    toast.undo(t('cart.cleared'), state.clear())
    scanFieldRef.current?.focus()
  }
}
