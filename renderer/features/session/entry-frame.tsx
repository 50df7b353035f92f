import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '../../app/shell/brand-mark.tsx'
import { usePreferences } from '../../app/shell/preferences.ts'
import { LOCALES } from '../../i18n/locale.ts'
import { Segmented } from '../../ui/segmented.tsx'

/** What stands around the screens before the shop is open: the name, one card, the language. */
export function EntryFrame({
  title,
  lead,
  children,
}: {
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('auth')
  const { t: common } = useTranslation('common')
  const { language, setLanguage } = usePreferences()
  return (
    <div className="flex min-h-full flex-col items-center justify-center gap-6 overflow-y-auto bg-paper p-6 text-ink">
      <p className="flex items-center gap-3 text-lg font-semibold">
        <BrandMark className="size-9" />
        {common('app.name')}
      </p>
      <main className="w-96 max-w-full rounded-lg border border-rule-strong bg-surface p-6">
        <h1 className="text-lg font-semibold">{title}</h1>
        {lead && <div className="mt-1 text-sm text-ink-muted">{lead}</div>}
        <div className="mt-4">{children}</div>
      </main>
      <Segmented
        label={t('signIn.language')}
        hideLabel
        value={language}
        options={LOCALES.map((locale) => ({ value: locale, label: common(`language.${locale}`) }))}
        onChange={setLanguage}
      />
    </div>
  )
}
