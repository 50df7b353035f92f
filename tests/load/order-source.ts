import { formatReceipt } from '@shared/domain/receipt-number.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { COLLECTIONS } from '@shared/schemas/registry.ts'
import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import { makeBasket, sellBasket } from '../bench/goods.ts'
import type { LoadDevice } from './load-shop.ts'

/** A push as it goes over the wire, and the orders in it. */
export interface PreparedPush {
  readonly body: Buffer
  readonly ids: readonly string[]
}

/** What one counter sells, one push after the other. */
export interface OrderSource {
  next(): PreparedPush
  /** Makes pushes beforehand, so that making them costs nothing while it is measured. */
  prepare(pushes: number): void
}

/** Different sales a counter has; each is sold again and again under new numbers. */
const DIFFERENT_SALES = 40
const MOST_LINES = 6

export function createOrderSource(
  device: LoadDevice,
  { clock, random, batch }: { readonly clock: Clock; readonly random: SeededRandom; readonly batch: number },
): OrderSource {
  const deps = { clock, ids: createIdSource(clock, random) }
  const prepared: PreparedPush[] = []
  const sales = Array.from({ length: DIFFERENT_SALES }, () => sale(device, 1 + random.whole(MOST_LINES)))
  const schemaVersion = COLLECTIONS.orders.version
  let counter = 0

  function sale({ code, author, shop }: LoadDevice, lines: number): Order {
    const maker = { products: shop.products, author, locationId: shop.locationId, random }
    const receipt = { deviceCode: code, epoch: 1, counter: 1 }
    const sold = sellBasket(makeBasket(maker, lines, deps), receipt, maker, deps)
    if (!sold.ok) throw new Error(`A sale was refused: ${sold.error.type}`)
    return sold.value
  }

  function order(): Order {
    counter++
    const same = sales[counter % sales.length]
    if (same === undefined) throw new Error('There are sales')
    const receipt = { deviceCode: device.code, epoch: 1, counter }
    const number = formatReceipt(receipt)
    return { ...same, id: deps.ids.next(), editId: deps.ids.next(), number, receipt }
  }

  function make(): PreparedPush {
    const rows = Array.from({ length: batch }, () => ({ assumed: null, next: order() }))
    const request = { protocol: PROTOCOL_VERSION, schemaVersion, epoch: 1, collection: 'orders', rows }
    return { body: Buffer.from(JSON.stringify(request)), ids: rows.map(({ next }) => next.id) }
  }

  return {
    next: () => prepared.shift() ?? make(),
    prepare(pushes) {
      while (prepared.length < pushes) prepared.push(make())
    },
  }
}
