import type { Order, OrderLine, OrderReturn } from '@shared/schemas/orders.schema.ts'
import { createDictionary, type Dictionary } from './dictionary.ts'

export interface ItemLabel {
  readonly productId: string
  readonly sku: string
  readonly name: string
  readonly at: number
  readonly orderId: string
}

/**
 * What each variant was called on its newest line: the same whatever order lines arrive in, because time, then order id, then the
 * words themselves decide.
 */
export interface ItemLabels {
  readonly variants: Dictionary
  readonly labels: readonly ItemLabel[]
  intern(variantId: string): number
  note(line: OrderLine | OrderReturn['lines'][number], order: Order): void
}

type Draft = { -readonly [Field in keyof ItemLabel]: ItemLabel[Field] }
const unknown = (): Draft => ({ productId: '', sku: '', name: '', at: -1, orderId: '' })

export function createItemLabels(
  variantIds: readonly string[] = [],
  initial: readonly ItemLabel[] = [],
): ItemLabels {
  const variants = createDictionary(variantIds)
  const labels: Draft[] = initial.map((label) => ({ ...label }))
  const intern = (variantId: string) => {
    const item = variants.intern(variantId)
    if (item === labels.length) labels.push(unknown())
    return item
  }
  return {
    variants,
    labels,
    intern,
    note(line, order) {
      const known = labels[intern(line.variantId)]
      if (!known || !isNewer(line, order, known)) return
      // Changed in place: a million lines pass here, and most are newer than the one before.
      known.productId = line.productId
      known.sku = line.sku
      known.name = line.name
      known.at = order.placedAt
      known.orderId = order.id
    },
  }
}

function isNewer({ name, sku }: Pick<OrderLine, 'name' | 'sku'>, order: Order, known: ItemLabel): boolean {
  if (order.placedAt !== known.at) return order.placedAt > known.at
  if (order.id !== known.orderId) return order.id > known.orderId
  return name !== known.name ? name > known.name : sku > known.sku
}
