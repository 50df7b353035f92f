import { Keyboard, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { comboToAria } from '../../ui/shortcut-combo.ts'
import { PersonMenu, type ShellPerson } from './person-menu.tsx'
import { SyncPill, type SyncSummary } from './sync-pill.tsx'

interface TopBarProps {
  shopName: string
  person: ShellPerson
  sync: SyncSummary
  onOpenPalette: () => void
  onOpenHelp: () => void
  onPrinter: () => void
  onLock: () => void
  onSignOut: () => void
}

export function TopBar({
  shopName,
  person,
  sync,
  onOpenPalette,
  onOpenHelp,
  onPrinter,
  onLock,
  onSignOut,
}: TopBarProps) {
  const { t } = useTranslation('common')
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-rule bg-surface pr-3 pl-5">
      <p className="min-w-0 flex-1 truncate font-semibold">{shopName}</p>
      <button
        type="button"
        onClick={onOpenPalette}
        aria-keyshortcuts={comboToAria('mod+k')}
        className="inline-flex min-h-8 items-center gap-2 rounded-md border border-rule-strong bg-raised px-2.5 text-xs text-ink-muted hover:bg-hover hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
        {t('shell.paletteOpen')}
        <Kbd combo="mod+k" decorative />
      </button>
      <SyncPill {...sync} />
      <IconButton
        label={t('shell.help')}
        icon={<Keyboard aria-hidden />}
        shortcut="F1"
        onClick={onOpenHelp}
      />
      <PersonMenu person={person} onPrinter={onPrinter} onLock={onLock} onSignOut={onSignOut} />
    </header>
  )
}
