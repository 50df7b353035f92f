import { checkDocument } from '@shared/domain/check-document.ts'
import { checkCart } from '@shared/domain/orders/sell.ts'
import { MAX_QUANTITY, positiveQuantitySchema, quantity } from '@shared/kernel/quantity.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { describe, expect, it } from 'vitest'
import { cartOf, componentOf, idOf, lineOf, mustFit, productOf, soldOrder, XOF } from './builders.ts'

const product = productOf([{ sku: 'BASKET' }, { sku: 'SOAP' }])
const [basket, soap] = product.variants
if (!basket || !soap) throw new Error('It has two variants')
const part = (variantId: typeof soap.id) => ({ variantId, quantity: positiveQuantitySchema.parse(2) })
const withParts = (of: Product, ...parts: readonly (readonly ReturnType<typeof part>[])[]): Product => ({
  ...of,
  variants: of.variants.map((variant, i) => ({ ...variant, components: [...(parts[i] ?? [])] })),
})
const ruleOf = (after: Product): unknown => {
  const checked = checkDocument('products', null, after)
  return checked.ok ? 'ok' : checked.error.params.rule
}

describe('BUNDLE-1 a variant made of others', () => {
  it('may hold any other goods, each once, and is sold by the piece', () => {
    const sound = withParts(product, [part(soap.id), part(idOf('elsewhere'))])
    mustFit('products', sound)
    expect(ruleOf(sound)).toBe('ok')
    expect(ruleOf({ ...sound, unit: 'gram' })).toBe('BUNDLE-1')
    expect(ruleOf(withParts(product, [part(soap.id), part(soap.id)]))).toBe('BUNDLE-1')
  })

  it('holds neither itself nor another bundle of its product', () => {
    expect(ruleOf(withParts(product, [part(basket.id)]))).toBe('BUNDLE-1')
    expect(ruleOf(withParts(product, [part(soap.id)], [part(idOf('elsewhere'))]))).toBe('BUNDLE-1')
  })
})

describe('BUNDLE-2 a line of a bundle', () => {
  it('that names itself, one of its goods twice or more than can be counted is not sold', () => {
    const typeOf = (known: Parameters<typeof lineOf>[1]) => {
      const checked = checkCart(cartOf([lineOf('basket', known)]), XOF)
      return checked.ok ? 'ok' : checked.error.type
    }
    expect(typeOf({ components: [componentOf('soap', 2)] })).toBe('ok')
    expect(typeOf({ components: [componentOf('variant-basket', 1)] })).toBe('InvalidQuantity')
    expect(typeOf({ components: [componentOf('soap', 1), componentOf('soap', 1)] })).toBe('InvalidQuantity')
    const many = { quantity: quantity(2), components: [componentOf('soap', MAX_QUANTITY)] }
    expect(typeOf(many)).toBe('InvalidQuantity')
  })

  it('is refused by the server when it names its goods twice', () => {
    const order = soldOrder(cartOf([lineOf('basket', { components: [componentOf('soap', 2)] })]))
    const lines = order.lines.map((line) => ({
      ...line,
      components: [...(line.components ?? []), componentOf('soap', 1)],
    }))
    const checked = checkDocument('orders', null, { ...order, lines })
    expect(checked.ok ? 'ok' : checked.error.params.rule).toBe('BUNDLE-2')
  })
})
