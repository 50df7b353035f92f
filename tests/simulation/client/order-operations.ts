import { cancelOrder, ORDER_TRANSITIONS, transition } from '@shared/domain/orders/lifecycle.ts'
import type { CartLine } from '@shared/domain/orders/pricing.ts'
import { returnable, returnLines } from '@shared/domain/orders/returns.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { minor, ZERO } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Order, Receipt } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { lotsFor } from './lots-for.ts'
import { type Doer, type Doing, IDLE, toldOf } from './perform-operation.ts'

const isGoods = ({ name }: Product): boolean => !name.startsWith('Poison')

async function fillCart(doing: Doing): Promise<CartLine[]> {
  const products = (await doing.list('products')).filter(isGoods)
  const lines: CartLine[] = []
  for (let i = doing.some(3); i > 0; i--) {
    const product = doing.choose(products)
    const variant = product && doing.choose(product.variants)
    if (!product || !variant) continue
    lines.push({
      id: `l${lines.length + 1}`,
      productId: product.id,
      variantId: variant.id,
      sku: variant.sku,
      name: product.name,
      categoryId: product.categoryId,
      quantity: quantity(doing.some(4)),
      lots: lotsFor(doing.operation),
      unitPrice: variant.price ?? minor(100),
      discount: ZERO,
      discountReason: '',
      taxRate: 1_800,
      unitCost: variant.cost,
      note: '',
    })
  }
  return lines
}

function sale(doing: Doing, lines: readonly CartLine[], receipt: Receipt): Result<Order, unknown> {
  const { session, operation, shop, author, businessDay } = doing
  const total = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const cash = Math.floor(total / 2)
  const payments =
    operation.number % 2 === 0 || cash === 0
      ? [{ method: 'cash' as const, amount: minor(total) }]
      : [
          { method: 'cash' as const, amount: minor(cash) },
          { method: 'wave' as const, amount: minor(total - cash) },
        ]
  const cart = {
    lines,
    discount: ZERO,
    discountReason: '',
    note: operation.id,
    customerId: null,
    customerName: '',
  }
  const terms = { currency: session.shop.currency, pricesIncludeTax: session.shop.pricesIncludeTax }
  const input = {
    cart,
    payments,
    receipt,
    businessDay,
    locationId: session.shop.locationId,
    shiftId: null,
    terms,
  }
  return sell(input, author, shop.deps)
}

const sellGoods: Doer = async (doing) => {
  const lines = await fillCart(doing)
  if (lines.length === 0) return IDLE
  const sold = await doing.shop.store.insertSale((receipt) => {
    const built = sale(doing, lines, receipt)
    if (built.ok) doing.attempt('orders', null, built.value)
    return built
  })
  return toldOf(sold)
}

/** Asked for through the shop's form: no receipt, and a life before it is delivered. */
const webOrder: Doer = async (doing) => {
  const lines = await fillCart(doing)
  if (lines.length === 0) return IDLE
  const built = sale(doing, lines, { deviceCode: 'XX', epoch: 1, counter: 1 })
  if (!built.ok) return toldOf(built)
  const number = `F-${doing.operation.id}`
  return doing.insert('orders', { ...built.value, number, receipt: null, channel: 'form', status: 'pending' })
}

const advanceOrder: Doer = async (doing) => {
  const open = (await doing.list('orders')).filter(({ channel }) => channel === 'form')
  const order = doing.choose(open)
  if (order === null) return IDLE
  const next = doing.choose(ORDER_TRANSITIONS[order.status].filter((status) => status !== 'cancelled'))
  if (next === null) return IDLE
  return doing.edit('orders', order.id, (current) => transition(current, next, doing.author, doing.shop.deps))
}

const returnGoods: Doer = async (doing) => {
  const order = doing.choose((await doing.list('orders')).filter((each) => returnable(each).length > 0))
  const line = order && doing.choose(returnable(order))
  if (!order || !line) return IDLE
  const units = Math.min(doing.some(2), line.quantity)
  const input = {
    lines: [{ lineId: line.lineId, quantity: quantity(units) }],
    reason: doing.operation.id,
    restock: doing.some(3) > 1,
    refundMethod: 'cash' as const,
    businessDay: doing.businessDay,
  }
  return doing.edit('orders', order.id, (current) =>
    returnLines(current, input, doing.author, doing.shop.deps),
  )
}

const cancel: Doer = async (doing) => {
  const order = doing.choose((await doing.list('orders')).filter(({ status }) => status !== 'cancelled'))
  if (order === null) return IDLE
  const input = { reason: doing.operation.id, refundMethod: 'cash' as const }
  return doing.edit('orders', order.id, (current) =>
    cancelOrder(current, input, doing.author, doing.shop.deps),
  )
}

const noteOrder: Doer = async (doing) => {
  const order = doing.choose(await doing.list('orders'))
  if (order === null) return IDLE
  const name = `Name ${doing.operation.id}`
  return doing.edit('orders', order.id, (current) =>
    current.archived ? err('archived') : ok({ ...current, customerName: name }),
  )
}

export const ORDER_OPERATIONS = {
  sell: sellGoods,
  'web-order': webOrder,
  'advance-order': advanceOrder,
  return: returnGoods,
  cancel,
  'note-order': noteOrder,
}
