import { Keyboard, Languages, Lock, LogOut, Printer, Search, SunMoon } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from 'wouter/use-hash-location'
import { LOCALES } from '../../i18n/locale.ts'
import type { CommandGroup } from './command-palette.tsx'
import { type Command, useCommandStore } from './commands.ts'
import type { NavItem } from './main-nav.ts'
import { THEMES, usePreferences } from './preferences.ts'

interface ShellActions {
  readonly openPalette: () => void
  readonly openHelp: () => void
  readonly onPrinter: () => void
  readonly onLock: () => void
  readonly onSignOut: () => void
}

/** Everything the palette offers: the open screen's own commands first, then the other screens, then the session. */
export function useShellCommands(nav: readonly NavItem[], actions: ShellActions): CommandGroup[] {
  const { t } = useTranslation('common')
  const commandsBySource = useCommandStore((store) => store.commandsBySource)
  const session = useSessionCommands(actions)
  return useMemo(() => {
    const here = Object.values(commandsBySource).flat()
    const goTo = nav.map(
      (item): Command => ({
        id: `go-${item.id}`,
        label: item.label,
        icon: <item.icon aria-hidden />,
        shortcut: item.shortcut,
        keywords: [t('shell.goTo')],
        run: () => navigate(item.path),
      }),
    )
    return [
      { id: 'here', heading: t('shell.here'), commands: here },
      { id: 'go', heading: t('shell.goTo'), commands: goTo },
      { id: 'session', heading: t('shell.session'), commands: session },
    ].filter((group) => group.commands.length > 0)
  }, [t, nav, commandsBySource, session])
}

function useSessionCommands({
  openPalette,
  openHelp,
  onPrinter,
  onLock,
  onSignOut,
}: ShellActions): Command[] {
  const { t } = useTranslation('common')
  const { setLanguage, setTheme } = usePreferences()
  return [
    {
      id: 'palette',
      label: t('shell.paletteOpen'),
      icon: <Search aria-hidden />,
      shortcut: 'mod+k',
      run: openPalette,
    },
    { id: 'help', label: t('shell.help'), icon: <Keyboard aria-hidden />, shortcut: 'F1', run: openHelp },
    { id: 'printer', label: t('shell.printer'), icon: <Printer aria-hidden />, run: onPrinter },
    { id: 'lock', label: t('shell.lock'), icon: <Lock aria-hidden />, shortcut: 'mod+l', run: onLock },
    { id: 'sign-out', label: t('shell.signOut'), icon: <LogOut aria-hidden />, run: onSignOut },
    ...LOCALES.map((locale) => ({
      id: `language-${locale}`,
      label: t('shell.named', { what: t('shell.language'), value: t(`language.${locale}`) }),
      icon: <Languages aria-hidden />,
      run: () => setLanguage(locale),
    })),
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      label: t('shell.named', { what: t('shell.theme'), value: t(`theme.${theme}`) }),
      icon: <SunMoon aria-hidden />,
      run: () => setTheme(theme),
    })),
  ]
}
