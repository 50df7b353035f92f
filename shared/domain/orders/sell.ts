import { type Author, type DomainDeps, newEnvelope, sign, touch } from '@shared/domain/authoring.ts'
import { formatReceipt } from '@shared/domain/receipt-number.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { MAX_MINOR, type Minor, minor, ZERO } from '@shared/kernel/money.ts'
import { MAX_QUANTITY } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { Order, Receipt } from '@shared/schemas/orders.schema.ts'
import { MAX_PRICE_PER } from '@shared/schemas/products.schema.ts'
import { goodsOf, oddComponent } from './bundle-lines.ts'
import { findUnexplained } from './discount-reason.ts'
import { isPromise, postMoney, postSaleOfStock, saleEntry } from './order-postings.ts'
import { type PaymentInput, paymentStatusOf, type TenderError, tender } from './payments.ts'
import { type Cart, type CartLine, exactGross, grossOf, type PriceTerms, priceCart } from './pricing.ts'

/** The bound of an order's lines in its schema. */
export const MAX_CART_LINES = 2_000

/** What is wrong with a cart, by line where it is one line's fault. */
export type CartError =
  | { readonly type: 'EmptyCart' }
  | { readonly type: 'TooManyLines'; readonly max: number }
  | { readonly type: 'InvalidQuantity'; readonly lineId: string }
  | { readonly type: 'InvalidPrice'; readonly lineId: string }
  /** `lineId` is null when it is the discount of the whole cart. */
  | { readonly type: 'DiscountTooLarge'; readonly lineId: string | null }
  /** ORDER-7; `lineId` is null when it is the discount of the whole cart. */
  | { readonly type: 'DiscountWithoutReason'; readonly lineId: string | null }
  | { readonly type: 'AmountTooLarge' }

/** What keeps a cart from being sold; `due` is what the payments lack. */
export type SaleError =
  | CartError
  | TenderError
  | { readonly type: 'TenderBelowTotal'; readonly due: Minor }
  | { readonly type: 'NoCustomerForCredit' }

/** A cart and where and when it is. `businessDay` comes from the corrected clock. */
export interface HoldInput {
  readonly cart: Cart
  readonly businessDay: BusinessDay
  readonly locationId: Id
  readonly shiftId: Id | null
  readonly terms: PriceTerms
}

/** A cart with its payments and the receipt number that was taken for it. */
export interface SaleInput extends HoldInput {
  readonly payments: readonly PaymentInput[]
  readonly receipt: Receipt
}

/** Says what of a cart cannot be sold as it stands. */
export function checkCart(cart: Cart, terms: PriceTerms): Result<void, CartError> {
  if (cart.lines.length === 0) return err({ type: 'EmptyCart' })
  const goods = cart.lines.reduce((sum, { components }) => sum + Math.max(1, components?.length ?? 0), 0)
  if (goods > MAX_CART_LINES) return err({ type: 'TooManyLines', max: MAX_CART_LINES })
  for (const line of cart.lines) {
    const refused = refuseLine(line)
    if (refused) return err(refused)
  }
  const { subtotal, total } = priceCart(cart, terms)
  if (subtotal > MAX_MINOR || total > MAX_MINOR) return err({ type: 'AmountTooLarge' })
  if (cart.discount < 0 || cart.discount > subtotal) return err({ type: 'DiscountTooLarge', lineId: null })
  const unexplained = findUnexplained(cart)
  return unexplained === undefined ? ok(undefined) : err({ type: 'DiscountWithoutReason', ...unexplained })
}

function refuseLine(line: CartLine): CartError | null {
  const { id: lineId, quantity, unitPrice, discount, pricePer = 1 } = line
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY)
    return { type: 'InvalidQuantity', lineId }
  if (oddComponent(line) !== null) return { type: 'InvalidQuantity', lineId }
  if (!Number.isSafeInteger(unitPrice) || unitPrice < 0 || unitPrice > MAX_MINOR)
    return { type: 'InvalidPrice', lineId }
  if (!Number.isSafeInteger(pricePer) || pricePer < 1 || pricePer > MAX_PRICE_PER)
    return { type: 'InvalidPrice', lineId }
  if (exactGross(line) > MAX_MINOR) return { type: 'AmountTooLarge' }
  if (discount < 0 || discount > grossOf(line)) return { type: 'DiscountTooLarge', lineId }
  return null
}

