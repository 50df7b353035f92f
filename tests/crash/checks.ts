import type { Order } from '@shared/schemas/orders.schema.ts'
import type { StoredOrder } from './read-device.ts'
import type { ServerState } from './read-server.ts'
import { type Attempt, sold } from './sales-record.ts'
import { type Article, ON_SHELF } from './small-shop.ts'

/** Which promise was broken. */
export type Fault = 'lost' | 'doubled' | 'torn' | 'receipts' | 'stock' | 'different' | 'stuck' | 'refused'

export interface Violation {
  readonly fault: Fault
  readonly what: string
}

export interface Found {
  readonly server: ServerState
  readonly attempts: readonly Attempt[]
  readonly articles: readonly Article[]
}

/** Everything that must hold once all is sent, computed from the record and the carts, never from the product's own sums. */
export function checkServer(found: Found): Violation[] {
  const { server, attempts } = found
  const numbers = server.orders.map(({ number }) => number)
  return [
    ...missing(attempts, numbers, 'on the server'),
    ...doubled(found),
    ...server.orders.flatMap((order) => torn(order, found)),
    ...wrongReceipts(server),
    ...wrongStock(found),
    ...asking(server),
  ]
}

/** I1: what was acknowledged is there. */
export function missing(
  attempts: readonly Attempt[],
  numbers: readonly string[],
  where: string,
): Violation[] {
  const there = new Set(numbers)
  return sold(attempts)
    .filter(({ number }) => number !== null && !there.has(number))
    .map(({ number, state }) => ({ fault: 'lost', what: `${number} was ${state} and is not ${where}` }))
}

/** I3: one order for a number, and no order that nobody asked for. */
function doubled({ server, attempts }: Found): Violation[] {
  const numbers = server.orders.map(({ number }) => number)
  const twice = new Set(numbers.filter((one, i) => numbers.indexOf(one) !== i))
  const { strangers } = settleAttempts(attempts, server.orders)
  return [
    ...[...twice].map((number) => ({
      fault: 'doubled' as const,
      what: `${number} stands there more than once`,
    })),
    ...strangers.map((number) => ({ fault: 'doubled' as const, what: `nobody sold ${number}` })),
  ]
}

export interface Settled {
  /** What became of each attempt that was cut short: its number, or null when it left nothing. */
  readonly outcomes: ReadonlyMap<Attempt, string | null>
  /** Orders that belong to no attempt. */
  readonly strangers: readonly string[]
}

/** Finds for the attempts that were cut short the orders they became. */
export function settleAttempts(attempts: readonly Attempt[], orders: readonly Order[]): Settled {
  const known = new Set(sold(attempts).map(({ number }) => number))
  const open = attempts.filter(({ state }) => state === 'asked')
  const outcomes = new Map<Attempt, string | null>(open.map((attempt) => [attempt, null]))
  const strangers: string[] = []
  for (const order of orders) {
    if (known.has(order.number)) continue
    const match = open.find(
      (one) => outcomes.get(one) === null && one.basket.toSorted().join() === basketKey(order),
    )
    if (match === undefined) strangers.push(order.number)
    else outcomes.set(match, order.number)
  }
  return { outcomes, strangers }
}

/** Articles are called by their place in the catalogue. */
const basketKey = ({ lines }: Order): string =>
  lines
    .map(({ name }) => Number(/\d+/.exec(name)?.[0]) - 1)
    .sort()
    .join()

/** I11: a sale has its lines, its payment and its ledger rows, or it is not there. */
function torn(order: Order, { server, attempts, articles }: Found): Violation[] {
  const violations: Violation[] = []
  const say = (what: string): void =>
    void violations.push({ fault: 'torn', what: `${order.number}: ${what}` })
  const attempt = attempts.find(({ number }) => number === order.number)
  if (attempt !== undefined && attempt.basket.toSorted().join() !== basketKey(order))
    say('other lines than sold')
  const total = order.lines.reduce((sum, { variantId, quantity }) => {
    const price = articles.find((article) => article.variantId === variantId)?.price
    return sum + (price ?? Number.NaN) * quantity
  }, 0)
  if (order.total !== total) say(`total ${order.total}, the lines make ${total}`)
  const paid = order.payments.reduce((sum, { amount }) => sum + amount, 0)
  if (paid !== total) say(`paid ${paid} of ${total}`)
  const money = server.money.find(({ documentId }) => documentId === order.id)
  if (money === undefined || money.sum !== 0 || money.cash !== total) say('money postings do not fit')
  const posted = server.stock.filter(({ documentId }) => documentId === order.id)
  const taken = posted.map(({ variantId, quantity }) => `${variantId} ${quantity}`).sort()
  const sold = order.lines.map(({ variantId, quantity }) => `${variantId} ${-quantity}`).sort()
  if (taken.join() !== sold.join()) say('stock postings do not fit')
  return violations
}

/** RECEIPT-1: 1, 2, 3 … in every series, each for one order. */
function wrongReceipts({ receipts, orders }: ServerState): Violation[] {
  const violations: Violation[] = []
  const bySeries = new Map<string, number[]>()
  for (const { series, counter } of receipts) bySeries.set(series, [...(bySeries.get(series) ?? []), counter])
  for (const [series, counters] of bySeries) {
    const gap = counters.sort((a, b) => a - b).findIndex((counter, i) => counter !== i + 1)
    if (gap !== -1) violations.push({ fault: 'receipts', what: `series ${series} has no number ${gap + 1}` })
  }
  const numbered = new Set(receipts.map(({ orderId }) => orderId))
  for (const { id, number } of orders)
    if (!numbered.has(id))
      violations.push({ fault: 'receipts', what: `${number} has no receipt in the book` })
  return violations
}

/** I4: what is left on the shelf is what was put there less what was sold. */
function wrongStock({ server, articles }: Found): Violation[] {
  return articles.flatMap(({ variantId, code }) => {
    const lines = server.orders.flatMap((order) => order.lines).filter((line) => line.variantId === variantId)
    const left = ON_SHELF - lines.reduce((sum, { quantity }) => sum + quantity, 0)
    const onHand = server.levels.get(variantId)
    return onHand === left
      ? []
      : [{ fault: 'stock' as const, what: `${code}: ${onHand} on hand, ${left} are left` }]
  })
}

/** Nothing here may end as somebody's task. */
function asking({ refusals, tasks, unaudited }: ServerState): Violation[] {
  const violations: Violation[] = []
  if (refusals > 0) violations.push({ fault: 'refused', what: `${refusals} changes were refused` })
  if (tasks > 0) violations.push({ fault: 'refused', what: `${tasks} tasks were raised` })
  if (unaudited > 0) violations.push({ fault: 'torn', what: `${unaudited} changes without an audit line` })
  return violations
}

/** I8 and I12: the till holds what the server holds, and nothing waits. */
export function checkDevice(stored: readonly StoredOrder[], { orders }: ServerState): Violation[] {
  const violations: Violation[] = []
  const keyOf = ({ id, editId }: { id: string; editId: string }): string => `${id}/${editId}`
  const here = new Set(stored.map(keyOf))
  const there = new Set(orders.map(keyOf))
  for (const order of orders)
    if (!here.has(keyOf(order)))
      violations.push({ fault: 'different', what: `${order.number} is not on the till as the server has it` })
  for (const order of stored) {
    if (!there.has(keyOf(order)))
      violations.push({ fault: 'different', what: `the server does not have ${order.number} as the till` })
    if (order.isPending) violations.push({ fault: 'stuck', what: `${order.number} is still waiting` })
  }
  return violations
}
