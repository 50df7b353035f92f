import { useCan, useSettings } from '@renderer/db/hooks.ts'
import { useLots } from '@renderer/projections/hooks.ts'
import type { ReorderRow, StockRow } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { Tabs } from '@renderer/ui/tabs.tsx'
import { type Id, isId } from '@shared/kernel/id.ts'
import type { Permission } from '@shared/policy/permissions.ts'
import { ArrowLeftRight, Handshake, MapPin, Truck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useRoute } from 'wouter'
import { CountDialog } from './count-dialog.tsx'
import { CountsUnderWay } from './counts-under-way.tsx'
import { HistorySheet } from './history-sheet.tsx'
import { LocationDialog } from './location-dialog.tsx'
import { LocationsView, type Place } from './locations-view.tsx'
import { LotSheet } from './lot-sheet.tsx'
import { LotsView } from './lots-view.tsx'
import { MovementDialog, type MovementStart } from './movement-dialog.tsx'
import type { MovementMode } from './movement-draft.ts'
import { PurchaseDialog } from './purchase-dialog.tsx'
import { PurchaseSheet } from './purchase-sheet.tsx'
import { PurchasesView } from './purchases-view.tsx'
import { ReorderDialog } from './reorder-dialog.tsx'
import { ReorderView } from './reorder-view.tsx'
import { ShelvesView, useShelves } from './shelves-view.tsx'
import { StockActions } from './stock-actions.tsx'
import { SupplierDialog } from './supplier-dialog.tsx'
import { type Supplier, SuppliersView } from './suppliers-view.tsx'
import { TransferSheet } from './transfer-sheet.tsx'
import { TransfersView } from './transfers-view.tsx'
import { useShelfRow } from './use-shelf-row.ts'

const VIEWS = ['shelves', 'lots', 'purchases', 'reorder', 'suppliers', 'transfers', 'locations'] as const
type View = (typeof VIEWS)[number]

type OpenDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'count'; readonly sessionId: Id | null }
  | { readonly kind: 'purchase' }
  | { readonly kind: 'reorder'; readonly rows: readonly ReorderRow[] }
  | { readonly kind: 'location'; readonly place: Place | null }
  | { readonly kind: 'supplier'; readonly supplier: Supplier | null }
  | { readonly kind: 'movement'; readonly mode: MovementMode; readonly first: MovementStart | null }

const ANY_LOT = { limit: 1 }
const CLOSED: OpenDialog = { kind: 'none' }

/**
 * The stockroom: what there is, what is ordered (`#/stock/purchases/<id>`) and from whom, what is on its way (`#/stock/transfers/<id>`),, one
 * shelf (`#/stock/shelves/<variant>/<place>`) and the story of one lot (`#/stock/lots/<variant>/<lot>`).
 */
export function StockScreen() {
  const { t } = useTranslation('stock')
  const { t: lots } = useTranslation('lots')
  const { view, openId, placeId, lot, go } = useStockRoute()
  const [chosen, setChosen] = useState<StockRow | null>(null)
  const isAddressed = view === 'shelves' && openId !== null && placeId !== null
  const addressed = useShelfRow(isAddressed ? { variantId: openId, locationId: placeId } : null)
  const shown = chosen ?? addressed
  const [dialog, setDialog] = useState<OpenDialog>(CLOSED)
  const shelves = useShelves()
  const { total } = shelves.rows
  const severalLocations = (useSettings('location')?.length ?? 0) > 1
  // A shop that tells no goods apart is not bothered with it.
  const hasLots = (useLots(ANY_LOT)?.total ?? 0) > 0
  const isShown: Partial<Record<View, boolean>> = { transfers: severalLocations, lots: hasLots }
  const open = (mode: MovementMode, first: MovementStart | null = null): void =>
    setDialog({ kind: 'movement', mode, first })
  const closeShelf = (): void => {
    setChosen(null)
    if (isAddressed) go('shelves')
  }
  const contents: Record<View, ReactNode> = {
    shelves: (
      <>
        <CountsUnderWay onJoin={(sessionId) => setDialog({ kind: 'count', sessionId })} />
        <ShelvesView shelves={shelves} severalLocations={severalLocations} onOpen={setChosen} />
      </>
    ),
    lots: <LotsView onOpen={({ variantId, lot }) => go('lots', variantId, lot)} />,
    purchases: <PurchasesView onOpen={({ purchaseId }) => go('purchases', purchaseId)} />,
    reorder: <ReorderView onOrder={(rows) => setDialog({ kind: 'reorder', rows })} />,
    suppliers: <SuppliersView onOpen={(supplier) => setDialog({ kind: 'supplier', supplier })} />,
    transfers: <TransfersView onOpen={({ transferId }) => go('transfers', transferId)} />,
    locations: <LocationsView onOpen={(place) => setDialog({ kind: 'location', place })} />,
  }
  return (
    <Page
      title={t('title')}
      subtitle={view === 'shelves' && (total === undefined ? t('loading') : t('count', { count: total }))}
      actions={<Actions view={view} severalLocations={severalLocations} onMove={open} onOpen={setDialog} />}
    >
      <Tabs
        label={t('tab.label')}
        value={view}
        onChange={go}
        items={VIEWS.filter((one) => view === one || isShown[one] !== false).map((value) => ({
          value,
          label: value === 'lots' ? lots('list.tab') : t(`tab.${value}`),
          content: <div className="flex min-h-0 flex-1 flex-col gap-3">{contents[value]}</div>,
        }))}
      />
      {shown && <HistorySheet row={shown} onMove={open} onClose={closeShelf} />}
      {openId && view === 'lots' && lot !== null && (
        <LotSheet variantId={openId} lot={lot} onClose={() => go('lots')} />
      )}
      {openId && view === 'purchases' && (
        <PurchaseSheet key={openId} purchaseId={openId} onClose={() => go('purchases')} />
      )}
      {openId && view === 'transfers' && (
        <TransferSheet key={openId} transferId={openId} onClose={() => go('transfers')} />
      )}
      <OpenedDialog dialog={dialog} onClose={() => setDialog(CLOSED)} />
    </Page>
  )
}

