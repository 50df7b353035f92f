import { useCan } from '@renderer/db/hooks.ts'
import { Card } from '@renderer/ui/card.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import {
  AXES,
  type AxisId,
  BUILT_CHARTS,
  type BuiltDefinition,
  BY_NAME,
  COLUMN_LIMITS,
  MAX_MEASURES,
  ROW_LIMITS,
} from '@shared/analytics/report/built-definition.ts'
import { MEASURES } from '@shared/analytics/report/measures.ts'
import { useTranslation } from 'react-i18next'
import { offeredColumns, offeredMeasures, withMeasure, withRows } from './built-report.ts'
import { useReportWords } from './report-words.ts'

interface BuilderPanelProps {
  built: BuiltDefinition
  onChange: (built: BuiltDefinition) => void
}

const NONE = 'none'
const USUAL = 'usual'

/** What stands in a report: rows, columns, figures, order and picture. Every choice is in force at once. */
export function BuilderPanel({ built, onChange }: BuilderPanelProps) {
  const { t } = useTranslation('reportBuilder')
  const axisOption = (value: AxisId) => ({ value, label: t(`axis.${value}`) })
  const change = (changes: Partial<BuiltDefinition>): void => onChange({ ...built, ...changes })
  const columnLimits = [...new Set([...COLUMN_LIMITS, built.columnLimit])].sort((a, b) => a - b)
  return (
    <Card title={t('build.title')}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-end gap-3">
          <SelectField
            label={t('build.rows')}
            value={built.rows}
            options={AXES.map(axisOption)}
            onChange={(rows) => onChange(withRows(built, rows))}
          />
          <SelectField
            label={t('build.columns')}
            value={built.columns ?? NONE}
            options={[
              { value: NONE, label: t('build.noColumns') },
              ...offeredColumns(built.rows).map(axisOption),
            ]}
            onChange={(columns) => change({ columns: columns === NONE ? null : columns })}
          />
          {built.columns !== null && (
            <SelectField
              label={t('build.columnLimit')}
              value={String(built.columnLimit)}
              options={columnLimits.map((count) => ({
                value: String(count),
                label: t('build.columnCount', { count }),
              }))}
              onChange={(count) => change({ columnLimit: Number(count) })}
            />
          )}
          <SelectField
            label={t('build.chart')}
            value={built.chart}
            options={BUILT_CHARTS.map((value) => ({ value, label: t(`build.charts.${value}`) }))}
            onChange={(chart) => change({ chart })}
          />
        </div>
        <MeasureChoice built={built} onChange={onChange} />
        <RowChoice built={built} change={change} />
      </div>
    </Card>
  )
}

function MeasureChoice({ built, onChange }: BuilderPanelProps) {
  const { t } = useTranslation('reportBuilder')
  const words = useReportWords()
  const offered = offeredMeasures(useCan('reports.view-margin'))
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-muted">{t('build.measures')}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {offered.map((id) => {
          const isChosen = built.measures.includes(id)
          const isLast = isChosen && built.measures.length === 1
          return (
            <Checkbox
              key={id}
              label={words(`column.${MEASURES[id].column.id}`)}
              checked={isChosen}
              disabled={isLast || (!isChosen && built.measures.length >= MAX_MEASURES)}
              title={isLast ? t('build.atLeastOne') : undefined}
              onChange={(isWanted) => onChange(withMeasure(built, id, isWanted))}
            />
          )
        })}
      </div>
    </fieldset>
  )
}

interface RowChoiceProps {
  built: BuiltDefinition
  change: (changes: Partial<BuiltDefinition>) => void
}

function RowChoice({ built, change }: RowChoiceProps) {
  const { t } = useTranslation('reportBuilder')
  const words = useReportWords()
  const { sort, limit } = built
  const limits = [...new Set([...ROW_LIMITS, ...(limit === null ? [] : [limit])])].sort((a, b) => a - b)
  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectField
        label={t('build.limit')}
        value={limit === null ? NONE : String(limit)}
        options={[
          { value: NONE, label: t('build.everyRow') },
          ...limits.map((count) => ({ value: String(count), label: t('build.firstRows', { count }) })),
        ]}
        onChange={(chosen) => change({ limit: chosen === NONE ? null : Number(chosen) })}
      />
      <SelectField
        label={t('build.sort')}
        value={sort?.by ?? USUAL}
        options={[
          { value: USUAL, label: t('build.sortUsual') },
          { value: BY_NAME, label: t('build.sortName') },
          ...built.measures.map((value) => ({ value, label: words(`column.${MEASURES[value].column.id}`) })),
        ]}
        onChange={(by) =>
          change({
            sort:
              by === USUAL ? null : { by, direction: sort?.direction ?? (by === BY_NAME ? 'asc' : 'desc') },
          })
        }
      />
      {sort && (
        <SelectField
          label={t('build.direction')}
          value={sort.direction}
          options={(['desc', 'asc'] as const).map((value) => ({ value, label: t(`build.${value}`) }))}
          onChange={(direction) => change({ sort: { ...sort, direction } })}
        />
      )}
    </div>
  )
}
