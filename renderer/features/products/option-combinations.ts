import type { Variant } from '@shared/schemas/products.schema.ts'

export interface OptionAxis {
  readonly name: string
  readonly values: readonly string[]
}

type Options = Variant['options']

export const MAX_VARIANTS = 500
export const MAX_AXES = 3

/** The options that a product's variants have, with their values in the order they first appear. */
export function axesOf(variants: readonly Variant[]): OptionAxis[] {
  const valuesByName = new Map<string, Set<string>>()
  for (const variant of variants) {
    if (variant.archived) continue
    for (const { name, value } of variant.options) {
      const values = valuesByName.get(name) ?? new Set()
      valuesByName.set(name, values.add(value))
    }
  }
  return [...valuesByName].map(([name, values]) => ({ name, values: [...values] }))
}

/** Every combination of the axes' values that no variant has yet, archived ones included. */
export function missingCombinations(axes: readonly OptionAxis[], variants: readonly Variant[]): Options[] {
  const used = axes.filter(({ name, values }) => name.trim() !== '' && values.length > 0)
  if (used.length === 0) return []
  let combinations: Options[] = [[]]
  for (const { name, values } of used) {
    combinations = combinations.flatMap((options) => values.map((value) => [...options, { name, value }]))
    if (combinations.length > MAX_VARIANTS) break
  }
  const known = new Set(variants.map((variant) => optionsKey(variant.options)))
  return combinations.filter((options) => !known.has(optionsKey(options)))
}

/** How many variants the axes make, for saying so before there are too many. */
export const combinationCount = (axes: readonly OptionAxis[]): number =>
  axes
    .filter(({ name, values }) => name.trim() !== '' && values.length > 0)
    .reduce((count, { values }, i) => (i === 0 ? 1 : count) * values.length, 0)

const optionsKey = (options: Options): string =>
  JSON.stringify(options.map(({ name, value }) => [name, value]).sort())

/** `Rouge / M`; empty for a product without options. */
export const optionsLabel = (options: Options): string => options.map(({ value }) => value).join(' / ')

/** The values typed as `S, M, L`: trimmed, without repetition. */
export const readValues = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .map((value) => value.trim().slice(0, 120))
      .filter(Boolean),
  ),
]
