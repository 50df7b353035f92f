import { readLot, shareOf } from '@shared/domain/stock/lots.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { setLots } from './cart.ts'
import type { CounterSession, SessionDeps } from './counter-session.ts'

/**
 * What was scanned is no article: it may be a serial number, or the code of a lot. Finds whose it is and puts that very piece into the cart;
 * a line of it that still lacks a serial number gets this one instead. False when nothing is known of it.
 */
export async function placeLot(
  { projections, store, signalUnknown }: SessionDeps,
  term: string,
  place: CounterSession['place'],
): Promise<boolean> {
  const lot = readLot(term)
  if (lot === '') return false
  const found = await projections.findLot(lot)
  const [one] = found
  if (!one || found.length > 1) return false
  const { variant, stock } = one
  const state = store.getState()
  const share = shareOf(stock, 1)
  if (!stock.serial) {
    place(variant, { multiplier: quantity(1), lots: [share] })
    return true
  }
  const lines = state.cart.lines.filter(({ variantId }) => variantId === variant.variantId)
  if (lines.some(({ lots }) => lots?.some((known) => known.lot === lot))) {
    signalUnknown()
    state.tell({ type: 'SerialInCart', code: lot, name: variant.name })
    return true
  }
  const lacking = lines.find((line) => (line.lots?.length ?? 0) < line.quantity)
  if (lacking) state.change((cart) => setLots(cart, lacking.id, [...(lacking.lots ?? []), share]))
  else place(variant, { multiplier: quantity(1), lots: [share] })
  // Goods in the buyer's hand are never blocked; the cashier is told.
  if (stock.quantity <= 0) state.tell({ type: 'SerialGone', code: lot, name: variant.name })
  return true
}
