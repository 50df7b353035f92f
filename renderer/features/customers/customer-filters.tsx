import { Segmented } from '@renderer/ui/segmented.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { type CustomerFilter, withOwesOnly } from './customer-filter.ts'

interface CustomerFiltersProps {
  filter: CustomerFilter
  onChange: (filter: CustomerFilter) => void
  searchRef: Ref<HTMLInputElement>
  withAccounts: boolean
}

export function CustomerFilters({ filter, onChange, searchRef, withAccounts }: CustomerFiltersProps) {
  const { t } = useTranslation('customers')
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
      {withAccounts && (
        <Segmented
          label={t('filter.who')}
          hideLabel
          value={filter.owesOnly ? 'owes' : 'all'}
          options={[
            { value: 'all', label: t('filter.all') },
            { value: 'owes', label: t('filter.owes') },
          ]}
          onChange={(who) => onChange(withOwesOnly(filter, who === 'owes'))}
        />
      )}
    </Toolbar>
  )
}
