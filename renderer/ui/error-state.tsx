import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ErrorStateProps {
  /** What happened. */
  what: string
  /** What the person can do now. */
  todo: ReactNode
  /** What became of the data: the first question anybody has. */
  data: ReactNode
  /** What the machine said, for whoever is asked for help. */
  detail?: string | undefined
  action?: ReactNode
}

export function ErrorState({ what, todo, data, detail, action }: ErrorStateProps) {
  const { t } = useTranslation('common')
  return (
    <div
      role="alert"
      className="mx-auto flex w-full max-w-lg gap-3 rounded-lg border border-danger bg-surface p-4"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-danger-ink" />
      <div className="min-w-0 flex-1">
        <p className="text-base font-semibold">{what}</p>
        <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1">
          <dt className="text-ink-muted">{t('ui.errorTodo')}</dt>
          <dd>{todo}</dd>
          <dt className="text-ink-muted">{t('ui.errorData')}</dt>
          <dd>{data}</dd>
          {detail && (
            <>
              <dt className="text-ink-muted">{t('ui.errorDetail')}</dt>
              <dd className="min-w-0 break-words text-ink-muted">{detail}</dd>
            </>
          )}
        </dl>
        {action && <div className="mt-3 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  )
}
