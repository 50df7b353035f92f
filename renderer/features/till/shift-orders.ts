import type { Store, WritePlace } from '@renderer/db/store.ts'
import { actsOf, hasActs, type ShiftSpan } from '@shared/domain/till/shift-figures.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { filter } from 'rxjs'

const PAGE = 500

/** Finds the orders that tell something of a shift, reading only what was written since the last time. */
export interface ShiftOrders {
  /** Reads on to the newest write; the answer is all that is known then. */
  read(): Promise<readonly Order[]>
}

type Source = Pick<Store, 'findWrittenSince'>

/** `start`: a place before everything that the shift wrote. An order of any age may have been paid or brought back in it. */
export function createShiftOrders(store: Source, span: ShiftSpan, start: WritePlace): ShiftOrders {
  const orderById = new Map<Id, Order>()
  let place = start
  let reading: Promise<unknown> = Promise.resolve()

  const take = (order: Order): void => {
    if (hasActs(actsOf(order, span))) orderById.set(order.id, order)
    else orderById.delete(order.id)
  }
  async function readOn(): Promise<readonly Order[]> {
    for (;;) {
      const page = await store.findWrittenSince('orders', place, PAGE)
      for (const order of page.documents) take(order)
      place = page.place
      if (page.isLast) return [...orderById.values()]
    }
  }
  return {
    read() {
      const next = reading.then(readOn, readOn)
      reading = next.catch(() => undefined)
      return next
    },
  }
}

interface Follower {
  readonly onOrders: (orders: readonly Order[]) => void
  readonly onFailure: (thrown: unknown) => void
}

/** Reads on whenever an order changes, until it is told to stop. */
export function followShiftOrders(
  store: Source & Pick<Store, 'changed$'>,
  orders: ShiftOrders,
  { onOrders, onFailure }: Follower,
): () => void {
  let isStopped = false
  let state: 'idle' | 'reading' | 'again' = 'idle'
  async function readOn(): Promise<void> {
    // What changes while it is being read may lie behind the last page already.
    if (state !== 'idle') {
      state = 'again'
      return
    }
    do {
      state = 'reading'
      const found = await orders.read()
      if (isStopped) return
      onOrders(found)
    } while (wantsMore())
    state = 'idle'
  }
  const wantsMore = (): boolean => state === 'again'
  const follow = (): void => {
    readOn().catch((thrown: unknown) => {
      state = 'idle'
      if (!isStopped) onFailure(thrown)
    })
  }
  const hearing = store.changed$.pipe(filter((name) => name === 'orders')).subscribe(follow)
  follow()
  return () => {
    isStopped = true
    hearing.unsubscribe()
  }
}
