import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { comboToAria } from './shortcut-combo.ts'
import { Tooltip } from './tooltip.tsx'

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  label: string
  icon: ReactNode
  size?: 'sm' | 'md' | 'lg' | undefined
  shortcut?: string | undefined
  danger?: boolean | undefined
  ref?: Ref<HTMLButtonElement>
}

const SIZES = {
  sm: 'size-7 [&_svg]:size-4',
  md: 'size-9 [&_svg]:size-4.5',
  lg: 'size-11 [&_svg]:size-5',
}

export function IconButton({
  label,
  icon,
  size = 'md',
  shortcut,
  danger = false,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  const tip = shortcut ? (
    <>
      {label} <Kbd combo={shortcut} tone="on-accent" />
    </>
  ) : (
    label
  )
  return (
    <Tooltip content={tip}>
      <button
        type={type}
        aria-label={label}
        aria-keyshortcuts={shortcut ? comboToAria(shortcut) : undefined}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-md transition-colors duration-100 hover:bg-hover disabled:opacity-40 disabled:hover:bg-transparent',
          danger ? 'text-danger-ink' : 'text-ink-muted hover:text-ink',
          SIZES[size],
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
