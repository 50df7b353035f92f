import { useCan, useShop } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { focusOnPage } from '@renderer/ui/page-focus.ts'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { TillStatus } from '../till/public.ts'
import { CartLines } from './cart-lines.tsx'
import { ClockWarning } from './clock-warning.tsx'
import { CounterProvider, useCounter, useCounterTools } from './counter-context.tsx'
import { CounterDialogs } from './counter-dialogs.tsx'
import { CounterNotices } from './counter-notices.tsx'
import { Favourites } from './favourites.tsx'
import { OffersProvider } from './offers-context.tsx'
import { SaleSummary } from './sale-summary.tsx'
import { ScanField } from './scan-field.tsx'
import { useCounterKeys } from './use-counter-keys.ts'
import { useCounterSession } from './use-counter-session.ts'

export function CounterScreen() {
  const { t } = useTranslation('counter')
  const scanFieldRef = useRef<HTMLInputElement>(null)
  const session = useCounterSession(scanFieldRef)
  const tools = useMemo(() => session && { session, scanFieldRef }, [session])
  if (!tools) {
    return (
      <Page title={t('title')}>
        <Skeleton className="h-11" />
        <Skeleton className="h-64" />
      </Page>
    )
  }
  return (
    <CounterProvider value={tools}>
      <OffersProvider>
        <Counter />
      </OffersProvider>
    </CounterProvider>
  )
}

function Counter() {
  const { t } = useTranslation('counter')
  const maySell = useCan('orders.sell')
  const { deviceCode } = useShop()
  useCounterKeys()
  useFocusOnScanField()
  return (
    <>
      <Page
        title={t('title')}
        subtitle={t('subtitle', { device: deviceCode })}
        actions={<TillStatus />}
        aside={<SaleSummary />}
        asideLabel={t('summary')}
      >
        {!maySell && (
          <Banner tone="info" title={t('pay.forbidden')}>
            {t('pay.forbiddenHow')}
          </Banner>
        )}
        <ClockWarning />
        <ScanField />
        <Favourites />
        <CounterNotices />
        <CartLines />
      </Page>
      <CounterDialogs />
    </>
  )
}

/** Two frames: the dialog that closes gives the focus back to where it came from first. */
function useFocusOnScanField(): void {
  const { scanFieldRef } = useCounterTools()
  const covered = useCounter((state) => state.dialog !== null || state.prompt !== null)
  useEffect(() => {
    if (covered) return
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => focusOnPage(scanFieldRef.current))
    })
    return () => cancelAnimationFrame(frame)
  }, [covered, scanFieldRef])
}
