import type {
  ReportChart as ChartDescription,
  ReportAnswer,
  ReportColumn,
  ReportRow,
} from '@shared/analytics/report/report-table.ts'
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import type { TFunction } from 'i18next'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChartColours } from '../dashboard/public.ts'
import type { CellWriter } from './cell-writer.ts'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

interface ReportChartProps {
  title: string
  answer: ReportAnswer
  rows: readonly ReportRow[]
  writer: CellWriter
}

interface Series {
  readonly label: string
  readonly column: ReportColumn
  readonly values: readonly number[]
  readonly isBefore: boolean
}

interface Picture {
  readonly chart: ChartDescription
  readonly labels: readonly string[]
  /** Written in full, for who hears the points. */
  readonly names: readonly string[]
  readonly series: readonly Series[]
}

const STANDING_HEIGHT = 220
const BAR_HEIGHT = 22
const BAR_GAP = 8
const AXIS_HEIGHT = 60

/**
 * A picture of what the table says. By keyboard it is one stop: arrows go from point to point and each is said in words; a screen reader
 * hears a summary first.
 */
export function ReportChart({ title, answer, rows, writer }: ReportChartProps) {
  const { t } = useTranslation('reports')
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<Chart | null>(null)
  const [point, setPoint] = useState<number | null>(null)
  const colours = useChartColours()
  const picture = useMemo(() => pictureOf(answer, rows, writer, t('chart.before')), [answer, rows, writer, t])
  useEffect(() => {
    if (!picture || !canvas.current) return
    const config = configOf(picture, writer, colours)
    if (chart.current && Reflect.get(chart.current.config, 'type') === config.type) {
      chart.current.data = config.data
      if (config.options) chart.current.options = config.options
      chart.current.update('none')
      return
    }
    chart.current?.destroy()
    chart.current = new Chart(canvas.current, config)
    // Drawn before the page's letters have arrived, the picture would keep the substitute's.
    void document.fonts.ready.then(() => chart.current?.update('none'))
  }, [picture, writer, colours])
  useEffect(
    () => () => {
      chart.current?.destroy()
      chart.current = null
    },
    [],
  )
  if (!picture) return null
  const { names, series } = picture
  const show = (next: number): void => {
    const at = Math.max(0, Math.min(names.length - 1, next))
    setPoint(at)
    const elements = series.map((_, datasetIndex) => ({ datasetIndex, index: at }))
    chart.current?.setActiveElements(elements)
    chart.current?.tooltip?.setActiveElements(elements, { x: 0, y: 0 })
    chart.current?.update('none')
  }
  const walk = (event: KeyboardEvent): void => {
    const next = nextPoint(event.key, point, names.length)
    if (next === null) return
    event.preventDefault()
    show(next)
  }
  const isLying = picture.chart.kind === 'lying-bar'
  const height = isLying
    ? names.length * (BAR_HEIGHT * series.length + BAR_GAP) + AXIS_HEIGHT
    : STANDING_HEIGHT
  return (
    <figure className="flex flex-col gap-1 print:hidden">
      <div className="relative w-full" style={{ height }}>
        <canvas
          ref={canvas}
          role="img"
          tabIndex={0}
          aria-label={t('chart.label', { title, summary: summaryOf(picture, writer, t) })}
          onKeyDown={walk}
        />
      </div>
      <figcaption aria-live="polite" className="min-h-5 text-xs text-ink-muted">
        {point === null ? t('chart.how') : said(picture, point, writer)}
      </figcaption>
    </figure>
  )
}

