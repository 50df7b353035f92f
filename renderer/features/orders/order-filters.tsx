import { DateField } from '@renderer/ui/date-field.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import { type BusinessDay, dayToIso, isoToDay } from '@shared/kernel/business-day.ts'
import { ORDER_CHANNELS, ORDER_STATUSES } from '@shared/schemas/orders.schema.ts'
import { Search } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderFilter } from './order-filter.ts'

interface OrderFiltersProps {
  filter: OrderFilter
  onChange: (filter: OrderFilter) => void
  searchRef: RefObject<HTMLInputElement | null>
}

const isoOf = (day: BusinessDay | null): string => (day === null ? '' : dayToIso(day))

export function OrderFilters({ filter, onChange, searchRef }: OrderFiltersProps) {
  const { t } = useTranslation('orders')
  return (
    <Toolbar label={t('filter.label')}>
      <TextField
        ref={searchRef}
        label={t('filter.text')}
        className="min-w-56 flex-1"
        type="search"
        prefix={<Search aria-hidden />}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <SelectField
        label={t('filter.status')}
        value={filter.status}
        options={[
          { value: 'all', label: t('filter.allStatuses') },
          ...ORDER_STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) })),
        ]}
        onChange={(status) => onChange({ ...filter, status })}
      />
      <SelectField
        label={t('filter.channel')}
        value={filter.channel}
        options={[
          { value: 'all', label: t('filter.allChannels') },
          ...ORDER_CHANNELS.map((channel) => ({ value: channel, label: t(`channel.${channel}`) })),
        ]}
        onChange={(channel) => onChange({ ...filter, channel })}
      />
      <DateField
        label={t('filter.from')}
        value={isoOf(filter.from)}
        max={isoOf(filter.to) || undefined}
        onChange={(iso) => onChange({ ...filter, from: isoToDay(iso) })}
      />
      <DateField
        label={t('filter.to')}
        value={isoOf(filter.to)}
        min={isoOf(filter.from) || undefined}
        onChange={(iso) => onChange({ ...filter, to: isoToDay(iso) })}
      />
    </Toolbar>
  )
}
