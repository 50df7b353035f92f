import type { CatalogueVariant, Projections } from '@renderer/projections/projections.ts'
import { packOf, type ScaleLabel } from '@shared/domain/catalogue/scale-label.ts'
import { parseReceipt } from '@shared/domain/receipt-number.ts'
import type { Id, IdSource } from '@shared/kernel/id.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import type { ScaleRule } from '@shared/schemas/settings.schema.ts'
import { fitsAmount } from './cart.ts'
import {
  type LineTerms,
  type Lookup,
  lookUpCode,
  lookUpWord,
  toCounterLine,
  type Wanted,
} from './catalogue-lookup.ts'
import type { CounterStore } from './counter-store.ts'
import { type Entry, readEntry, readScan } from './entry.ts'
import type { Scan } from './listen-for-scans.ts'
import { placeLot } from './place-lot.ts'
import { createSerialQueue } from './serial-queue.ts'

const ONE = quantity(1)

export interface SessionDeps {
  readonly store: CounterStore
  readonly projections: Projections
  readonly ids: IdSource
  readonly locationId: Id
  /** Basis points of a tax class; 0 without one. */
  readonly taxRateOf: (taxClassId: Id | null) => number
  /** How the labels of the shop's scales are written. */
  readonly scaleRules: () => readonly ScaleRule[]
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
  /** Adds a chosen variant, asking first for what is not known: how much of it, its price, whether it is really free. */
  place(variant: CatalogueVariant, wanted: Wanted): void
  addAt(variant: CatalogueVariant, terms: LineTerms): void
  stop(): void
}

export function createCounterSession(deps: SessionDeps): CounterSession {
  const { store } = deps

  const addAt: CounterSession['addAt'] = (variant, terms) => {
    if (!fitsAmount(terms.quantity, terms.unitPrice, terms.pricePer)) return
    const taxRate = deps.taxRateOf(variant.taxClassId)
    store.getState().add(toCounterLine(variant, { ...terms, taxRate }, deps.ids))
    // Goods in the buyer's hand are never blocked; the cashier is told.
    if (!variant.active) store.getState().tell({ type: 'NotForSale', name: variant.name })
  }
  const placeLabelled = (variant: CatalogueVariant, multiplier: Quantity, label: ScaleLabel): void => {
    const state = store.getState()
    const pack = packOf(label, variant)
    if (!pack.ok) {
      deps.signalUnknown()
      state.tell({ type: 'LabelRefused', name: variant.name, why: pack.error.type })
      return
    }
    const { unitPrice, pricePer } = pack.value
    const taken = quantity(pack.value.quantity * multiplier)
    if (unitPrice === null) state.ask({ type: 'price', variant, multiplier: taken })
    else addAt(variant, { quantity: taken, unitPrice, pricePer })
  }
  const place: CounterSession['place'] = (variant, { multiplier, label, lots }) => {
    const state = store.getState()
    // The next article begins the next sale.
    if (state.dialog?.type === 'receipt') state.close()
    if (label) return placeLabelled(variant, multiplier, label)
    if (variant.unit !== 'piece' && multiplier === 1 && !lots) return state.ask({ type: 'weigh', variant })
    if (variant.price === null) return state.ask({ type: 'price', variant, multiplier })
    const terms = { quantity: multiplier, unitPrice: variant.price, pricePer: variant.pricePer ?? 1, lots }
    if (variant.price === 0) state.ask({ type: 'free', variant, terms })
    else addAt(variant, terms)
  }
  const handle = async (work: Work): Promise<void> => {
    const [first] = work.readings
    const found = await lookUp(deps, work)
    if (found.type === 'One') {
      place(found.variant, found)
      return work.settle('taken')
    }
    if (found.type === 'Several') {
      if (work.typed && found.code === first?.term && !isCode(found)) return work.settle('choose')
      store.getState().ask({ ...found, type: 'choose' })
      return work.settle('taken')
    }
    const term = first?.term ?? ''
    if (await placeLot(deps, term, place)) return work.settle('taken')
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

async function lookUp(
  { projections, locationId, scaleRules }: SessionDeps,
  { readings, typed }: Work,
): Promise<Lookup> {
  const byCode = await lookUpCode(projections, { readings, locationId, scaleRules: scaleRules() })
  const [entry] = readings
  if (byCode.type !== 'None' || !typed || !entry) return byCode
  return lookUpWord(projections, entry, locationId)
}

/** Several products carry that very code: that is a question to ask, not a list to narrow down. */
const isCode = ({ code, variants }: { code: string; variants: readonly CatalogueVariant[] }): boolean =>
  variants.every(
    (variant) => variant.barcodes.includes(code) || variant.sku.toLowerCase() === code.toLowerCase(),
  )
