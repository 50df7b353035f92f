import type { Session } from '@shared/protocol/auth.ts'
import { type ReactNode, useMemo } from 'react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { TillLocation } from '../db/till-location.tsx'
import { createUndo } from '../db/undo.ts'
import { WorkspaceContext } from '../db/workspace.ts'
import type { PackedHistory } from '../packed-history/packed-history.ts'
import { PackedHistoryContext } from '../packed-history/packed-history-context.ts'
import type { Projections } from '../projections/projections.ts'
import { ProjectionsProvider } from '../projections/projections-context.tsx'
import type { OpenShop } from '../sync/open-shop.ts'
import { SyncContext } from '../sync/sync-context.ts'

interface ShopProvidersProps {
  session: Session
  shop: OpenShop
  projections: Projections
  packed: PackedHistory
  children: ReactNode
}

/** Everything the screens of an open shop stand on. */
export function ShopProviders({ session, shop, projections, packed, children }: ShopProvidersProps) {
  // Another person at the device does not take back what the one before did.
  const workspace = useMemo(() => {
    const undo = createUndo(shop.store)
    return { store: undo.store, history: shop.history, undo, deps: shop.deps, session }
  }, [shop, session])
  const sync = useMemo(() => {
    const { engine, refused, carry, tables } = shop
    return { engine, refused, carry, tables }
  }, [shop])
  return (
    <Router hook={useHashLocation}>
      <WorkspaceContext value={workspace}>
        <SyncContext value={sync}>
          <TillLocation>
            <PackedHistoryContext value={packed}>
              <ProjectionsProvider projections={projections}>{children}</ProjectionsProvider>
            </PackedHistoryContext>
          </TillLocation>
        </SyncContext>
      </WorkspaceContext>
    </Router>
  )
}
