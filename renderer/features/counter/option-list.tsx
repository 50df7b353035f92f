// biome-ignore-all lint/a11y/useSemanticElements: a listbox of rows with several columns cannot be a <select>
import { cx } from '@renderer/ui/class-names.ts'
import { type ReactNode, useEffect, useRef } from 'react'

interface OptionListProps {
  id: string
  label: string
  hidden?: boolean
  className: string
  children: ReactNode
}

/** What a search field offers. The field keeps the focus and answers the keys; `aria-activedescendant` points in here. */
export function OptionList({ id, label, hidden = false, className, children }: OptionListProps) {
  return (
    <div id={id} role="listbox" aria-label={label} tabIndex={-1} hidden={hidden} className={className}>
      {children}
    </div>
  )
}

interface OptionRowProps {
  id: string
  active: boolean
  onChoose: () => void
  className?: string
  children: ReactNode
}

export function OptionRow({ id, active, onChoose, className, children }: OptionRowProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and answers the keys for the list
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      // The field keeps the focus, so that the next scan lands where it should.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={cx(
        'min-h-11 cursor-pointer border-b border-rule px-3 py-1 last:border-b-0',
        active ? 'bg-accent-soft text-accent-ink' : 'hover:bg-hover',
        className,
      )}
    >
      {children}
    </div>
  )
}
