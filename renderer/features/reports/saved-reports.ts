import { useActor, useAuthor, useDeps, useDocuments, useStore } from '@renderer/db/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import type { BuiltDefinition } from '@shared/analytics/report/built-definition.ts'
import type { ReportDescription } from '@shared/analytics/report/report-definition.ts'
import { savedComparison, savedFilters, savedRange } from '@shared/analytics/report/saved-report.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { err, ok } from '@shared/kernel/result.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import type { SavedReport } from '@shared/schemas/report.schema.ts'
import { type Setting, settingValue } from '@shared/schemas/settings.schema.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { RANGE_CHOICES } from '../dashboard/public.ts'
import { useUndo } from '../history/public.ts'
import { writeFailure } from '../products/public.ts'
import { storedBuilt } from './built-report.ts'
import type { ReportChoice, StartChoice } from './report-state.ts'

/** A saved report as the list shows it; `value` is null where another version of the program wrote what this one cannot read. */
export interface ListedReport {
  readonly id: Id
  readonly name: string
  readonly value: SavedReport | null
}

/** Those for everybody and one's own, by name. `undefined` while they are being read. */
export function useSavedReports(): readonly ListedReport[] | undefined {
  const { staffId } = useActor()
  const settings = useDocuments('settings', { selector: { kind: 'report' }, index: ['kind'], limit: 1_000 })
  return useMemo(
    () =>
      settings
        ?.filter(({ archived }) => !archived)
        .map((setting) => ({ id: setting.id, name: nameOf(setting), value: settingValue('report', setting) }))
        .filter(({ value }) => value === null || value.ownerId === null || value.ownerId === staffId)
        .sort((a, b) => a.name.localeCompare(b.name)),
    [settings, staffId],
  )
}

const nameOf = ({ value }: Setting): string => (typeof value.name === 'string' ? value.name : '?')

/** What is looked at, as it is stored. */
export function savedChoice(
  report: ReportDescription,
  { chosen, comparison, filters, options }: ReportChoice,
  built?: BuiltDefinition,
): Omit<SavedReport, 'name' | 'ownerId'> {
  const isCustom = chosen.choice === 'custom'
  return {
    report: report.id,
    days: {
      preset: chosen.choice,
      from: isCustom ? chosen.range.from : null,
      to: isCustom ? chosen.range.to : null,
    },
    comparison,
    filters: Object.fromEntries(
      report.filters.flatMap((name) => (filters[name] ? [[name, [...filters[name]]]] : [])),
    ),
    options: Object.fromEntries(
      report.options.flatMap(({ id }) => (options[id] === undefined ? [] : [[id, options[id]]])),
    ),
    ...(built ? { built: storedBuilt(built) } : {}),
  }
}

/** The same of what is stored, to tell whether something else is looked at. */
export function keptChoice(
  report: ReportDescription,
  value: SavedReport,
  built?: BuiltDefinition,
): Omit<SavedReport, 'name' | 'ownerId'> {
  const { known } = savedFilters(value)
  const { options = {} } = value
  return {
    report: value.report,
    days: value.days ?? { preset: 'last-30-days', from: null, to: null },
    comparison: value.comparison ?? 'none',
    filters: Object.fromEntries(
      report.filters.flatMap((name) => (known[name] ? [[name, [...known[name]]]] : [])),
    ),
    options: Object.fromEntries(
      report.options.flatMap(({ id }) => (options[id] === undefined ? [] : [[id, options[id]]])),
    ),
    ...(built ? { built: storedBuilt(built) } : {}),
  }
}

/** What a saved report shows first. */
export function startOf(saved: SavedReport, today: BusinessDay): StartChoice {
  return {
    range: {
      choice: RANGE_CHOICES.find((one) => one === saved.days?.preset) ?? 'last-30-days',
      range: savedRange(saved.days, today),
    },
    comparison: savedComparison(saved),
    filters: savedFilters(saved).known,
    options: saved.options ?? {},
  }
}

export interface SavedReportCommands {
  /** Answers the id it is stored under; null when it is not, which has been said. */
  create(value: SavedReport): Promise<Id | null>
  /** Changes only what is named, so that what somebody else changed meanwhile stays. */
  change(id: Id, changes: Partial<SavedReport>, done: string): Promise<boolean>
  remove(id: Id, name: string): Promise<boolean>
}

/** Every change is stored at once and can be taken back. */
export function useSavedReportCommands(): SavedReportCommands {
  const { t } = useTranslation('reportBuilder')
  const store = useStore()
  const actor = useActor()
  const author = useAuthor()
  const deps = useDeps()
  const { tellDone } = useUndo()
  const tellFailure = (type: string): void => {
    if (type === 'Forbidden') toast.error(t('save.forbidden'))
    else toast.error(t('save.failed'), { description: t('save.failedHow') })
  }
  const edit = async (id: Id, after: (current: Setting) => Setting, done: string): Promise<boolean> => {
    const edited = await store.edit('settings', id, (current) => {
      const next = after(current)
      return authorizeWrite(actor, 'settings', current, next).ok
        ? ok(next)
        : err({ type: 'Forbidden' as const })
    })
    if (edited.ok) tellDone(edited.value, done)
    else tellFailure(edited.error.type)
    return edited.ok
  }
  return {
    async create(value) {
      const setting = newSetting('report', value, author, deps)
      const isAllowed = authorizeWrite(actor, 'settings', null, setting).ok
      const failure = isAllowed
        ? await writeFailure(store.insert('settings', setting))
        : { type: 'Forbidden' }
      if (failure) tellFailure(failure.type)
      else toast.success(t('save.saved', { name: value.name }))
      return failure ? null : setting.id
    },
    change: (id, changes, done) =>
      edit(
        id,
        (current) => ({ ...current, value: { ...current.value, ...(changes as Setting['value']) } }), // parts of a shaped value are JSON
        done,
      ),
    remove: (id, name) =>
      edit(id, (current) => ({ ...current, archived: true }), t('save.removed', { name })),
  }
}
