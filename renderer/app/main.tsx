import '../desktop/bridge.ts' // first: it sets what the content security policy demands of zod and workers
import './styles/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { i18n } from '../i18n/index.ts'
import { registerServiceWorker } from '../service-worker/register.ts'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { type Application, composeApplication } from './composition.ts'
import { Entry } from './entry.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { applyPreferences } from './shell/preferences.ts'

const container = document.getElementById('root')
if (container === null) throw new Error('the page has no place to draw in')
const root = createRoot(container)
applyPreferences()

const reload = (): void => window.location.reload()

function Broken({ kind }: { kind: 'application' | 'insecure' }) {
  const t = i18n.getFixedT(null, 'errors')
  return (
    <main className="flex h-full items-center justify-center bg-paper p-6">
      <ErrorState
        what={t(`${kind}.what`)}
        todo={t(`${kind}.todo`)}
        data={t(`${kind}.data`)}
        action={<Button onClick={reload}>{t('application.again')}</Button>}
      />
    </main>
  )
}

function show(application: Application): void {
  root.render(
    <StrictMode>
      <ErrorBoundary resetKey="application" fallback={() => <Broken kind="application" />}>
        <Entry application={application} />
      </ErrorBoundary>
    </StrictMode>,
  )
}

if (!window.isSecureContext) root.render(<Broken kind="insecure" />)
else {
  registerServiceWorker()
  composeApplication().then(show, (thrown: unknown) => {
    console.error(thrown)
    root.render(<Broken kind="application" />)
  })
}
