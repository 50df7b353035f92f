import { i18n } from '@renderer/i18n/index.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useMemo } from 'react'

/** Reports bring their words in files of their own; a key is looked for in one after the other. */
const REPORT_TEXTS = ['salesReports', 'insightReports', 'reportBuilder']

/** Words of reports by keys that are put together (`column.revenue`): which keys there are is known by the registry, and a test checks it. */
export type ReportWords = (key: string, params?: Readonly<Record<string, string | number>>) => string

export function useReportWords(): ReportWords {
  const locale = useLocale()
  return useMemo(() => {
    // The keys come from the registry, not from the types of the texts.
    const translate = i18n.getFixedT(locale, REPORT_TEXTS as never) as unknown as ReportWords
    return (key, params) => translate(key, params)
  }, [locale])
}
