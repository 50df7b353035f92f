import { FIRST_WRITE, type Store, type WritePlace } from '@renderer/db/store.ts'
import { createShiftOrders, followShiftOrders } from '@renderer/features/till/shift-orders.ts'
import { keepShiftStart, loadShiftStart } from '@renderer/features/till/shift-start.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import { Subject } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import {
  authorOn,
  DAY,
  idOf,
  mustBeOk,
  openedShift,
  SHOP,
  shiftOf,
  soldOrder,
  testDeps,
} from '../../shared/builders.ts'

const HERE = authorOn('A1')

/** A store that knows one thing: what was written when. */
function writtenStore() {
  const rows: { lwt: number; order: Order }[] = []
  const changed$ = new Subject<CollectionName>()
  const reads: WritePlace[] = []
  const store = {
    changed$,
    async findWrittenSince(_name: string, place: WritePlace, limit: number) {
      reads.push(place)
      const behind = rows.filter(({ lwt }) => lwt > place.lwt).sort((a, b) => a.lwt - b.lwt)
      const page = behind.slice(0, limit)
      const last = page.at(-1)
      return {
        documents: page.map(({ order }) => ({ ...order, pending: 1 as const })),
        place: last ? { lwt: last.lwt, id: last.order.id } : place,
        isLast: page.length < limit,
      }
    },
  } as unknown as Pick<Store, 'changed$' | 'findWrittenSince'> // of the collections it knows only orders
  return {
    store,
    reads,
    changed$,
    write(order: Order): void {
      const at = rows.findIndex((row) => row.order.id === order.id)
      if (at >= 0) rows.splice(at, 1)
      rows.push({ lwt: (rows.at(-1)?.lwt ?? 0) + 1, order })
      changed$.next('orders')
    },
  }
}

function back(order: Order, deps: ReturnType<typeof testDeps>): Order {
  const lines = [{ lineId: order.lines[0]?.id ?? '', quantity: quantity(1) }]
  const input = { lines, reason: '', restock: true, refundMethod: 'cash' as const, businessDay: DAY }
  return mustBeOk(returnLines(order, input, HERE, deps))
}

describe('the orders of a shift', () => {
  it('are those sold, paid or brought back in it, whenever they were sold', async () => {
    const deps = testDeps(9)
    const written = writtenStore()
    const [early, untouched] = [soldOrder(undefined, { deps }), soldOrder(undefined, { deps })]
    for (const order of [early, untouched]) written.write(order)
    const shift = shiftOf(openedShift({ deps }))
    const sold = soldOrder(undefined, { deps })
    written.write(sold)
    written.write(back(early, deps))
    written.write(soldOrder(undefined, { deps, author: authorOn('B1') }))
    const orders = await createShiftOrders(written.store, shift, FIRST_WRITE).read()
    expect(orders.map(({ id }) => id).sort()).toEqual([early.id, sold.id].sort())
  })

  it('are read on from where the last reading ended', async () => {
    const deps = testDeps(10)
    const written = writtenStore()
    const shift = shiftOf(openedShift({ deps }))
    const orders = createShiftOrders(written.store, shift, { lwt: 0, id: '' })
    written.write(soldOrder(undefined, { deps }))
    expect(await orders.read()).toHaveLength(1)
    written.write(soldOrder(undefined, { deps }))
    expect(await orders.read()).toHaveLength(2)
    expect(written.reads.map(({ lwt }) => lwt)).toEqual([0, 1])
  })

  it('are followed: what changes while they are read is read too', async () => {
    const deps = testDeps(11)
    const written = writtenStore()
    const shift = shiftOf(openedShift({ deps }))
    const seen: number[] = []
    const stop = followShiftOrders(written.store, createShiftOrders(written.store, shift, FIRST_WRITE), {
      onOrders: (orders) => seen.push(orders.length),
      onFailure: (thrown) => {
        throw thrown
      },
    })
    for (let i = 0; i < 3; i++) written.write(soldOrder(undefined, { deps }))
    await vi.waitFor(() => expect(seen.at(-1)).toBe(3))
    for (const name of COLLECTION_NAMES) if (name !== 'orders') written.changed$.next(name)
    stop()
    const before = written.reads.length
    written.write(soldOrder(undefined, { deps }))
    await Promise.resolve()
    expect(written.reads).toHaveLength(before)
  })

  it('that cannot be read are told, and are read again with the next change', async () => {
    const deps = testDeps(12)
    const written = writtenStore()
    const shift = shiftOf(openedShift({ deps }))
    const { findWrittenSince } = written.store
    let broken = true
    const store: typeof written.store = {
      ...written.store,
      findWrittenSince: (...asked) =>
        broken ? Promise.reject(new Error('disk')) : findWrittenSince(...asked),
    }
    const told: string[] = []
    const stop = followShiftOrders(store, createShiftOrders(store, shift, FIRST_WRITE), {
      onOrders: (orders) => told.push(`${orders.length} orders`),
      onFailure: () => told.push('failed'),
    })
    await vi.waitFor(() => expect(told).toEqual(['failed']))
    broken = false
    written.write(soldOrder(undefined, { deps }))
    await vi.waitFor(() => expect(told).toEqual(['failed', '1 orders']))
    stop()
  })
})

describe('where a shift began on this device', () => {
  function memory(): Storage {
    const held = new Map<string, string>()
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, text: string) => void held.set(key, text),
    } as unknown as Storage // the two of its methods that are used
  }

  it('is kept for that shift; for another one, and when it is lost or damaged, everything is read', () => {
    const storage = memory()
    const [shift, next] = [idOf('shift'), idOf('next')]
    expect(loadShiftStart(storage, SHOP, shift)).toEqual(FIRST_WRITE)
    keepShiftStart(storage, SHOP, shift, 1_234)
    expect(loadShiftStart(storage, SHOP, shift)).toEqual({ lwt: 1_234, id: '' })
    expect(loadShiftStart(storage, SHOP, next)).toEqual(FIRST_WRITE)
    storage.setItem(`comptoir.shift.${SHOP}`, '{')
    expect(loadShiftStart(storage, SHOP, shift)).toEqual(FIRST_WRITE)
  })
})
