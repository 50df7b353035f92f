import { type Author, touch } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { newVariant } from '@shared/domain/catalogue/product.ts'
import { cancelOrder, transition } from '@shared/domain/orders/lifecycle.ts'
import { addPayment, settlePayment } from '@shared/domain/orders/payments.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { closeHeld, holdCart } from '@shared/domain/orders/sell.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { type MovementInput, recordCount, recordMovement } from '@shared/domain/stock/movement.ts'
import { newTask, settleTask } from '@shared/domain/tasks/task.ts'
import { closeShift, moveCash } from '@shared/domain/till/shift.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Customer, Role, Staff } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type { Task } from '@shared/schemas/tasks.schema.ts'
import {
  authorOn,
  cartOf,
  customerOf,
  DAY,
  idOf,
  LOCATION,
  lineOf,
  mustBeOk,
  openedShift,
  productOf,
  START,
  shiftOf,
  soldOrder,
  testDeps,
  XOF,
} from './builders.ts'

/** One thing that somebody may try to write, and who may (letters as in the table of permissions). */
export interface Operation {
  readonly name: string
  readonly allowed: string
  readonly collection: CollectionName
  readonly before: AnyDocument | null
  readonly after: AnyDocument
}

export const ME: Author = authorOn('A1', 'me')
const deps = testDeps(500)

const product = productOf([{ sku: 'P1', price: minor(500), cost: minor(300) }])
const order = soldOrder(cartOf([lineOf('a', { quantity: quantity(4) })]), { author: ME, deps })
const customer = customerOf()
const onCredit = soldOrder(
  cartOf([lineOf('a', { quantity: quantity(4) })], { customerId: customer.id, customerName: customer.name }),
  {
    author: ME,
    deps,
    payments: [{ method: 'credit', amount: minor(4_000) }],
  },
)
const byWave = soldOrder(cartOf([lineOf('a')]), {
  author: ME,
  deps,
  payments: [{ method: 'wave', amount: minor(1_000) }],
})
const online: Order = {
  ...onCredit,
  channel: 'online',
  receipt: null,
  number: 'W-1',
  status: 'confirmed',
  payments: [],
  paymentStatus: 'pending',
}
const heldInput = {
  cart: cartOf([lineOf('a')]),
  businessDay: DAY,
  locationId: LOCATION,
  shiftId: null,
  terms: XOF,
}
const held = mustBeOk(holdCart(heldInput, ME, deps))

export const staffOf = (word: string, role: Role, permissions: string[] = []): Staff => ({
  ...customerEnvelope(),
  id: idOf(word),
  name: word,
  email: `${word}@demo.test`,
  phone: '',
  avatarUrl: '',
  role,
  permissions,
  active: true,
})
function customerEnvelope() {
  const { id, shopId, rev, editId, createdAt, createdBy, updatedAt, updatedBy, deviceId, archived } = customer
  return { id, shopId, rev, editId, createdAt, createdBy, updatedAt, updatedBy, deviceId, archived }
}
const colleague = staffOf('colleague', 'cashier')
const boss = staffOf('boss', 'admin')
const self = staffOf('me', 'cashier')

const discounted = (units: number, off: number): Order => {
  const cart = cartOf([lineOf('a', { quantity: quantity(units), discount: minor(off) })])
  return soldOrder(cart, { author: ME, deps })
}

const move = (kind: MovementInput['kind']) =>
  mustBeOk(
    recordMovement(
      {
        kind,
        reason: 'damaged',
        businessDay: DAY,
        lines: [
          { variantId: idOf('v'), locationId: LOCATION, toLocationId: idOf('store'), quantity: quantity(3) },
        ],
      },
      ME,
      deps,
    ),
  )
const count = mustBeOk(
  recordCount(
    {
      businessDay: DAY,
      lines: [{ variantId: idOf('v'), locationId: LOCATION, counted: quantity(3), expected: quantity(5) }],
    },
    ME,
    deps,
  ),
)

const money = (kind: MoneyMovement['kind']): MoneyMovement => ({
  ...customerEnvelope(),
  at: START,
  atInv: invertTime(START),
  businessDay: DAY,
  reference: '',
  note: '',
  kind,
  reason: '',
  currency: 'XOF',
  shiftId: null,
  customerId: null,
  vendorId: null,
  postings: [],
  denominations: [],
  details: {},
})

