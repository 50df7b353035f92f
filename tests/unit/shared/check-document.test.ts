import { checkDocument } from '@shared/domain/check-document.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { newFavourite } from '@shared/domain/settings/favourite.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { recordCount, recordMovement } from '@shared/domain/stock/movement.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { MoneyPosting } from '@shared/schemas/postings.ts'
import { MAX_PICTURE_CHARACTERS, singleSettingId } from '@shared/schemas/settings.schema.ts'
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
  SHOP,
  START,
  soldOrder,
  testDeps,
} from './builders.ts'

const OK = { ok: true, value: undefined }
const author = authorOn('A1')
const deps = testDeps(31)
const order = soldOrder(cartOf([lineOf('a', { quantity: quantity(3) }), lineOf('b')]), { author, deps })
const [first] = order.lines
const discounted = soldOrder(
  cartOf([lineOf('a', { quantity: quantity(3), discount: minor(100) }), lineOf('b')], {
    discount: minor(50),
  }),
  { author, deps },
)
const lineId = first?.id ?? ''
const returned = mustBeOk(
  returnLines(
    order,
    {
      lines: [{ lineId, quantity: quantity(1) }],
      reason: '',
      restock: true,
      refundMethod: 'cash',
      businessDay: DAY,
    },
    author,
    deps,
  ),
)
const cancelled = mustBeOk(cancelOrder(order, { reason: '', refundMethod: 'cash' }, author, deps))

const posting = (account: string, amount: number): MoneyPosting => ({
  id: idOf(`${account}${amount}`),
  account,
  amount: minor(amount),
  at: START,
  by: author.staffId,
  deviceId: author.deviceId,
})
const mapFirst = <T>(list: readonly T[], change: (item: T) => T): T[] =>
  list.map((item, i) => (i === 0 ? change(item) : item))

