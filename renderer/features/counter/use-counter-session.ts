import { useAuthor, useDeps, useSettings, useShop, useStore } from '@renderer/db/hooks.ts'
import type { Store } from '@renderer/db/store.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { focusOnPage } from '@renderer/ui/page-focus.ts'
import { readLot } from '@shared/domain/stock/lots.ts'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { ScaleRule } from '@shared/schemas/settings.schema.ts'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { type CounterCart, setLots } from './cart.ts'
import { createCartVault } from './cart-vault.ts'
import { type CounterSession, createCounterSession } from './counter-session.ts'
import { type CounterDialog, type CounterStore, createCounterStore } from './counter-store.ts'
import { listenForScans } from './listen-for-scans.ts'
import { playUnknownTone } from './scan-sound.ts'
import { useRecordReturn } from './use-exchange.ts'

/** The counter of this device, from the moment its settings are known until the screen is left. */
export function useCounterSession(scanFieldRef: RefObject<HTMLInputElement | null>): CounterSession | null {
  const db = useStore()
  const projections = useProjections()
  const { ids } = useDeps()
  const { id: shopId, locationId } = useShop()
  const { deviceId } = useAuthor()
  const taxClasses = useSettings('tax-class')
  const rates = useRef(new Map<Id, number>())
  useEffect(() => {
    rates.current = new Map(taxClasses?.map(({ id, value }) => [id, value.rate]))
  }, [taxClasses])
  const scaleLabels = useSettings('scale-labels')
  const scaleRules = useRef<readonly ScaleRule[]>([])
  useEffect(() => {
    scaleRules.current = scaleLabels?.[0]?.value.rules ?? []
  }, [scaleLabels])
  const settingsKnown = taxClasses !== undefined && scaleLabels !== undefined
  const [session, setSession] = useState<CounterSession | null>(null)
  const recordReturn = useRecordReturn()
  const record = useRef(recordReturn)
  useEffect(() => {
    record.current = recordReturn
  })

  useEffect(() => {
    if (!settingsKnown) return
    const vault = createCartVault(shopId)
    const store = createCounterStore(vault)
    const created = createCounterSession({
      store,
      projections,
      ids,
      locationId,
      taxRateOf: (taxClassId) => (taxClassId === null ? 0 : (rates.current.get(taxClassId) ?? 0)),
      scaleRules: () => scaleRules.current,
      signalUnknown: playUnknownTone,
    })
    const stopListening = listenForScans({
      onScan(scan) {
        // Whoever looks for a sale scans its receipt or what comes back: nothing goes into the cart.
        if (store.getState().dialog?.type === 'return')
          return store.getState().open({ type: 'return', text: scan.code })
        const open = store.getState().dialog
        if (open?.type === 'lots') return takeSerial(store, open.lineId, scan.code)
        created.scan(scan)
        // Whoever scans goes on scanning; behind an open dialog the focus stays where it is.
        focusOnPage(scanFieldRef.current)
      },
      scanField: () => scanFieldRef.current,
      isSetUp: () => SET_UP.includes(store.getState().dialog?.type),
    })
    setSession(created)
    void vault.load().then(async (kept) => {
      const stored = kept && (await findStored(db, kept, deviceId))
      // The app was closed between the two documents of an exchange: the return is recorded now, under the same id.
      if (stored && kept.exchange) await record.current(kept.exchange, stored)
      store.getState().start(stored ? null : kept)
      if (stored) store.getState().tell({ type: 'AlreadyStored', number: stored.number })
    })
    return () => {
      stopListening()
      created.stop()
    }
  }, [db, projections, ids, shopId, locationId, deviceId, settingsKnown, scanFieldRef])
  return session
}

/** Whoever is asked for the serial numbers of a line scans them one after the other. */
function takeSerial(store: CounterStore, lineId: Id, code: string): void {
  const line = store.getState().cart.lines.find(({ id }) => id === lineId)
  const lot = readLot(code)
  if (line?.tracking !== 'serial' || lot === '') return
  const share = { lot, quantity: quantity(1), serial: true as const }
  store.getState().change((cart) => setLots(cart, lineId, [...(line.lots ?? []), share]))
}

/** Dialogs that are about the counter, not about this sale. */
const SET_UP: readonly (CounterDialog['type'] | undefined)[] = ['scanner', 'scale-labels', 'favourites']

const RECENT_ORDERS = 30

/**
 * The order that a kept cart has become already, or null. Closing the app between "Sold" and the next breath
 * must not offer the same goods for sale twice: lines keep their ids, so the order can be recognised.
 */
async function findStored(db: Store, cart: CounterCart, deviceId: Id): Promise<Order | null> {
  const lineIds = new Set<string>(cart.lines.map((line) => line.id))
  if (lineIds.size === 0) return null
  const recent = await db
    .findMany('orders', { selector: {}, sort: ['placedInv'], limit: RECENT_ORDERS })
    .catch(() => [])
  return (
    recent.find((order) => order.deviceId === deviceId && order.lines.some((line) => lineIds.has(line.id))) ??
    null
  )
}
