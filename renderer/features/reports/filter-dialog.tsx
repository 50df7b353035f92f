import { useShop } from '@renderer/db/hooks.ts'
import { useFilterValues, useFoundCustomers, useVariantSearch } from '@renderer/projections/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { FilterName } from '@shared/analytics/report/report-filters.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellWriter } from './cell-writer.ts'
import { useFilterName } from './filter-names.ts'

interface FilterDialogProps {
  name: FilterName
  values: readonly string[]
  writer: CellWriter
  onClose: () => void
  onChoose: (values: readonly string[]) => void
}

const FOUND = 30
/** Above so many values one is found by typing. */
const SEARCHED_FROM = 12

/** One or several values of a filter: any of them counts. */
export function FilterDialog({ name, values, writer, onClose, onChoose }: FilterDialogProps) {
  const { t } = useTranslation('reports')
  const [chosen, setChosen] = useState(values)
  const [text, setText] = useState('')
  const offered = useOffered(name, useDeferredValue(text), chosen, writer)
  const isSearched = name === 'variant' || name === 'customer' || offered.all > SEARCHED_FROM
  const toggle = (value: string, isWanted: boolean): void =>
    setChosen(isWanted ? [...chosen, value] : chosen.filter((one) => one !== value))
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(`filter.name.${name}`)}
      description={t('filter.how')}
      footer={
        <>
          <Button onClick={onClose}>{t('filter.cancel')}</Button>
          <Button variant="primary" onClick={() => onChoose(chosen)}>
            {t('filter.apply')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {isSearched && (
          <TextField
            type="search"
            label={t('filter.search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: the boxes are one question, named by the dialog */}
        <div
          role="group"
          aria-label={t(`filter.name.${name}`)}
          className="grid max-h-80 grid-cols-2 gap-x-4 gap-y-1 overflow-y-auto"
        >
          {offered.values.map((value) => (
            <Checkbox
              key={value}
              label={offered.nameOf(value)}
              checked={chosen.includes(value)}
              onChange={(isWanted) => toggle(value, isWanted)}
            />
          ))}
        </div>
        {offered.values.length === 0 && <p className="text-sm text-ink-muted">{t('filter.nothing')}</p>}
      </div>
    </Dialog>
  )
}

/** What can be chosen: what is chosen already stays in sight. */
function useOffered(name: FilterName, text: string, chosen: readonly string[], writer: CellWriter) {
  const { currency } = useShop()
  const listed = useFilterValues(name) ?? []
  const variants = useVariantSearch({ text: name === 'variant' ? text : '', limit: FOUND, activeOnly: false })
  const customers = useFoundCustomers({ currency, text: name === 'customer' ? text : '', limit: FOUND })
  const found =
    name === 'variant'
      ? (variants ?? []).map(({ variantId }) => String(variantId))
      : name === 'customer'
        ? (customers?.rows ?? []).map(({ customerId }) => String(customerId))
        : listed
  const all = [...new Set([...chosen, ...found])]
  const nameOf = useFilterName(name, all, writer)
  const isSearchedHere = name !== 'variant' && name !== 'customer'
  const wanted = foldText(text)
  const values = isSearchedHere ? all.filter((value) => foldText(nameOf(value)).includes(wanted)) : all
  return { values, nameOf, all: all.length }
}
