import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, useHashLocation } from 'wouter/use-hash-location'
import { focusOnPage } from '../../ui/page-focus.ts'
import { PortalHost } from '../../ui/portal-host.ts'
import { Toaster } from '../../ui/toaster.tsx'
import { useShortcut } from '../../ui/use-shortcut.ts'
import { type CommandGroup, CommandPalette } from './command-palette.tsx'
import type { NavItem } from './main-nav.ts'
import { NavRail } from './nav-rail.tsx'
import type { ShellPerson } from './person-menu.tsx'
import { useShellCommands } from './shell-commands.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import type { SyncSummary } from './sync-pill.tsx'
import { TopBar } from './top-bar.tsx'

interface AppShellProps {
  nav: readonly NavItem[]
  shop: { readonly name: string }
  person: ShellPerson
  sync: SyncSummary
  onPrinter: () => void
  onLock: () => void
  onSignOut: () => void
  children: ReactNode
}

/** The frame around every screen. It is given everything it shows and reads no data itself. */
export function AppShell({ nav, shop, person, sync, onPrinter, onLock, onSignOut, children }: AppShellProps) {
  const { t } = useTranslation('common')
  const [path] = useHashLocation()
  const [paletteOpen, setPaletteOpen] = useState(false)
  const [helpOpen, setHelpOpen] = useState(false)
  const mainRef = useRef<HTMLElement>(null)
  const [host, setHost] = useState<HTMLElement | null>(null)
  const openPalette = (): void => setPaletteOpen(true)
  const openHelp = (): void => setHelpOpen(true)
  const groups = useShellCommands(nav, { openPalette, openHelp, onPrinter, onLock, onSignOut })

  useShortcut('mod+k', openPalette)
  useShortcut('mod+l', onLock)
  useShortcut('F1', openHelp)
  useShortcut('?', openHelp)
  useFocusOnNewScreen(path, mainRef)

  return (
    <PortalHost value={host}>
      <div className="flex h-full min-h-0 bg-paper text-ink">
        <button
          type="button"
          onClick={() => mainRef.current?.focus()}
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
        >
          {t('shell.skip')}
        </button>
        <NavRail items={nav} currentPath={path} />
        {nav.map(
          (item) => item.shortcut && <NavShortcut key={item.id} combo={item.shortcut} path={item.path} />,
        )}
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar
            shopName={shop.name}
            {...{ person, sync, onPrinter, onLock, onSignOut }}
            onOpenPalette={openPalette}
            onOpenHelp={openHelp}
          />
          <main id="main" ref={mainRef} tabIndex={-1} className="min-h-0 flex-1 focus-visible:outline-none">
            {children}
            <div ref={setHost} />
          </main>
        </div>
        <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} groups={withoutItself(groups)} />
        <ShortcutsDialog open={helpOpen} onOpenChange={setHelpOpen} groups={groups} />
        <Toaster />
      </div>
    </PortalHost>
  )
}

/** The palette need not offer to open the palette. */
const withoutItself = (groups: readonly CommandGroup[]): CommandGroup[] =>
  groups.map((group) => ({ ...group, commands: group.commands.filter(({ id }) => id !== 'palette') }))

function NavShortcut({ combo, path }: { combo: string; path: string }) {
  useShortcut(combo, () => navigate(path))
  return null
}

/** After a change of screen the keyboard goes on from the new content, unless the screen has put the focus itself. */
function useFocusOnNewScreen(path: string, mainRef: { readonly current: HTMLElement | null }): void {
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    if (!mainRef.current?.contains(document.activeElement)) focusOnPage(mainRef.current)
  }, [path, mainRef])
}
