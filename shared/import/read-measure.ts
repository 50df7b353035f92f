import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { MAX_QUANTITY, type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { MAX_PRICE_PER, type Unit } from '@shared/schemas/products.schema.ts'
import type { DecimalMark, ValueProblem } from './read-values.ts'

/** How goods are measured, and how many units their prices are for: a kilo of grams. */
export interface Measure {
  readonly unit: Unit
  readonly pricePer: number
}

const PIECE: Measure = { unit: 'piece', pricePer: 1 }

/** What one of each word is, folded. */
const WORDS: Readonly<Record<string, Measure>> = {
  g: { unit: 'gram', pricePer: 1 },
  gram: { unit: 'gram', pricePer: 1 },
  gramme: { unit: 'gram', pricePer: 1 },
  kg: { unit: 'gram', pricePer: 1_000 },
  kilo: { unit: 'gram', pricePer: 1_000 },
  kilogramme: { unit: 'gram', pricePer: 1_000 },
  ml: { unit: 'millilitre', pricePer: 1 },
  cl: { unit: 'millilitre', pricePer: 10 },
  l: { unit: 'millilitre', pricePer: 1_000 },
  litre: { unit: 'millilitre', pricePer: 1_000 },
  min: { unit: 'minute', pricePer: 1 },
  minute: { unit: 'minute', pricePer: 1 },
  h: { unit: 'minute', pricePer: 60 },
  heure: { unit: 'minute', pricePer: 60 },
  hour: { unit: 'minute', pricePer: 60 },
  piece: PIECE,
  unite: PIECE,
  unit: PIECE,
  u: PIECE,
}

/** `kg`, `100 g`, `pièce` as what a price is for; null when it is none of these. Nothing written is nothing said. */
export function readUnit(text: string): Measure | undefined | null {
  const folded = foldText(text).replace(/^(?:par|per|le|la|the|a)\s+/, '')
  if (folded === '') return undefined
  const match = /^(\d{1,6})?\s*([a-z]+?)s?$/.exec(folded)
  const word = WORDS[match?.[2] ?? '']
  if (!match || !word) return null
  const pricePer = Number(match[1] ?? 1) * word.pricePer
  return pricePer >= 1 && pricePer <= MAX_PRICE_PER && (word.unit !== 'piece' || pricePer === 1)
    ? { unit: word.unit, pricePer }
    : null
}

/** A unit as it is written into our own file; `readUnit` reads it again. */
export function writeUnit({ unit, pricePer = 1 }: { unit: Unit; pricePer?: number | undefined }): string {
  const short = { piece: 'piece', gram: 'g', millilitre: 'ml', minute: 'min' } as const
  if (pricePer === 1_000 && unit === 'gram') return 'kg'
  if (pricePer === 1_000 && unit === 'millilitre') return 'L'
  if (pricePer === 60 && unit === 'minute') return 'h'
  return pricePer === 1 ? short[unit] : `${pricePer} ${short[unit]}`
}

/** So much of what the price is for, in the smallest unit: `12,5` kilos are 12,500 g. */
export function readMeasured(
  text: string,
  mark: DecimalMark,
  pricePer: number,
): Result<Quantity, ValueProblem> {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '')
  // A single mark that does not part thousands parts kilos from grams, whatever the prices of the file are written with.
  const only = /^[^.,]*([.,])(?:\d{1,2}|\d{4,})$/.exec(bare)?.[1]
  const decimal = only ?? mark
  const digits = bare.replace(decimal === ',' ? /\./g : /,/g, '').replace(decimal, '.')
  if (!/^[+-]?\d{1,12}(?:\.\d{1,6})?$/.test(digits)) return err({ code: 'NotANumber', text })
  const units = Math.round(Number(digits) * pricePer * 1_000) / 1_000
  if (!Number.isInteger(units)) return err({ code: 'NotWhole', text })
  return Math.abs(units) > MAX_QUANTITY ? err({ code: 'TooLarge', text }) : ok(quantity(units))
}
