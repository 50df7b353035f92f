import { touch } from '@shared/domain/authoring.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { ROLES, staffSchema } from '@shared/schemas/people.schema.ts'
import { type AnyDocument, COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { describe, expect, it } from 'vitest'
import { editRow, makeProduct, makeSale, newRow, variantOf } from '../../support/shop-floor.ts'
import { asEdit, asNew, forged } from './forge.ts'
import { makeSample, nextReceipt } from './samples.ts'
import type { World } from './world.ts'

/** Attacks that take what was once right, or will be, and bring it at another time or in another's place. */
export function historyAttacks(worldOf: () => World): void {
  describe.each(ROLES)('old and repeated pushes of a %s', (role) => {
    it('A17 a push that was taken once changes nothing when it is sent again, later, or by another device', async () => {
      const world = worldOf()
      const admin = world.devices.admin
      for (const collection of COLLECTION_NAMES) {
        const made: AnyDocument = makeSample(collection, admin, world.server)
        const first = asNew(forged(made))
        await world.wire.rows(admin, collection, [first])
        const second = touch(made, admin.author, world.server)
        await world.wire.rows(admin, collection, [editRow(made, second)])
        const results = await world.wire.rows(world.devices[role], collection, [first, first])
        // It says what became of it then, or nothing at all; the newer edit stands.
        for (const result of results) expect(['accepted', 'refused']).toContain(result.outcome)
        const held = (await admin.pullAll(collection)).find(({ id }) => id === made.id)
        expect([held?.rev, held?.editId], collection).toEqual([2, second.editId])
      }
    })

    it('A38 an old disk’s state of things does not come back', async () => {
      const world = worldOf()
      const admin = world.devices.admin
      for (const collection of COLLECTION_NAMES) {
        const made: AnyDocument = makeSample(collection, admin, world.server)
        const second = touch(made, admin.author, world.server)
        await world.wire.rows(admin, collection, [asNew(forged(made))])
        await world.wire.rows(admin, collection, [editRow(made, second)])
        const { staffId: updatedBy, deviceId } = world.devices[role].author
        const old = { ...made, editId: world.server.ids.next(), updatedBy, deviceId }
        const rows = [asNew(old), asEdit({ ...made, rev: 1 }, { ...old, editId: world.server.ids.next() })]
        const results = await world.wire.rows(world.devices[role], collection, rows)
        for (const { outcome } of results) expect(['conflict', 'refused'], collection).toContain(outcome)
        const held = (await admin.pullAll(collection)).find(({ id }) => id === made.id)
        expect(held?.editId, collection).toBe(second.editId)
      }
    })
  })

  describe('power and tasks', () => {
    it('A11 the last administrator cannot be lowered, closed or archived, by himself or by rows that ride together', async () => {
      const world = worldOf()
      const admin = world.devices.admin
      const own = staffSchema.parse(
        (await admin.pullAll('staff')).find(({ id }) => id === admin.author.staffId),
      )
      const changes = [
        { role: 'cashier' },
        { active: false },
        { archived: true },
        { permissions: [] },
      ] as const
      const rows = changes
        .slice(0, 3)
        .map((change) => editRow(own, touch({ ...own, ...change }, admin.author, world.server)))
      const results = await world.wire.rows(admin, 'staff', rows)
      expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused'])
      await admin.refresh()
      expect(admin.session.account.role).toBe('admin')
    })

    it('A13 TASK-4 a task put under the id that an oversell will have does not hide the oversell', async () => {
      const world = worldOf()
      const { cashier, manager } = world.devices
      const product = makeProduct(manager, world.server, 'Rare')
      await manager.create('products', product)
      const sale = makeSale(cashier, world.server, product, nextReceipt(cashier), 3)
      const { shopId, locationId } = world.own
      const posting = sale.stockPostings[0]?.id ?? ''
      const id = deriveId(shopId, 'oversell', variantOf(product).id, locationId, posting)
      const squatter = { ...newTask({ kind: 'reminder' }, cashier.author, world.server), id }
      await cashier.create('tasks', squatter)
      await cashier.create('orders', sale)
      const task = (await manager.pullAll('tasks')).find((one) => one.id === id)
      expect(task).toMatchObject({ kind: 'oversell', state: 'open', assigneeRole: 'manager', rev: 2 })
      expect(JSON.stringify(task?.payload)).toContain(sale.id)
    })

    it('A6 a movement under an order’s id, with the ids of its later postings, does not stand in the order’s way', async () => {
      const world = worldOf()
      const { cashier, admin, logistics } = world.devices
      const product = makeProduct(admin, world.server, 'Convoité')
      await admin.create('products', product)
      const sale = makeSale(cashier, world.server, product, nextReceipt(cashier))
      const taken = sale.stockPostings[0]
      const movement = makeSample('stockMovements', logistics, world.server)
      const posting = { ...movement.postings[0], id: taken?.id }
      await world.wire.rows(logistics, 'stockMovements', [
        asNew({ ...movement, id: sale.id, postings: [posting] }),
      ])
      const [result] = await world.wire.rows(cashier, 'orders', [newRow(sale)])
      expect(result?.outcome).toBe('accepted')
    })

    it('A15 what a person may not change he may not change inside the settling of a conflict either', async () => {
      const world = worldOf()
      const { cashier, manager, logistics } = world.devices
      const product = makeProduct(manager, world.server, 'Disputé')
      await manager.create('products', product)
      const newer = touch({ ...product, brand: 'A' }, manager.author, world.server)
      await world.wire.rows(manager, 'products', [editRow(product, newer)])
      const merged = touch(
        { ...newer, variants: newer.variants.map((variant) => ({ ...variant, price: null })) },
        cashier.author,
        world.server,
      )
      const [priced] = await world.wire.rows(cashier, 'products', [editRow({ ...newer, rev: 2 }, merged)])
      expect(priced).toMatchObject({ outcome: 'refused', refusal: { code: 'FORBIDDEN' } })
      const sale = makeSale(cashier, world.server, product, nextReceipt(cashier))
      await cashier.create('orders', sale)
      // Shipping is his; the payment that rides along is not.
      const paid = sale.payments.map((payment) => ({ ...payment, status: 'failed' as const }))
      const shipped = touch(
        { ...sale, deliveryAddress: { line1: 'x' }, payments: paid },
        logistics.author,
        world.server,
      )
      const [both] = await world.wire.rows(logistics, 'orders', [editRow({ ...sale, rev: 1 }, shipped)])
      expect(both?.outcome).toBe('refused')
    })

    it('A14 a cashier’s payment by phone does not come as confirmed', async () => {
      const world = worldOf()
      const { cashier, manager } = world.devices
      const product = makeProduct(manager, world.server, 'Payé?')
      await manager.create('products', product)
      const sale = makeSale(cashier, world.server, product, nextReceipt(cashier))
      const byWave = (status: 'declared' | 'confirmed') => ({
        ...sale,
        editId: world.server.ids.next(),
        payments: sale.payments.map((payment) => ({ ...payment, method: 'wave' as const, status })),
        moneyPostings: sale.moneyPostings.map((posting) => ({
          ...posting,
          account: posting.account.replace('method:cash', 'method:wave'),
        })),
      })
      const [forgedOne] = await world.wire.rows(cashier, 'orders', [newRow(byWave('confirmed'))])
      expect(forgedOne).toMatchObject({
        outcome: 'refused',
        refusal: { code: 'FORBIDDEN', params: { permission: 'payments.confirm' } },
      })
      const [honest] = await world.wire.rows(cashier, 'orders', [newRow(byWave('declared'))])
      expect(honest?.outcome).toBe('accepted')
    })

    it('A4 a date of the future does not make a device’s figures look fresher than now', async () => {
      const world = worldOf()
      const device = await world.signIn('manager')
      const late = { ...makeProduct(device, world.server, 'Demain'), updatedAt: Date.UTC(2199, 0, 1) }
      await device.create('products', late)
      const rows = await world.devices.admin.send('POST', '/sync/heartbeat', HEARTBEAT)
      const devices = Reflect.get(Object(rows.body), 'devices') as { id: Id; lastFactAt: number | null }[]
      const told = devices.find(({ id }) => id === device.author.deviceId)
      expect(told?.lastFactAt).toBeLessThanOrEqual(Date.now())
    })
  })
}

const HEARTBEAT = {
  pending: 0,
  refused: 0,
  conflicts: 0,
  storageBytes: 0,
  receiptCounter: 0,
  receiptEpoch: 1,
  oldestPendingAt: null,
}
