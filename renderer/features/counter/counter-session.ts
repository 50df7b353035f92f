import type { CatalogueVariant, Projections } from '@renderer/projections/projections.ts'
import { parseReceipt } from '@shared/domain/receipt-number.ts'
import type { Id, IdSource } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { fitsAmount } from './cart.ts'
import { type Lookup, lookUpCode, lookUpWord, toCounterLine } from './catalogue-lookup.ts'
import type { CounterStore } from './counter-store.ts'
import { type Entry, readEntry, readScan } from './entry.ts'
import type { Scan } from './listen-for-scans.ts'
import { createSerialQueue } from './serial-queue.ts'

const ONE = quantity(1)

interface SessionDeps {
  readonly store: CounterStore
  readonly projections: Projections
  readonly ids: IdSource
  readonly locationId: Id
  /** Basis points of a tax class; 0 without one. */
  readonly taxRateOf: (taxClassId: Id | null) => number
  /** A sound the cashier hears with the eyes on the goods. */
  readonly signalUnknown: () => void
}

/** What became of a typed entry: taken into the cart, or left in the field with its results to choose from. */
export type EntryOutcome = 'taken' | 'choose' | 'nothing'

interface Work {
  readonly readings: readonly Entry[]
  readonly typed: boolean
  readonly settle: (outcome: EntryOutcome) => void
}

/**
 * From a code or a word to a line of the cart. Everything goes through one queue, so that articles stand in the cart in the
 * order they were scanned, whatever each look-up takes, and none is lost.
 */
export interface CounterSession {
  readonly store: CounterStore
  scan(scan: Scan): void
  /** A code that may be read in several ways: the first that an article carries counts. */
  scanOneOf(codes: readonly string[]): void
  enter(text: string): Promise<EntryOutcome>
  /** Adds a chosen variant, asking for the price first where it has none. */
  place(variant: CatalogueVariant, multiplier: Quantity): void
  addAt(variant: CatalogueVariant, multiplier: Quantity, unitPrice: Minor): void
  stop(): void
}

export function createCounterSession(deps: SessionDeps): CounterSession {
  const { store, projections, locationId } = deps

  const addAt: CounterSession['addAt'] = (variant, multiplier, unitPrice) => {
    if (!fitsAmount(multiplier, unitPrice)) return
    const taxRate = deps.taxRateOf(variant.taxClassId)
    store.getState().add(toCounterLine(variant, { quantity: multiplier, unitPrice, taxRate }, deps.ids))
    // Goods in the buyer's hand are never blocked; the cashier is told.
    if (!variant.active) store.getState().tell({ type: 'NotForSale', name: variant.name })
  }
  const place: CounterSession['place'] = (variant, multiplier) => {
    const state = store.getState()
    // The next article begins the next sale.
    if (state.dialog?.type === 'receipt') state.close()
    if (variant.price === null) state.ask({ type: 'price', variant, multiplier })
    else addAt(variant, multiplier, variant.price)
  }
  const handle = async (work: Work): Promise<void> => {
    const [first] = work.readings
    const found = await lookUp(projections, work, locationId)
    if (found.type === 'One') {
      place(found.variant, found.multiplier)
      return work.settle('taken')
    }
    if (found.type === 'Several') {
      if (work.typed && found.code === first?.term && !isCode(found)) return work.settle('choose')
      store.getState().ask({ ...found, type: 'choose' })
      return work.settle('taken')
    }
    const term = first?.term ?? ''
    if (work.typed && !parseReceipt(term) && !/^\d{6,}$/.test(term)) {
      store.getState().tell({ type: 'NoMatch', term })
      return work.settle('nothing')
    }
    // No article carries it and it reads like a receipt: its goods come back.
    if (parseReceipt(term)) {
      store.getState().open({ type: 'return', text: term })
      return work.settle('taken')
    }
    deps.signalUnknown()
    store.getState().tell({ type: 'Unknown', code: term })
    work.settle('taken')
  }
  const queue = createSerialQueue<Work>(handle, (_error, work) => {
    // The catalogue worker is gone; the code is kept on screen instead of being lost.
    const term = work.readings[0]?.term ?? ''
    store.getState().tell({ type: 'LookupFailed', term })
    work.settle('nothing')
  })
  const followHolds = (): void => {
    const { ready, prompt, saving } = store.getState()
    if (!ready || prompt || saving) queue.pause()
    else queue.resume()
  }
  followHolds()
  const unsubscribe = store.subscribe(followHolds)

  return {
    store,
    place,
    addAt,
    scan({ code, before }) {
      queue.push({ readings: readScan(before, code), typed: false, settle: () => undefined })
    },
    scanOneOf(codes) {
      const readings = codes.map((term) => ({ multiplier: ONE, term }))
      queue.push({ readings, typed: false, settle: () => undefined })
    },
    enter(text) {
      const entry = readEntry(text)
      if (entry.term === '') return Promise.resolve('nothing')
      return new Promise((settle) => queue.push({ readings: [entry], typed: true, settle }))
    },
    stop() {
      unsubscribe()
      queue.close()
    },
  }
}

async function lookUp(projections: Projections, work: Work, locationId: Id): Promise<Lookup> {
  const byCode = await lookUpCode(projections, work.readings, locationId)
  const [entry] = work.readings
  if (byCode.type !== 'None' || !work.typed || !entry) return byCode
  return lookUpWord(projections, entry, locationId)
}

/** Several products carry that very code: that is a question to ask, not a list to narrow down. */
const isCode = ({ code, variants }: { code: string; variants: readonly CatalogueVariant[] }): boolean =>
  variants.every(
    (variant) => variant.barcodes.includes(code) || variant.sku.toLowerCase() === code.toLowerCase(),
  )
