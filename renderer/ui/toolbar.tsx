import type { ReactNode } from 'react'

interface ToolbarProps {
  label: string
  children: ReactNode
  /** Stands at the end of the row. */
  end?: ReactNode
}

/** The row of fields and buttons above what they act upon. */
export function Toolbar({ label, children, end }: ToolbarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div role="group" aria-label={label} className="flex flex-wrap items-end gap-2">
      {children}
      {end && <div className="ml-auto flex flex-wrap items-end gap-2">{end}</div>}
    </div>
  )
}
