import { useProjectionProgress } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import type { ReportNote } from '@shared/analytics/report/report-table.ts'
import { useTranslation } from 'react-i18next'
import type { CellWriter } from './cell-writer.ts'

/** What the figures leave out or rest on. */
export function ReportNotes({ notes, writer }: { notes: readonly ReportNote[]; writer: CellWriter }) {
  const { t } = useTranslation('dashboard')
  const { unreadable } = useProjectionProgress()
  return (
    <>
      {unreadable > 0 && <Banner tone="warning" title={t('notice.unreadable', { count: unreadable })} />}
      {notes.map((note) =>
        note.tone === 'warning' ? (
          <Banner key={note.code} tone="warning" title={noteText(note, writer)} />
        ) : (
          <p key={note.code} className="text-xs text-ink-muted">
            {noteText(note, writer)}
          </p>
        ),
      )}
    </>
  )
}

/** `count` stays a number, because it chooses between singular and plural. */
export function noteText(note: ReportNote, writer: CellWriter): string {
  const params = Object.entries(note.params).map(([name, { kind, value }]) => [
    name,
    name === 'count' && typeof value === 'number' ? value : writer.write({ id: name, kind }, value),
  ])
  return writer.words(`note.${note.code}`, Object.fromEntries(params))
}
