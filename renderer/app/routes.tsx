import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import {
  loadCounter,
  loadCustomers,
  loadDashboard,
  loadOffers,
  loadOrders,
  loadProducts,
  loadReports,
  loadStock,
  loadSync,
  loadTill,
} from './load-screens.ts'

const Counter = lazy(loadCounter)
const Till = lazy(loadTill)
const Products = lazy(loadProducts)
const Offers = lazy(loadOffers)
const Stock = lazy(loadStock)
const Orders = lazy(loadOrders)
const Customers = lazy(loadCustomers)
const Dashboard = lazy(loadDashboard)
const Reports = lazy(loadReports)
const Sync = lazy(loadSync)
const Gallery = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('./shell/gallery.tsx')).Gallery }))
  : null

export const HOME = '/counter'

export function Routes() {
  const [path] = useHashLocation()
  return (
    <ScreenBoundary screen={path.split('/')[1] ?? ''}>
      <Switch>
        <Route path="/counter" component={Counter} />
        <Route path="/till" component={Till} />
        <Route path="/products/*?" component={Products} />
        <Route path="/offers" component={Offers} />
        <Route path="/stock/*?" component={Stock} />
        <Route path="/orders" component={Orders} />
        <Route path="/orders/:id" component={Orders} />
        <Route path="/customers/:id?" component={Customers} />
        <Route path="/dashboard" component={Dashboard} />
        <Route path="/reports/:id?/:resultId?" component={Reports} />
        <Route path="/sync" component={Sync} />
        {Gallery && <Route path="/gallery" component={Gallery} />}
        <Route path="/">
          <Redirect to={HOME} replace />
        </Route>
        <Route>
          <NothingHere />
        </Route>
      </Switch>
    </ScreenBoundary>
  )
}

function ScreenBoundary({ screen, children }: { screen: string; children: ReactNode }) {
  const { t } = useTranslation('errors')
  return (
    <ErrorBoundary
      resetKey={screen}
      fallback={(again) => (
        <div className="p-6">
          <ErrorState
            what={t('screen.what')}
            todo={t('screen.todo')}
            data={t('screen.data')}
            action={<Button onClick={again}>{t('screen.again')}</Button>}
          />
        </div>
      )}
    >
      <Suspense fallback={<Opening label={t('screenLoading')} />}>{children}</Suspense>
    </ErrorBoundary>
  )
}

/** Shown only when opening takes long enough to be noticed. */
export function Opening({ label }: { label: string }) {
  return (
    <div role="status" className="appear-late flex h-full items-center justify-center p-6 text-ink-muted">
      {label}
    </div>
  )
}

function NothingHere() {
  const { t } = useTranslation('errors')
  return (
    <EmptyState
      title={t('notFound.title')}
      body={t('notFound.body')}
      action={
        <a className="text-accent-ink underline" href={`#${HOME}`}>
          {t('notFound.action')}
        </a>
      }
    />
  )
}
