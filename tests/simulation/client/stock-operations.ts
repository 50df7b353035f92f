import { type MovementLine, recordCount, recordMovement } from '@shared/domain/stock/movement.ts'
import { foldStock, stockKey, stockPostingsOf } from '@shared/domain/stock/postings.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { lotsFor } from './lots-for.ts'
import { type Doer, type Doing, IDLE, toldOf } from './perform-operation.ts'

async function chooseVariant(doing: Doing): Promise<Id | null> {
  const products = (await doing.list('products')).filter(({ name }) => !name.startsWith('Poison'))
  const product = doing.choose(products)
  return (product && doing.choose(product.variants))?.id ?? null
}

type Kind = 'receive' | 'adjust' | 'waste' | 'transfer'

/** Where goods are taken to; stock is counted by any id, so the store room needs no document to be found. */
const storeRoomOf = (shopId: Id): Id => deriveId(shopId, 'store-room')

const move =
  (kind: Kind, units: (doing: Doing) => number): Doer =>
  async (doing) => {
    const { session, operation, businessDay, author, shop } = doing
    const lines: MovementLine[] = []
    for (let i = doing.some(2); i > 0; i--) {
      const variantId = await chooseVariant(doing)
      if (variantId === null) continue
      const to = kind === 'transfer' ? { toLocationId: storeRoomOf(session.shop.id) } : {}
      lines.push({
        variantId,
        locationId: session.shop.locationId,
        quantity: quantity(units(doing)),
        lots: lotsFor(operation),
        ...to,
      })
    }
    if (lines.length === 0) return IDLE
    const input = { kind, lines, businessDay, reason: 'correction', reference: operation.id }
    const movement = recordMovement(input, author, shop.deps)
    return movement.ok ? doing.insert('stockMovements', movement.value) : toldOf(movement)
  }

const count: Doer = async (doing) => {
  const { session, operation, businessDay, author, shop } = doing
  const variantId = await chooseVariant(doing)
  if (variantId === null) return IDLE
  const { locationId } = session.shop
  const orders = await doing.list('orders')
  const movements = await doing.list('stockMovements')
  const onHand = foldStock([
    ...orders.flatMap((order) => stockPostingsOf('orders', order)),
    ...movements.flatMap((movement) => stockPostingsOf('stockMovements', movement)),
  ])
  const expected = quantity(onHand.get(stockKey(variantId, locationId)) ?? 0)
  const counted = quantity(Math.max(0, expected + doing.some(7) - 4))
  const lines = [{ variantId, locationId, counted, expected }]
  const movement = recordCount({ lines, businessDay, reference: operation.id }, author, shop.deps)
  return movement.ok ? doing.insert('stockMovements', movement.value) : toldOf(movement)
}

export const STOCK_OPERATIONS = {
  receive: move('receive', (doing) => 2 + doing.some(8)),
  adjust: move('adjust', (doing) => (doing.some(2) === 1 ? 1 : -1) * doing.some(3)),
  waste: move('waste', (doing) => doing.some(2)),
  transfer: move('transfer', (doing) => doing.some(3)),
  count,
}
