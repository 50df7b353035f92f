import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { minor } from '@shared/kernel/money.ts'
import { ok } from '@shared/kernel/result.ts'
import type { Customer, Staff } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { costOf, priceOf } from '../operations.ts'
import { type Doer, type Doing, IDLE, SAVED } from './perform-operation.ts'

const addProduct: Doer = (doing) => {
  const { operation, shop, author, session } = doing
  const variants = Array.from({ length: doing.some(2) }, (_, i) => ({
    sku: `${operation.id}-${i}`,
    price: minor(100 + i),
    cost: minor(40 + i),
  }))
  const input = { name: `Article ${operation.id}`, currency: session.shop.currency, variants }
  // A vendor offers his own goods, and they wait for approval.
  const own =
    session.account.role === 'vendor'
      ? { vendorId: author.staffId, approval: { status: 'submitted' as const, reason: '' } }
      : {}
  return doing.insert('products', newProduct({ ...input, ...own }, author, shop.deps))
}

const addCustomer: Doer = (doing) =>
  doing.insert(
    'customers',
    newCustomer({ name: `Client ${doing.operation.id}` }, doing.author, doing.shop.deps),
  )

type ProductEdit = (product: Product, id: string) => Product
const PRODUCT_EDITS: readonly ProductEdit[] = [
  (product, id) => ({ ...product, name: `Article ${id}`, nameKey: foldText(`Article ${id}`) }),
  (product, id) => ({ ...product, brand: `Brand ${id}` }),
  (product, id) => ({ ...product, shortDescription: `Short ${id}` }),
  (product, id) => ({ ...product, description: `Long\n${id}` }),
  (product, id) => ({ ...product, tags: [...product.tags, `tag ${id}`] }),
  (product, id) => ({ ...product, specifications: { ...product.specifications, [id]: `value ${id}` } }),
  // Two fields at once: both survive or both are told of.
  (product, id) => ({ ...product, brand: `Brand ${id}`, description: `Long ${id}` }),
]

const editProduct: Doer = async (doing) => {
  const product = doing.choose(await doing.list('products'))
  const change = doing.choose(PRODUCT_EDITS)
  if (product === null || change === null) return IDLE
  return doing.edit('products', product.id, (current) => ok(change(current, doing.operation.id)))
}

const editPrice: Doer = async (doing) => {
  const product = doing.choose(await doing.list('products'))
  if (product === null) return IDLE
  const variant = doing.choose(product.variants)
  const field = doing.some(3) === 1 ? 'cost' : 'price'
  const value = minor(field === 'cost' ? costOf(doing.operation.number) : priceOf(doing.operation.number))
  return doing.edit('products', product.id, (current) =>
    ok({
      ...current,
      variants: current.variants.map((each) =>
        each.id === variant?.id ? { ...each, [field]: value } : each,
      ),
    }),
  )
}

type CustomerEdit = (customer: Customer, id: string) => Customer
const CUSTOMER_EDITS: readonly CustomerEdit[] = [
  (customer, id) => ({ ...customer, name: `Client ${id}`, nameKey: foldText(`Client ${id}`) }),
  (customer, id) => ({ ...customer, note: `Note ${id}` }),
  (customer, id) => ({ ...customer, email: `${id}@client.test` }),
  (customer, id) => ({
    ...customer,
    phones: customer.phones.length < 10 ? [...customer.phones, id] : customer.phones,
  }),
]

const editCustomer: Doer = async (doing) => {
  const customer = doing.choose(await doing.list('customers'))
  const change = doing.choose(CUSTOMER_EDITS)
  if (customer === null || change === null) return IDLE
  return doing.edit('customers', customer.id, (current) => ok(change(current, doing.operation.id)))
}

/** Documents that a broken or newer program might write: none may hold up the others (L2). */
const poison: Doer = (doing) => {
  const { operation, shop, author, session } = doing
  const name = `Poison ${operation.id}`
  const product = newProduct({ name, currency: session.shop.currency }, author, shop.deps)
  return doing.insert('products', spoil(doing, product))
}

function spoil(doing: Doing, product: Product): Product {
  const [variant] = product.variants
  if (variant === undefined) return product
  const kind = doing.some(4)
  if (kind === 1) return { ...product, nameKey: 'not the folded name' }
  if (kind === 2) return { ...product, variants: [variant, { ...variant }] }
  if (kind === 3)
    return { ...product, approval: { status: 'approved', reason: '' }, createdBy: product.deviceId }
  const long = 'x'.repeat(480)
  const many = Array.from({ length: 2_200 }, (_, i) => [`key ${i}`, long])
  return { ...product, specifications: Object.fromEntries(many) }
}

/** An administrator takes a cashier's role or right to enter, or gives them back. */
const setPerson: Doer = async (doing) => {
  const cashiers = (await doing.list('staff')).filter(
    ({ id, email }) => id !== doing.author.staffId && email.startsWith('cashier'),
  )
  const person = doing.choose(cashiers)
  if (person === null) return IDLE
  const changes: readonly ((staff: Staff) => Staff)[] = [
    (staff) => ({ ...staff, active: !staff.active }),
    (staff) => ({ ...staff, role: staff.role === 'cashier' ? 'logistics' : 'cashier' }),
  ]
  const change = doing.choose(changes)
  return change === null ? IDLE : doing.edit('staff', person.id, (current) => ok(change(current)))
}

/** Everybody may come in again, in the role he had. */
const openDoors: Doer = async (doing) => {
  for (const person of await doing.list('staff')) {
    if (!person.email.startsWith('cashier') || (person.active && person.role === 'cashier')) continue
    await doing.edit('staff', person.id, (current) => ok({ ...current, active: true, role: 'cashier' }))
  }
  return SAVED
}

export const CATALOGUE_OPERATIONS = {
  'add-product': addProduct,
  'add-customer': addCustomer,
  'edit-product': editProduct,
  'edit-price': editPrice,
  'edit-customer': editCustomer,
  poison,
  'set-person': setPerson,
  'open-doors': openDoors,
}
