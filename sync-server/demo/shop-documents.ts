import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import { demoBarcode } from './barcode.ts'
import { DEMO_CATEGORIES, DEMO_CUSTOMERS, type DemoCategory, type DemoProduct } from './catalogue.ts'

/** A variant as the demo's past sells it. */
export interface DemoGoods {
  readonly product: Product
  readonly variant: Variant
  /** Basis points. */
  readonly taxRate: number
  readonly popularity: number
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
          variants: variantsOf(category, product, place, index),
        },
        author,
        deps,
      )
      const made: Product = product.tracking ? { ...plain, tracking: product.tracking } : plain
      const taxRate = category.taxed ? VAT : 0
      for (const variant of made.variants) {
        goods.push({ product: made, variant, taxRate, popularity: product.popularity / made.variants.length })
      }
    }
  }
  const products = [...new Set(goods.map(({ product }) => product))]
  return {
    settings,
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
    lowStockThreshold: quantity(LOW_STOCK),
    reorderPoint: quantity(LOW_STOCK),
    reorderQuantity: quantity(5 * LOW_STOCK),
  }))
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
