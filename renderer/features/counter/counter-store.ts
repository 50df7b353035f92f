import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import type { LabelError } from '@shared/domain/catalogue/scale-label.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { addLine, type CounterCart, type CounterLine, EMPTY_CART, removeLine, restoreLine } from './cart.ts'
import type { CartVault } from './cart-vault.ts'
import type { LineTerms, Wanted } from './catalogue-lookup.ts'
import type { TenderPlan } from './tender.ts'

/** A scanned article that needs a word from the cashier before it can be added; further scans wait behind it. */
export type CounterPrompt =
  | (Wanted & {
      readonly type: 'choose'
      readonly code: string
      readonly variants: readonly CatalogueVariant[]
    })
  | { readonly type: 'price'; readonly variant: CatalogueVariant; readonly multiplier: Quantity }
  /** Goods by weight, volume or time: how much, and the price where there is none. */
  | { readonly type: 'weigh'; readonly variant: CatalogueVariant }
  /** It would cost nothing. */
  | { readonly type: 'free'; readonly variant: CatalogueVariant; readonly terms: LineTerms }

/** What is open over the counter; one thing at a time. */
export type CounterDialog =
  | { readonly type: 'customer'; readonly thenPay: TenderPlan | null }
  | { readonly type: 'discount'; readonly lineId: Id | null }
  | { readonly type: 'note'; readonly lineId: Id | null }
  | { readonly type: 'lots'; readonly lineId: Id }
  | { readonly type: 'held' }
  | { readonly type: 'favourites' }
  | { readonly type: 'scanner' }
  | { readonly type: 'scale-labels' }
  | { readonly type: 'pay'; readonly plan: TenderPlan | null }
  | { readonly type: 'receipt'; readonly order: Order; readonly returned?: Order }
  /** Goods come back: first the sale is looked for by what was scanned or typed. */
  | { readonly type: 'return'; readonly text: string }

/** The last thing that happened to the cart, for the eyes and for screen readers. */
export type CounterNews =
  | {
      readonly type: 'Added'
      readonly lineId: Id
      readonly name: string
      readonly quantity: Quantity
      readonly unit: Unit
    }
  /** A label of a scale and the article it names do not fit together. */
  | { readonly type: 'LabelRefused'; readonly name: string; readonly why: LabelError['type'] }
  | { readonly type: 'Unknown'; readonly code: string }
  | { readonly type: 'NoMatch'; readonly term: string }
  | { readonly type: 'NotForSale'; readonly name: string }
  /** The piece with that serial number stands in the cart already, or is sold as far as this device knows. */
  | { readonly type: 'SerialInCart' | 'SerialGone'; readonly code: string; readonly name: string }
  | { readonly type: 'LookupFailed'; readonly term: string }
  /** The kept cart turned out to be sold or put aside already: the app was closed in that very moment. */
  | { readonly type: 'AlreadyStored'; readonly number: string }

export interface CounterState {
  /** False until the cart that was kept over the last close is back. */
  readonly ready: boolean
  readonly cart: CounterCart
  readonly selectedLineId: Id | null
  readonly dialog: CounterDialog | null
  readonly prompt: CounterPrompt | null
  /** A sale is being written: scans wait, they belong to the next one. */
  readonly saving: boolean
  /** Codes that no product carries, in the order they were scanned; they wait here, the scanner goes on. */
  readonly unknownCodes: readonly string[]
  readonly news: (CounterNews & { readonly serial: number }) | null
  /** The sale before this one, for its receipt. */
  readonly lastOrder: Order | null
  /** The order whose receipt has been printed here: the next copy is a duplicate. */
  readonly printedOrderId: Id | null
}