/**
 * Sells a cart over the counter: one document with its lines, payments and postings (decision 1), straight to
 * `delivered` (ORDER-5). The whole total must be covered; what is not paid now is a payment by `credit`, which needs a
 * customer (his limit is the caller's to check). Cash above the total becomes change.
 */
export function sell(input: SaleInput, author: Author, deps: DomainDeps): Result<Order, SaleError> {
  const { cart, receipt } = input
  const checked = checkCart(cart, input.terms)
  if (!checked.ok) return checked
  const draft = draftOrder(input, author, deps)
  const signature = sign(author, deps)
  const payments = tender(input.payments, draft.total, signature, deps)
  if (!payments.ok) return payments
  const paid = payments.value.reduce((sum, { amount }) => sum + amount, 0)
  if (paid < draft.total) return err({ type: 'TenderBelowTotal', due: minor(draft.total - paid) })
  if (cart.customerId === null && payments.value.some(({ method }) => isPromise(method)))
    return err({ type: 'NoCustomerForCredit' })
  const order: Order = {
    ...draft,
    status: 'delivered',
    number: formatReceipt(receipt),
    receipt,
    payments: payments.value,
    stockPostings: postSaleOfStock(goodsOf(draft.lines), draft.locationId, signature, deps),
    moneyPostings: postMoney(saleEntry(draft, payments.value), signature, deps),
  }
  return ok({ ...order, paymentStatus: paymentStatusOf(order) })
}

/** Puts a cart aside under a name of its own: it sells nothing and posts nothing. */
export function holdCart(input: HoldInput, author: Author, deps: DomainDeps): Result<Order, CartError> {
  const checked = checkCart(input.cart, input.terms)
  return checked.ok ? ok(draftOrder(input, author, deps)) : checked
}

/** The cart that was put aside. Archive the held order (`closeHeld`) once the cart is on the counter again. */
export function resumeHeld(order: Order): Cart {
  return {
    lines: order.lines.map((line) => ({
      id: line.id,
      productId: line.productId,
      variantId: line.variantId,
      sku: line.sku,
      name: line.name,
      categoryId: line.categoryId ?? null,
      ...(line.vendorId === undefined ? {} : { vendorId: line.vendorId }),
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      ...(line.pricePer === undefined ? {} : { pricePer: line.pricePer }),
      ...(line.unit === undefined ? {} : { unit: line.unit }),
      discount: line.discount ?? ZERO,
      discountReason: line.discountReason ?? '',
      taxRate: line.taxRate ?? 0,
      unitCost: line.unitCost ?? null,
      note: line.note ?? '',
      ...(line.components === undefined ? {} : { components: line.components }),
      ...(line.lots === undefined ? {} : { lots: line.lots }),
    })),
    discount: order.discount,
    discountReason: order.discountReason,
    note: order.note,
    customerId: order.customerId,
    customerName: order.customerName,
  }
}

/** Takes a held cart off the list, because it was resumed or given up. The sale itself is always a document of its own. */
export const closeHeld = (order: Order, author: Author, deps: DomainDeps): Order =>
  touch({ ...order, archived: true }, author, deps)

function draftOrder(input: HoldInput, author: Author, deps: DomainDeps): Order {
  const { cart, terms } = input
  const envelope = newEnvelope(author, deps)
  const discounted = cart.discount > 0
  return {
    ...envelope,
    ...priceCart(cart, terms),
    number: `H-${envelope.id.slice(-6)}`,
    receipt: null,
    channel: 'counter',
    status: 'held',
    paymentStatus: 'pending',
    placedAt: envelope.createdAt,
    placedInv: invertTime(envelope.createdAt),
    businessDay: input.businessDay,
    locationId: input.locationId,
    shiftId: input.shiftId,
    customerId: cart.customerId,
    customerName: cart.customerName,
    country: '',
    currency: terms.currency,
    pricesIncludeTax: terms.pricesIncludeTax,
    discountReason: discounted ? cart.discountReason : '',
    payments: [],
    returns: [],
    stockPostings: [],
    moneyPostings: [],
    deliveryAddress: null,
    shipments: [],
    commissions: [],
    events: [],
    note: cart.note,
    importKey: '',
    details: {},
  }
}
