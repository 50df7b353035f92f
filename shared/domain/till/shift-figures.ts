import { readFavourRefund } from '@shared/domain/customers/favour.ts'
import { returnActs } from '@shared/domain/orders/returned.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, type Minor, minor } from '@shared/kernel/money.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order, OrderReturn, Payment } from '@shared/schemas/orders.schema.ts'
import { PAYMENT_METHODS, type PaymentMethod } from '@shared/schemas/postings.ts'
import { settlementDetailsSchema } from '@shared/schemas/settlement.schema.ts'
import type { ShiftFigures } from '@shared/schemas/till.schema.ts'
import { receiptRuns } from './receipt-runs.ts'

/** Which acts are asked for: those of one device after a mark, in one currency. */
export interface ShiftSpan {
  readonly deviceId: Id
  readonly currency: CurrencyCode
  readonly mark: Id
  readonly float: Minor
}

/** What one order tells of a shift. */
export interface ShiftActs {
  /** Sold over this counter in the shift. */
  readonly isSale: boolean
  readonly payments: readonly Payment[]
  readonly returns: readonly OrderReturn[]
  readonly isCancelled: boolean
}

/**
 * SHIFT-2: what of an order this device did after the mark. A device's ids rise, whatever its clock is set to, so they say
 * what came after what; times do not.
 */
export function actsOf(order: Order, { deviceId, currency, mark }: ShiftSpan): ShiftActs {
  const isOwn = (entry: { readonly id: Id; readonly deviceId: Id }): boolean =>
    entry.deviceId === deviceId && entry.id > mark
  if (order.currency !== currency) return { isSale: false, payments: [], returns: [], isCancelled: false }
  const seller = order.stockPostings.find(({ kind }) => kind === 'sale')?.deviceId ?? order.deviceId
  return {
    isSale: order.receipt !== null && isOwn({ id: order.id, deviceId: seller }),
    payments: order.payments.filter((payment) => payment.status !== 'failed' && isOwn(payment)),
    returns: order.returns.filter((record) => isOwn(record) && isMadeHere(order, record)),
    isCancelled: order.events.some(
      (event) => event.to === 'cancelled' && event.from !== 'held' && isOwn(event),
    ),
  }
}

/** Imported returns happened elsewhere and posted nothing, whoever imported them; what comes back here is posted. */
const isMadeHere = ({ channel, moneyPostings }: Order, { at, deviceId }: OrderReturn): boolean =>
  channel !== 'import' || moneyPostings.some((posting) => posting.at === at && posting.deviceId === deviceId)

/** Whether an order tells anything of a shift at all. */
export const hasActs = ({ isSale, payments, returns, isCancelled }: ShiftActs): boolean =>
  isSale || payments.length > 0 || returns.length > 0 || isCancelled

/** One order together with what it tells. */
interface Told {
  readonly order: Order
  readonly acts: ShiftActs
}

/**
 * The figures of a shift: X while it is open, Z when it is closed (SHIFT-2). The same for the same documents in any order
 * and with any repetition; orders that tell nothing of the shift change nothing.
 */
export function shiftFigures(
  span: ShiftSpan,
  orders: Iterable<Order>,
  movements: Iterable<MoneyMovement>,
): ShiftFigures {
  const told = [...new Map([...orders].map((order) => [order.id, order])).values()]
    .map((order): Told => ({ order, acts: actsOf(order, span) }))
    .sort((a, b) => (a.order.id < b.order.id ? -1 : 1))
  const once = [...new Map([...movements].map((movement) => [movement.id, movement])).values()]
  const listed = listMovements(once)
  const settled = once.flatMap(settlementIn)
  const sold = told.filter(({ acts }) => acts.isSale).map(({ order }) => order)
  return {
    float: span.float,
    cash: cashOf(span.float, told, settled, listed),
    methods: methodsOf(told, settled),
    sales: {
      count: sold.length,
      total: sumOf(sold, ({ total }) => total),
      discounts: sumOf(sold, discountsOf),
    },
    returns: returnsOf(told),
    cancelled: cancelledOf(told),
    taxes: taxesOf(told),
    receipts: receiptRuns(sold),
    movements: listed,
  }
}

function cashOf(
  float: Minor,
  told: readonly Told[],
  settled: readonly SettledMoney[],
  listed: ShiftFigures['movements'],
): ShiftFigures['cash'] {
  const cash = told.flatMap(({ acts }) => acts.payments).filter(({ method }) => method === 'cash')
  const moved = [...cash, ...settled.filter(({ method }) => method === 'cash')]
  const received = moved.filter(({ kind }) => kind === 'payment')
  const change = sumOf(received, (payment) => payment.change ?? 0)
  const tendered = minor(sumOf(received, ({ amount }) => amount) + change)
  const refunded = sumOf(
    moved.filter(({ kind }) => kind === 'refund'),
    ({ amount }) => amount,
  )
  const paidIn = sumOf(ofKind(listed, 'cash-in'), ({ amount }) => amount)
  const paidOut = sumOf(ofKind(listed, 'cash-out'), ({ amount }) => amount)
  const expected = minor(float + tendered - change - refunded + paidIn - paidOut)
  return { tendered, change, refunded, paidIn, paidOut, expected }
}

