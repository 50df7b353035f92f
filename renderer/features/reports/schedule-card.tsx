import { useCan, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { formatDateTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Card } from '@renderer/ui/card.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { nextDue } from '@shared/domain/reports/schedule.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import type { ReportSchedule } from '@shared/schemas/report.schema.ts'
import { useTranslation } from 'react-i18next'
import { useReportTasks, type WaitingReport } from './use-report-tasks.ts'

interface ScheduleCardProps {
  id: Id
  schedule: ReportSchedule
  onChange: () => void
}

/** When the report is due, what the server has worked out of it, and what still waits to be sent. */
export function ScheduleCard({ id, schedule, onChange }: ScheduleCardProps) {
  const { t } = useTranslation('reportBuilder')
  const locale = useLocale()
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const mayChange = useCan('settings.edit')
  const tasks = useReportTasks(id)
  const next = nextDue(schedule, clock.now(), utcOffsetMinutes)
  const when = (at: number | null): string => formatDateTime(at ?? 0, locale)
  return (
    <Card
      title={t('schedule.card')}
      actions={
        <Button size="sm" disabled={!mayChange} onClick={onChange}>
          {t('schedule.change')}
        </Button>
      }
    >
      <div className="flex flex-col gap-2 text-sm">
        <p>{next === null ? t('schedule.never') : t('schedule.next', { when: when(next) })}</p>
        <h3 className="text-xs font-medium text-ink-muted">{t('schedule.results')}</h3>
        {tasks?.results.length === 0 && <p className="text-ink-muted">{t('schedule.none')}</p>}
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {tasks?.results.map((task) => (
            <li key={task.id}>
              <a className="text-accent-ink underline" href={`#/reports/${id}/${task.id}`}>
                {t(task.state === 'failed' ? 'schedule.failed' : 'schedule.done', { when: when(task.dueAt) })}
              </a>
            </li>
          ))}
        </ul>
        {tasks && tasks.waiting.length > 0 && <WaitingList waiting={tasks.waiting} />}
      </div>
    </Card>
  )
}

function WaitingList({ waiting }: { waiting: readonly WaitingReport[] }) {
  const { t } = useTranslation('reportBuilder')
  const locale = useLocale()
  const store = useStore()
  const mayStop = useCan('tasks.manage')
  const stop = async ({ task, payload }: WaitingReport): Promise<void> => {
    const stopped = await store.edit('tasks', task.id, (current) =>
      ok({ ...current, state: 'dismissed' as const }),
    )
    if (stopped.ok) toast.success(t('schedule.stopped', { to: payload.to }))
    else toast.error(t('save.failed'), { description: t('save.failedHow') })
  }
  return (
    <>
      <h3 className="text-xs font-medium text-ink-muted">
        {t('schedule.waitingFor', { count: waiting.length })}
      </h3>
      <ul aria-label={t('schedule.waitingFor', { count: waiting.length })} className="flex flex-col gap-1">
        {waiting.map((one) => (
          <li key={one.task.id} className="flex flex-wrap items-center gap-3">
            <span>
              {t('schedule.waitingTo', {
                channel: t(`schedule.channels.${one.payload.channel}`),
                to: one.payload.to,
                when: formatDateTime(one.task.createdAt, locale),
              })}
            </span>
            <Button size="sm" variant="ghost" disabled={!mayStop} onClick={() => void stop(one)}>
              {t('schedule.stop')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
