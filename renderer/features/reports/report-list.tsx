import { cx } from '@renderer/ui/class-names.ts'
import { TextField } from '@renderer/ui/text-field.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { REPORT_GROUPS, type ReportDescription } from '@shared/analytics/report/report-definition.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReportWords } from './report-words.ts'

/** Every report by group, found by any word of its name or of what it says. */
export function ReportList({ reports, openId }: { reports: readonly ReportDescription[]; openId: string }) {
  const { t } = useTranslation('reports')
  const words = useReportWords()
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useShortcut('F2', () => field.current?.focus())
  const found = useMemo(() => {
    const wanted = foldText(text).split(/\s+/)
    return reports.filter(({ id }) => {
      const said = foldText(`${words(`report.${id}.title`)} ${words(`report.${id}.about`)}`)
      return wanted.every((word) => said.includes(word))
    })
  }, [reports, text, words])
  return (
    <nav
      aria-label={t('list.label')}
      className="sticky top-0 flex max-h-[calc(100vh-9.5rem)] w-60 shrink-0 flex-col gap-3 self-start overflow-y-auto p-0.5"
    >
      <TextField
        ref={field}
        type="search"
        label={t('list.search')}
        hideLabel
        placeholder={t('list.search')}
        prefix={<Search aria-hidden />}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.length === 0 && <p className="px-2 text-sm text-ink-muted">{t('list.none')}</p>}
      {REPORT_GROUPS.filter((group) => found.some((one) => one.group === group)).map((group) => (
        <section key={group} aria-label={t(`group.${group}`)}>
          <h2 className="px-2 pb-0.5 text-xs font-medium text-ink-muted">{t(`group.${group}`)}</h2>
          <ul>
            {found
              .filter((one) => one.group === group)
              .map(({ id }) => (
                <li key={id}>
                  <a
                    href={`#/reports/${id}`}
                    aria-current={id === openId ? 'page' : undefined}
                    className={cx(
                      'flex min-h-8 items-center rounded-md px-2 text-sm hover:bg-hover',
                      id === openId && 'bg-accent-soft font-medium text-accent-ink',
                    )}
                  >
                    {words(`report.${id}.title`)}
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