const opening = openedShift({ author: ME, deps })
const shift = shiftOf(opening)
const cashOut = mustBeOk(
  moveCash(
    shift,
    { kind: 'cash-out', amount: minor(2_000), reason: 'purchase', note: '', businessDay: DAY },
    ME,
    deps,
  ),
)
const closing = mustBeOk(
  closeShift(
    shift,
    { counted: [{ value: minor(10_000), count: 2 }], explanation: '', businessDay: DAY, orders: [] },
    ME,
    deps,
  ),
)

const task = (
  kind: Task['kind'],
  known: Partial<Pick<Task, 'assigneeId' | 'assigneeRole' | 'payload'>> = {},
): Task => newTask({ kind, ...known }, authorOn('B1', 'somebody'), deps)
const done = (each: Task): Task => settleTask(each, 'done', {}, ME, deps)

const profile = newSetting('tax-class', { name: 'TVA', rate: 1_800 }, ME, deps)
const category = newSetting('category', { name: 'Boissons', parentId: null, sortOrder: 0 }, ME, deps)

const named = (name: string): Product => touch({ ...product, name, nameKey: foldText(name) }, ME, deps)
const withVariant = (change: Partial<Product['variants'][number]>): Product => ({
  ...product,
  variants: product.variants.map((variant) => ({ ...variant, ...change })),
})
const own: Product = { ...product, vendorId: ME.staffId, approval: { status: 'submitted', reason: '' } }
const message = {
  ...customerEnvelope(),
  conversationId: idOf('talk'),
  at: START,
  direction: 'out' as const,
  kind: 'text' as const,
  text: 'Bonjour',
  author: 'person' as const,
  delivery: 'pending' as const,
  providerId: '',
  details: {},
}

const orders = (name: string, allowed: string, before: Order | null, after: Order): Operation => ({
  name,
  allowed,
  collection: 'orders',
  before,
  after,
})
const products = (name: string, allowed: string, before: Product | null, after: Product): Operation => ({
  name,
  allowed,
  collection: 'products',
  before,
  after,
})
const people = (name: string, allowed: string, before: Customer | null, after: Customer): Operation => ({
  name,
  allowed,
  collection: 'customers',
  before,
  after,
})
const team = (name: string, allowed: string, before: Staff | null, after: Staff): Operation => ({
  name,
  allowed,
  collection: 'staff',
  before,
  after,
})
const tasks = (name: string, allowed: string, before: Task | null, after: Task): Operation => ({
  name,
  allowed,
  collection: 'tasks',
  before,
  after,
})
const line = { lineId: order.lines[0]?.id ?? '', quantity: quantity(1) }
const returned = mustBeOk(
  returnLines(
    order,
    { lines: [line], reason: '', restock: true, refundMethod: 'cash', businessDay: DAY },
    ME,
    deps,
  ),
)
const cancelled = mustBeOk(cancelOrder(order, { reason: '', refundMethod: 'cash' }, ME, deps))
const stranger: Order = {
  ...returned,
  returns: returned.returns.map((each) => ({ ...each, deviceId: idOf('B9') })),
}

