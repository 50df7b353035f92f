import { mergeShares, trimShares } from '@shared/domain/stock/lots.ts'
import type { Id } from '@shared/kernel/id.ts'
import {
  allocate,
  type CurrencyCode,
  MAX_MINOR,
  type Minor,
  minor,
  roundHalfAway,
  scaleMinor,
  sumMinor,
  ZERO,
} from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import type { LinePriceList, LinePromotion } from '@shared/schemas/offers.schema.ts'
import type { LineComponent, OrderLine } from '@shared/schemas/orders.schema.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'

/** One line of the cart on the counter. Amounts are minor units of the shop's currency; `discount` is an amount, never a percentage. */
export interface CartLine {
  readonly id: string
  readonly productId: Id
  readonly variantId: Id
  readonly sku: string
  readonly name: string
  readonly categoryId: Id | null
  readonly vendorId?: Id
  readonly quantity: Quantity
  readonly unitPrice: Minor
  /** How many units `unitPrice` is for; one when left out. */
  readonly pricePer?: number
  /** Pieces when left out. */
  readonly unit?: Unit
  readonly discount: Minor
  readonly discountReason: string
  /** What promotions took off; they sum to `discount` (PROMO-5). */
  readonly promotions?: readonly LinePromotion[]
  readonly priceList?: LinePriceList
  /** Typed by hand or read from a label: no price list changes it. */
  readonly openPrice?: boolean
  /** Basis points: 1800 is 18 %. */
  readonly taxRate: number
  readonly unitCost: Minor | null
  readonly note: string
  /** Of a bundle: the goods of one of them (BUNDLE-2). */
  readonly components?: readonly LineComponent[]
  /** Which lots or serial numbers of it; what is left of `quantity` has none. */
  readonly lots?: readonly LotShare[]
}

/** What is on the counter before it is sold. `discount` is an amount. */
export interface Cart {
  readonly lines: readonly CartLine[]
  /** Taken off the whole cart, after the discounts of its lines. */
  readonly discount: Minor
  readonly discountReason: string
  readonly note: string
  readonly customerId: Id | null
  readonly customerName: string
}

/** How the shop's prices are meant. */
export interface PriceTerms {
  readonly currency: CurrencyCode
  readonly pricesIncludeTax: boolean
}

/** A cart with every amount of ORDER-1. */
export interface PricedCart {
  readonly lines: OrderLine[]
  readonly subtotal: Minor
  readonly discount: Minor
  readonly tax: Minor
  readonly shipping: Minor
  readonly total: Minor
}

/**
 * Prices a cart (ORDER-1). Exactly:
 *
 * - `line.total = quantity × unitPrice ÷ pricePer − line.discount`, half away from zero before the discount
 * - `subtotal = Σ line.total`
 * - the cart's discount is shared out over the lines in proportion to `line.total` (`discountShares`); the shares sum
 *   to the discount and are not inside `line.total`
 * - `line.tax` is the tax of `line.total − share`: within it when prices include tax
 *   (`amount × rate ÷ (10000 + rate)`), on top of it when they don't (`amount × rate ÷ 10000`), half away from zero
 * - `tax = Σ line.tax`
 * - `total = subtotal − discount + shipping`, and `+ tax` when prices don't include it
 *
 * Total for any cart, so that it can be shown while it is being typed: a discount never takes more than there is, an
 * amount never exceeds the largest amount. `sell` refuses such carts.
 */
export function priceCart(cart: Cart, terms: PriceTerms): PricedCart {
  const lines = cart.lines.map(toOrderLine)
  const subtotal = sumMinor(lines.map((line) => line.total))
  const discount = minor(Math.max(0, Math.min(cart.discount, subtotal)))
  return { ...priceLines(lines, { discount, shipping: ZERO, ...terms }), discount, shipping: ZERO }
}

