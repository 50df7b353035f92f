import { formatPercent } from '../i18n/format.ts'
import { useLocale } from '../i18n/use-locale.ts'

interface ProgressProps {
  label: string
  /** From 0 to 1, or null while nobody can tell. */
  value: number | null
  hideLabel?: boolean | undefined
}

export function Progress({ label, value, hideLabel = false }: ProgressProps) {
  const locale = useLocale()
  const share = value === null ? null : Math.min(1, Math.max(0, value))
  const percent = share === null ? null : formatPercent(Math.floor(share * 100) / 100, locale)
  return (
    <div className="flex flex-col gap-1">
      {!hideLabel && (
        <div aria-hidden className="flex justify-between gap-4 text-xs text-ink-muted">
          <span>{label}</span>
          <span className="tabular-nums">{percent}</span>
        </div>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share !== null && { 'aria-valuenow': Math.floor(share * 100), 'aria-valuetext': percent ?? '' })}
        className="h-2 overflow-hidden rounded-full border border-rule-strong bg-sunken"
      >
        {share === null ? (
          <div className="sweep h-full w-1/3 bg-accent" />
        ) : (
          <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
        )}
      </div>
    </div>
  )
}
