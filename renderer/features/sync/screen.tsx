import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSyncStatus } from '../../sync/sync-status.ts'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ConflictList } from './conflict-list.tsx'
import { DeviceTable } from './device-table.tsx'
import { DocumentTable } from './document-table.tsx'
import { LogList } from './log-list.tsx'
import { MendedList } from './mended-list.tsx'
import { QuarantineList } from './quarantine-list.tsx'
import { RefusedList } from './refused-list.tsx'
import { SideBySide } from './side-by-side.tsx'
import { SyncButtons } from './sync-buttons.tsx'
import { SyncNotices } from './sync-notices.tsx'
import { TaskList } from './task-list.tsx'
import { useMended } from './use-mended.ts'
import { useOpenTasks } from './use-open-tasks.ts'

type Tab = 'conflicts' | 'refused' | 'tasks' | 'quarantine' | 'mended' | 'log'

/** What this device and the server know of each other, and everything that waits for a person. */
export function SyncScreen() {
  const { t } = useTranslation('sync')
  const status = useSyncStatus()
  const { conflicts, others } = useOpenTasks()
  const mended = useMended()
  const [tab, setTab] = useState<Tab | null>(null)
  const urgent =
    status.refused > 0 ? 'refused' : others.length > 0 && conflicts.length === 0 ? 'tasks' : 'conflicts'
  const count = (amount: number) => ({ count: amount })
  return (
    <Page title={t('title')} subtitle={t(`state.${status.state}`)} actions={<SyncButtons />}>
      <SyncNotices />
      <SideBySide />
      <div className="flex shrink-0 flex-col">
        <Tabs
          label={t('tab.label')}
          value={tab ?? urgent}
          onChange={setTab}
          items={[
            {
              value: 'conflicts',
              label: t('tab.conflicts', count(conflicts.length)),
              content: <ConflictList tasks={conflicts} />,
            },
            { value: 'refused', label: t('tab.refused', count(status.refused)), content: <RefusedList /> },
            {
              value: 'tasks',
              label: t('tab.tasks', count(others.length)),
              content: <TaskList tasks={others} />,
            },
            {
              value: 'quarantine',
              label: t('tab.quarantine', count(status.quarantined)),
              content: <QuarantineList />,
            },
            {
              value: 'mended',
              label: t('tab.mended', count(mended.length)),
              content: <MendedList records={mended} />,
            },
            { value: 'log', label: t('tab.log'), content: <LogList /> },
          ]}
        />
      </div>
      <DeviceTable />
      <DocumentTable />
    </Page>
  )
}
