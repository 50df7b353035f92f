import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SignInScreen } from '../features/session/sign-in-screen.tsx'
import { UnlockScreen } from '../features/session/unlock-screen.tsx'
import { SessionContext } from '../session/session-context.ts'
import { useSession } from '../session/session-state.ts'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Toaster } from '../ui/toaster.tsx'
import type { Application } from './composition.ts'
import { OpenShopFrame } from './open-shop-frame.tsx'
import { ShopProviders } from './providers.tsx'
import { Opening } from './routes.tsx'
import { useShopState } from './shop-state.ts'

/** Which of the application's faces is shown: sign-in, locked, or the shop. */
export function Entry({ application }: { application: Application }) {
  return (
    <SessionContext value={application.manager}>
      <Face application={application} />
    </SessionContext>
  )
}

function Face({ application }: { application: Application }) {
  const { t } = useTranslation('errors')
  const current = useSession((state) => state.current)
  const hasPeople = useSession((state) => state.people.length > 0)
  const shop = useShopState()
  if (current.phase === 'starting') return <Opening label={t('loading')} />
  if (current.phase === 'locked') return <WithToaster face={<UnlockScreen />} />
  if (current.phase === 'signed-out') {
    const onUsePin = hasPeople ? () => application.manager.askForPin() : undefined
    return <WithToaster face={<SignInScreen desktop={application.desktop} onUsePin={onUsePin} />} />
  }
  switch (shop.state) {
    case 'closed':
    case 'opening':
      return <Opening label={t('loading')} />
    case 'already-open':
    case 'failed': {
      const kind = shop.state === 'failed' ? 'openFailed' : 'alreadyOpen'
      return (
        <main className="flex h-full items-center justify-center bg-paper p-6">
          <ErrorState
            what={t(`${kind}.what`)}
            todo={t(`${kind}.todo`)}
            data={t(`${kind}.data`)}
            detail={shop.state === 'failed' ? shop.detail : undefined}
            action={<Button onClick={application.reopen}>{t(`${kind}.again`)}</Button>}
          />
        </main>
      )
    }
    case 'open':
      return (
        <ShopProviders
          session={current.session}
          shop={shop.shop}
          projections={shop.projections}
          packed={shop.packed}
        >
          <OpenShopFrame application={application} />
        </ShopProviders>
      )
  }
}

const WithToaster = ({ face }: { face: ReactNode }) => (
  <>
    {face}
    <Toaster />
  </>
)
