import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { newProduct, type VariantInput } from '@shared/domain/catalogue/product.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import type { PaymentInput } from '@shared/domain/orders/payments.ts'
import type { Cart, CartLine, PriceTerms } from '@shared/domain/orders/pricing.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { foldShifts, type Shift } from '@shared/domain/till/fold-shifts.ts'
import { openShift } from '@shared/domain/till/shift.ts'
import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import { createIdSource, deriveId, type Id, type IdSource } from '@shared/kernel/id.ts'
import { type Minor, minor, ZERO } from '@shared/kernel/money.ts'
import { positiveQuantitySchema, quantity } from '@shared/kernel/quantity.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { Actor } from '@shared/policy/actor.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { LineComponent, Order, Receipt } from '@shared/schemas/orders.schema.ts'
import type { Customer, Role } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'

export const START = 1_760_000_000_000
export const DAY: BusinessDay = businessDayOf(START, 0)
export const SHOP: Id = deriveId('test', 'shop')
export const LOCATION: Id = deriveId('test', 'location')
export const XOF: PriceTerms = { currency: 'XOF', pricesIncludeTax: true }

/** The same id for the same word in every test. */
export const idOf = (word: string): Id => deriveId('test', word)

export interface TestDeps extends DomainDeps {
  advance(ms: number): void
}

/** A clock that stands still until told, and ids that differ from one `seed` to the next. */
export function testDeps(seed = 1): TestDeps {
  let now = START
  let state = seed
  const clock = { now: () => now }
  const bytes = (length: number) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state >>> 24
    })
  const ids: IdSource = createIdSource(clock, { bytes })
  return {
    clock,
    ids,
    advance(ms) {
      now += ms
    },
  }
}

/** A device with somebody in front of it. */
export const authorOn = (device: string, staff = `staff-${device}`): Author => ({
  shopId: SHOP,
  staffId: idOf(staff),
  deviceId: idOf(device),
})

export const actorOf = (
  role: Role,
  author: Author = authorOn('A1'),
  permissions: readonly string[] = [],
): Actor => ({
  accountId: idOf('account'),
  staffId: author.staffId,
  shopId: SHOP,
  deviceId: author.deviceId,
  role,
  permissions,
})

/** The value, or the failure of the test with the error that stood there instead. */
export function mustBeOk<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`Expected a value, got ${JSON.stringify(result.error)}`)
  return result.value
}

export const lineOf = (word: string, known: Partial<CartLine> = {}): CartLine => ({
  id: idOf(`line-${word}`),
  productId: idOf(`product-${word}`),
  variantId: idOf(`variant-${word}`),
  sku: word.toUpperCase(),
  name: word,
  categoryId: null,
  quantity: quantity(1),
  unitPrice: minor(1_000),
  discount: ZERO,
  discountReason: (known.discount ?? 0) > 0 ? 'geste' : '',
  taxRate: 1_800,
  unitCost: minor(600),
  note: '',
  ...known,
})

/** So many of the goods of that word in one bundle. */
export const componentOf = (word: string, quantity: number): LineComponent => ({
  variantId: idOf(word),
  quantity: positiveQuantitySchema.parse(quantity),
  name: word,
  sku: '',
  unitCost: minor(100),
})

export const cartOf = (lines: readonly CartLine[], known: Partial<Cart> = {}): Cart => ({
  lines,
  discount: ZERO,
  discountReason: (known.discount ?? 0) > 0 ? 'geste' : '',
  note: '',
  customerId: null,
  customerName: '',
  ...known,
})

export const cash = (amount: number): PaymentInput => ({ method: 'cash', amount: minor(amount) })

let receipts = 0
export const nextReceipt = (deviceCode = 'A1'): Receipt => ({ deviceCode, epoch: 1, counter: ++receipts })

/** A sale as the counter makes it; paid in cash to the franc unless told. */
export function soldOrder(
  cart: Cart = cartOf([lineOf('cafe', { quantity: quantity(3) }), lineOf('the')]),
  options: {
    payments?: readonly PaymentInput[]
    author?: Author
    deps?: DomainDeps
    terms?: PriceTerms
    receipt?: Receipt
  } = {},
): Order {
  const { author = authorOn('A1'), deps = testDeps(), terms = XOF, receipt = nextReceipt() } = options
  const sale = (payments: readonly PaymentInput[]) =>
    sell(
      { cart, payments, receipt, businessDay: DAY, locationId: LOCATION, shiftId: null, terms },
      author,
      deps,
    )
  if (options.payments) return mustBeOk(sale(options.payments))
  const dry = sale([cash(9_000_000_000)])
  const total: Minor = mustBeOk(dry).total
  return mustBeOk(sale(total === 0 ? [] : [cash(total)]))
}

/** The opening of a till with 20 000 in it, unless told. */
export function openedShift(
  options: { author?: Author; deps?: DomainDeps; float?: number; shifts?: readonly Shift[] } = {},
): MoneyMovement {
  const { author = authorOn('A1'), deps = testDeps(), float = 20_000, shifts = [] } = options
  const series = { deviceCode: 'A1', epoch: 1 }
  const input = { float: minor(float), currency: 'XOF' as const, businessDay: DAY, series, shifts }
  return mustBeOk(openShift(input, author, deps))
}

/** The first shift that these documents tell of. */
export function shiftOf(...movements: readonly MoneyMovement[]): Shift {
  const [shift] = foldShifts(movements)
  if (!shift) throw new Error('These documents tell of no shift')
  return shift
}

export const productOf = (
  variants: readonly VariantInput[] = [{ sku: 'CAFE-250', price: minor(2_500) }],
): Product => newProduct({ name: 'Café Touba', currency: 'XOF', variants }, authorOn('A1'), testDeps(7))

export const customerOf = (name = 'Aïssatou Bâ'): Customer =>
  newCustomer({ name, phones: ['+221770000000'] }, authorOn('A1'), testDeps(8))

/** Throws unless the document fits its collection's own validator. */
export function mustFit(collection: CollectionName, document: unknown): void {
  const parsed = COLLECTIONS[collection].schema.safeParse(document)
  if (!parsed.success) throw new Error(JSON.stringify(parsed.error.issues))
}
