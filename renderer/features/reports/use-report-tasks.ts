import { useDeps, useDocuments } from '@renderer/db/hooks.ts'
import type { StoreQuery } from '@renderer/db/store.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type ReportMessagePayload, reportMessagePayloadSchema } from '@shared/schemas/report.schema.ts'
import { isReportMessage, type Task } from '@shared/schemas/tasks.schema.ts'
import { useMemo, useState } from 'react'

export interface WaitingReport {
  readonly task: Task
  readonly payload: ReportMessagePayload
}

export interface ReportTasks {
  /** What the server has worked out of the report, newest first. */
  readonly results: readonly Task[]
  /** What is still to be sent of it. */
  readonly waiting: readonly WaitingReport[]
}

const SHOWN = 10
/** Ten times of a monthly one. */
const LOOKED_BACK_MS = 400 * 24 * 3_600_000

/** Only those that have not been put away, so that few are read however long ago the first one was made. */
const worked = (state: 'done' | 'failed', since: number): StoreQuery<'tasks'> => ({
  selector: { state, createdAt: { $gt: since }, kind: 'scheduled-report', archived: false },
  index: ['state', 'createdAt'],
  limit: 1_000,
})
const OPEN: StoreQuery<'tasks'> = {
  selector: { state: 'open' },
  sort: ['state', 'createdAt'],
  index: ['state', 'createdAt'],
  limit: 500,
}

/** `undefined` while they are being read. */
export function useReportTasks(settingId: Id): ReportTasks | undefined {
  const { clock } = useDeps()
  const [since] = useState(() => clock.now() - LOOKED_BACK_MS)
  const done = useDocuments('tasks', worked('done', since))
  const failed = useDocuments('tasks', worked('failed', since))
  const open = useDocuments('tasks', OPEN)
  return useMemo(() => {
    if (!done || !failed || !open) return undefined
    return {
      results: [...done, ...failed]
        .filter(({ payload }) => payload.settingId === settingId)
        .sort((a, b) => (b.dueAt ?? 0) - (a.dueAt ?? 0))
        .slice(0, SHOWN),
      waiting: open.flatMap((task): WaitingReport[] => {
        const payload = isReportMessage(task) ? reportMessagePayloadSchema.safeParse(task.payload) : null
        return payload?.success && payload.data.settingId === settingId && !task.archived
          ? [{ task, payload: payload.data }]
          : []
      }),
    }
  }, [done, failed, open, settingId])
}
