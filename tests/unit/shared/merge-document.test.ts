import { touch } from '@shared/domain/authoring.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { transition } from '@shared/domain/orders/lifecycle.ts'
import { holdCart } from '@shared/domain/orders/sell.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { newTask, settleTask } from '@shared/domain/tasks/task.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { FIELD_RULES } from '@shared/merge/field-rules.ts'
import { applyChoice, mergeDocument } from '@shared/merge/merge-document.ts'
import { ENVELOPE_FIELDS } from '@shared/schemas/envelope.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { COLLECTION_NAMES, COLLECTIONS } from '@shared/schemas/registry.ts'
import { conflictPayloadSchema } from '@shared/schemas/tasks.schema.ts'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
  customerOf,
  DAY,
  idOf,
  LOCATION,
  lineOf,
  mustBeOk,
  mustFit,
  productOf,
  soldOrder,
  testDeps,
  XOF,
} from './builders.ts'

const OK = { ok: true, value: undefined }
const deps = testDeps(70)
const here = authorOn('A1')
const there = authorOn('A2')

describe('two people edit the same product', () => {
  const product = productOf([
    { sku: 'A', price: minor(100), barcodes: ['1'] },
    { sku: 'B', price: minor(200) },
  ])
  const [a, b] = product.variants
  const priced = (price: number) => ({
    ...product,
    variants: product.variants.map((each) => (each === a ? { ...each, price: minor(price) } : each)),
  })

  it('MERGE-1 the price here and the name there both survive', () => {
    const mine = touch(priced(150), here, deps)
    const theirs = {
      ...touch({ ...product, name: 'Café moulu', nameKey: 'cafe moulu' }, there, deps),
      rev: 4,
    }
    const { document, clashes } = mergeDocument('products', product, mine, theirs)
    expect([document.name, document.nameKey, document.variants[0]?.price, clashes]).toEqual([
      'Café moulu',
      'cafe moulu',
      150,
      [],
    ])
    expect(document).toMatchObject({ rev: 4, editId: mine.editId, deviceId: here.deviceId })
  })

  it('MERGE-4 two prices for one variant are a clash at that variant’s price, and nothing else is', () => {
    const { document, clashes } = mergeDocument(
      'products',
      product,
      touch(priced(150), here, deps),
      touch(priced(175), there, deps),
    )
    expect(document.variants[0]?.price).toBe(175)
    expect(clashes).toEqual([{ path: ['variants', a?.id, 'price'], base: 100, mine: 150, theirs: 175 }])
    const settled = applyChoice(document, clashes[0]?.path ?? [], 150)
    expect(settled.variants.map(({ price }) => price)).toEqual([150, 200])
    const stamp = { by: idOf('x'), deviceId: idOf('d'), at: 1 }
    const payload = {
      collection: 'products',
      documentId: product.id,
      label: '',
      fields: clashes,
      mine: stamp,
      theirs: { ...stamp, rev: 2 },
    }
    expect(conflictPayloadSchema.safeParse(payload).success).toBe(true)
  })

  it('MERGE-1 barcodes and variants that both added are all there', () => {
    const coded = (word: string) => ({
      ...product,
      variants: product.variants.map((each) => (each === a ? { ...each, barcodes: ['1', word] } : each)),
    })
    const { document } = mergeDocument('products', product, coded('2'), coded('3'))
    expect(document.variants[0]?.barcodes).toEqual(['1', '3', '2'])
    expect(document.variants).toHaveLength(2)
  })

  it('an archived product stays archived under an edit that did not know', () => {
    const mine = touch({ ...product, description: 'x' }, here, deps)
    const theirs = touch({ ...product, archived: true }, there, deps)
    expect(mergeDocument('products', product, mine, theirs).document).toMatchObject({
      archived: true,
      description: 'x',
    })
    expect(mergeDocument('products', null, mine, theirs).document.archived).toBe(true)
    expect(mergeDocument('products', null, theirs, mine).document.archived).toBe(true)
  })

  it('PRODUCT-2 the same SKU given to two variants stays where it was given first, and the other is told', () => {
    const renamed = (which: typeof a, sku: string) => ({
      ...product,
      variants: product.variants.map((each) => (each === which ? { ...each, sku } : each)),
    })
    const { document, clashes } = mergeDocument('products', product, renamed(a, 'NEW'), renamed(b, 'NEW'))
    expect(document.variants.map(({ sku }) => sku)).toEqual(['A', 'NEW'])
    expect(clashes).toEqual([{ path: ['variants', a?.id, 'sku'], base: null, mine: 'NEW', theirs: 'A' }])
  })
})

