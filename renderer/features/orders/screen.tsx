import { Page } from '@renderer/ui/page.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { isId } from '@shared/kernel/id.ts'
import { useDeferredValue, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useRoute } from 'wouter'
import { MobileMoneyButton } from '../mobile-money/public.ts'
import { OrderDetail } from './order-detail.tsx'
import { EVERY_ORDER } from './order-filter.ts'
import { OrderFilters } from './order-filters.tsx'
import { OrderList } from './order-list.tsx'

/** The list, and beside it the order that is open (`#/orders/<id>`). */
export function OrdersScreen() {
  const { t } = useTranslation('orders')
  const [, navigate] = useLocation()
  const [, params] = useRoute('/orders/:id')
  const openId = isId(params?.id) ? params.id : null
  const [filter, setFilter] = useState(EVERY_ORDER)
  const searched = useDeferredValue(filter)
  const searchRef = useRef<HTMLInputElement>(null)
  const close = (): void => navigate('/orders')
  useShortcut('F2', () => searchRef.current?.focus())
  useShortcut('Escape', close, { enabled: openId !== null })
  return (
    <Page title={t('title')} actions={<MobileMoneyButton />}>
      <OrderFilters filter={filter} onChange={setFilter} searchRef={searchRef} />
      <div
        className={
          openId === null
            ? 'flex min-h-0 flex-1 flex-col gap-3'
            : 'grid min-h-0 flex-1 grid-cols-[minmax(18rem,25rem)_minmax(0,1fr)] gap-4'
        }
      >
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3">
          <OrderList
            filter={searched}
            selectedId={openId}
            narrow={openId !== null}
            onOpen={(id) => navigate(`/orders/${id}`)}
          />
        </div>
        {openId !== null && (
          <OrderDetail
            key={openId}
            orderId={openId}
            onClose={close}
            onShowCustomer={(name) => {
              setFilter({ ...EVERY_ORDER, text: name })
              close()
            }}
          />
        )}
      </div>
    </Page>
  )
}