/** What somebody with a changed program might push: a name, what stood, what he wants, and the rule or field that refuses it. */
const ATTACKS: readonly (readonly [string, Order | null, Order, string])[] = [
  ['sell for less than the lines say', null, { ...order, total: minor(order.total - 1) }, 'ORDER-1'],
  ['sell with a tax of his own', null, { ...order, tax: minor(0) }, 'ORDER-1'],
  [
    'sell a line for less than its price',
    null,
    { ...order, lines: mapFirst(order.lines, (line) => ({ ...line, total: minor(1) })) },
    'ORDER-1',
  ],
  [
    'sell less than nothing',
    null,
    {
      ...order,
      lines: mapFirst(order.lines, (line) => ({ ...line, quantity: quantity(-3), total: minor(-3_000) })),
    },
    'ORDER-1',
  ],
  ['take something off without saying why', null, { ...discounted, discountReason: '' }, 'ORDER-7'],
  [
    'take something off a line without saying why',
    null,
    { ...discounted, lines: mapFirst(discounted.lines, ({ discountReason: _why, ...line }) => line) },
    'ORDER-7',
  ],
  ['sell nothing', null, { ...order, lines: [] }, 'ORDER-1'],
  ['sell the same line twice', null, { ...order, lines: [...order.lines, ...order.lines] }, 'ORDER-1'],
  ['say paid where nothing is', null, { ...order, paymentStatus: 'pending' }, 'ORDER-1'],
  ['sell without taking the goods off the shelf', null, { ...order, stockPostings: [] }, 'LEDGER-5'],
  [
    'take fewer goods off the shelf',
    null,
    {
      ...order,
      stockPostings: mapFirst(order.stockPostings, (each) => ({ ...each, quantity: quantity(-1) })),
    },
    'LEDGER-5',
  ],
  [
    'take the goods from another place',
    null,
    {
      ...order,
      stockPostings: mapFirst(order.stockPostings, (each) => ({ ...each, locationId: idOf('x') })),
    },
    'LEDGER-5',
  ],
  [
    'receive goods by an order',
    null,
    {
      ...order,
      stockPostings: [
        ...order.stockPostings,
        ...mapFirst(order.stockPostings, (each) => ({
          ...each,
          id: idOf('n'),
          kind: 'receive' as const,
          quantity: quantity(5),
        })).slice(0, 1),
      ],
    },
    'LEDGER-5',
  ],
  ['sell without posting the money', null, { ...order, moneyPostings: [] }, 'LEDGER-5'],
  [
    'post money out of balance',
    null,
    { ...order, moneyPostings: [...order.moneyPostings, posting('sales', -5)] },
    'LEDGER-2',
  ],
  [
    'post sales as something else',
    null,
    { ...order, moneyPostings: [...order.moneyPostings, posting('sales', 5), posting('tax', -5)] },
    'LEDGER-5',
  ],
  [
    'post cash that nobody paid',
    null,
    {
      ...order,
      moneyPostings: [...order.moneyPostings, posting('method:cash', 5), posting('receivable', -5)],
    },
    'LEDGER-5',
  ],
  [
    'post to an account of his own',
    null,
    {
      ...order,
      moneyPostings: [...order.moneyPostings, posting('method:mine', 5), posting('receivable', -5)],
    },
    'LEDGER-5',
  ],
  [
    'use one posting id twice',
    null,
    { ...order, moneyPostings: [...order.moneyPostings, ...order.moneyPostings] },
    'LEDGER-1',
  ],
  [
    'sell without being paid',
    null,
    { ...order, payments: [], paymentStatus: 'pending', moneyPostings: [] },
    'ORDER-3',
  ],
  ['sell over the counter without a receipt', null, { ...order, receipt: null }, 'RECEIPT-1'],
  ['sell under the number of another receipt', null, { ...order, number: 'A1-1-777777' }, 'RECEIPT-1'],
  ['sell over the counter for later', null, { ...order, status: 'pending' }, 'ORDER-5'],
  ['sort an order where it does not belong', null, { ...order, placedInv: 1 }, 'MERGE-7'],
  [
    'sell on nobody’s credit',
    null,
    { ...order, payments: mapFirst(order.payments, (each) => ({ ...each, method: 'credit' })) },
    'ORDER-3',
  ],
  [
    'change a line after the sale',
    order,
    { ...order, lines: mapFirst(order.lines, (line) => ({ ...line, name: 'x' })) },
    'ORDER-4',
  ],
  ['change the price after the sale', order, { ...order, total: minor(1) }, 'ORDER-4'],
  [
    'change the receipt after the sale',
    order,
    { ...order, receipt: { deviceCode: 'A1', epoch: 1, counter: 999_999 } },
    'ORDER-4',
  ],
  ['change the day of the sale', order, { ...order, placedAt: 5 }, 'ORDER-4'],
  ['take a payment away', order, { ...order, payments: [] }, 'LEDGER-3'],
  [
    'change a payment',
    order,
    { ...order, payments: mapFirst(order.payments, (each) => ({ ...each, amount: minor(1) })) },
    'LEDGER-3',
  ],
  [
    'make a confirmed payment declared again',
    order,
    { ...order, payments: mapFirst(order.payments, (each) => ({ ...each, status: 'declared' })) },
    'LEDGER-3',
  ],
  [
    'edit a posting',
    order,
    {
      ...order,
      stockPostings: mapFirst(order.stockPostings, (each) => ({ ...each, quantity: quantity(-2) })),
    },
    'LEDGER-3',
  ],
  ['take a posting away', order, { ...order, moneyPostings: order.moneyPostings.slice(1) }, 'LEDGER-3'],
  ['take a return back', returned, { ...order }, 'LEDGER-3'],
  ['hide a sale', order, { ...order, archived: true }, 'ORDER-6'],
  ['bring a cancelled sale back', cancelled, { ...cancelled, status: 'delivered' }, 'ORDER-2'],
  ['cancel without saying who', order, { ...cancelled, events: [] }, 'ORDER-2'],
  [
    'cancel without giving goods and money back',
    order,
    { ...order, status: 'cancelled', events: cancelled.events },
    'LEDGER-5',
  ],
  ['cancel and keep the goods', order, { ...cancelled, stockPostings: order.stockPostings }, 'LEDGER-5'],
  [
    'return without taking the goods in',
    order,
    { ...returned, stockPostings: order.stockPostings },
    'LEDGER-5',
  ],
  ['take goods in without a return', order, { ...order, stockPostings: returned.stockPostings }, 'LEDGER-5'],
  [
    'refund without a return',
    order,
    { ...order, payments: returned.payments, paymentStatus: 'part-refunded' },
    'ORDER-3',
  ],
  ['refund without paying out', order, { ...returned, moneyPostings: order.moneyPostings }, 'LEDGER-5'],
  [
    'return more than was sold',
    order,
    {
      ...returned,
      returns: mapFirst(returned.returns, (each) => ({
        ...each,
        lines: mapFirst(each.lines, (line) => ({ ...line, quantity: quantity(4) })),
      })),
    },
    'ORDER-3',
  ],
  [
    'return one unit for the price of three',
    order,
    {
      ...returned,
      returns: mapFirst(returned.returns, (each) => ({
        ...each,
        total: minor(3_000),
        lines: mapFirst(each.lines, (line) => ({ ...line, amount: minor(3_000) })),
      })),
    },
    'ORDER-3',
  ],
  [
    'return a line that is not there',
    order,
    {
      ...returned,
      returns: mapFirst(returned.returns, (each) => ({
        ...each,
        lines: mapFirst(each.lines, (line) => ({ ...line, lineId: 'x' })),
      })),
    },
    'ORDER-3',
  ],
  [
    'return without naming a line',
    order,
    {
      ...returned,
      returns: mapFirst(returned.returns, (each) => ({
        ...each,
        lines: mapFirst(each.lines, (line) => ({ ...line, lineId: null })),
      })),
    },
    'ORDER-3',
  ],
  [
    'return another article than was sold',
    order,
    {
      ...returned,
      returns: mapFirst(returned.returns, (each) => ({
        ...each,
        lines: mapFirst(each.lines, (line) => ({ ...line, variantId: idOf('x') })),
      })),
    },
    'ORDER-3',
  ],
]

