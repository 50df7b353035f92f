import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

interface CardProps {
  title?: string | undefined
  actions?: ReactNode
  children: ReactNode
  /** The content reaches the border, e.g. a table. */
  flush?: boolean | undefined
  className?: string | undefined
}

export function Card({ title, actions, children, flush = false, className }: CardProps) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={cx('flex min-w-0 flex-col rounded-lg border border-rule bg-surface', className)}
    >
      {(title || actions) && (
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b border-rule px-4 py-1.5">
          {title && (
            <h2 id={titleId} className="font-semibold">
              {title}
            </h2>
          )}
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
      )}
      <div className={cx('flex min-h-0 flex-1 flex-col', !flush && 'p-4')}>{children}</div>
    </section>
  )
}
