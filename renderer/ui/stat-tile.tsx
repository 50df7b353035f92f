import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './class-names.ts'

interface Delta {
  readonly value: string
  readonly direction: 'up' | 'down' | 'flat'
  /** Whether this is good news: fewer returns is down and good. */
  readonly good: boolean
}

interface StatTileProps {
  label: string
  value: ReactNode
  delta?: Delta | null | undefined
  hint?: ReactNode
}

const ARROWS = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight }

function deltaTone(delta: Delta): string {
  if (delta.direction === 'flat') return 'text-ink-muted'
  return delta.good ? 'text-success-ink' : 'text-danger-ink'
}

export function StatTile({ label, value, delta, hint }: StatTileProps) {
  const { t } = useTranslation('common')
  const labelId = useId()
  const Arrow = delta ? ARROWS[delta.direction] : null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div
      role="group"
      aria-labelledby={labelId}
      className="flex min-w-0 flex-col gap-1 rounded-lg border border-rule bg-surface px-4 py-3"
    >
      <p id={labelId} className="text-xs font-medium text-ink-muted">
        {label}
      </p>
      <p className="text-2xl font-semibold leading-8 tracking-tight tabular-nums">{value}</p>
      <div className="flex min-h-5 flex-wrap items-center gap-x-2 text-xs text-ink-muted">
        {delta && Arrow && (
          <span className={cx('inline-flex items-center gap-0.5 font-medium tabular-nums', deltaTone(delta))}>
            <Arrow aria-hidden className="size-3.5" />
            {delta.value}
            <span className="sr-only">{t(`ui.${delta.direction}`)}</span>
          </span>
        )}
        {hint}
      </div>
    </div>
  )
}