export interface CounterActions {
  start(cart: CounterCart | null): void
  /** Replaces the cart by what `change` makes of it; the selection stays on a line that is still there. */
  change(change: (cart: CounterCart) => CounterCart): void
  add(line: CounterLine): void
  /** Answers how to take the removal back. */
  remove(lineId: Id): { readonly name: string; readonly undo: () => void } | null
  /** Empties the cart. Undo brings its lines back in front of what has been added since. */
  clear(): () => void
  select(lineId: Id | null): void
  selectBy(step: 1 | -1): void
  open(dialog: CounterDialog): void
  close(): void
  ask(prompt: CounterPrompt): void
  /** The question is answered or taken back; what waited behind it goes on. */
  answered(): void
  setSaving(saving: boolean): void
  setPrinted(orderId: Id): void
  tell(news: CounterNews): void
  forgetCode(code: string): void
  /** The sale is durable: the cart is done with and its receipt is shown; `returned` is what it was exchanged for. */
  sold(order: Order, returned?: Order): void
}

export type CounterStore = StoreApi<CounterState & CounterActions>

const MAX_UNKNOWN = 20

export function createCounterStore(vault: CartVault): CounterStore {
  return createStore<CounterState & CounterActions>()((set, get) => {
    const keep = (cart: CounterCart, selectedLineId: Id | null = get().selectedLineId): void => {
      const stays = cart.lines.some((line) => line.id === selectedLineId)
      set({ cart, selectedLineId: stays ? selectedLineId : (cart.lines.at(-1)?.id ?? null) })
      vault.save(cart)
    }
    return {
      ready: false,
      cart: EMPTY_CART,
      selectedLineId: null,
      dialog: null,
      prompt: null,
      saving: false,
      unknownCodes: [],
      news: null,
      lastOrder: null,
      printedOrderId: null,

      start(cart) {
        set({ ready: true, cart: cart ?? EMPTY_CART, selectedLineId: cart?.lines.at(-1)?.id ?? null })
        if (cart) vault.save(cart)
      },
      change: (change) => keep(change(get().cart)),
      add(line) {
        const { cart, lineId } = addLine(get().cart, line)
        keep(cart, lineId)
        get().tell({ type: 'Added', lineId, name: line.name, quantity: line.quantity, unit: line.unit })
      },
      remove(lineId) {
        const { cart, removed } = removeLine(get().cart, lineId)
        if (!removed) return null
        const neighbour = cart.lines[Math.min(removed.at, cart.lines.length - 1)]?.id ?? null
        keep(cart, neighbour)
        return {
          name: removed.line.name,
          undo: () => keep(restoreLine(get().cart, removed.line, removed.at), lineId),
        }
      },
      clear() {
        const cleared = get().cart
        keep(EMPTY_CART)
        set({ unknownCodes: [] })
        return () => keep(mergeBack(cleared, get().cart))
      },
      select: (lineId) => set({ selectedLineId: lineId }),
      selectBy(step) {
        const { cart, selectedLineId } = get()
        const at = cart.lines.findIndex((line) => line.id === selectedLineId)
        const next = cart.lines[Math.min(cart.lines.length - 1, Math.max(0, at + step))]
        if (next) set({ selectedLineId: next.id })
      },
      open: (dialog) => set({ dialog }),
      close: () => set({ dialog: null }),
      ask: (prompt) => set({ prompt }),
      answered: () => set({ prompt: null }),
      setSaving: (saving) => set({ saving }),
      setPrinted: (orderId) => set({ printedOrderId: orderId }),
      tell(news) {
        set({ news: { ...news, serial: (get().news?.serial ?? 0) + 1 } })
        if (news.type !== 'Unknown') return
        const others = get().unknownCodes.filter((code) => code !== news.code)
        set({ unknownCodes: [...others, news.code].slice(-MAX_UNKNOWN) })
      },
      forgetCode: (code) => set({ unknownCodes: get().unknownCodes.filter((other) => other !== code) }),
      sold(order, returned) {
        keep(EMPTY_CART)
        set({
          dialog: { type: 'receipt', order, ...(returned && { returned }) },
          lastOrder: order,
          unknownCodes: [],
          news: null,
          saving: false,
        })
      },
    }
  })
}

function mergeBack(cleared: CounterCart, current: CounterCart): CounterCart {
  const known = new Set(cleared.lines.map((line) => line.id))
  return { ...cleared, lines: [...cleared.lines, ...current.lines.filter((line) => !known.has(line.id))] }
}