describe('what the server refuses of an order', () => {
  it.each(ATTACKS)('to %s', (_what, before, after, rule) => {
    const result = checkDocument('orders', before, after)
    expect(result.ok ? null : result.error.params.rule).toBe(rule)
  })

  it('and only that: the same documents unchanged pass', () => {
    expect(checkDocument('orders', null, order)).toEqual(OK)
    expect(checkDocument('orders', order, returned)).toEqual(OK)
    expect(checkDocument('orders', order, cancelled)).toEqual(OK)
    expect(checkDocument('orders', null, cancelled)).toEqual(OK)
    expect(
      checkDocument('orders', order, { ...order, note: 'x', customerId: idOf('awa'), customerName: 'Awa' }),
    ).toEqual(OK)
  })

  it('ORDER-4 who owes does not change once he promised', () => {
    const cart = cartOf([lineOf('a')], { customerId: idOf('awa'), customerName: 'Awa' })
    const owed = soldOrder(cart, { author, deps, payments: [{ method: 'credit', amount: minor(1_000) }] })
    const result = checkDocument('orders', owed, { ...owed, customerId: idOf('somebody else') })
    expect(result).toMatchObject({ ok: false, error: { code: 'IMMUTABLE', params: { field: 'customerId' } } })
  })

  it('who made it and where it belongs never changes', () => {
    for (const field of ['id', 'shopId', 'createdBy'] as const)
      expect(checkDocument('orders', order, { ...order, [field]: idOf('x') })).toEqual({
        ok: false,
        error: { code: 'IMMUTABLE', params: { field } },
      })
  })
})

