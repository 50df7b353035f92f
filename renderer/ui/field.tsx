import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './class-names.ts'

/** What every field of a form shows around its control. */
export interface FieldFrameProps {
  label: string
  hint?: ReactNode
  error?: string | null | undefined
  hideLabel?: boolean | undefined
  required?: boolean | undefined
  className?: string | undefined
}

export interface FieldIds {
  readonly control: string
  readonly label: string
  readonly describedBy: string | undefined
}

interface FieldProps extends FieldFrameProps {
  id?: string | undefined
  children: (ids: FieldIds) => ReactNode
}

/** Label, hint and error, tied to the control by id. */
export function Field({
  label,
  hint,
  error,
  hideLabel = false,
  required = false,
  className,
  id,
  children,
}: FieldProps) {
  const { t } = useTranslation('common')
  const ownId = useId()
  const control = id ?? ownId
  const hintId = `${control}-hint`
  const errorId = `${control}-error`
  const describedBy = [hint ? hintId : null, error ? errorId : null].filter(Boolean).join(' ') || undefined
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label
        id={`${control}-label`}
        htmlFor={control}
        className={hideLabel ? 'sr-only' : 'text-xs font-medium text-ink-muted'}
      >
        {label}
        {required && !hideLabel && (
          <span aria-hidden title={t('ui.required')} className="text-danger-ink">
            {'\u00a0*'}
          </span>
        )}
      </label>
      {children({ control, label: `${control}-label`, describedBy })}
      {hint && (
        <p id={hintId} className="text-xs text-ink-muted">
          {hint}
        </p>
      )}
      <p
        id={errorId}
        aria-live="polite"
        className="flex items-start gap-1 text-xs text-danger-ink empty:hidden"
      >
        {error && <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />}
        {error}
      </p>
    </div>
  )
}
