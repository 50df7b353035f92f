import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'

interface PageProps {
  title: string
  actions?: ReactNode
  /** Under the title: where one is, or how fresh the figures are. */
  subtitle?: ReactNode
  children: ReactNode
  /** A column beside the content, e.g. the ticket. */
  aside?: ReactNode
  /** Names the column beside. Needed with `aside`. */
  asideLabel?: string | undefined
}

/** A screen: heading, actions, content that fills the height. Tables inside scroll, the page around them stays. */
export function Page({ title, actions, subtitle, children, aside, asideLabel }: PageProps) {
  const { t } = useTranslation('common')
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title, t])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-rule px-5 py-2">
        <div className="min-w-0">
          <h1 className="truncate text-lg font-semibold">{title}</h1>
          {subtitle && <div className="text-xs text-ink-muted">{subtitle}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3 overflow-y-auto p-5">{children}</div>
        {aside && (
          <aside
            aria-label={asideLabel ?? title}
            className="flex min-h-0 w-[26rem] max-w-[42%] shrink-0 flex-col overflow-y-auto border-l border-rule bg-surface"
          >
            {aside}
          </aside>
        )}
      </div>
    </div>
  )
}
