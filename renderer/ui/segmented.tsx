import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

interface SegmentedOption<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly icon?: ReactNode
}

interface SegmentedProps<Value extends string> {
  label: string
  value: Value
  options: readonly SegmentedOption<Value>[]
  onChange: (value: Value) => void
  hideLabel?: boolean | undefined
  size?: 'sm' | 'md' | 'lg' | undefined
}

const SIZES = { sm: 'min-h-7 px-2 text-xs', md: 'min-h-8 px-3 text-sm', lg: 'min-h-11 px-4 text-base' }

/** One of a few, all in sight. Radio buttons underneath: arrows choose, Tab passes by. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
  size = 'md',
}: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className={hideLabel ? 'sr-only' : 'mb-1 text-xs font-medium text-ink-muted'}>{label}</legend>
      <div className="inline-flex w-fit max-w-full gap-0.5 rounded-md border border-rule-strong bg-surface p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'relative inline-flex cursor-pointer items-center gap-1.5 whitespace-nowrap rounded-sm font-medium [&_svg]:size-4',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
              SIZES[size],
              option.value === value
                ? 'bg-accent text-on-accent'
                : 'text-ink-muted hover:bg-hover hover:text-ink',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
