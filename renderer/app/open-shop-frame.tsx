import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from 'wouter/use-hash-location'
import { useActor, useShop } from '../db/hooks.ts'
import { useWorkspace } from '../db/workspace.ts'
import { useUndoKeys } from '../features/history/public.ts'
import { PrinterDialog } from '../features/printing/printer-dialog.tsx'
import { SetPinDialog } from '../features/session/set-pin-dialog.tsx'
import { useSession } from '../session/session-state.ts'
import { useSyncStatus } from '../sync/sync-status.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import type { Application } from './composition.ts'
import { Routes } from './routes.tsx'
import { AppShell } from './shell/app-shell.tsx'
import { useMainNav } from './shell/main-nav.ts'

type Question = 'sign-out' | 'printer' | 'pin' | 'pin-to-lock' | null

/** The frame around the screens of an open shop, joined to the session and the sync. */
export function OpenShopFrame({ application }: { application: Application }) {
  const { t } = useTranslation('auth')
  const { session } = useWorkspace()
  const shop = useShop()
  const actor = useActor()
  const nav = useMainNav()
  const { manager, desktop } = application
  const wantsPin = useSession(({ current }) => current.phase === 'open' && current.isFresh && !current.hasPin)
  const { state, pending, refused, conflicts } = useSyncStatus()
  const [question, setQuestion] = useState<Question>(() => (wantsPin ? 'pin' : null))

  const lock = useCallback(async () => {
    if (!(await manager.lock())) setQuestion('pin-to-lock')
  }, [manager])
  useMenu(application, lock)
  useUndoKeys()
  useEffect(() => {
    document.title = shop.name
  }, [shop.name])

  const signOut = async (): Promise<void> => {
    setQuestion(null)
    await manager.signOut({ hasPending: pending > 0 })
  }
  return (
    <>
      <AppShell
        nav={nav}
        shop={{ name: shop.name }}
        person={{ name: session.account.name, role: t(`role.${actor.role}`) }}
        sync={{ state, pending, refused, conflicts }}
        onPrinter={() => setQuestion('printer')}
        onLock={() => void lock()}
        onSignOut={() => setQuestion('sign-out')}
      >
        <div className="flex h-full min-h-0 flex-col">
          <Notices onSignIn={() => manager.askForPassword()} />
          <div className="min-h-0 flex-1">
            <Routes />
          </div>
        </div>
      </AppShell>
      <SetPinDialog
        open={question === 'pin' || question === 'pin-to-lock'}
        reason={question === 'pin-to-lock' ? t('pin.neededToLock') : undefined}
        onClose={() => setQuestion(null)}
      />
      <ConfirmDialog
        open={question === 'sign-out'}
        title={t('signOut.title')}
        body={
          pending > 0 ? `${t('signOut.pending', { count: pending })} ${t('signOut.body')}` : t('signOut.body')
        }
        confirmLabel={t('signOut.confirm')}
        onConfirm={() => void signOut()}
        onCancel={() => setQuestion(null)}
      />
      {question === 'printer' && <PrinterDialog onClose={() => setQuestion(null)} />}
      <ShellLanguage desktop={desktop} />
    </>
  )
}

/** What concerns every screen: the first load, a server that wants the password again, and an update that is needed. */
function Notices({ onSignIn }: { onSignIn: () => void }) {
  const { t } = useTranslation('auth')
  const mustSignIn = useSyncStatus((status) => status.mustSignIn)
  const firstSync = useSyncStatus((status) => status.firstSync)
  const failure = useSyncStatus((status) => status.error?.type)
  const pending = useSyncStatus((status) => status.pending)
  if (failure === 'ClientTooOld' || failure === 'ServerTooOld') {
    const side = failure === 'ClientTooOld' ? 'client' : 'server'
    return (
      <div className="p-2">
        <Banner tone="warning" title={t(`update.${side}.title`)}>
          {t(`update.${side}.body`, { count: pending })}
        </Banner>
      </div>
    )
  }
  if (mustSignIn) {
    return (
      <div className="p-2">
        <Banner
          tone="warning"
          title={t('again.title')}
          action={<Button onClick={onSignIn}>{t('again.action')}</Button>}
        >
          {t('again.body')}
        </Banner>
      </div>
    )
  }
  if (firstSync.complete) return null
  return (
    <div className="p-2" role="status">
      <Banner tone="info" title={t('firstSync.title')}>
        {t('firstSync.body', { count: firstSync.received })}
      </Banner>
    </div>
  )
}

/** The native menu's commands that concern the whole application; a screen listens for its own. */
function useMenu({ desktop, syncNow }: Application, lock: () => Promise<void>): void {
  useEffect(
    () =>
      desktop.events.onMenuCommand((command) => {
        if (command.startsWith('go-')) navigate(`/${command.slice('go-'.length)}`)
        else if (command === 'lock') void lock()
        else if (command === 'sync-now') syncNow()
      }),
    [desktop, syncNow, lock],
  )
}

/** The shell's menus and dialogs speak the language of the page. */
function ShellLanguage({ desktop }: Pick<Application, 'desktop'>) {
  const { i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'fr'
  useEffect(() => void desktop.app.setLocale(language), [desktop, language])
  return null
}
