import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { type CartLine, priceCart } from '@shared/domain/orders/pricing.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import { createIdSource, type Id } from '@shared/kernel/id.ts'
import { minor, ZERO } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Order, Receipt } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import { demoBarcode } from '../../sync-server/demo/barcode.ts'
import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'

/* What the measured shops hold, made by the product's own functions; the same for the same seed, in Node and in a page. */

const THINGS =
  'Riz Huile Savon Café Thé Sucre Lait Biscuit Jus Eau Lessive Javel Couscous Fonio Mil Tomate Bouillon Farine Sel Beurre Yaourt Fromage Œufs Poulet Poisson Pâtes Confiture Miel Chocolat Bonbon Cahier Stylo Gomme Règle Ampoule Pile Câble Chargeur Écouteurs Bougie Allumettes Seau Balai Éponge Assiette Verre Marmite Couteau Tissu Wax'.split(
    ' ',
  )
const MAKERS =
  'Teranga Saloum Baol Niayes Vallée Sine Walo Cayor Dahra Fleuve Plateau Almadies Gorée Ndar Thiès Kaolack Linguère Matam Podor Ziguinchor'.split(
    ' ',
  )
const KINDS =
  'ordinaire parfumé extra doux fort premium familial économique bio léger nature citron menthe vanille gingembre'.split(
    ' ',
  )
const CONTENTS = '100 g|250 g|500 g|1 kg|5 kg|25 cl|50 cl|1 L|5 L|lot de 3'.split('|')

const pick = <T>(items: readonly T[], random: SeededRandom): T => {
  const item = items[random.whole(items.length)]
  if (item === undefined) throw new Error('Nothing to pick from')
  return item
}

export const makeCategories = (count: number, author: Author, deps: DomainDeps): Setting[] =>
  Array.from({ length: count }, (_, i) =>
    newSetting('category', { name: `Rayon ${i}`, parentId: null, sortOrder: i }, author, deps),
  )

export function makeProducts(
  count: number,
  author: Author,
  deps: DomainDeps,
  random: SeededRandom,
  categories: readonly Setting[] = [],
): Product[] {
  return Array.from({ length: count }, (_, i) => {
    const brand = pick(MAKERS, random)
    const name = `${pick(THINGS, random)} ${pick(KINDS, random)} ${brand} ${pick(CONTENTS, random)} ${i}`
    const price = 100 + random.whole(200) * 25
    const variant = {
      sku: `ART-${String(i).padStart(6, '0')}`,
      barcodes: [demoBarcode(i)],
      price: minor(price),
      cost: minor(Math.round(price * 0.75)),
      lowStockThreshold: quantity(5),
    }
    const categoryId = categories[i % categories.length]?.id ?? null
    return newProduct({ name, brand, categoryId, currency: 'XOF', variants: [variant] }, author, deps)
  })
}

/** A clock that stands where it is put. */
export function createWalkingClock(start: number): Clock & { set(time: number): void } {
  let now = start
  return {
    now: () => now,
    set(time) {
      now = time
    },
  }
}

export interface SaleMaker {
  readonly products: readonly Product[]
  readonly author: Author
  readonly locationId: Id
  readonly random: SeededRandom
}

function makeLines(maker: SaleMaker, count: number, deps: DomainDeps): CartLine[] {
  return Array.from({ length: count }, () => {
    const product = pick(maker.products, maker.random)
    const [variant] = product.variants
    if (variant === undefined) throw new Error('A product has a variant')
    return {
      id: deps.ids.next(),
      productId: product.id,
      variantId: variant.id,
      sku: variant.sku,
      name: product.name,
      categoryId: product.categoryId,
      quantity: quantity(1 + maker.random.whole(3)),
      unitPrice: variant.price ?? ZERO,
      discount: ZERO,
      discountReason: '',
      taxRate: 1_800,
      unitCost: variant.cost,
      note: '',
    }
  })
}

const TERMS = { currency: 'XOF', pricesIncludeTax: true } as const

export type Basket = ReturnType<typeof makeBasket>

/** What stands in the cart when the customer has paid. */
export function makeBasket(maker: SaleMaker, lines: number, deps: DomainDeps) {
  const cart = {
    lines: makeLines(maker, lines, deps),
    discount: ZERO,
    discountReason: '',
    note: '',
    customerId: null,
    customerName: '',
  }
  return { cart, total: priceCart(cart, TERMS).total }
}

/** From the paid cart to the order, as the counter does it. */
export const sellBasket = (
  { cart, total }: Basket,
  receipt: Receipt,
  { author, locationId }: Pick<SaleMaker, 'author' | 'locationId'>,
  deps: DomainDeps,
) =>
  sell(
    {
      cart,
      payments: [{ method: 'cash', amount: total, tendered: total, change: ZERO }],
      receipt,
      businessDay: businessDayOf(deps.clock.now(), 0),
      locationId,
      shiftId: null,
      terms: TERMS,
    },
    author,
    deps,
  )

export interface Past {
  readonly count: number
  readonly linesPerOrder: number
  readonly until: number
  readonly days: number
  readonly deviceCode: string
}

const DAY_MS = 86_400_000

/** Sales spread evenly over the days before `until`, oldest first. */
export function* makePast(maker: SaleMaker, past: Past): Generator<Order> {
  const start = past.until - past.days * DAY_MS
  const clock = createWalkingClock(start)
  const deps = { clock, ids: createIdSource(clock, maker.random) }
  for (let i = 0; i < past.count; i++) {
    clock.set(start + Math.floor((i / past.count) * past.days * DAY_MS))
    const receipt = { deviceCode: past.deviceCode, epoch: 1, counter: i + 1 }
    const sale = sellBasket(makeBasket(maker, past.linesPerOrder, deps), receipt, maker, deps)
    if (!sale.ok) throw new Error(`A sale of the past was refused: ${sale.error.type}`)
    yield sale.value
  }
}

/** The same sale as history that was read from a file: it counts in reports and posts nothing (decision 3). */
export const asHistory = (order: Order): Order => ({
  ...order,
  channel: 'import',
  receipt: null,
  stockPostings: [],
  moneyPostings: [],
})
