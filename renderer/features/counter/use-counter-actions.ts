import { useCan } from '@renderer/db/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import { useTranslation } from 'react-i18next'
import { useCounterTools } from './counter-context.tsx'
import { FAVOURITES_ID } from './favourites.tsx'
import { quantityFieldId } from './line-quantity.tsx'
import { useClearCart } from './use-clear-cart.ts'
import { useDiscountDialog } from './use-discount-dialog.ts'
import { useHoldCart } from './use-held-carts.ts'
import { useRemoveLine } from './use-remove-line.ts'

/** What the buttons and the function keys of the counter do: one list for both. */
export function useCounterActions() {
  const { t } = useTranslation(['counter', 'returns'])
  const { session, scanFieldRef } = useCounterTools()
  const maySell = useCan('orders.sell')
  const mayArrange = useCan('settings.edit')
  const mayTakeBack = useCan('orders.return')
  const openDiscount = useDiscountDialog()
  const removeLine = useRemoveLine()
  const clearCart = useClearCart()
  const hold = useHoldCart()
  const state = () => session.store.getState()
  const whenFilled = (act: () => void) => (): void => {
    if (state().cart.lines.length === 0) toast.info(t('cart.empty'))
    else act()
  }
  return {
    search: () => {
      scanFieldRef.current?.focus()
      scanFieldRef.current?.select()
    },
    pay: whenFilled(() => {
      if (maySell) state().open({ type: 'pay', plan: null })
      else toast.warning(t('pay.forbidden'), { description: t('pay.forbiddenHow') })
    }),
    pickCustomer: () => state().open({ type: 'customer', thenPay: null }),
    discountSelected: () => openDiscount(state().selectedLineId),
    editQuantity: whenFilled(() => {
      const lineId = state().selectedLineId
      if (lineId) document.getElementById(quantityFieldId(lineId))?.focus()
    }),
    removeSelected: () => {
      const lineId = state().selectedLineId
      if (lineId) removeLine(lineId)
    },
    hold: whenFilled(() => void hold()),
    showHeld: () => state().open({ type: 'held' }),
    note: whenFilled(() => state().open({ type: 'note', lineId: null })),
    takeBack: () => {
      if (mayTakeBack) state().open({ type: 'return', text: '' })
      else toast.warning(t('returns:forbidden'))
    },
    clear: clearCart,
    favourites: () => {
      const tile = document.querySelector<HTMLElement>(`#${FAVOURITES_ID} [tabindex="0"]`)
      if (tile) tile.focus()
      else toast.info(t('favourites.none'))
    },
    arrangeFavourites: () => {
      if (mayArrange) state().open({ type: 'favourites' })
      else toast.warning(t('favourites.forbidden'), { description: t('favourites.forbiddenHow') })
    },
    testScanner: () => state().open({ type: 'scanner' }),
    lastReceipt: () => {
      const order = state().lastOrder
      if (order) state().open({ type: 'receipt', order })
      else toast.info(t('receipt.noLast'))
    },
  }
}
