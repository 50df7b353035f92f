import type { Product } from '@shared/schemas/products.schema.ts'

/** A code by which the till finds a variant. */
export interface ProductCode {
  readonly variantId: string
  readonly kind: 'sku' | 'barcode'
  readonly code: string
}

export function codesOf(product: Product): ProductCode[] {
  const codes: ProductCode[] = []
  for (const variant of product.variants) {
    if (variant.archived) continue
    if (variant.sku !== '') codes.push({ variantId: variant.id, kind: 'sku', code: variant.sku })
    for (const code of variant.barcodes) codes.push({ variantId: variant.id, kind: 'barcode', code })
  }
  return codes
}

/** Codes that more than one variant of the product carries. */
export function repeatedCodes(codes: readonly ProductCode[]): Set<string> {
  const ownerByCode = new Map<string, string>()
  const repeated = new Set<string>()
  for (const { code, variantId } of codes) {
    const owner = ownerByCode.get(code)
    if (owner !== undefined && owner !== variantId) repeated.add(code)
    ownerByCode.set(code, variantId)
  }
  return repeated
}

/** The check digit of EAN-8, UPC-A, EAN-13 and ITF-14. Other codes are a shop's own and have none to check. */
export function hasWrongCheckDigit(code: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return false
  const digits = Array.from(code, Number)
  const check = digits.pop()
  const sum = digits.reverse().reduce((total, digit, i) => total + digit * (i % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10 !== check
}

export const readCodes = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((code) => code.trim().slice(0, 80))
      .filter(Boolean),
  ),
]
