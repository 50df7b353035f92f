import type { InputHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from './class-names.ts'
import { Field, type FieldFrameProps } from './field.tsx'

export type FieldSize = 'sm' | 'md' | 'lg'

export interface TextFieldProps
  extends FieldFrameProps,
    Omit<InputHTMLAttributes<HTMLInputElement>, 'prefix' | 'size' | 'className' | 'required'> {
  prefix?: ReactNode
  suffix?: ReactNode
  size?: FieldSize | undefined
  /** Figures stand at the end of the field, like in a column. */
  align?: 'start' | 'center' | 'end' | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

export const FIELD_SIZES: Record<FieldSize, string> = {
  sm: 'min-h-7 text-xs',
  md: 'min-h-9 text-sm',
  lg: 'min-h-11 text-base',
}

export function TextField({
  label,
  hint,
  error,
  hideLabel,
  required,
  className,
  prefix,
  suffix,
  size = 'md',
  align = 'start',
  id,
  disabled,
  ...input
}: TextFieldProps) {
  return (
    <Field {...{ label, hint, error, hideLabel, required, className, id }}>
      {(ids) => (
        <span
          className={cx('field-control flex items-center', FIELD_SIZES[size])}
          data-invalid={Boolean(error)}
          data-disabled={disabled === true}
        >
          {prefix && <span className="flex items-center pl-2.5 text-ink-muted [&_svg]:size-4">{prefix}</span>}
          <input
            id={ids.control}
            aria-describedby={ids.describedBy}
            aria-invalid={Boolean(error) || undefined}
            required={required}
            disabled={disabled}
            autoComplete="off"
            className={cx(
              'min-w-0 flex-1 self-stretch bg-transparent px-2.5',
              align === 'end' && 'text-right',
              align === 'center' && 'text-center',
            )}
            {...input}
          />
          {suffix && <span className="flex items-center pr-2.5 text-ink-muted [&_svg]:size-4">{suffix}</span>}
        </span>
      )}
    </Field>
  )
}
