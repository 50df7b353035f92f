import { formatReceipt } from '@shared/domain/receipt-number.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { asEdit, asNew, type Forged, valueAt, withAt } from './forge.ts'
import type { RowAttack, Target } from './row-attacks.ts'

/*
 * Attacks on what was posted and on sums: each rewrites one sound document of one collection, so that only the rule in
 * question stands in its way.
 */

interface FactAttack {
  readonly id: string
  readonly name: string
  readonly collection: CollectionName
  /** `new`: a document that nobody has; `edit`: of one that stands. */
  readonly as: 'new' | 'edit'
  rewrite(document: Forged, target: Target): Forged
}

const at =
  (path: string, value: unknown) =>
  (document: Forged): Forged =>
    withAt(document, path, value)

const times =
  (path: string, factor: number) =>
  (document: Forged): Forged =>
    withAt(document, path, Number(valueAt(document, path)) * factor)

const emptied = (path: string) => at(path, [])

function doubled(path: string) {
  return (document: Forged): Forged => {
    const list = valueAt(document, path)
    return Array.isArray(list) ? withAt(document, path, [...list, ...list]) : document
  }
}

/** One more entry like the first, under an id of its own. */
function oneMore(path: string, change: object = {}) {
  return (document: Forged, { world }: Target): Forged => {
    const list = valueAt(document, path)
    if (!Array.isArray(list)) return document
    return withAt(document, path, [...list, { ...list[0], ...change, id: world.server.ids.next() }])
  }
}

const order = (
  id: string,
  as: FactAttack['as'],
  name: string,
  rewrite: FactAttack['rewrite'],
): FactAttack => ({
  id,
  as,
  name,
  collection: 'orders',
  rewrite,
})
const stock = (
  id: string,
  as: FactAttack['as'],
  name: string,
  rewrite: FactAttack['rewrite'],
): FactAttack => ({
  ...order(id, as, name, rewrite),
  collection: 'stockMovements',
})
const money = (
  id: string,
  as: FactAttack['as'],
  name: string,
  rewrite: FactAttack['rewrite'],
): FactAttack => ({
  ...order(id, as, name, rewrite),
  collection: 'moneyMovements',
})

