import { formatDateTime, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { DateField } from '@renderer/ui/date-field.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { returnable } from '@shared/domain/orders/returns.ts'
import { dayToIso, isoToDay } from '@shared/kernel/business-day.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { ReceiptText, Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EVERY_ORDER, type OrderFilter } from './order-filter.ts'
import { useOrderList } from './use-order-list.ts'
import { usePeople } from './use-people.ts'

const MOST_SHOWN = 30

interface FindSaleDialogProps {
  /** What was scanned. */
  text: string
  onPick: (order: Order) => void
  onClose: () => void
}

/** The sale that goods come back from, whichever till made it: by receipt, customer, item, or item and day. */
export function FindSaleDialog({ text: scanned, onPick, onClose }: FindSaleDialogProps) {
  const { t } = useTranslation('returns')
  const [filter, setFilter] = useState<OrderFilter>({ ...EVERY_ORDER, text: scanned })
  const searched = useDeferredValue(filter)
  const variantIds = useVariantIds(searched.text.trim())
  const isAsked = searched.text.trim() !== '' || searched.from !== null
  const { orders, loading } = useOrderList({ ...searched, variantIds })
  const sales = orders
    .filter(({ status }) => status === 'shipped' || status === 'delivered')
    .slice(0, MOST_SHOWN)
  const exact = sales.find(({ number }) => foldText(number) === foldText(filter.text))
  const only = exact ?? (sales.length === 1 ? sales[0] : undefined)
  const pickByEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (only && returnable(only).length > 0) onPick(only)
  }
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onClose}
      title={t('find.title')}
      description={t('find.how')}
      footer={
        <Button size="lg" onClick={onClose}>
          {t('find.back')}
        </Button>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-3">
        <TextField
          label={t('find.text')}
          size="lg"
          type="search"
          prefix={<Search aria-hidden />}
          value={filter.text}
          onChange={(event) => setFilter({ ...filter, text: event.target.value })}
          onKeyDown={pickByEnter}
        />
        <DateField
          label={t('find.day')}
          size="lg"
          value={filter.from === null ? '' : dayToIso(filter.from)}
          onChange={(iso) => setFilter({ ...filter, from: isoToDay(iso), to: isoToDay(iso) })}
        />
      </div>
      <div className="mt-3 flex min-h-48 flex-col gap-2" aria-busy={isAsked && loading}>
        {!isAsked && <EmptyState icon={<ReceiptText />} title={t('find.start')} />}
        {isAsked && loading && <Skeleton className="h-14" />}
        {isAsked && !loading && sales.length === 0 && (
          <EmptyState icon={<ReceiptText />} title={t('find.none')} body={t('find.noneHow')} />
        )}
        {isAsked && (
          <ul aria-label={t('find.list')} className="flex flex-col gap-2">
            {sales.map((order) => (
              <li key={order.id}>
                <FoundSale order={order} onPick={() => onPick(order)} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}

function FoundSale({ order, onPick }: { order: Order; onPick: () => void }) {
  const { t } = useTranslation('returns')
  const locale = useLocale()
  const { deviceName } = usePeople()
  const isBack = returnable(order).length === 0
  const seller = order.stockPostings[0]?.deviceId ?? order.deviceId
  return (
    <Button size="lg" disabled={isBack} onClick={onPick} className="min-h-14 w-full py-1.5">
      <span className="min-w-0 flex-1 text-left">
        <span className="block truncate">
          {order.number} · {order.lines.map(({ name }) => name).join(', ')}
        </span>
        <span className="block truncate text-xs font-normal text-ink-muted">
          {[
            formatDateTime(order.placedAt, locale),
            deviceName(seller),
            order.customerName,
            isBack && t('find.allBack'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span className="tabular-nums">{formatMoney(order.total, order.currency, locale)}</span>
    </Button>
  )
}

/** The articles that carry the text as their code: an item that comes back is scanned like any other. */
function useVariantIds(text: string): readonly string[] {
  const projections = useProjections()
  const [found, setFound] = useState<readonly string[]>([])
  useEffect(() => {
    let isCurrent = true
    const asked = text === '' ? Promise.resolve([[]]) : projections.findByCodes([text])
    asked
      .then(([variants = []]) => isCurrent && setFound(variants.map(({ variantId }) => variantId)))
      // Without the catalogue a sale is still found by its number and its words.
      .catch(() => isCurrent && setFound([]))
    return () => {
      isCurrent = false
    }
  }, [projections, text])
  return found
}
