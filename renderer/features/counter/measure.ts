import { MAX_QUANTITY, type Quantity, quantity } from '@shared/kernel/quantity.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'

type Measured = Exclude<Unit, 'piece'>

/** The signs people write, and how many units each is. */
const SIGNS: Readonly<Record<Measured, Readonly<Record<string, number>>>> = {
  gram: { g: 1, kg: 1_000 },
  millilitre: { ml: 1, cl: 10, l: 1_000 },
  minute: { min: 1, h: 60 },
}
/** What a figure with a fraction is meant in: 1,25 of a scale is kilos. */
const LARGE: Readonly<Record<Measured, number>> = { gram: 1_000, millilitre: 1_000, minute: 60 }

/**
 * A weight, volume or time as typed: `1,25`, `1.25 kg`, `1250`, `1 250 g`. A whole figure without a sign is in the smallest unit.
 * Null when it is none, is nothing, or has a fraction of the smallest unit.
 */
export function readMeasure(text: string, unit: Measured): Quantity | null {
  const plain = text.replace(/[\s\u00a0\u202f]/gu, '').toLowerCase()
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?([a-z]*)$/.exec(plain)
  if (!match) return null
  const [, whole = '', fraction = '', sign = ''] = match
  const per = sign === '' ? (fraction === '' ? 1 : LARGE[unit]) : SIGNS[unit][sign]
  if (per === undefined) return null
  const thousandths = (Number(whole) * 1_000 + Number(fraction.padEnd(3, '0'))) * per
  const units = thousandths / 1_000
  return Number.isInteger(units) && units >= 1 && units <= MAX_QUANTITY ? quantity(units) : null
}

/** How much + and − change a line. */
export const STEPS: Readonly<Record<Unit, number>> = { piece: 1, gram: 100, millilitre: 100, minute: 15 }