const FACT_ATTACKS: readonly FactAttack[] = [
  order('A6', 'edit', 'a posted stock posting is changed', times('stockPostings.0.quantity', 2)),
  order('A6', 'edit', 'the stock postings are taken away', emptied('stockPostings')),
  order('A6', 'edit', 'the money postings are taken away', emptied('moneyPostings')),
  order('A6', 'edit', 'a payment is made smaller', at('payments.0.amount', 1)),
  order('A6', 'edit', 'the payments are taken away', emptied('payments')),
  order('A6', 'edit', 'a sold order is put out of sight', at('archived', true)),
  stock('A6', 'edit', 'a received quantity is changed', times('postings.0.quantity', 3)),
  stock('A6', 'edit', 'a movement loses its postings', emptied('postings')),
  stock('A6', 'edit', 'a movement is put out of sight', at('archived', true)),
  money('A6', 'edit', 'an amount is changed', at('postings.0.amount', 1)),
  money('A6', 'edit', 'a movement is put out of sight', at('archived', true)),
  order('A7', 'edit', 'a stock posting is slipped in', oneMore('stockPostings', { quantity: 50 })),
  order('A7', 'edit', 'a money posting is slipped in', oneMore('moneyPostings')),
  order('A7', 'new', 'a sale posts more stock than it sells', oneMore('stockPostings')),
  stock('A7', 'edit', 'a posting is slipped into a movement', oneMore('postings')),
  stock('A7', 'new', 'a receipt posts a sale', at('postings.0.kind', 'sale')),
  money('A7', 'new', 'a cash movement posts to the sales', at('postings.1.account', 'sales')),
  money('A7', 'new', 'a cash movement posts to the taxes', at('postings.1.account', 'tax')),
  order('A8', 'edit', 'a sold line gets another quantity', at('lines.0.quantity', 1)),
  order('A8', 'edit', 'a sold line gets another price', at('lines.0.unitPrice', 1)),
  order('A8', 'edit', 'a sold order gets another total', at('total', 1)),
  order('A8', 'edit', 'a sold order gets another number', at('number', 'Z9-1-000001')),
  order('A8', 'edit', 'a sold order gets another receipt', at('receipt.counter', 999_999)),
  order('A8', 'edit', 'a sold order gets another day', at('businessDay', 20_200_101)),
  order('A9', 'edit', 'a cancellation that gives nothing back', at('status', 'cancelled')),
  order('A9', 'edit', 'a sold order goes back to held', at('status', 'held')),
  order('A16', 'new', 'nothing is sold', at('lines.0.quantity', 0)),
  order('A16', 'new', 'less than nothing is sold', at('lines.0.quantity', -2)),
  order('A16', 'new', 'more is sold than can be counted', at('lines.0.quantity', 1_000_000_001)),
  order('A16', 'new', 'a price below zero', at('lines.0.unitPrice', -5)),
  order('A16', 'new', 'a price that overflows', at('lines.0.unitPrice', 9_007_199_254_740_992)),
  order('A16', 'new', 'a total that is not the sum', at('total', 1)),
  order('A16', 'new', 'a tax that is not due', times('tax', 0)),
  order('A16', 'new', 'the same line twice', doubled('lines')),
  order('A16', 'new', 'the same payment twice', doubled('payments')),
  order('A16', 'new', 'no lines', emptied('lines')),
  order('A16', 'new', 'paid less than it costs', times('payments.0.amount', 0.5)),
  order('A16', 'new', 'paid more than it costs', times('payments.0.amount', 2)),
  order('A16', 'new', 'a refund nobody asked for', oneMore('payments', { kind: 'refund' })),
  order('A16', 'new', 'a sale of 1970', at('placedAt', 0)),
  order('A16', 'new', 'a sale of 9999', at('placedAt', 253_402_300_000_000)),
  order('A16', 'new', 'a business day of 9999', at('businessDay', 99_991_231)),
  order('A16', 'new', 'a currency that is none', at('currency', 'BTC')),
  order('A16', 'edit', 'a sold order in another currency', at('currency', 'EUR')),
  order('A16', 'new', 'a receipt number that is not its own', at('number', 'A1-1-000001x')),
  stock('A16', 'new', 'received less than nothing', at('postings.0.quantity', -5)),
  stock('A16', 'new', 'received nothing', at('postings.0.quantity', 0)),
  stock('A16', 'new', 'a movement of 1970', at('at', 0)),
  stock('A16', 'new', 'the same posting twice', doubled('postings')),
  money('A16', 'new', 'money out of nothing', at('postings.0.amount', 9_000)),
  money('A16', 'new', 'the same posting twice', doubled('postings')),
  order('A37', 'new', 'a receipt number of a device to come', (document) => {
    const receipt = { deviceCode: 'Z9', epoch: 1, counter: 1 }
    return { ...document, receipt, number: formatReceipt(receipt) }
  }),
  order('A37', 'new', 'a receipt number of another till', (document, { world, device }) => {
    const { cashier, manager } = world.devices
    const deviceCode = (device === cashier ? manager : cashier).session.device.code
    const receipt = { deviceCode, epoch: 1, counter: 900_000 }
    return { ...document, receipt, number: formatReceipt(receipt) }
  }),
  order('A14', 'new', 'a payment in another till’s name', (document, target) =>
    withAt(document, 'payments.0.deviceId', target.world.server.ids.next()),
  ),
  order('A14', 'edit', 'a commission for a friend', (document, { device }) =>
    withAt(document, 'commissions', [
      { id: device.author.deviceId, vendorId: device.author.staffId, amount: 5 },
    ]),
  ),
]

/** The same as rows of their collection; in another collection they make no sense. */
export const FACT_ROW_ATTACKS: readonly RowAttack[] = FACT_ATTACKS.map(
  ({ id, name, collection, as, rewrite }) => ({
    id,
    name,
    rows: (target) => {
      if (target.collection !== collection) return []
      const row = as === 'new' ? asNew(rewrite(target.fresh(), target)) : null
      return [row ?? asEdit(target.held, rewrite(target.edited(), target))]
    },
  }),
)
