import { ChevronDown, Lock, LogOut, Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '../../i18n/locale.ts'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { THEMES, usePreferences } from './preferences.ts'

export interface ShellPerson {
  readonly name: string
  /** The role in words of the current language. */
  readonly role: string
}

interface PersonMenuProps {
  person: ShellPerson
  onPrinter: () => void
  onLock: () => void
  onSignOut: () => void
}

export function PersonMenu({ person, onPrinter, onLock, onSignOut }: PersonMenuProps) {
  const { t } = useTranslation('common')
  const { language, theme, setLanguage, setTheme } = usePreferences()
  const items: MenuItem[] = [
    ...LOCALES.map((locale, index) => ({
      label: t(`language.${locale}`),
      checked: locale === language,
      onSelect: () => setLanguage(locale),
      group: index === 0 ? t('shell.language') : undefined,
    })),
    ...THEMES.map((choice, index) => ({
      label: t(`theme.${choice}`),
      checked: choice === theme,
      onSelect: () => setTheme(choice),
      group: index === 0 ? t('shell.theme') : undefined,
      separated: index === 0,
    })),
    {
      label: t('shell.printer'),
      icon: <Printer aria-hidden />,
      onSelect: onPrinter,
      separated: true,
    },
    {
      label: t('shell.lock'),
      icon: <Lock aria-hidden />,
      onSelect: onLock,
      shortcut: 'mod+l',
      separated: true,
    },
    { label: t('shell.signOut'), icon: <LogOut aria-hidden />, onSelect: onSignOut },
  ]
  return (
    <Menu
      items={items}
      trigger={
        <button
          type="button"
          aria-label={t('shell.personMenu', { name: person.name, role: person.role })}
          className="flex min-h-9 min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
        >
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink"
          >
            {initials(person.name)}
          </span>
          <span className="hidden min-w-0 flex-col leading-4 lg:flex">
            <span className="truncate text-sm font-medium">{person.name}</span>
            <span className="truncate text-xs text-ink-muted">{person.role}</span>
          </span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-muted" />
        </button>
      }
    />
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')
