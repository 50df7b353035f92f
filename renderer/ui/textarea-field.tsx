import type { Ref, TextareaHTMLAttributes } from 'react'
import { Field, type FieldFrameProps } from './field.tsx'

interface TextareaFieldProps
  extends FieldFrameProps,
    Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'required'> {
  ref?: Ref<HTMLTextAreaElement> | undefined
}

export function TextareaField({
  label,
  hint,
  error,
  hideLabel,
  required,
  className,
  id,
  disabled,
  rows = 3,
  ...textarea
}: TextareaFieldProps) {
  return (
    <Field {...{ label, hint, error, hideLabel, required, className, id }}>
      {(ids) => (
        <span className="field-control flex" data-invalid={Boolean(error)} data-disabled={disabled === true}>
          <textarea
            id={ids.control}
            aria-describedby={ids.describedBy}
            aria-invalid={Boolean(error) || undefined}
            required={required}
            disabled={disabled}
            rows={rows}
            className="min-h-9 min-w-0 flex-1 resize-y bg-transparent px-2.5 py-1.5"
            {...textarea}
          />
        </span>
      )}
    </Field>
  )
}