/** Taxes and sums of lines whose `total` is known: the one formula of ORDER-1, for new and for stored orders. */
export function priceLines(
  lines: readonly OrderLine[],
  order: { discount: Minor; shipping: Minor; pricesIncludeTax: boolean },
): Pick<PricedCart, 'lines' | 'subtotal' | 'tax' | 'total'> {
  const shares = discountShares(lines, order.discount)
  const taxed = lines.map((line, i): OrderLine => {
    const { tax: _stale, ...rest }: OrderLine = line
    const tax = taxOf(minor(line.total - (shares[i] ?? 0)), line.taxRate ?? 0, order.pricesIncludeTax)
    return tax === 0 ? rest : { ...rest, tax }
  })
  const subtotal = sumMinor(lines.map((line) => line.total))
  const tax = sumMinor(taxed.map((line) => line.tax ?? ZERO))
  const onTop = order.pricesIncludeTax ? 0 : tax
  return { lines: taxed, subtotal, tax, total: minor(subtotal - order.discount + order.shipping + onTop) }
}

/** How an order's discount falls on its lines, in their order; sums to the discount. What a line really brought is `total − share`. */
export function discountShares(lines: readonly Pick<OrderLine, 'total'>[], discount: Minor): Minor[] {
  if (discount === 0 || lines.length === 0) return lines.map(() => ZERO)
  return allocate(
    discount,
    lines.map((line) => Math.max(0, line.total)),
  )
}

/** Tax of an amount at a rate in basis points, rounded half away from zero. */
export function taxOf(amount: Minor, rate: number, isIncluded: boolean): Minor {
  return rate === 0 ? ZERO : scaleMinor(amount, rate, isIncluded ? 10_000 + rate : 10_000)
}

/** What the goods of a line cost before any discount; stops at the largest amount. */
export const grossOf = (line: Measured): Minor =>
  minor(Math.max(-MAX_MINOR, Math.min(MAX_MINOR, exactGross(line))))

/** The same without a bound, for those who refuse what is above it. */
export const exactGross = ({ quantity, unitPrice, pricePer = 1 }: Measured): number =>
  roundHalfAway((quantity * unitPrice) / pricePer)

interface Measured {
  readonly quantity: number
  readonly unitPrice: number
  readonly pricePer?: number | undefined
}

/** What is kept of the cash that was handed over, and what is given back. */
export function settleCash(due: Minor, tendered: Minor): { kept: Minor; change: Minor } {
  const kept = minor(Math.max(0, Math.min(due, tendered)))
  return { kept, change: minor(tendered - kept) }
}

/** Fields that are zero or empty are left out: a shop keeps hundreds of thousands of lines. */
function toOrderLine(line: CartLine): OrderLine {
  const gross = grossOf(line)
  const discount = minor(Math.max(0, Math.min(line.discount, gross)))
  return {
    id: line.id,
    productId: line.productId,
    variantId: line.variantId,
    sku: line.sku,
    name: line.name,
    ...(line.categoryId === null ? {} : { categoryId: line.categoryId }),
    ...(line.vendorId === undefined ? {} : { vendorId: line.vendorId }),
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    ...(line.pricePer === undefined || line.pricePer === 1 ? {} : { pricePer: line.pricePer }),
    ...(line.unit === undefined || line.unit === 'piece' ? {} : { unit: line.unit }),
    ...(discount === 0 ? {} : { discount }),
    ...(discount === 0 || line.discountReason === '' ? {} : { discountReason: line.discountReason }),
    ...(discount === 0 || !line.promotions?.length ? {} : { promotions: [...line.promotions] }),
    ...(line.priceList === undefined ? {} : { priceList: line.priceList }),
    ...(line.taxRate === 0 ? {} : { taxRate: line.taxRate }),
    total: minor(gross - discount),
    ...(line.unitCost === null ? {} : { unitCost: line.unitCost }),
    ...(line.note === '' ? {} : { note: line.note }),
    ...(line.components?.length ? { components: [...line.components] } : lotsOf(line)),
  }
}

/** A bundle has no lots of its own; what leaves a component's shelf with it leaves without one. */
const lotsOf = ({ lots, quantity }: Pick<CartLine, 'lots' | 'quantity'>): Pick<OrderLine, 'lots'> =>
  lots?.length ? { lots: mergeShares(trimShares(lots, quantity)) } : {}