function methodsOf(told: readonly Told[], settled: readonly SettledMoney[]): ShiftFigures['methods'] {
  const payments: readonly Pick<Payment, 'kind' | 'method' | 'amount'>[] = [
    ...told.flatMap(({ acts }) => acts.payments),
    ...settled,
  ]
  return PAYMENT_METHODS.flatMap((method: PaymentMethod) => {
    const own = payments.filter((payment) => payment.method === method)
    if (own.length === 0) return []
    const of = (kind: Payment['kind']): Minor =>
      sumOf(
        own.filter((payment) => payment.kind === kind),
        ({ amount }) => amount,
      )
    return { method, received: of('payment'), refunded: of('refund') }
  })
}

const discountsOf = ({ lines, discount }: Order): number =>
  discount + lines.reduce((sum, line) => sum + (line.discount ?? 0), 0)

function returnsOf(told: readonly Told[]): ShiftFigures['returns'] {
  const returns = told.flatMap(({ acts }) => acts.returns)
  const count = told.reduce((sum, { order, acts }) => sum + returnActs(order.channel, acts.returns).length, 0)
  return { count, total: sumOf(returns, ({ total }) => total) }
}

/** What a cancellation takes back: all that no return had taken back before. */
function cancelledOf(told: readonly Told[]): ShiftFigures['cancelled'] {
  const cancelled = told.filter(({ acts }) => acts.isCancelled)
  const left = ({ order }: Told): number =>
    order.total - order.returns.reduce((sum, { total }) => sum + total, 0)
  return { count: cancelled.length, total: sumOf(cancelled, left) }
}

function taxesOf(told: readonly Told[]): ShiftFigures['taxes'] {
  const byRate = new Map<number, { charged: number; givenBack: number }>()
  const add = (rate: number, charged: number, givenBack: number): void => {
    if (rate === 0) return
    const known = byRate.get(rate) ?? { charged: 0, givenBack: 0 }
    byRate.set(rate, { charged: known.charged + charged, givenBack: known.givenBack + givenBack })
  }
  for (const { order, acts } of told) {
    const rateByLine = new Map<string | null, number>(
      order.lines.map(({ id, taxRate }) => [id, taxRate ?? 0]),
    )
    if (acts.isSale) for (const { taxRate = 0, tax = 0 } of order.lines) add(taxRate, tax, 0)
    for (const { lines } of acts.returns)
      for (const { lineId, tax = 0 } of lines) add(rateByLine.get(lineId) ?? 0, 0, tax)
    if (acts.isCancelled) for (const { taxRate = 0, tax } of linesLeft(order)) add(taxRate, 0, tax)
  }
  return [...byRate]
    .sort(([a], [b]) => a - b)
    .map(([rate, { charged, givenBack }]) => ({
      rate,
      charged: minor(charged),
      givenBack: minor(givenBack),
    }))
}

/** The tax of each line less what returns have taken back of it. */
function linesLeft(order: Order): { taxRate: number; tax: number }[] {
  const back = new Map<string | null, number>()
  for (const { lineId, tax = 0 } of order.returns.flatMap(({ lines }) => lines))
    back.set(lineId, (back.get(lineId) ?? 0) + tax)
  return order.lines.map(({ id, taxRate = 0, tax = 0 }) => ({ taxRate, tax: tax - (back.get(id) ?? 0) }))
}

/** Money that a customer brought for what he owed, or was paid out of his favour. */
type SettledMoney = Pick<Payment, 'kind' | 'method' | 'amount' | 'change'>

function settlementIn(movement: MoneyMovement): SettledMoney[] {
  if (movement.kind !== 'credit-settlement') return []
  const paid = settlementDetailsSchema.safeParse(movement.details).data
  if (paid) return [{ ...paid, kind: 'payment' }]
  const refund = readFavourRefund(movement)
  return refund ? [{ ...refund, kind: 'refund' }] : []
}

/** Cash movements as a Z lists them, in the order in which they were made. */
function listMovements(once: readonly MoneyMovement[]): ShiftFigures['movements'] {
  return [...once]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id, kind, reason, note, postings }) => {
      if (kind !== 'cash-in' && kind !== 'cash-out') return []
      return { id, kind, reason, note, amount: cashMoved(postings) }
    })
}

/** How much cash a movement moves, whichever way. */
export const cashMoved = (postings: MoneyMovement['postings']): Minor =>
  minor(Math.abs(postings.find(({ account }) => account === 'method:cash')?.amount ?? 0))

const ofKind = (
  listed: ShiftFigures['movements'],
  wanted: 'cash-in' | 'cash-out',
): ShiftFigures['movements'] => listed.filter(({ kind }) => kind === wanted)

function sumOf<T>(items: readonly T[], amountOf: (item: T) => number): Minor {
  return minor(items.reduce((sum, item) => sum + amountOf(item), 0))
}
