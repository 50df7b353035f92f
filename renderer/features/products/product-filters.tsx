import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { Search } from 'lucide-react'
import { type ReactNode, type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCategories } from './categories.ts'
import { PRODUCT_STATES, type ProductFilter } from './product-filter.ts'

interface ProductFiltersProps {
  filter: ProductFilter
  onChange: (filter: ProductFilter) => void
  searchRef: Ref<HTMLInputElement>
  end: ReactNode
}

export function ProductFilters({ filter, onChange, searchRef, end }: ProductFiltersProps) {
  const { t } = useTranslation('products')
  const categories = useCategories() ?? []
  const [text, setText] = useState(filter.text)
  return (
    <Toolbar label={t('filter.label')} end={end}>
      <TextField
        ref={searchRef}
        label={t('filter.search')}
        hideLabel
        placeholder={t('filter.search')}
        type="search"
        prefix={<Search aria-hidden />}
        value={text}
        className="w-80"
        onChange={(event) => {
          setText(event.target.value)
          onChange({ ...filter, text: event.target.value })
        }}
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
        onChange={(chosen) => {
          const categoryId: Id | null = categories.find(({ id }) => id === chosen)?.id ?? null
          onChange({ ...filter, categoryId })
        }}
      />
      <SelectField
        label={t('filter.state')}
        hideLabel
        value={filter.state}
        options={PRODUCT_STATES.map((state) => ({ value: state, label: t(`filter.states.${state}`) }))}
        className="w-44"
        onChange={(state) => onChange({ ...filter, state })}
      />
    </Toolbar>
  )
}
