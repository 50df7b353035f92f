import type { DomainDeps } from '@shared/domain/authoring.ts'
import { dispatchTransfer, receiveTransfer, settleTransfer } from '@shared/domain/stock/transfer.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { authorOn, DAY, idOf, mustBeOk, testDeps } from './builders.ts'

export const STORE = idOf('store-room')
export const FLOOR = idOf('shop-floor')

export type Goods = readonly (readonly [string, number])[]
const linesOf = (goods: Goods) =>
  goods.map(([word, units]) => ({ variantId: idOf(word), quantity: quantity(units) }))

interface Where {
  readonly device?: string
  readonly deps?: DomainDeps
  readonly round?: number
}

export const dispatched = (goods: Goods, { device = 'A1', deps = testDeps(11) }: Where = {}): StockMovement =>
  mustBeOk(
    dispatchTransfer(
      { fromLocationId: STORE, toLocationId: FLOOR, lines: linesOf(goods), businessDay: DAY },
      authorOn(device),
      deps,
    ),
  )

export const found = (
  transfer: StockMovement,
  goods: Goods,
  { device = 'A1', deps = testDeps(12), round = 0 }: Where = {},
  toLocationId = FLOOR,
): StockMovement =>
  mustBeOk(
    receiveTransfer(
      { transferId: transfer.id, round, toLocationId, lines: linesOf(goods), businessDay: DAY },
      authorOn(device),
      deps,
    ),
  )

export const givenUp = (
  transfer: StockMovement,
  left: Goods,
  { device = 'A1', deps = testDeps(13), round = 1 }: Where = {},
): StockMovement =>
  mustBeOk(
    settleTransfer(
      { transferId: transfer.id, round, reason: 'theft', left: linesOf(left), businessDay: DAY },
      authorOn(device),
      deps,
    ),
  )
