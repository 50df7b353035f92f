import { touch } from '@shared/domain/authoring.ts'
import type { PushResult } from '@shared/protocol/sync.ts'
import { describe, expect, it } from 'vitest'
import { editRow, makeProduct, makeSale, newRow, variantOf } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import type { PushRow, TestDevice } from '../../support/test-server.ts'
import { nextReceipt } from './samples.ts'
import type { World } from './world.ts'

const AT_ONCE = 50

const count = (results: readonly (PushResult | undefined)[], outcome: PushResult['outcome']): number =>
  results.filter((result) => result?.outcome === outcome).length

/** A31: of many who do the same at the same moment one succeeds, and the others are told. */
export function raceAttacks(worldOf: () => World): void {
  describe('fifty at once', () => {
    const race = async (
      world: World,
      collection: 'products' | 'orders',
      rows: readonly (readonly [TestDevice, PushRow])[],
    ) =>
      (await Promise.all(rows.map(([device, row]) => world.wire.rows(device, collection, [row])))).map(
        ([one]) => one,
      )

    it('A31 edit one document: one edit is taken, all others are conflicts', async () => {
      const world = worldOf()
      const { manager, admin } = world.devices
      const product = makeProduct(manager, world.server, 'Course')
      await manager.create('products', product)
      const results = await race(
        world,
        'products',
        Array.from({ length: AT_ONCE }, (_, i) => {
          const device = i % 2 === 0 ? manager : admin
          const next = touch({ ...product, brand: `B${i}` }, device.author, world.server)
          return [device, editRow({ ...product, rev: 1 }, next)] as const
        }),
      )
      expect([count(results, 'accepted'), count(results, 'conflict')]).toEqual([1, AT_ONCE - 1])
    })

    it('A31 make one document: one is taken, all others are conflicts', async () => {
      const world = worldOf()
      const { manager } = world.devices
      const { id } = makeProduct(manager, world.server)
      const rows = Array.from({ length: AT_ONCE }, (_, i) => {
        const next = { ...makeProduct(manager, world.server, `Jumeau ${i}`), id }
        return [manager, newRow(next)] as const
      })
      const results = await race(world, 'products', rows)
      expect([count(results, 'accepted'), count(results, 'conflict')]).toEqual([1, AT_ONCE - 1])
    })

    it('A31 RECEIPT-1 sell under one receipt number: one sale has it', async () => {
      const world = worldOf()
      const { manager, cashier } = world.devices
      const product = makeProduct(manager, world.server, 'Ticket')
      await manager.create('products', product)
      const number = nextReceipt(cashier)
      const rows = Array.from({ length: AT_ONCE }, () => {
        return [cashier, newRow(makeSale(cashier, world.server, product, number))] as const
      })
      const results = await race(world, 'orders', rows)
      expect([count(results, 'accepted'), count(results, 'refused')]).toEqual([1, AT_ONCE - 1])
      expect(await onHand(world, variantOf(product).id)).toEqual([-1, -1])
    })

    it('A31 LEDGER-1 send the same sale: it happens once', async () => {
      const world = worldOf()
      const { manager, cashier } = world.devices
      const product = makeProduct(manager, world.server, 'Répété')
      await manager.create('products', product)
      const sale = makeSale(cashier, world.server, product, nextReceipt(cashier), 4)
      const rows = Array.from({ length: AT_ONCE }, () => [cashier, newRow(sale)] as const)
      expect(count(await race(world, 'orders', rows), 'accepted')).toBe(AT_ONCE)
      expect(await onHand(world, variantOf(product).id)).toEqual([-4, -4])
    })
  })
}

/** The level as it is kept and as its postings sum up. */
async function onHand(world: World, variantId: string): Promise<[number | undefined, number | undefined]> {
  const query = <Row extends object>(text: string) =>
    queryShop<Row>(world.server.database, world.own.shopId, text, [variantId])
  const kept = await query<{ on_hand: number }>('select on_hand from stock_levels where variant_id = $1')
  const summed = await query<{ sum: number }>(
    'select sum(quantity) from stock_postings where variant_id = $1',
  )
  return [kept[0]?.on_hand, summed[0]?.sum]
}
