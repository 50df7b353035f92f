import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { newFavourite } from '@shared/domain/settings/favourite.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { assert } from '@shared/kernel/assert.ts'
import { minor } from '@shared/kernel/money.ts'
import { positiveQuantitySchema, quantity } from '@shared/kernel/quantity.ts'
import type { Promotion } from '@shared/schemas/offers.schema.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import { demoBarcode } from './barcode.ts'
import {
  DEMO_BUNDLE,
  DEMO_CATEGORIES,
  DEMO_CUSTOMERS,
  DEMO_FAVOURITES,
  DEMO_PROMOTIONS,
  type DemoCategory,
  type DemoProduct,
} from './catalogue.ts'

/** A variant as the demo's past sells it. */
export interface DemoGoods {
  readonly product: Product
  readonly variant: Variant
  /** Basis points. */
  readonly taxRate: number
  readonly popularity: number
  /** Units that one customer takes at a time; 1 for pieces. */
  readonly portion: number
}

export interface DemoDocuments {
  readonly settings: readonly Setting[]
  readonly products: readonly Product[]
  readonly customers: readonly Customer[]
  readonly goods: readonly DemoGoods[]
}

const VAT = 1_800
const LOW_STOCK = 10

/** Settings, catalogue and customers, written by `author`. */
export function makeShopDocuments(author: Author, deps: DomainDeps): DemoDocuments {
  const standard = newSetting('tax-class', { name: 'TVA 18 %', rate: VAT }, author, deps)
  const exempt = newSetting('tax-class', { name: 'Exonéré', rate: 0 }, author, deps)
  const settings: Setting[] = [standard, exempt, ...paymentMethods(author, deps)]
  const goods: DemoGoods[] = []
  for (const [index, category] of DEMO_CATEGORIES.entries()) {
    const setting = newSetting(
      'category',
      { name: category.name, parentId: null, sortOrder: index },
      author,
      deps,
    )
    settings.push(setting)
    const taxClass = category.taxed ? standard : exempt
    for (const [place, product] of category.products.entries()) {
      const plain = newProduct(
        {
          name: product.name,
          currency: 'XOF',
          brand: product.brand,
          categoryId: setting.id,
          taxClassId: taxClass.id,
          bestSeller: product.popularity >= 7,
          ...(product.portion === undefined ? {} : { unit: 'gram' as const, pricePer: 1_000 }),
          variants: variantsOf(category, product, place, index),
        },
        author,
        deps,
      )
      const made: Product = product.tracking ? { ...plain, tracking: product.tracking } : plain
      const taxRate = category.taxed ? VAT : 0
      for (const variant of made.variants) {
        const popularity = product.popularity / made.variants.length
        goods.push({ product: made, variant, taxRate, popularity, portion: product.portion ?? 1 })
      }
    }
  }
  const made = [...new Set(goods.map(({ product }) => product))]
  const products = [...made, makeBundle(made, author, deps)]
  return {
    settings: [
      ...settings,
      ...makeFavourites(products, author, deps),
      ...makePromotions(products, author, deps),
    ],
    products,
    customers: DEMO_CUSTOMERS.map((one) => makeCustomer(one, author, deps)),
    goods,
  }
}

function variantsOf(category: DemoCategory, product: DemoProduct, place: number, index: number) {
  return product.variants.map((variant, i) => ({
    sku: `${category.code}-${String(place + 1).padStart(2, '0')}${product.variants.length > 1 ? `-${i + 1}` : ''}`,
    barcodes: [demoBarcode(index * 1_000 + place * 10 + i)],
    options: product.option && variant.option ? [{ name: product.option, value: variant.option }] : [],
    price: minor(variant.price),
    cost: minor(variant.cost),
    lowStockThreshold: quantity(LOW_STOCK * (product.portion ?? 1)),
    reorderPoint: quantity(LOW_STOCK * (product.portion ?? 1)),
    reorderQuantity: quantity(5 * LOW_STOCK * (product.portion ?? 1)),
  }))
}

function firstOf(products: readonly Product[], name: string): { product: Product; variant: Variant } {
  const product = products.find((one) => one.name === name)
  const [variant] = product?.variants ?? []
  assert(product && variant, `the demo sells ${name}`)
  return { product, variant }
}

/** Its components are what the shop sells anyway; it has no stock of its own (BUNDLE-1). */
function makeBundle(products: readonly Product[], author: Author, deps: DomainDeps): Product {
  const { name, category, price, holds } = DEMO_BUNDLE
  const parts = holds.map((one) => firstOf(products, one))
  const [first] = parts
  assert(first, 'a bundle holds something')
  const index = DEMO_CATEGORIES.findIndex(({ code }) => code === category)
  const components = parts.map(({ variant }) => ({
    variantId: variant.id,
    quantity: positiveQuantitySchema.parse(1),
  }))
  const variants = [
    { sku: `${category}-99`, barcodes: [demoBarcode(index * 1_000 + 990)], price: minor(price), components },
  ]
  const { categoryId, taxClassId } = first.product
  return newProduct({ name, currency: 'XOF', categoryId, taxClassId, variants }, author, deps)
}

const makeFavourites = (products: readonly Product[], author: Author, deps: DomainDeps): Setting[] =>
  DEMO_FAVOURITES.map((name, sortOrder) => {
    const variantId = firstOf(products, name).variant.id
    return newFavourite({ variantId, colour: 'grey', picture: null, sortOrder }, author, deps)
  })

const PROMOTION = {
  enabled: true,
  fromDay: null,
  toDay: null,
  hours: null,
  everything: false,
  variantIds: [],
  categoryIds: [],
  rate: 0,
  amount: minor(0),
  buy: 1,
  get: 1,
  breaks: [],
  addsUp: false,
} satisfies Partial<Promotion>

function makePromotions(products: readonly Product[], author: Author, deps: DomainDeps): Setting[] {
  const { yoghurt, incense } = DEMO_PROMOTIONS
  const { variant } = firstOf(products, yoghurt.product)
  const ofIncense = products.find(({ variants }) => variants[0]?.sku.startsWith(incense.category))
  assert(ofIncense?.categoryId, 'the demo sells incense')
  const free = {
    ...PROMOTION,
    name: yoghurt.name,
    type: 'buy-get' as const,
    variantIds: [variant.id],
    buy: 3,
  }
  const off = { ...PROMOTION, name: incense.name, type: 'percent' as const, rate: 1_000 }
  return [
    newSetting('promotion', { ...free, rate: 10_000 }, author, deps),
    newSetting('promotion', { ...off, categoryIds: [ofIncense.categoryId] }, author, deps),
  ]
}

function paymentMethods(author: Author, deps: DomainDeps): Setting[] {
  const unused: readonly string[] = ['other']
  return PAYMENT_METHODS.map((method, sortOrder) =>
    newSetting('payment-method', { method, enabled: !unused.includes(method), sortOrder }, author, deps),
  )
}

function makeCustomer(
  { name, phone, city }: (typeof DEMO_CUSTOMERS)[number],
  author: Author,
  deps: DomainDeps,
): Customer {
  const address = { id: deps.ids.next(), label: 'home' as const, isDefault: true, address: { city } }
  const isBusiness = /^(Restaurant|École)/.test(name)
  return newCustomer(
    {
      name,
      kind: isBusiness ? 'business' : 'person',
      phones: [phone],
      whatsapp: phone,
      addresses: [address],
      language: 'fr',
      creditLimit: minor(isBusiness ? 200_000 : 25_000),
    },
    author,
    deps,
  )
}
