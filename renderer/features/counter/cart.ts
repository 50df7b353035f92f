import { type Cart, type CartLine, exactGross, grossOf } from '@shared/domain/orders/pricing.ts'
import { mergeShares, trimShares } from '@shared/domain/stock/lots.ts'
import { type Id, idSchema } from '@shared/kernel/id.ts'
import {
  type Minor,
  minor,
  minorSchema,
  nonNegativeMinorSchema,
  scaleMinor,
  ZERO,
} from '@shared/kernel/money.ts'
import { MAX_QUANTITY, positiveQuantitySchema, type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { lineText, longText } from '@shared/schemas/envelope.ts'
import { lineComponentSchema } from '@shared/schemas/orders.schema.ts'
import { type LotShare, lotShareSchema, PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import {
  MAX_COMPONENTS,
  pricePerSchema,
  trackingSchema,
  unitSchema,
} from '@shared/schemas/products.schema.ts'
import { z } from 'zod'

/** Basis points of a discount given in percent, so that it follows the quantity; null for an amount. */
const rateSchema = z.number().int().min(0).max(10_000).nullable()

const counterLineSchema = z.strictObject({
  id: idSchema,
  productId: idSchema,
  variantId: idSchema,
  /** Whose goods these are, in a shop that sells for others. */
  vendorId: idSchema.nullable(),
  sku: lineText(80),
  name: lineText(400),
  categoryId: idSchema.nullable(),
  quantity: positiveQuantitySchema,
  unitPrice: nonNegativeMinorSchema,
  /** How many units the price is for. A cart kept by an older program does not say. */
  pricePer: pricePerSchema.default(1),
  discount: nonNegativeMinorSchema,
  discountRate: rateSchema,
  discountReason: lineText(200),
  /** Not the article's own price: typed, or read from a label. A cart kept by an older program does not say. */
  openPrice: z.boolean().default(false),
  taxRate: z.number().int().min(0).max(10_000),
  unitCost: nonNegativeMinorSchema.nullable(),
  note: lineText(300),
  tracked: z.boolean(),
  unit: unitSchema,
  /** Of a bundle: the goods of one of them. */
  components: z
    .array(lineComponentSchema.extend({ tracked: z.boolean() }))
    .max(MAX_COMPONENTS)
    .optional(),
  /** How single goods of it are told apart, where they are. */
  tracking: trackingSchema.optional(),
  /** Lots and serial numbers that somebody chose or scanned; the counter finds the others (LOT-5). */
  lots: z.array(lotShareSchema).max(500).optional(),
})
export type CounterLine = z.infer<typeof counterLineSchema>

/** Goods that come back in exchange for what is in the cart; recorded together with the sale (EXCHANGE-1). */
const counterExchangeSchema = z.strictObject({
  orderId: idSchema,
  /** Receipt number of the sale they come from. */
  number: lineText(60),
  /** Known beforehand, so that a crash between the two documents records the return once. */
  returnId: idSchema,
  credit: nonNegativeMinorSchema,
  lines: z
    .array(
      z.strictObject({
        lineId: lineText(26).min(1),
        quantity: positiveQuantitySchema,
        restock: z.boolean(),
        reason: lineText(300),
        /** Which of the line's lots came back. */
        lots: z.array(lineText(80)).max(500).readonly().optional(),
      }),
    )
    .min(1)
    .max(2_000),
  refundMethod: z.enum(PAYMENT_METHODS),
  reference: lineText(120),
})
export type CounterExchange = z.infer<typeof counterExchangeSchema>

/** The cart as it is kept on this device between two keystrokes and over a crash. */
export const counterCartSchema = z.strictObject({
  lines: z.array(counterLineSchema).max(2_000),
  discount: nonNegativeMinorSchema,
  discountRate: rateSchema,
  discountReason: lineText(200),
  note: longText(2_000),
  customerId: idSchema.nullable(),
  customerName: lineText(200),
  /** The held order this cart was taken from: it stays in the list until the cart is safe here. */
  heldOrderId: idSchema.nullable(),
  exchange: counterExchangeSchema.optional(),
})
export type CounterCart = z.infer<typeof counterCartSchema>

export const EMPTY_CART: CounterCart = {
  lines: [],
  discount: ZERO,
  discountRate: null,
  discountReason: '',
  note: '',
  customerId: null,
  customerName: '',
  heldOrderId: null,
}

export type Discount =
  | { readonly kind: 'amount'; readonly amount: Minor; readonly reason: string }
  | { readonly kind: 'rate'; readonly rate: number; readonly reason: string }

export const NO_DISCOUNT: Discount = { kind: 'amount', amount: ZERO, reason: '' }

export const isEmptyCart = (cart: CounterCart): boolean =>
  cart.lines.length === 0 && cart.note === '' && cart.customerId === null && !cart.exchange

/** The cart without its exchange: nothing came back. */
export function withoutExchange({ exchange: _, ...cart }: CounterCart): CounterCart {
  return cart
}

/** Items for people: pieces are counted, goods by weight or time count as one. */
export const itemCount = (cart: CounterCart): number =>
  cart.lines.reduce((sum, line) => sum + (line.unit === 'piece' ? line.quantity : 1), 0)

export const netOf = (line: CounterLine): Minor => minor(grossOf(line) - line.discount)
export const subtotalOf = (cart: CounterCart): Minor =>
  minor(cart.lines.reduce((sum, line) => sum + netOf(line), 0))

/** True when that many units at that price still fit an exact amount. */
export const fitsAmount = (count: number, unitPrice: Minor, pricePer = 1): boolean =>
  count >= 1 &&
  count <= MAX_QUANTITY &&
  minorSchema.safeParse(exactGross({ quantity: count, unitPrice, pricePer })).success

/**
 * Adds to the line that already sells the same thing on the same terms, else a new line at the end.
 * Answers the id of the line that took it.
 */
export function addLine(cart: CounterCart, line: CounterLine): { cart: CounterCart; lineId: Id } {
  const same = cart.lines.find((other) => isSameOffer(other, line))
  if (!same) return { cart: settle({ ...cart, lines: [...cart.lines, line] }), lineId: line.id }
  const more = setQuantity(cart, same.id, quantity(same.quantity + line.quantity))
  const lots = mergeShares([...(same.lots ?? []), ...(line.lots ?? [])])
  return { cart: lots.length === 0 ? more : setLots(more, same.id, lots), lineId: same.id }
}

const isSameOffer = (a: CounterLine, b: CounterLine): boolean =>
  a.variantId === b.variantId &&
  a.unitPrice === b.unitPrice &&
  a.pricePer === b.pricePer &&
  a.taxRate === b.taxRate &&
  a.note === '' &&
  b.note === '' &&
  (a.discount === 0 || a.discountRate !== null) &&
  b.discount === 0

export const setQuantity = (cart: CounterCart, lineId: Id, count: Quantity): CounterCart =>
  changeLine(cart, lineId, (line) =>
    fitsAmount(count, line.unitPrice, line.pricePer) ? { ...line, quantity: count } : line,
  )

/** Which lots or serial numbers of it: those that fit its quantity. An empty list leaves the choice to the counter. */
export const setLots = (cart: CounterCart, lineId: Id, lots: readonly LotShare[]): CounterCart =>
  changeLine(cart, lineId, ({ lots: _before, ...line }) =>
    lots.length === 0 ? line : { ...line, lots: trimShares(mergeShares(lots), line.quantity) },
  )

export const setNote = (cart: CounterCart, lineId: Id, note: string): CounterCart =>
  changeLine(cart, lineId, (line) => ({ ...line, note }))

export const setLineDiscount = (cart: CounterCart, lineId: Id, discount: Discount): CounterCart =>
  changeLine(cart, lineId, (line) => ({ ...line, ...discountFields(discount) }))

export const setOrderDiscount = (cart: CounterCart, discount: Discount): CounterCart =>
  settle({ ...cart, ...discountFields(discount) })

/** Takes a line out; `at` says where it stood, so that undo puts it back there. */
export function removeLine(
  cart: CounterCart,
  lineId: Id,
): { cart: CounterCart; removed: { line: CounterLine; at: number } | null } {
  const at = cart.lines.findIndex((line) => line.id === lineId)
  const line = cart.lines[at]
  if (!line) return { cart, removed: null }
  return {
    cart: settle({ ...cart, lines: cart.lines.filter((other) => other.id !== lineId) }),
    removed: { line, at },
  }
}

export function restoreLine(cart: CounterCart, line: CounterLine, at: number): CounterCart {
  if (cart.lines.some((other) => other.id === line.id)) return cart
  return settle({ ...cart, lines: cart.lines.toSpliced(Math.min(at, cart.lines.length), 0, line) })
}

/** The cart as the domain sells it: without what only the counter needs. */
export function toDomainCart(cart: CounterCart): Cart {
  return {
    lines: cart.lines.map(toDomainLine),
    discount: cart.discount,
    discountReason: cart.discountReason,
    note: cart.note,
    customerId: cart.customerId,
    customerName: cart.customerName,
  }
}

function toDomainLine(line: CounterLine): CartLine {
  const { tracked: _tracked, tracking: _tracking, unit, pricePer, discountRate: _rate, ...facts } = line
  const { vendorId, openPrice, lots, components, ...rest } = facts
  return {
    ...rest,
    ...(lots?.length ? { lots } : {}),
    ...(openPrice && { openPrice }),
    ...(pricePer === 1 ? {} : { pricePer }),
    ...(unit === 'piece' ? {} : { unit }),
    ...(vendorId === null ? {} : { vendorId }),
    ...(components && { components: components.map(({ tracked: _counted, ...component }) => component) }),
  }
}

/** A held cart taken up again. Whether stock is counted is looked up anew by the caller. */
export function fromDomainCart(
  cart: Cart,
  heldOrderId: Id,
  factsOf: (line: CartLine) => Pick<CounterLine, 'id' | 'tracked' | 'unit' | 'openPrice' | 'tracking'>,
  isTracked: (variantId: Id) => boolean = () => false,
): CounterCart {
  return settle({
    ...EMPTY_CART,
    discount: cart.discount,
    discountReason: cart.discountReason,
    note: cart.note,
    customerId: cart.customerId,
    customerName: cart.customerName,
    heldOrderId,
    lines: cart.lines.map(
      ({ promotions: _promotions, priceList: _priceList, components, lots, ...line }) => ({
        ...line,
        ...(components && {
          components: components.map((one) => ({ ...one, tracked: isTracked(one.variantId) })),
        }),
        ...factsOf(line),
        ...(lots ? { lots: [...lots] } : {}),
        pricePer: line.pricePer ?? 1,
        vendorId: line.vendorId ?? null,
        discountRate: null,
      }),
    ),
  })
}

function changeLine(cart: CounterCart, lineId: Id, change: (line: CounterLine) => CounterLine): CounterCart {
  return settle({ ...cart, lines: cart.lines.map((line) => (line.id === lineId ? change(line) : line)) })
}

function discountFields(discount: Discount) {
  return discount.kind === 'rate'
    ? { discount: ZERO, discountRate: discount.rate, discountReason: discount.reason }
    : { discount: discount.amount, discountRate: null, discountReason: discount.reason }
}

/** Percentages follow what they are taken from, and no discount ever exceeds it. */
function settle(cart: CounterCart): CounterCart {
  const lines = cart.lines.map((line) => {
    const discount = discountWithin(line, grossOf(line))
    return discount === line.discount ? line : { ...line, discount }
  })
  const settled = { ...cart, lines }
  return { ...settled, discount: discountWithin(cart, subtotalOf(settled)) }
}

/** A discount as it was given, never more than it is taken from. */
export function discountWithin(terms: { discount: Minor; discountRate: number | null }, whole: Minor): Minor {
  const wanted = terms.discountRate === null ? terms.discount : scaleMinor(whole, terms.discountRate, 10_000)
  return minor(Math.max(0, Math.min(wanted, whole)))
}