describe('imported history', () => {
  const history: Order = {
    ...order,
    channel: 'import',
    receipt: null,
    number: 'C536379',
    payments: [],
    stockPostings: [],
    moneyPostings: [],
    lines: mapFirst(order.lines, (line) => ({ ...line, quantity: quantity(-3), total: minor(-2_999) })),
    subtotal: minor(-1_999),
    returns: [
      {
        ...(returned.returns[0] ?? mustBeOk({ ok: false, error: 'no return' })),
        lines: [
          { ...(returned.returns[0]?.lines[0] ?? mustBeOk({ ok: false, error: 'no line' })), lineId: null },
        ],
      },
    ],
  }

  it('may have negative quantities, prices that were rounded elsewhere, and returns of sales nobody knows', () => {
    mustFit('orders', history)
    expect(checkDocument('orders', null, history)).toEqual(OK)
  })

  it('posts nothing of its own and must add up', () => {
    expect(checkDocument('orders', null, { ...history, stockPostings: order.stockPostings }).ok).toBe(false)
    expect(checkDocument('orders', null, { ...history, moneyPostings: order.moneyPostings }).ok).toBe(false)
    expect(checkDocument('orders', null, { ...history, subtotal: minor(0) }).ok).toBe(false)
    expect(checkDocument('orders', history, { ...history, status: 'cancelled' }).ok).toBe(false)
  })
})

