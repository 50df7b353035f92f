import { useSyncExternalStore } from 'react'
import { i18n } from './index.ts'
import type { Locale } from './locale.ts'

function subscribe(onChange: () => void): () => void {
  i18n.on('languageChanged', onChange)
  return () => i18n.off('languageChanged', onChange)
}

export const currentLocale = (): Locale => (i18n.language === 'en' ? 'en' : 'fr')

/** The language on screen. Lighter than useTranslation: tables hold hundreds of amounts. */
export const useLocale = (): Locale => useSyncExternalStore(subscribe, currentLocale, currentLocale)
