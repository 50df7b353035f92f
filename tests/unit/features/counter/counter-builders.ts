import type { CounterLine } from '@renderer/features/counter/cart.ts'
import type { CartVault } from '@renderer/features/counter/cart-vault.ts'
import type { CatalogueVariant, Projections } from '@renderer/projections/projections.ts'
import { deriveId, type Id, type IdSource } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { NEVER, of } from 'rxjs'

export const idOf = (name: string): Id => deriveId('counter-test', name)

export function createTestIds(): IdSource {
  let count = 0
  return { next: () => idOf(`id ${count++}`) }
}

export function buildLine(name: string, over: Partial<CounterLine> = {}): CounterLine {
  return {
    id: idOf(`line ${name}`),
    productId: idOf(`product ${name}`),
    variantId: idOf(`variant ${name}`),
    vendorId: null,
    sku: name.toUpperCase(),
    name,
    categoryId: null,
    quantity: quantity(1),
    unitPrice: minor(500),
    pricePer: 1,
    discount: minor(0),
    discountRate: null,
    openPrice: false,
    discountReason: '',
    taxRate: 1800,
    unitCost: null,
    note: '',
    tracked: true,
    unit: 'piece',
    ...over,
  }
}

export function buildVariant(name: string, over: Partial<CatalogueVariant> = {}): CatalogueVariant {
  return {
    productId: idOf(`product ${name}`),
    variantId: idOf(`variant ${name}`),
    name,
    productName: name,
    sku: name.toUpperCase(),
    barcodes: [],
    price: minor(500),
    cost: null,
    currency: 'XOF',
    taxClassId: null,
    categoryId: null,
    vendorId: null,
    onHand: quantity(10),
    tracked: true,
    lowStockThreshold: null,
    unit: 'piece',
    active: true,
    ...over,
  }
}

/** A catalogue in memory that takes as long for each look-up as it is told. */
export function createTestCatalogue(
  variants: readonly CatalogueVariant[],
  delayOf: (code: string) => number = () => 0,
): Projections {
  const later = async <Answer>(code: string, answer: Answer): Promise<Answer> => {
    await new Promise((resolve) => setTimeout(resolve, delayOf(code)))
    return answer
  }
  const unused = () => Promise.reject(new Error('not part of this test'))
  return {
    findByCode: (code) =>
      later(
        code,
        variants.filter(
          ({ barcodes, sku }) => barcodes.includes(code) || sku.toLowerCase() === code.toLowerCase(),
        ),
      ),
    searchVariants: ({ text }) =>
      later(
        text,
        variants.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())),
      ),
    searchCatalogue: unused,
    findByCodes: unused,
    variants: unused,
    productIds: unused,
    onHand: unused,
    onHandAt: unused,
    stockRows: unused,
    purchases: unused,
    purchase: unused,
    reorder: unused,
    counts: unused,
    count: unused,
    transfers: unused,
    transfer: unused,
    unitCosts: unused,
    stockHistory: unused,
    lots: unused,
    lotsAt: () => Promise.resolve([]),
    findLot: () => Promise.resolve([]),
    lotStory: unused,
    salesReport: unused,
    reports: unused,
    report: unused,
    filterValues: unused,
    ordersBehind: unused,
    customers: unused,
    creditAccount: unused,
    paymentsByReference: unused,
    mobilePayments: unused,
    loadPacked: unused,
    packedState: unused,
    changes: NEVER,
    progress: of({ phase: 'ready', documents: 0, unreadable: 0, reason: '' } as const),
    ready: Promise.resolve(),
    settled: () => Promise.resolve(),
    stop: () => undefined,
  }
}

export const forgetfulVault: CartVault = {
  load: () => Promise.resolve(null),
  save: () => undefined,
  settled: () => Promise.resolve(),
}
