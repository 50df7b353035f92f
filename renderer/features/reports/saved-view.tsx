import { useCan, useDeps, useShop } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Menu } from '@renderer/ui/menu.tsx'
import { BUILT_REPORT, type BuiltDefinition, readBuilt } from '@shared/analytics/report/built-definition.ts'
import type { ReportDescription } from '@shared/analytics/report/report-definition.ts'
import { savedFilters } from '@shared/analytics/report/saved-report.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { SavedReport } from '@shared/schemas/report.schema.ts'
import {
  CalendarClock,
  ChartColumn,
  Copy,
  Ellipsis,
  Pencil,
  Save,
  SlidersHorizontal,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { BuilderPanel } from './builder-panel.tsx'
import { BUILT_DESCRIPTION } from './built-report.ts'
import { GoneNotice } from './gone-notice.tsx'
import { useReportChoice } from './report-state.ts'
import { ReportView } from './report-view.tsx'
import { useReportWords } from './report-words.ts'
import { SaveDialog } from './save-dialog.tsx'
import {
  keptChoice,
  type ListedReport,
  savedChoice,
  startOf,
  useSavedReportCommands,
} from './saved-reports.ts'
import { ScheduleCard } from './schedule-card.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'

interface SavedViewProps {
  listed: ListedReport
  reports: readonly ReportDescription[]
}

/** A saved report, or in plain words why it cannot be opened here. */
export function SavedView({ listed, reports }: SavedViewProps) {
  const { t } = useTranslation('reportBuilder')
  const { id, value } = listed
  if (!value) return <Unreadable body={t('unreadable.whole')} />
  if (value.report !== BUILT_REPORT) {
    const report = reports.find((one) => one.id === value.report)
    return report ? (
      <OpenedReport {...{ id, value, report }} built={null} />
    ) : (
      <Unreadable body={t('unreadable.word', { word: value.report })} />
    )
  }
  const read = value.built ? readBuilt(value.built) : null
  if (!read?.ok) return <Unreadable body={t('unreadable.word', { word: read?.error.word ?? value.report })} />
  return <OpenedReport {...{ id, value }} report={BUILT_DESCRIPTION} built={read.value} />
}

function Unreadable({ body }: { body: string }) {
  const { t } = useTranslation('reportBuilder')
  return (
    <div className="flex-1">
      <EmptyState icon={<ChartColumn />} title={t('unreadable.title')} body={body} />
    </div>
  )
}

interface OpenedReportProps {
  id: Id
  value: SavedReport
  report: ReportDescription
  built: BuiltDefinition | null
}

type OpenDialog = 'none' | 'rename' | 'save-as' | 'schedule'

function OpenedReport({ id, value, report, built: stored }: OpenedReportProps) {
  const { t } = useTranslation('reportBuilder')
  const words = useReportWords()
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const [start] = useState(() => startOf(value, businessDayOf(clock.now(), utcOffsetMinutes)))
  const choice = useReportChoice(start)
  const [changed, setBuilt] = useState<BuiltDefinition | null>(null)
  const [isBuilding, setBuilding] = useState(false)
  const [dialog, setDialog] = useState<OpenDialog>('none')
  const commands = useSavedReportCommands()
  const built = changed ?? stored ?? undefined
  const now = savedChoice(report, choice, built)
  const isChanged = !isSameContent(now, keptChoice(report, value, stored ?? undefined))
  const close = (): void => setDialog('none')
  return (
    <ReportView
      report={report}
      choice={choice}
      title={value.name}
      about={report.id === BUILT_REPORT ? '' : words(`report.${report.id}.title`)}
      {...(built ? { built } : {})}
      actions={
        <>
          {isChanged && (
            <Button
              variant="primary"
              icon={<Save />}
              onClick={() => void commands.change(id, now, t('save.saved', { name: value.name }))}
            >
              {t('save.changes')}
            </Button>
          )}
          {stored && (
            <Button
              icon={<SlidersHorizontal />}
              aria-expanded={isBuilding}
              onClick={() => setBuilding(!isBuilding)}
            >
              {t(isBuilding ? 'build.hide' : 'build.show')}
            </Button>
          )}
          <MoreMenu {...{ id, value, now }} onOpen={setDialog} />
        </>
      }
    >
      <GoneNotice filters={choice.filters} unknown={savedFilters(value).unknown} />
      {isBuilding && built && <BuilderPanel built={built} onChange={setBuilt} />}
      {value.schedule && (
        <ScheduleCard id={id} schedule={value.schedule} onChange={() => setDialog('schedule')} />
      )}
      {dialog === 'rename' && (
        <SaveDialog
          known={value}
          suggested={value.name}
          onClose={close}
          onSave={(named) => commands.change(id, named, t('save.saved', { name: named.name }))}
        />
      )}
      {dialog === 'save-as' && <SaveAs {...{ value, now }} onClose={close} />}
      {dialog === 'schedule' && <ScheduleDialog {...{ id, value }} onClose={close} />}
    </ReportView>
  )
}

interface MoreMenuProps {
  id: Id
  value: SavedReport
  now: ReturnType<typeof savedChoice>
  onOpen: (dialog: OpenDialog) => void
}

function MoreMenu({ id, value, now, onOpen }: MoreMenuProps) {
  const { t } = useTranslation('reportBuilder')
  const [, navigate] = useLocation()
  const { create, remove } = useSavedReportCommands()
  const mayShare = useCan('settings.edit')
  const duplicate = async (): Promise<void> => {
    const { schedule: _, ...copied } = value
    const copy = await create({
      ...copied,
      ...now,
      name: t('save.copyName', { name: value.name }).slice(0, 120),
    })
    if (copy) navigate(`/reports/${copy}`)
  }
  const drop = async (): Promise<void> => {
    if (await remove(id, value.name)) navigate('/reports')
  }
  return (
    <Menu
      trigger={<Button icon={<Ellipsis />}>{t('save.more')}</Button>}
      items={[
        {
          label: t('schedule.open'),
          icon: <CalendarClock />,
          disabled: !mayShare,
          onSelect: () => onOpen('schedule'),
        },
        { label: t('save.rename'), icon: <Pencil />, onSelect: () => onOpen('rename'), separated: true },
        { label: t('save.as'), icon: <Save />, onSelect: () => onOpen('save-as') },
        { label: t('save.duplicate'), icon: <Copy />, onSelect: () => void duplicate() },
        {
          label: t('save.remove'),
          icon: <Trash2 />,
          danger: true,
          onSelect: () => void drop(),
          separated: true,
        },
      ]}
    />
  )
}

function SaveAs({ value, now, onClose }: Pick<MoreMenuProps, 'value' | 'now'> & { onClose: () => void }) {
  const { t } = useTranslation('reportBuilder')
  const [, navigate] = useLocation()
  const { create } = useSavedReportCommands()
  return (
    <SaveDialog
      known={null}
      suggested={t('save.copyName', { name: value.name }).slice(0, 120)}
      onClose={onClose}
      onSave={async (named) => {
        const id = await create({ ...now, ...named })
        if (id) navigate(`/reports/${id}`)
        return id !== null
      }}
    />
  )
}
