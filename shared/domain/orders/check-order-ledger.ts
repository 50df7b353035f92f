import { breach, firstRefusal, refuseAny } from '@shared/domain/refusals.ts'
import { foldMoney } from '@shared/domain/stock/postings.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import { goodsOf, goodsReturned } from './bundle-lines.ts'
import { checkOrderLots } from './check-order-lots.ts'
import { accountOf, isPromise } from './order-postings.ts'

/**
 * Every posting of an order is explained by a sale, a payment, a return or a cancellation in the same document, and every
 * such fact is posted. Imported history has posted nothing; only what happened here since then has.
 */
export function checkOrderLedger(order: Order): Refusal | null {
  return firstRefusal(
    () => checkStockKinds(order),
    () => checkSaleOfStock(order),
    () => checkGoodsBack(order),
    () => checkOrderLots(order),
    () => checkMoney(order),
  )
}

const unexplained = (field: 'stockPostings' | 'moneyPostings', detail: string): Refusal =>
  breach('LEDGER-5', { field, detail })

function checkStockKinds(order: Order): Refusal | null {
  return refuseAny(order.stockPostings, ({ kind, quantity, id }) => {
    const isSale = kind === 'sale' && quantity < 0 && order.channel !== 'import'
    const isBack = (kind === 'return' || kind === 'cancel') && quantity > 0
    return isSale || isBack ? null : unexplained('stockPostings', id)
  })
}

/** LEDGER-1: the stock that left is exactly what the lines say, from where the order says. */
function checkSaleOfStock(order: Order): Refusal | null {
  if (order.channel === 'import' || isNeverSold(order)) return null
  const sold = sumBy(goodsOf(order.lines), ({ variantId }) => variantId)
  for (const posting of order.stockPostings) {
    if (posting.kind !== 'sale') continue
    if (posting.locationId !== order.locationId) return unexplained('stockPostings', posting.id)
    sold.set(posting.variantId, (sold.get(posting.variantId) ?? 0) + posting.quantity)
  }
  const odd = [...sold].find(([, left]) => left !== 0)
  return odd === undefined ? null : unexplained('stockPostings', odd[0])
}

/** Goods came back exactly where a return says so; a cancellation brings back the rest, once. */
function checkGoodsBack(order: Order): Refusal | null {
  const sold = sumBy(goodsOf(order.lines), ({ variantId }) => variantId)
  const backLines = order.returns.flatMap(({ lines }) => lines).filter(({ lineId }) => lineId !== null)
  const back = sumBy(goodsReturned(order, backLines), ({ variantId }) => variantId)
  const restocked = order.returns.filter(({ restock }) => restock).flatMap(({ lines }) => lines)
  const expected = sumBy(
    goodsReturned(
      order,
      restocked.filter(({ lineId }) => lineId !== null),
    ),
    ({ variantId }) => variantId,
  )
  const returned = sumBy(ofKind(order, 'return'), ({ variantId }) => variantId)
  const cancelled = sumBy(ofKind(order, 'cancel'), ({ variantId }) => variantId)
  const isCancelled = order.status === 'cancelled' && !isNeverSold(order)
  for (const variantId of new Set([
    ...sold.keys(),
    ...returned.keys(),
    ...cancelled.keys(),
    ...expected.keys(),
  ])) {
    const of = (sums: ReadonlyMap<string, number>) => sums.get(variantId) ?? 0
    // An imported return may name a line and yet have posted nothing.
    const isReturnPosted =
      order.channel === 'import' ? of(returned) <= of(expected) : of(returned) === of(expected)
    if (!isReturnPosted) return unexplained('stockPostings', variantId)
    if (!isCancelled && of(cancelled) !== 0) return unexplained('stockPostings', variantId)
    // Between two devices a cancellation may not have known of a return, or a return of a cancellation.
    const isRest = of(cancelled) <= of(sold) && of(cancelled) + of(back) >= of(sold)
    if (isCancelled && order.channel !== 'import' && !isRest) return unexplained('stockPostings', variantId)
  }
  return null
}

/** LEDGER-2, and every account says what the payments, the sale, the returns and the cancellation say. */
function checkMoney(order: Order): Refusal | null {
  const balances = foldMoney(order.moneyPostings)
  const sum = [...balances.values()].reduce((total, amount) => total + amount, 0)
  if (sum !== 0) return breach('LEDGER-2', { sum })
  const expected = expectedByMethod(order)
  for (const account of balances.keys()) {
    const isKnown = expected.has(account) || OWN_ACCOUNTS.includes(account)
    if (!isKnown) return unexplained('moneyPostings', account)
  }
  for (const [account, amount] of expected) {
    if ((balances.get(account) ?? 0) !== amount) return unexplained('moneyPostings', account)
  }
  const back = returnedMoney(order)
  const wasSold = order.channel !== 'import' && !isNeverSold(order)
  const brought = {
    sales: wasSold ? order.total - order.tax - order.shipping : 0,
    tax: wasSold ? order.tax : 0,
    shipping: wasSold ? order.shipping : 0,
  }
  const odd = (['sales', 'tax', 'shipping'] as const).find((account) => {
    const left = -(balances.get(account) ?? 0)
    const exact = brought[account] - back[account]
    if (order.status !== 'cancelled' || !wasSold)
      return left !== exact && !isForeignReturn(order, left, exact)
    // What a cancellation reversed: at most all, and together with the returns at least all.
    const reversed = exact - left
    return reversed < 0 || reversed > brought[account] || reversed + back[account] < brought[account]
  })
  return odd === undefined ? null : unexplained('moneyPostings', odd)
}

const OWN_ACCOUNTS: readonly string[] = ['receivable', 'sales', 'tax', 'shipping']

/** Imported returns are not posted, those made here are: what is posted lies between nothing and all of them. */
const isForeignReturn = (order: Order, left: number, exact: number): boolean =>
  order.channel === 'import' && left >= Math.min(0, exact) && left <= Math.max(0, exact)

/** Real money by account: what came in less what went out again; failed payments are counter-posted. */
function expectedByMethod(order: Order): Map<string, number> {
  const expected = new Map<string, number>()
  for (const { kind, method, amount, status } of order.payments) {
    if (isPromise(method)) continue
    const signed = status === 'failed' ? 0 : kind === 'payment' ? amount : -amount
    const account = accountOf(method)
    expected.set(account, (expected.get(account) ?? 0) + signed)
  }
  return expected
}

function returnedMoney(order: Order): { sales: number; tax: number; shipping: number } {
  const back = { sales: 0, tax: 0, shipping: 0 }
  for (const { lines, total } of order.returns) {
    const tax = lines.reduce((sum, line) => sum + (line.tax ?? 0), 0)
    back.sales += total - tax
    back.tax += tax
  }
  return back
}

const isNeverSold = (order: Order): boolean =>
  order.status === 'held' || (order.channel === 'counter' && order.receipt === null)

const ofKind = (order: Order, kind: StockPosting['kind']): StockPosting[] =>
  order.stockPostings.filter((posting) => posting.kind === kind)

function sumBy<T extends { readonly quantity: number }>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const item of items) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + item.quantity)
  return sums
}
