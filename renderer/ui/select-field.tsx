import { ChevronDown } from 'lucide-react'
import type { Ref, SelectHTMLAttributes } from 'react'
import { cx } from './class-names.ts'
import { Field, type FieldFrameProps } from './field.tsx'
import { FIELD_SIZES, type FieldSize } from './text-field.tsx'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly disabled?: boolean | undefined
}

interface SelectFieldProps<Value extends string>
  extends FieldFrameProps,
    Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange' | 'size' | 'className' | 'required'> {
  value: Value
  options: readonly SelectOption<Value>[]
  onChange: (value: Value) => void
  size?: FieldSize | undefined
  ref?: Ref<HTMLSelectElement> | undefined
}

/** The platform's own list: by keyboard, by touch and by screen reader nothing drawn by hand is better. */
export function SelectField<Value extends string>({
  label,
  hint,
  error,
  hideLabel,
  required,
  className,
  value,
  options,
  onChange,
  size = 'md',
  id,
  disabled,
  ...select
}: SelectFieldProps<Value>) {
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => candidate.value === chosen)
    if (option) onChange(option.value)
  }
  return (
    <Field {...{ label, hint, error, hideLabel, required, className, id }}>
      {(ids) => (
        <span
          className={cx('field-control relative flex items-center', FIELD_SIZES[size])}
          data-invalid={Boolean(error)}
          data-disabled={disabled === true}
        >
          <select
            id={ids.control}
            aria-describedby={ids.describedBy}
            aria-invalid={Boolean(error) || undefined}
            required={required}
            disabled={disabled}
            value={value}
            onChange={(event) => choose(event.target.value)}
            className="min-w-0 flex-1 appearance-none self-stretch rounded-md bg-raised pr-8 pl-2.5 text-ink disabled:bg-transparent disabled:text-ink-muted"
            {...select}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute right-2.5 size-4 text-ink-muted" />
        </span>
      )}
    </Field>
  )
}
