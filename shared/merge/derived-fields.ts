import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { paymentStatusOf } from '@shared/domain/orders/payments.ts'
import { grossOf, priceLines } from '@shared/domain/orders/pricing.ts'
import type { TaggedDocument } from '@shared/domain/tagged-document.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { Order, OrderLine } from '@shared/schemas/orders.schema.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'

/** MERGE-7: the document with every field that follows from others computed again. */
export function withDerivedFields({ collection, document }: TaggedDocument): AnyDocument {
  switch (collection) {
    case 'orders':
      return deriveOrder(document)
    case 'products':
    case 'customers':
      return { ...document, nameKey: foldText(document.name) }
    case 'stockMovements':
    case 'moneyMovements':
      return { ...document, atInv: invertTime(document.at) }
    default:
      return document
  }
}

/** A sold order has a receipt: its sums stand as they are. A cart on hold is priced anew from its merged lines. */
function deriveOrder(order: Order): Order {
  const priced = order.status === 'held' ? priceHeld(order) : order
  const dated = { ...priced, placedInv: invertTime(order.placedAt) }
  return { ...dated, paymentStatus: paymentStatusOf(dated) }
}

function priceHeld(order: Order): Order {
  const lines = order.lines.map(priceLine)
  const subtotal = lines.reduce((sum, { total }) => sum + total, 0)
  const discount: Minor = minor(Math.min(order.discount, subtotal))
  return { ...order, discount, ...priceLines(lines, { ...order, discount }) }
}

function priceLine(line: OrderLine): OrderLine {
  const gross = grossOf(line)
  const discount = minor(Math.min(line.discount ?? 0, gross))
  return {
    ...line,
    ...(line.discount === undefined ? {} : { discount }),
    total: minor(gross - discount),
  }
}