function nextPoint(key: string, point: number | null, count: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowDown') return point === null ? 0 : point + 1
  if (key === 'ArrowLeft' || key === 'ArrowUp') return point === null ? count - 1 : point - 1
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

function pictureOf(
  answer: ReportAnswer,
  rows: readonly ReportRow[],
  writer: CellWriter,
  before: string,
): Picture | null {
  const { chart, columns } = answer
  const axisAt = columns.findIndex(({ id }) => id === chart?.axis)
  const axis = columns[axisAt]
  if (!chart || !axis || rows.length === 0) return null
  const shown = chart.first === undefined ? rows : rows.slice(0, chart.first)
  const series = chart.series.flatMap((id): Series[] => {
    const at = columns.findIndex((column) => column.id === id)
    const column = columns[at]
    if (!column) return []
    const number = (cells: readonly unknown[] | null) => Number(cells?.[at] ?? 0)
    const label = writer.heading(column)
    const now = { label, column, values: shown.map(({ cells }) => number(cells)), isBefore: false }
    if (chart.kind === 'stacked' || !shown.some((row) => row.before !== null)) return [now]
    const then = shown.map((row) => number(row.before))
    return [now, { label: `${label}, ${before}`, column, values: then, isBefore: true }]
  })
  if (series.length === 0) return null
  return {
    chart,
    labels: shown.map(({ cells }) => writer.writeShort(axis, cells[axisAt] ?? null)),
    names: shown.map(({ cells }) => writer.write(axis, cells[axisAt] ?? null)),
    series,
  }
}

function said({ names, series }: Picture, point: number, writer: CellWriter): string {
  const parts = series.map(
    ({ label, column, values }) => `${label} ${writer.write(column, values[point] ?? 0)}`,
  )
  return [names[point] ?? '', ...parts].join(' · ')
}

function summaryOf({ names, series }: Picture, writer: CellWriter, t: TFunction<'reports'>): string {
  const [first] = series
  if (!first) return ''
  const highest = first.values.reduce((best, value, i) => (value > (first.values[best] ?? 0) ? i : best), 0)
  return t('chart.highest', {
    name: names[highest] ?? '',
    value: writer.write(first.column, first.values[highest] ?? 0),
    count: names.length,
  })
}

function configOf(
  { chart, labels, series }: Picture,
  writer: CellWriter,
  colours: ReturnType<typeof useChartColours>,
): ChartConfiguration<'bar' | 'line', number[], string> {
  const isLying = chart.kind === 'lying-bar'
  const isLine = chart.kind === 'line'
  const isStacked = chart.kind === 'stacked'
  const [main] = series
  const ticks = { color: colours.text, font: { family: colours.font, size: 12 } }
  const figures = {
    stacked: isStacked,
    beginAtZero: true,
    grid: { color: colours.rule },
    border: { display: false },
    ticks: {
      ...ticks,
      callback: (value: number | string) => (main ? writer.write(main.column, Number(value)) : ''),
      maxTicksLimit: 6,
    },
  }
  const names = {
    stacked: isStacked,
    grid: { display: false },
    border: { color: colours.rule },
    ticks: { ...ticks, autoSkip: !isLying, maxRotation: 0 },
  }
  return {
    type: isLine ? 'line' : 'bar',
    data: {
      labels: [...labels],
      datasets: series.map(({ label, values, isBefore }, i) => {
        const colour = isBefore ? colours.before : (colours.series[i] ?? colours.bar)
        return {
          label,
          data: [...values],
          borderColor: colour,
          backgroundColor: colour,
          borderRadius: 3,
          borderWidth: isLine ? 2 : 0,
          pointRadius: values.length > 60 ? 0 : 2,
          maxBarThickness: isLying ? 18 : 40,
          ...(isBefore && isLine ? { borderDash: [4, 4] } : {}),
        }
      }),
    },
    options: {
      indexAxis: isLying ? 'y' : 'x',
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: isLying ? { x: figures, y: names } : { x: names, y: figures },
      plugins: {
        legend: {
          display: series.length > 1,
          labels: { color: colours.text, font: ticks.font, boxHeight: 2, boxWidth: 24 },
        },
        tooltip: {
          callbacks: {
            label: ({ datasetIndex, raw }) => {
              const one = series[datasetIndex]
              return one && typeof raw === 'number' ? `${one.label} ${writer.write(one.column, raw)}` : ''
            },
          },
        },
      },
    },
  }
}
