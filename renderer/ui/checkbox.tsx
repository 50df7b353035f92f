import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import { cx } from './class-names.ts'

interface CheckboxProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'checked' | 'onChange' | 'className'> {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  hint?: ReactNode
  hideLabel?: boolean | undefined
  /** Some, not all, of what this box stands for. */
  mixed?: boolean | undefined
  className?: string | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

export function Checkbox({
  label,
  checked,
  onChange,
  hint,
  hideLabel = false,
  mixed = false,
  className,
  ref,
  ...input
}: CheckboxProps) {
  const hintId = useId()
  const attach = (element: HTMLInputElement | null): void => {
    if (element) element.indeterminate = mixed
    if (typeof ref === 'function') ref(element)
    else if (ref) ref.current = element
  }
  return (
    <div className={cx('flex flex-col', className)}>
      <label className="inline-flex min-h-6 items-center gap-2 has-disabled:text-ink-muted">
        <input
          ref={attach}
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby={hint ? hintId : undefined}
          className="size-4.5 shrink-0 accent-accent"
          {...input}
        />
        <span className={hideLabel ? 'sr-only' : undefined}>{label}</span>
      </label>
      {hint && (
        <p id={hintId} className="pl-6.5 text-xs text-ink-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
