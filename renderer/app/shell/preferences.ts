import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { i18n } from '../../i18n/index.ts'
import { isLocale, type Locale } from '../../i18n/locale.ts'

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

interface Preferences {
  readonly language: Locale
  readonly theme: Theme
  setLanguage: (language: Locale) => void
  setTheme: (theme: Theme) => void
}

/** The first language of the machine that we speak; French where we speak none of them. */
function machineLanguage(): Locale {
  const tags = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())
  return tags.find(isLocale) ?? 'fr'
}

const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value)

const readStored = (stored: object): { language?: unknown; theme?: unknown } => ({
  language: Reflect.get(stored, 'language'),
  theme: Reflect.get(stored, 'theme'),
})

/** What this person likes on this machine. It never leaves the machine. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      language: machineLanguage(),
      theme: 'system',
      setLanguage: (language) => set({ language }),
      setTheme: (theme) => set({ theme }),
    }),
    {
      name: 'comptoir.preferences',
      partialize: ({ language, theme }) => ({ language, theme }),
      // What stands in the browser's store may be of another version, or written by hand.
      merge: (stored, current) => {
        const { language, theme } = typeof stored === 'object' && stored !== null ? readStored(stored) : {}
        return {
          ...current,
          ...(isLocale(language) && { language }),
          ...(isTheme(theme) && { theme }),
        }
      },
    },
  ),
)

/**
 * Makes the document follow the preferences: language of the page and its texts, light or dark. Call it before the first
 * render; returns a function that stops it.
 */
export function applyPreferences(): () => void {
  const darkSystem = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const { language, theme } = usePreferences.getState()
    const resolved = theme === 'system' ? (darkSystem.matches ? 'dark' : 'light') : theme
    document.documentElement.dataset.theme = resolved
    document.documentElement.lang = language
    if (i18n.language !== language) void i18n.changeLanguage(language)
  }
  apply()
  const stopFollowing = usePreferences.subscribe(apply)
  darkSystem.addEventListener('change', apply)
  return () => {
    stopFollowing()
    darkSystem.removeEventListener('change', apply)
  }
}
