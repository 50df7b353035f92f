import { cx } from '@renderer/ui/class-names.ts'
import { TextField } from '@renderer/ui/text-field.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { REPORT_GROUPS, type ReportDescription } from '@shared/analytics/report/report-definition.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { CalendarClock, Lock, Plus, Search } from 'lucide-react'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReportWords } from './report-words.ts'
import type { ListedReport } from './saved-reports.ts'

interface ReportListProps {
  reports: readonly ReportDescription[]
  saved: readonly ListedReport[]
  openId: string
}

/** Saved reports first, then every report by group, found by any word of its name or of what it says. */
export function ReportList({ reports, saved, openId }: ReportListProps) {
  const { t } = useTranslation(['reports', 'reportBuilder'])
  const words = useReportWords()
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useShortcut('F2', () => field.current?.focus())
  const [found, foundSaved] = useMemo(() => {
    const wanted = foldText(text).split(/\s+/)
    const holds = (said: string): boolean => wanted.every((word) => foldText(said).includes(word))
    return [
      reports.filter(({ id }) => holds(`${words(`report.${id}.title`)} ${words(`report.${id}.about`)}`)),
      saved.filter(({ name }) => holds(name)),
    ]
  }, [reports, saved, text, words])
  return (
    <section
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
      <a
        href="#/reports/new"
        aria-current={openId === 'new' ? 'page' : undefined}
        className={cx(
          'flex min-h-8 items-center gap-2 rounded-md border border-rule-strong px-2 text-sm font-medium hover:bg-hover [&_svg]:size-4',
          openId === 'new' && 'bg-accent-soft text-accent-ink',
        )}
      >
        <Plus aria-hidden />
        {t('reportBuilder:list.new')}
      </a>
      {foundSaved.length > 0 && (
        <section aria-label={t('reportBuilder:list.saved')}>
          <h2 className="px-2 pb-0.5 text-xs font-medium text-ink-muted">{t('reportBuilder:list.saved')}</h2>
          <ul>
            {foundSaved.map((one) => (
              <li key={one.id}>
                <Entry id={one.id} isOpen={one.id === openId}>
                  <span className="min-w-0 flex-1 truncate">{one.name}</span>
                  {one.value?.schedule && (
                    <CalendarClock role="img" aria-label={t('reportBuilder:list.scheduled')} />
                  )}
                  {one.value && one.value.ownerId !== null && (
                    <Lock role="img" aria-label={t('reportBuilder:list.mine')} />
                  )}
                </Entry>
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.length === 0 && foundSaved.length === 0 && (
        <p className="px-2 text-sm text-ink-muted">{t('list.none')}</p>
      )}
      {REPORT_GROUPS.filter((group) => found.some((one) => one.group === group)).map((group) => (
        <section key={group} aria-label={t(`group.${group}`)}>
          <h2 className="px-2 pb-0.5 text-xs font-medium text-ink-muted">{t(`group.${group}`)}</h2>
          <ul>
            {found
              .filter((one) => one.group === group)
              .map(({ id }) => (
                <li key={id}>
                  <Entry id={id} isOpen={id === openId}>
                    {words(`report.${id}.title`)}
                  </Entry>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function Entry({ id, isOpen, children }: { id: string; isOpen: boolean; children: ReactNode }) {
  return (
    <a
      href={`#/reports/${id}`}
      aria-current={isOpen ? 'page' : undefined}
      className={cx(
        'flex min-h-8 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-hover [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-ink-muted',
        isOpen && 'bg-accent-soft font-medium text-accent-ink',
      )}
    >
      {children}
    </a>
  )
}
