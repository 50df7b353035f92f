import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  Tooltip,
} from 'chart.js'
import { useEffect, useRef } from 'react'
import { useChartColours } from './chart-colours.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

export interface Bar {
  readonly label: string
  readonly value: number
}

interface BarChartProps {
  /** Says in words what the picture shows. */
  label: string
  bars: readonly Bar[]
  /** Lying bars, for names; standing ones, for time. */
  lying?: boolean | undefined
  write: (value: number) => string
}

const BAR_HEIGHT = 30
const AXIS_HEIGHT = 36
const STANDING_HEIGHT = 260

/** A picture of figures that also stand in a table: to assistive technology one image with its summary. */
export function BarChart({ label, bars, lying = false, write }: BarChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<Chart | null>(null)
  const colours = useChartColours()
  useEffect(() => {
    const config = barConfig(bars, { lying, write, colours })
    if (chart.current) {
      chart.current.data = config.data
      if (config.options) chart.current.options = config.options
      chart.current.update('none')
    } else if (canvas.current) {
      chart.current = new Chart(canvas.current, config)
      // Drawn before the page's letters have arrived, the picture would keep the substitute's.
      void document.fonts.ready.then(() => chart.current?.update('none'))
    }
  }, [bars, lying, write, colours])
  useEffect(
    () => () => {
      chart.current?.destroy()
      chart.current = null
    },
    [],
  )
  const height = lying ? bars.length * BAR_HEIGHT + AXIS_HEIGHT : STANDING_HEIGHT
  return (
    <div className="relative w-full" style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  )
}

function barConfig(
  bars: readonly Bar[],
  look: {
    readonly lying: boolean
    readonly write: (value: number) => string
    readonly colours: ReturnType<typeof useChartColours>
  },
): ChartConfiguration<'bar', number[], string> {
  const { lying, write, colours } = look
  const ticks = { color: colours.text, font: { family: colours.font, size: 12 } }
  const amounts = {
    grid: { color: colours.rule },
    border: { display: false },
    ticks: { ...ticks, callback: (value: number | string) => write(Number(value)), maxTicksLimit: 6 },
  }
  const names = {
    grid: { display: false },
    border: { color: colours.rule },
    ticks: { ...ticks, autoSkip: !lying, maxRotation: 0 },
  }
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [
        {
          data: bars.map(({ value }) => value),
          backgroundColor: colours.bar,
          borderRadius: 3,
          maxBarThickness: lying ? 18 : 40,
        },
      ],
    },
    options: {
      indexAxis: lying ? 'y' : 'x',
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      scales: lying ? { x: amounts, y: names } : { x: names, y: amounts },
      plugins: {
        tooltip: { callbacks: { label: ({ raw }) => (typeof raw === 'number' ? write(raw) : '') } },
      },
    },
  }
}