export const OPERATIONS: readonly Operation[] = [
  orders('sell', 'AMC...', null, order),
  orders('sell on credit', 'AMC...', null, onCredit),
  orders('sell with a discount of a fifth', 'AMC...', null, discounted(10, 2_000)),
  orders('sell with a discount of more than a fifth', 'AM....', null, discounted(10, 2_001)),
  orders('sell in another till’s name', '......', null, soldOrder(undefined, { author: authorOn('B9') })),
  orders('put a cart aside', 'AMC...', null, held),
  orders('take a held cart off the list', 'AMC...', held, closeHeld(held, ME, deps)),
  orders('bring a sale that was already returned in part', 'AMC...', null, returned),
  orders('bring a sale that was already cancelled', 'AM....', null, cancelled),
  orders('enter an online order', 'AM....', null, online),
  orders('import an order', 'AM....', null, { ...order, channel: 'import' }),
  orders('return a line', 'AMC...', order, returned),
  orders('return a line in another till’s name', '......', order, stranger),
  orders('cancel', 'AM....', order, cancelled),
  orders(
    'take a payment',
    'AMC.F.',
    onCredit,
    mustBeOk(addPayment(onCredit, { method: 'cash', amount: minor(1_000) }, ME, deps)),
  ),
  orders(
    'confirm a declared payment',
    'AM..F.',
    byWave,
    mustBeOk(settlePayment(byWave, byWave.payments[0]?.id ?? idOf(''), 'confirmed', ME, deps)),
  ),
  orders(
    'declare a payment failed',
    'AM..F.',
    byWave,
    mustBeOk(settlePayment(byWave, byWave.payments[0]?.id ?? idOf(''), 'failed', ME, deps)),
  ),
  orders('take a line’s price down after the sale', '......', order, {
    ...order,
    lines: order.lines.map((each) => ({ ...each, unitPrice: minor(1) })),
  }),
  orders('change the receipt number', '......', order, { ...order, number: 'A1-1-999999' }),
  orders('add money postings that nothing explains', '......', order, {
    ...order,
    moneyPostings: [...order.moneyPostings, ...onCredit.moneyPostings],
  }),
  orders('add stock postings that nothing explains', '......', order, {
    ...order,
    stockPostings: [...order.stockPostings, ...onCredit.stockPostings],
  }),
  orders('refund without a return', '......', order, {
    ...order,
    payments: [...order.payments, ...returned.payments.filter(({ kind }) => kind === 'refund')],
  }),
  orders('give a commission', '......', order, {
    ...order,
    commissions: [{ id: idOf('c'), vendorId: idOf('v'), amount: minor(5) }],
  }),
  orders('write a note', 'AMC...', order, touch({ ...order, note: 'x' }, ME, deps)),
  orders('change the delivery address', 'AM.L..', order, { ...order, deliveryAddress: { line1: 'x' } }),
  orders('move an order on', 'AM....', online, mustBeOk(transition(online, 'processing', ME, deps))),
  orders('ship an order', 'AM.L..', online, mustBeOk(transition(online, 'shipped', ME, deps))),
  products('add a product', 'AM....', null, product),
  products('rename a product', 'AM....', product, named('Autre')),
  products('change a price', 'AM....', product, withVariant({ price: minor(1) })),
  products('say how much a price is for', 'AM....', product, { ...product, pricePer: 1_000 }),
  products('change a cost', 'AM....', product, withVariant({ cost: minor(1) })),
  products('add a variant', 'AM....', product, {
    ...product,
    variants: [...product.variants, newVariant({ price: minor(1) }, deps)],
  }),
  products('archive a product', 'AM....', product, { ...product, archived: true }),
  products(
    'approve a product',
    'AM....',
    { ...product, approval: { status: 'submitted', reason: '' } },
    product,
  ),
  products('hand in a product of one’s own', 'AM...V', null, own),
  products('price a product of one’s own that waits for approval', 'AM...V', own, {
    ...own,
    variants: withVariant({ price: minor(9) }).variants,
  }),
  products(
    'price a product of one’s own that stays approved',
    'AM....',
    { ...own, approval: product.approval },
    { ...own, approval: product.approval, variants: withVariant({ price: minor(9) }).variants },
  ),
  products('approve a product of one’s own', 'AM....', own, {
    ...own,
    approval: { status: 'approved', reason: '' },
  }),
  products('take over somebody’s product', 'AM....', product, {
    ...product,
    vendorId: ME.staffId,
    approval: own.approval,
  }),
  {
    name: 'receive goods',
    allowed: 'AM.L..',
    collection: 'stockMovements',
    before: null,
    after: move('receive'),
  },
  {
    name: 'adjust stock',
    allowed: 'AM.L..',
    collection: 'stockMovements',
    before: null,
    after: move('adjust'),
  },
  {
    name: 'write off goods',
    allowed: 'AM.L..',
    collection: 'stockMovements',
    before: null,
    after: move('waste'),
  },
  {
    name: 'move goods',
    allowed: 'AM.L..',
    collection: 'stockMovements',
    before: null,
    after: move('transfer'),
  },
  { name: 'count stock', allowed: 'AM.L..', collection: 'stockMovements', before: null, after: count },
  {
    name: 'correct the words of a count',
    allowed: 'AM.L..',
    collection: 'stockMovements',
    before: count,
    after: { ...count, note: 'x' },
  },
  {
    name: 'change a posted count',
    allowed: '......',
    collection: 'stockMovements',
    before: count,
    after: { ...count, postings: [] },
  },
  {
    name: 'open a shift',
    allowed: 'AMC.F.',
    collection: 'moneyMovements',
    before: null,
    after: opening,
  },
  {
    name: 'open a shift in another till’s name',
    allowed: '......',
    collection: 'moneyMovements',
    before: null,
    after: openedShift({ author: authorOn('B9') }),
  },
  { name: 'take cash out', allowed: 'AMC.F.', collection: 'moneyMovements', before: null, after: cashOut },
  { name: 'close a shift', allowed: 'AMC.F.', collection: 'moneyMovements', before: null, after: closing },
  {
    name: 'change the count of a Z',
    allowed: '......',
    collection: 'moneyMovements',
    before: closing,
    after: { ...closing, denominations: [] },
  },
  { name: 'pay out', allowed: 'AM..F.', collection: 'moneyMovements', before: null, after: money('payout') },
  {
    name: 'change a money movement',
    allowed: '......',
    collection: 'moneyMovements',
    before: money('payout'),
    after: { ...money('payout'), reason: 'x' },
  },
  people('write down a customer', 'AMC.F.', null, customer),
  people('change a phone number', 'AMC.F.', customer, { ...customer, phones: [] }),
  people('give credit', 'AM..F.', customer, { ...customer, creditLimit: minor(50_000) }),
  people('write down a customer with credit', 'AM..F.', null, { ...customer, creditLimit: minor(1) }),
  people('archive a customer', 'AM....', customer, { ...customer, archived: true }),
  team('take on a cashier', 'A.....', null, colleague),
  team('rename a colleague', 'A.....', colleague, { ...colleague, name: 'x' }),
  team('make a cashier an admin', 'A.....', colleague, { ...colleague, role: 'admin' }),
  team('take an admin’s power', 'A.....', boss, { ...boss, role: 'cashier' }),
  team('change one’s own phone number', 'AMCLFV', self, { ...self, phone: '77' }),
  team('raise one’s own role', '......', self, { ...self, role: 'admin' }),
  team('give oneself a permission', '......', self, { ...self, permissions: ['staff.manage'] }),
  {
    name: 'change a tax class',
    allowed: 'AM....',
    collection: 'settings',
    before: profile,
    after: { ...profile, value: { name: 'TVA', rate: 0 } },
  },
  { name: 'add a category', allowed: 'AM....', collection: 'settings', before: null, after: category },
  tasks('note a conflict', 'AMCLFV', null, newTask({ kind: 'conflict' }, ME, deps)),
  tasks('write oneself a reminder', 'AMCLFV', null, newTask({ kind: 'reminder' }, ME, deps)),
  tasks('forge an oversell', '......', null, newTask({ kind: 'oversell' }, ME, deps)),
  tasks('forge an over-return', '......', null, newTask({ kind: 'over-return' }, ME, deps)),
  tasks('ask for a message to be sent', 'AMC...', null, newTask({ kind: 'send-message' }, ME, deps)),
  tasks('ask for an import', 'AM....', null, newTask({ kind: 'import-products' }, ME, deps)),
  tasks('ask for a label', 'AM.L..', null, newTask({ kind: 'make-label' }, ME, deps)),
  tasks('bring a task that is already done', '......', null, {
    ...newTask({ kind: 'reminder' }, ME, deps),
    state: 'done',
  }),
  tasks('settle a conflict', 'AM....', task('conflict'), done(task('conflict'))),
  tasks('settle an oversell', 'AM....', task('oversell'), done(task('oversell'))),
  tasks(
    'settle a task of the cashiers',
    'AMC...',
    task('reminder', { assigneeRole: 'cashier' }),
    done(task('reminder', { assigneeRole: 'cashier' })),
  ),
  tasks(
    'settle a task of one’s own',
    'AMCLFV',
    task('reminder', { assigneeId: ME.staffId }),
    done(task('reminder', { assigneeId: ME.staffId })),
  ),
  tasks('settle a task of nobody', 'AM....', task('reminder'), done(task('reminder'))),
  tasks('change what a task is about', '......', task('reminder'), {
    ...task('reminder'),
    payload: { x: 1 },
  }),
  tasks('give a task to somebody else', 'AM....', task('reminder'), {
    ...task('reminder'),
    assigneeRole: 'cashier',
  }),
  { name: 'write a message', allowed: 'AMC...', collection: 'messages', before: null, after: message },
  {
    name: 'forge a customer’s message',
    allowed: '......',
    collection: 'messages',
    before: null,
    after: { ...message, direction: 'in', author: 'customer' },
  },
  {
    name: 'forge a delivery',
    allowed: '......',
    collection: 'messages',
    before: null,
    after: { ...message, delivery: 'read' },
  },
  {
    name: 'change a message',
    allowed: '......',
    collection: 'messages',
    before: message,
    after: { ...message, text: 'x' },
  },
]