describe('stock movements', () => {
  const line = {
    variantId: idOf('v'),
    locationId: LOCATION,
    toLocationId: idOf('store'),
    quantity: quantity(3),
  }
  const move = (kind: 'receive' | 'adjust' | 'waste' | 'transfer', lines = [line]): StockMovement =>
    mustBeOk(recordMovement({ kind, reason: 'damaged', businessDay: DAY, lines }, author, deps))
  const counted = { variantId: idOf('v'), locationId: LOCATION, counted: quantity(3), expected: quantity(5) }
  const count = mustBeOk(recordCount({ businessDay: DAY, lines: [counted] }, author, deps))
  const ruleOf = (before: StockMovement | null, after: StockMovement) => {
    const result = checkDocument('stockMovements', before, after)
    return result.ok ? 'OK' : result.error.params.rule
  }
  const turned = (movement: StockMovement): StockMovement => ({
    ...movement,
    postings: mapFirst(movement.postings, (each) => ({ ...each, quantity: quantity(-each.quantity) })),
  })

  it('pass as the domain makes them', () => {
    for (const movement of [move('receive'), move('adjust'), move('waste'), move('transfer'), count]) {
      expect(ruleOf(null, movement)).toBe('OK')
      mustFit('stockMovements', movement)
    }
  })

  it('a count that found everything right is recorded and posts nothing', () => {
    const right = mustBeOk(
      recordCount({ businessDay: DAY, lines: [{ ...counted, expected: quantity(3) }] }, author, deps),
    )
    expect([right.postings, right.counted.length, ruleOf(null, right)]).toEqual([[], 1, 'OK'])
    mustFit('stockMovements', right)
  })

  it('LEDGER-5 a posting goes the way of its kind', () => {
    expect([ruleOf(null, turned(move('receive'))), ruleOf(null, turned(move('waste')))]).toEqual([
      'LEDGER-5',
      'LEDGER-5',
    ])
    expect(ruleOf(null, { ...move('receive'), kind: 'adjust' })).toBe('LEDGER-5')
    expect(ruleOf(null, { ...move('receive'), postings: [] })).toBe('LEDGER-5')
  })

  it('LEDGER-4 a transfer that makes goods is refused', () => {
    expect(ruleOf(null, turned(move('transfer')))).toBe('LEDGER-4')
  })

  it('STOCK-1 STOCK-2 an adjustment has a reason, a count posts exactly its differences', () => {
    expect(ruleOf(null, { ...move('adjust'), reason: ' ' })).toBe('STOCK-1')
    expect(ruleOf(null, turned(count))).toBe('STOCK-2')
    expect(ruleOf(null, { ...count, postings: [] })).toBe('STOCK-2')
    expect(ruleOf(null, { ...count, counted: [] })).toBe('STOCK-2')
    expect(ruleOf(null, { ...count, counted: [...count.counted, ...count.counted] })).toBe('STOCK-2')
    expect(ruleOf(null, { ...move('receive'), counted: count.counted })).toBe('STOCK-2')
  })

  it('LEDGER-3 once posted stands; only the words about it may be put right', () => {
    expect(ruleOf(count, { ...count, note: 'recompté', reference: 'R1' })).toBe('OK')
    expect(ruleOf(count, { ...count, postings: [] })).toBe('LEDGER-3')
    expect(ruleOf(count, { ...count, archived: true })).toBe('LEDGER-3')
    expect(ruleOf(count, { ...count, kind: 'adjust' })).toBe('LEDGER-3')
  })

  it.each([
    ['without lines', { kind: 'receive' as const, lines: [] }, { type: 'NoLines' }],
    [
      'of nothing',
      { kind: 'receive' as const, lines: [{ ...line, quantity: quantity(0) }] },
      { type: 'InvalidQuantity', index: 0 },
    ],
    [
      'of less than nothing',
      { kind: 'waste' as const, reason: 'x', lines: [{ ...line, quantity: quantity(-1) }] },
      { type: 'InvalidQuantity', index: 0 },
    ],
    ['without a reason', { kind: 'adjust' as const, lines: [line] }, { type: 'ReasonRequired' }],
    [
      'to nowhere',
      {
        kind: 'transfer' as const,
        lines: [{ variantId: line.variantId, locationId: LOCATION, quantity: quantity(1) }],
      },
      { type: 'MissingDestination', index: 0 },
    ],
    [
      'to the same place',
      { kind: 'transfer' as const, lines: [{ ...line, toLocationId: LOCATION }] },
      { type: 'SameLocation', index: 0 },
    ],
  ])('%s are refused before they exist', (_what, input, error) => {
    expect(recordMovement({ ...input, businessDay: DAY }, author, deps)).toEqual({ ok: false, error })
  })

  it('a count of the same shelf twice or of less than nothing is refused before it exists', () => {
    const tryCount = (lines: readonly (typeof counted)[]) =>
      recordCount({ lines, businessDay: DAY }, author, deps)
    expect(tryCount([counted, counted])).toEqual({ ok: false, error: { type: 'DuplicateLine', index: 1 } })
    expect(tryCount([{ ...counted, counted: quantity(-1) }])).toEqual({
      ok: false,
      error: { type: 'InvalidQuantity', index: 0 },
    })
    expect(tryCount([])).toEqual({ ok: false, error: { type: 'NoLines' } })
  })

  it('an adjustment may go either way, a waste is written positive and posted negative', () => {
    const less = move('adjust', [{ ...line, quantity: quantity(-2) }])
    expect([less.postings[0]?.quantity, move('waste').postings[0]?.quantity]).toEqual([-2, -3])
  })
})

