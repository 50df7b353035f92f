import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import { transitLocationId } from '@shared/domain/stock/transfer.ts'
import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useCategories } from '../products/public.ts'
import { STOCK_FILTERS, type StockFilter } from './stock-filter.ts'

interface StockFiltersProps {
  filter: StockFilter
  onChange: (filter: StockFilter) => void
  searchRef: Ref<HTMLInputElement>
}

export function StockFilters({ filter, onChange, searchRef }: StockFiltersProps) {
  const { t } = useTranslation('stock')
  const categories = useCategories() ?? []
  const locations = useSettings('location') ?? []
  const transit = transitLocationId(useShop().id)
  return (
    <Toolbar label={t('filter.label')}>
      <TextField
        ref={searchRef}
        label={t('filter.search')}
        hideLabel
        placeholder={t('filter.search')}
        type="search"
        prefix={<Search aria-hidden />}
        value={filter.text}
        className="w-80"
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <SelectField
        label={t('filter.category')}
        hideLabel
        value={filter.categoryId ?? ''}
        options={[
          { value: '', label: t('filter.allCategories') },
          ...categories.map(({ id, path }) => ({ value: String(id), label: path })),
        ]}
        className="w-52"
        onChange={(chosen) =>
          onChange({ ...filter, categoryId: categories.find(({ id }) => id === chosen)?.id ?? null })
        }
      />
      {locations.length > 1 && (
        <SelectField
          label={t('filter.location')}
          hideLabel
          value={filter.locationId ?? ''}
          options={[
            { value: '', label: t('filter.allLocations') },
            ...locations.map(({ id, value }) => ({ value: String(id), label: value.name })),
            { value: String(transit), label: t('inTransit') },
          ]}
          className="w-44"
          onChange={(chosen) => {
            const place = [...locations.map(({ id }) => id), transit].find((id) => id === chosen)
            onChange({ ...filter, locationId: place ?? null })
          }}
        />
      )}
      <Segmented
        label={t('filter.state')}
        hideLabel
        value={filter.state}
        options={STOCK_FILTERS.map((state) => ({ value: state, label: t(`filter.states.${state}`) }))}
        onChange={(state) => onChange({ ...filter, state })}
      />
    </Toolbar>
  )
}
