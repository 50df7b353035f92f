import { formatMoney, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type TimelineEntry, timelineOf } from './timeline.ts'
import { usePeople } from './use-people.ts'

/** Who did what, when, on which device. */
export function OrderTimeline({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { staffName, deviceName } = usePeople()
  const entries = useMemo(() => timelineOf(order), [order])
  const say = useEntryText(order)
  return (
    <ol aria-label={t('timeline.label')} className="flex flex-col">
      {entries.map((entry) => (
        <li
          key={`${entry.kind}-${entry.id}`}
          className="grid grid-cols-[10.5rem_minmax(0,1fr)] gap-4 border-b border-rule py-2 last:border-b-0"
        >
          <span className="text-ink-muted tabular-nums">
            <DateTimeText at={entry.at} />
          </span>
          <span className="min-w-0">
            <span className="block">{say(entry)}</span>
            <span className="block text-xs text-ink-muted">
              {[staffName(entry.by) || t('timeline.someone'), deviceName(entry.deviceId)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}

function useEntryText(order: Order): (entry: TimelineEntry) => string {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  return (entry) => {
    switch (entry.kind) {
      case 'placed':
        return t(order.status === 'held' ? 'timeline.held' : 'timeline.placed')
      case 'status':
        return join(t('timeline.status', { status: t(`status.${entry.to}`) }), entry.text)
      case 'discount': {
        const amount = formatMoney(entry.amount, order.currency, locale)
        const { name, reason } = entry
        return join(
          name === '' ? t('timeline.discount', { amount }) : t('timeline.discountOf', { amount, name }),
          reason,
        )
      }
      case 'note':
        return entry.text
      case 'print':
        return t('timeline.print')
      case 'payment':
      case 'refund':
        return join(
          t(`timeline.${entry.kind}`, {
            amount: formatMoney(entry.amount, order.currency, locale),
            method: t(`method.${entry.method}`),
          }),
          [entry.status === 'confirmed' ? '' : t(`settlement.${entry.status}`), entry.reference]
            .filter(Boolean)
            .join(' · '),
        )
      case 'return':
        return join(
          t(entry.restock ? 'timeline.returnRestocked' : 'timeline.returnWasted', {
            shown: formatQuantity(entry.count, locale),
            count: entry.count,
            amount: formatMoney(entry.total, order.currency, locale),
          }),
          entry.reason,
        )
    }
  }
}

const join = (text: string, detail: string): string => (detail === '' ? text : `${text} (${detail})`)