describe('products, customers, settings and tasks', () => {
  const product = productOf([{ sku: 'A' }, { sku: 'B' }, { sku: '' }, { sku: '' }])
  const rule = (result: ReturnType<typeof checkDocument>) => (result.ok ? 'OK' : result.error.params.rule)

  it('PRODUCT-1 PRODUCT-2 PRODUCT-3 PRODUCT-4 keep a product whole', () => {
    mustFit('products', product)
    const check = (after: typeof product, before: typeof product | null = product) =>
      rule(checkDocument('products', before, after))
    expect(check(product, null)).toBe('OK')
    expect(check({ ...product, variants: [...product.variants, ...product.variants.slice(0, 1)] })).toBe(
      'PRODUCT-1',
    )
    expect(
      check({ ...product, variants: product.variants.map((variant) => ({ ...variant, sku: 'A' })) }),
    ).toBe('PRODUCT-2')
    expect(check({ ...product, name: 'Thé' })).toBe('PRODUCT-3')
    expect(check({ ...product, variants: product.variants.slice(1) })).toBe('PRODUCT-4')
    expect(
      check({ ...product, variants: product.variants.map((variant) => ({ ...variant, archived: true })) }),
    ).toBe('OK')
  })

  it('CUSTOMER-1 CUSTOMER-2 CUSTOMER-3 keep a customer whole', () => {
    const customer = customerOf()
    const address = { id: idOf('a'), label: 'home' as const, isDefault: true, address: {} }
    const check = (known: object) => rule(checkDocument('customers', customer, { ...customer, ...known }))
    expect(customer.nameKey).toBe('aissatou ba')
    expect(check({ addresses: [address] })).toBe('OK')
    expect(check({ name: 'X' })).toBe('CUSTOMER-1')
    expect(check({ addresses: [address, { ...address, isDefault: false }] })).toBe('CUSTOMER-2')
    expect(check({ addresses: [address, { ...address, id: idOf('b') }] })).toBe('CUSTOMER-3')
  })

  it('SETTING-4 an article has one tile on the counter, whoever makes it', () => {
    const value = { variantId: idOf('v'), sortOrder: 0, colour: 'blue' as const, picture: null }
    const tile = newFavourite(value, author, deps)
    expect(newFavourite(value, authorOn('B2'), testDeps(99)).id).toBe(tile.id)
    mustFit('settings', tile)
    expect(checkDocument('settings', null, tile)).toEqual(OK)
    expect(checkDocument('settings', null, { ...tile, id: idOf('elsewhere') })).toMatchObject({
      error: { params: { rule: 'SETTING-4' } },
    })
    const tooLarge = { ...value, picture: `data:image/webp;base64,${'A'.repeat(MAX_PICTURE_CHARACTERS)}` }
    expect(() => mustFit('settings', newFavourite(tooLarge, author, deps))).toThrow()
    const elsewhere = { ...value, picture: 'https://example.org/a.webp' }
    expect(() => mustFit('settings', newFavourite(elsewhere, author, deps))).toThrow()
  })

  it('SETTING-1 SETTING-2 SETTING-3 keep settings what they are', () => {
    const category = newSetting('category', { name: 'Boissons', parentId: null, sortOrder: 0 }, author, deps)
    const check = (before: typeof category | null, after: typeof category) =>
      rule(checkDocument('settings', before, after))
    expect(check(null, category)).toBe('OK')
    expect(check(category, { ...category, kind: 'report' })).toBe('SETTING-1')
    expect(check(null, { ...category, kind: 'shop-profile' })).toBe('SETTING-2')
    expect(
      check(null, { ...category, kind: 'shop-profile', id: singleSettingId(SHOP, 'shop-profile') }),
    ).toBe('OK')
    expect(check(category, { ...category, value: { ...category.value, parentId: category.id } })).toBe(
      'SETTING-3',
    )
  })

  it('TASK-2 TASK-3 a task stays what it was made for and carries what its kind needs', () => {
    const task = newTask({ kind: 'reminder', idempotencyKey: 'k' }, author, deps)
    expect(rule(checkDocument('tasks', null, task))).toBe('OK')
    expect(rule(checkDocument('tasks', task, { ...task, kind: 'approval' }))).toBe('TASK-2')
    expect(rule(checkDocument('tasks', task, { ...task, idempotencyKey: 'x' }))).toBe('TASK-2')
    expect(rule(checkDocument('tasks', null, newTask({ kind: 'oversell' }, author, deps)))).toBe('TASK-3')
  })
})
