import { Card } from '@renderer/ui/card.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Bar, BarChart } from './bar-chart.tsx'

type View = 'chart' | 'table'

interface ChartCardProps {
  title: string
  bars: readonly Bar[]
  write: (value: number) => string
  lying?: boolean | undefined
  table: ReactNode
  first?: View | undefined
  actions?: ReactNode
  className?: string | undefined
}

/** The same figures as a picture and as a table, one at a time. */
export function ChartCard({
  title,
  bars,
  write,
  lying,
  table,
  first = 'chart',
  actions,
  className,
}: ChartCardProps) {
  const { t } = useTranslation('dashboard')
  const [view, setView] = useState<View>(first)
  const highest = bars.reduce<Bar | null>((best, bar) => (best && best.value >= bar.value ? best : bar), null)
  const summary = highest ? t('card.highest', { label: highest.label, value: write(highest.value) }) : ''
  return (
    <Card
      title={title}
      className={className}
      flush={view === 'table' && bars.length > 0}
      actions={
        <>
          {actions}
          <Segmented
            label={t('card.view', { name: title })}
            hideLabel
            size="sm"
            value={view}
            options={[
              { value: 'chart', label: t('card.chart') },
              { value: 'table', label: t('card.table') },
            ]}
            onChange={setView}
          />
        </>
      }
    >
      {bars.length === 0 && <p className="py-6 text-center text-ink-muted">{t('card.nothing')}</p>}
      {bars.length > 0 && view === 'chart' && (
        <BarChart
          label={t('card.chartLabel', { name: title, summary })}
          bars={bars}
          lying={lying}
          write={write}
        />
      )}
      {bars.length > 0 && view === 'table' && table}
    </Card>
  )
}