/** The address says which part is open, so that it is there again after a reload. */
function useStockRoute() {
  const [, navigate] = useLocation()
  const [, params] = useRoute('/stock/:view?/:id?/:place?')
  const view = VIEWS.find((one) => one === params?.view) ?? 'shelves'
  const id = params?.id
  return {
    view,
    openId: isId(id) ? id : null,
    placeId: isId(params?.place) ? params.place : null,
    lot: view === 'lots' && params?.place ? withSigns(params.place) : null,
    go: (to: View, openId?: Id, lot?: string): void => {
      const path = to === 'shelves' ? '/stock' : `/stock/${to}`
      const named = lot === undefined ? '' : `/${encodeURIComponent(lot)}`
      navigate(openId === undefined ? path : `${path}/${openId}${named}`)
    },
  }
}

/** The router leaves signs that mean something in an address as they are written there; lots may have them. */
const withSigns = (part: string): string =>
  part.replace(/%(?:2[346BCF]|3[ABDF]|40)/gi, (sign) => decodeURIComponent(sign))

function OpenedDialog({ dialog, onClose }: { dialog: OpenDialog; onClose: () => void }) {
  switch (dialog.kind) {
    case 'none':
      return null
    case 'count':
      return <CountDialog sessionId={dialog.sessionId} onClose={onClose} />
    case 'purchase':
      return <PurchaseDialog order={null} onClose={onClose} />
    case 'supplier':
      return <SupplierDialog supplier={dialog.supplier} onClose={onClose} />
    case 'reorder':
      return <ReorderDialog rows={dialog.rows} onClose={onClose} />
    case 'location':
      return <LocationDialog place={dialog.place} onClose={onClose} />
    case 'movement':
      return <MovementDialog mode={dialog.mode} first={dialog.first} onClose={onClose} />
  }
}

interface ActionsProps {
  view: View
  severalLocations: boolean
  onMove: (mode: MovementMode) => void
  onOpen: (dialog: OpenDialog) => void
}

/** What can be begun in the part that is open. */
function Actions({ view, severalLocations, onMove, onOpen }: ActionsProps) {
  const { t } = useTranslation('stock')
  const { t: tPurchases } = useTranslation('purchases')
  const { t: tTransfers } = useTranslation('transfers')
  switch (view) {
    case 'shelves':
      return (
        <StockActions
          severalLocations={severalLocations}
          onOpen={onMove}
          onCount={() => onOpen({ kind: 'count', sessionId: null })}
        />
      )
    case 'purchases':
      return (
        <BeginButton permission="stock.order" icon={<Truck />} onClick={() => onOpen({ kind: 'purchase' })}>
          {tPurchases('list.new')}
        </BeginButton>
      )
    case 'lots':
    case 'reorder':
      return null
    case 'suppliers':
      return (
        <BeginButton
          permission="stock.order"
          icon={<Handshake />}
          onClick={() => onOpen({ kind: 'supplier', supplier: null })}
        >
          {tPurchases('supplier.new')}
        </BeginButton>
      )
    case 'transfers':
      return (
        <BeginButton permission="stock.transfer" icon={<ArrowLeftRight />} onClick={() => onMove('transfer')}>
          {t('mode.transfer.button')}
        </BeginButton>
      )
    case 'locations':
      return (
        <BeginButton
          permission="settings.edit"
          icon={<MapPin />}
          onClick={() => onOpen({ kind: 'location', place: null })}
        >
          {tTransfers('place.new')}
        </BeginButton>
      )
  }
}

interface BeginButtonProps {
  permission: Permission
  icon: ReactNode
  onClick: () => void
  children: string
}

function BeginButton({ permission, icon, onClick, children }: BeginButtonProps) {
  const { t } = useTranslation('stock')
  const may = useCan(permission)
  return (
    <Button
      variant="primary"
      icon={icon}
      disabled={!may}
      title={may ? undefined : t('forbidden')}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
