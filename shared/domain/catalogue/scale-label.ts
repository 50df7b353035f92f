import { type Minor, minor } from '@shared/kernel/money.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { MAX_PRICE_PER, type Unit } from '@shared/schemas/products.schema.ts'
import type { ScaleRule } from '@shared/schemas/settings.schema.ts'

/*
 * Labels that a scale prints for goods it has weighed: an EAN-13 that begins with 20 to 29 and holds an article and a weight or
 * a price. How the digits are cut is the shop's own choice (`ScaleRule`); prices are in the smallest unit of money, weights in grams.
 */

export interface ScaleLabel {
  /** How the article may be written in the catalogue, most likely first. */
  readonly articleCodes: readonly string[]
  readonly holds: ScaleRule['holds']
  /** Grams, or the smallest unit of money. */
  readonly value: number
}

const LENGTH = 13

/** What a scanned code says as a label of the shop's scales; null when it is none of them, or its check digit is wrong. */
export function readScaleLabel(code: string, rules: readonly ScaleRule[]): ScaleLabel | null {
  if (!/^2\d{12}$/.test(code) || Number(code.at(-1)) !== checkDigitOf(code.slice(0, -1))) return null
  const rule = rules.find(({ prefix }) => code.startsWith(prefix))
  if (!rule) return null
  const articleEnd = rule.prefix.length + rule.articleDigits
  const article = code.slice(rule.prefix.length, articleEnd)
  const value = code.slice(articleEnd + (rule.provesValue ? 1 : 0), LENGTH - 1)
  const plain = article.replace(/^0+(?=\d)/, '')
  return {
    articleCodes: [...new Set([rule.prefix + article, article, plain])],
    holds: rule.holds,
    value: Number(value),
  }
}

/** The last digit of an EAN code for the digits before it. */
export function checkDigitOf(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

/** What a label does not agree with. */
export type LabelError =
  | { readonly type: 'EmptyLabel' }
  /** A weight, but the article is sold by the piece. */
  | { readonly type: 'NotWeighed' }
  /** A price, but the article has none by which its weight could be told. */
  | { readonly type: 'NoPriceByWeight' }
  /** The price stands for more than any scale weighs. */
  | { readonly type: 'TooHeavy' }

/** What one pack with such a label is; `unitPrice` is null where the cashier has to type it. */
export interface LabelledPack {
  readonly quantity: Quantity
  readonly unitPrice: Minor | null
  readonly pricePer: number
}

/**
 * The pack costs exactly what its label says: a price is for the whole pack, whose weight follows from the article's price,
 * to the gram. Stock moves by that weight.
 */
export function packOf(
  { holds, value }: Pick<ScaleLabel, 'holds' | 'value'>,
  article: { readonly unit: Unit; readonly price: Minor | null; readonly pricePer?: number | undefined },
): Result<LabelledPack, LabelError> {
  const { unit, price, pricePer = 1 } = article
  if (value === 0) return err({ type: 'EmptyLabel' })
  if (holds === 'weight')
    return unit === 'gram'
      ? ok({ quantity: quantity(value), unitPrice: price, pricePer })
      : err({ type: 'NotWeighed' })
  if (unit === 'piece') return ok({ quantity: quantity(1), unitPrice: minor(value), pricePer: 1 })
  if (price === null || price === 0) return err({ type: 'NoPriceByWeight' })
  const units = Math.max(1, Math.round((value * pricePer) / price))
  if (units > MAX_PRICE_PER) return err({ type: 'TooHeavy' })
  return ok({ quantity: quantity(units), unitPrice: minor(value), pricePer: units })
}
