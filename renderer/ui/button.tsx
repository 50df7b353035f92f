import { LoaderCircle } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { comboToAria } from './shortcut-combo.ts'

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger'
type Size = 'sm' | 'md' | 'lg'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: Variant | undefined
  size?: Size | undefined
  icon?: ReactNode
  /** Shown on the button; the screen binds it with `useShortcut`. */
  shortcut?: string | undefined
  /** Work is under way: the button keeps its place and its focus, and does nothing. */
  busy?: boolean | undefined
  ref?: Ref<HTMLButtonElement>
}

const LOOKS: Record<Variant, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
  secondary: 'border-rule-strong bg-raised text-ink hover:bg-hover',
  ghost: 'border-transparent text-ink hover:bg-hover',
  danger: 'border-danger bg-danger text-on-danger hover:border-danger-hover hover:bg-danger-hover',
}

const SIZES: Record<Size, string> = {
  sm: 'min-h-7 gap-1.5 px-2.5 text-xs [&_svg]:size-3.5',
  md: 'min-h-9 gap-2 px-3 text-sm [&_svg]:size-4',
  lg: 'min-h-11 gap-2 px-4 text-base [&_svg]:size-5',
}

const UNAVAILABLE = 'border-rule bg-sunken text-ink-faint'

export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  shortcut,
  busy = false,
  disabled = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={shortcut ? comboToAria(shortcut) : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(
        'inline-flex shrink-0 select-none items-center justify-center rounded-md border font-medium transition-colors duration-100',
        SIZES[size],
        disabled ? UNAVAILABLE : LOOKS[variant],
        className,
      )}
      {...rest}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : icon}
      {children}
      {shortcut && (
        <Kbd
          combo={shortcut}
          decorative
          tone={variant === 'primary' || variant === 'danger' ? 'on-accent' : 'default'}
        />
      )}
    </button>
  )
}