describe('two tills edit the same cart on hold', () => {
  const cart = cartOf([lineOf('a', { quantity: quantity(2) }), lineOf('b')], { discount: minor(500) })
  const held = mustBeOk(
    holdCart({ cart, businessDay: DAY, locationId: LOCATION, shiftId: null, terms: XOF }, here, deps),
  )
  const withLines = (lines: Order['lines']): Order => ({ ...held, lines })

  it('MERGE-7 lines merge by id and the sums are computed again', () => {
    const more = held.lines.map((line, i) =>
      i === 0 ? { ...line, quantity: quantity(3), total: minor(3_000) } : line,
    )
    const { document } = mergeDocument('orders', held, withLines(more), withLines(held.lines.slice(0, 1)))
    expect(document).toMatchObject({ subtotal: 3_000, discount: 500, total: 2_500, paymentStatus: 'pending' })
    expect(document.lines).toMatchObject([{ quantity: 3, total: 3_000, tax: 381 }])
    expect(checkDocument('orders', held, document)).toEqual(OK)
  })

  it('MERGE-7 goods by weight are priced by their kilo again', () => {
    const kilo = { unitPrice: minor(1_500), pricePer: 1_000, unit: 'gram' as const }
    const weighed = mustBeOk(
      holdCart(
        {
          cart: cartOf([lineOf('a', { ...kilo, quantity: quantity(500) }), lineOf('b')]),
          businessDay: DAY,
          locationId: LOCATION,
          shiftId: null,
          terms: XOF,
        },
        here,
        deps,
      ),
    )
    const more = weighed.lines.map((line, i) =>
      i === 0 ? { ...line, quantity: quantity(1_250), total: minor(1_875) } : line,
    )
    const { document } = mergeDocument(
      'orders',
      weighed,
      { ...weighed, lines: more },
      { ...weighed, lines: weighed.lines.slice(0, 1) },
    )
    expect(document).toMatchObject({ subtotal: 1_875, lines: [{ quantity: 1_250, total: 1_875 }] })
    expect(checkDocument('orders', weighed, document)).toEqual(OK)
  })

  it('MERGE-7 a discount that is now more than the goods shrinks to them', () => {
    const cheap = held.lines.map((line) => ({
      ...line,
      unitPrice: minor(100),
      total: minor(line.quantity * 100),
    }))
    const { document } = mergeDocument('orders', held, withLines(cheap), { ...held, note: 'x' })
    expect([document.subtotal, document.discount, document.total]).toEqual([300, 300, 0])
    expect(checkDocument('orders', held, document)).toEqual(OK)
  })
})

describe('states', () => {
  it('MERGE-6 an order that was moved on twice is where the further one left it, and both steps are told', () => {
    const order: Order = { ...soldOrder(), status: 'confirmed', channel: 'online' }
    const mine = mustBeOk(transition(order, 'shipped', here, deps))
    const theirs = mustBeOk(transition(order, 'processing', there, deps))
    const { document, clashes } = mergeDocument('orders', order, mine, theirs)
    expect([document.status, document.events.map(({ to }) => to), clashes]).toEqual([
      'shipped',
      ['processing', 'shipped'],
      [],
    ])
    expect(mergeDocument('orders', order, theirs, mine).document.status).toBe('shipped')
  })

  it('MERGE-6 an order never goes back, even where the server was restored to an earlier state', () => {
    const shipped: Order = { ...soldOrder(), status: 'shipped', channel: 'online' }
    const restored: Order = { ...shipped, status: 'confirmed' }
    expect(mergeDocument('orders', shipped, shipped, restored).document.status).toBe('shipped')
    expect(mergeDocument('orders', shipped, restored, shipped).document.status).toBe('shipped')
  })

  it('MERGE-6 a task settled twice is done; one that was reopened stays open', () => {
    const task = newTask({ kind: 'reminder' }, here, deps)
    const done = settleTask(task, 'done', { note: 'a' }, here, deps)
    const dismissed = settleTask(task, 'dismissed', { by: 'b' }, there, deps)
    expect(mergeDocument('tasks', task, dismissed, done).document).toMatchObject({
      state: 'done',
      result: { note: 'a', by: 'b' },
    })
    expect(
      mergeDocument('tasks', done, { ...done, state: 'open' }, { ...done, dueAt: 5 }).document.state,
    ).toBe('open')
  })
})

describe('settings', () => {
  it('MERGE-1 two keys of one value that two people changed apart both survive', () => {
    const setting = newSetting('tax-class', { name: 'TVA', rate: 1_800 }, here, deps)
    const mine = { ...setting, value: { ...setting.value, rate: 1_000 } }
    const theirs = { ...setting, value: { ...setting.value, name: 'TVA réduite' } }
    expect(mergeDocument('settings', setting, mine, theirs)).toMatchObject({
      document: { value: { name: 'TVA réduite', rate: 1_000 } },
      clashes: [],
    })
  })
})

describe('settling a clash', () => {
  const customer = customerOf()
  const addressed = {
    ...customer,
    addresses: [
      { id: idOf('a'), label: 'home' as const, isDefault: true, address: { line1: 'x', city: 'Dakar' } },
    ],
  }

  it('computes the sort key of a chosen name', () => {
    expect(applyChoice(customer, ['name'], 'Éva')).toMatchObject({ name: 'Éva', nameKey: 'eva' })
  })

  it('takes a key away where the chosen side had none, and leaves what fits its schema', () => {
    const chosen = applyChoice(addressed, ['addresses', idOf('a'), 'address', 'city'], null)
    expect(chosen.addresses[0]?.address).toEqual({ line1: 'x' })
    mustFit('customers', chosen)
    expect(applyChoice(addressed, ['addresses', idOf('a')], null).addresses).toEqual([])
    expect(applyChoice(customer, ['addresses', idOf('a')], addressed.addresses[0] ?? null)).toEqual(addressed)
    expect(applyChoice(customer, ['language'], null).language).toBeNull()
  })

  it('LEDGER-3 leaves facts and paths that lead nowhere alone', () => {
    const order = soldOrder()
    for (const path of [['status'], ['payments'], ['stockPostings', 'x', 'quantity'], []])
      expect(applyChoice(order, path, null)).toBe(order)
    expect(applyChoice(customer, ['nowhere', 'at', 'all'], 1)).toEqual(customer)
  })
})

describe('the rules', () => {
  it('name every field of every collection’s schema, and no other', () => {
    for (const name of COLLECTION_NAMES) {
      const fields = Object.keys(COLLECTIONS[name].schema.shape).filter(
        (field) => !ENVELOPE_FIELDS.some((own) => own === field),
      )
      expect(Object.keys(FIELD_RULES[name]).sort()).toEqual(fields.sort())
    }
  })
})
