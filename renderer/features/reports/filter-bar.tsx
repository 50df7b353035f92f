import { Button } from '@renderer/ui/button.tsx'
import { Menu } from '@renderer/ui/menu.tsx'
import type { ReportDescription } from '@shared/analytics/report/report-definition.ts'
import type { FilterName } from '@shared/analytics/report/report-filters.ts'
import { ListFilter, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellWriter } from './cell-writer.ts'
import { FilterDialog } from './filter-dialog.tsx'
import { useFilterName } from './filter-names.ts'
import { knownFilters, type ReportChoice } from './report-state.ts'

/** What the figures are narrowed to: a chip for each filter, which opens it again, and a cross that takes it away. */
export function FilterBar({
  report,
  choice,
  writer,
}: {
  report: ReportDescription
  choice: ReportChoice
  writer: CellWriter
}) {
  const { t } = useTranslation('reports')
  const [open, setOpen] = useState<FilterName | null>(null)
  const filters = knownFilters(report, choice.filters)
  const chosen = report.filters.filter((name) => filters[name] !== undefined)
  if (report.filters.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div role="group" aria-label={t('filter.label')} className="flex flex-wrap items-center gap-2">
      <Menu
        align="start"
        trigger={
          <Button size="sm" icon={<ListFilter />}>
            {t('filter.add')}
          </Button>
        }
        items={report.filters.map((name) => ({
          label: t(`filter.name.${name}`),
          onSelect: () => setOpen(name),
        }))}
      />
      {chosen.map((name) => (
        <Chip
          key={name}
          name={name}
          values={filters[name] ?? []}
          writer={writer}
          onOpen={() => setOpen(name)}
          choice={choice}
        />
      ))}
      {chosen.length > 1 && (
        <Button size="sm" variant="ghost" onClick={choice.clearFilters}>
          {t('filter.clear')}
        </Button>
      )}
      {open !== null && (
        <FilterDialog
          key={open}
          name={open}
          values={choice.filters[open] ?? []}
          writer={writer}
          onClose={() => setOpen(null)}
          onChoose={(values) => {
            choice.setFilter(open, values)
            setOpen(null)
          }}
        />
      )}
    </div>
  )
}

const NAMED = 2

function Chip({
  name,
  values,
  writer,
  choice,
  onOpen,
}: {
  name: FilterName
  values: readonly string[]
  writer: CellWriter
  choice: ReportChoice
  onOpen: () => void
}) {
  const { t } = useTranslation('reports')
  const nameOf = useFilterName(name, values, writer)
  const names = values.slice(0, NAMED).map(nameOf).join(', ')
  const text = t('filter.chip', {
    name: t(`filter.name.${name}`),
    values: values.length > NAMED ? t('filter.andMore', { names, count: values.length - NAMED }) : names,
  })
  return (
    <span className="inline-flex items-center rounded-full border border-rule-strong bg-accent-soft text-xs text-accent-ink">
      <button
        type="button"
        onClick={onOpen}
        className="min-h-7 rounded-l-full py-1 pr-1 pl-3 hover:underline"
      >
        {text}
      </button>
      <button
        type="button"
        aria-label={t('filter.remove', { name: t(`filter.name.${name}`) })}
        onClick={() => choice.setFilter(name, [])}
        className="flex min-h-7 items-center rounded-r-full pr-2 pl-1 hover:bg-hover"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  )
}
