/** An amount and a place side by side in one exact number: as long as both are small enough for it. */
const PLACES = 2 ** 21
const MOST = 2 ** 31

/**
 * Numbers of things, the largest amount first, equal ones by their texts. Numbers are sorted by themselves, which takes a tenth of the
 * time that asking for two amounts at each comparison does; texts are asked for only where amounts are equal.
 */
export function sortByAmount(
  things: readonly number[],
  amountOf: (thing: number) => number,
  textOf: (thing: number) => string,
): number[] {
  const amounts = Float64Array.from(things, amountOf)
  const isSmall = things.length < PLACES && amounts.every((amount) => Math.abs(amount) < MOST)
  const byText = (a: number, b: number): number => compareText(textOf(a), textOf(b))
  if (!isSmall || !amounts.every(Number.isInteger))
    return [...things].sort((a, b) => amountOf(b) - amountOf(a) || byText(a, b))
  const keys = amounts.map((amount, place) => -amount * PLACES + place).sort()
  const sorted = Array.from(keys, (key) => things[((key % PLACES) + PLACES) % PLACES] as number) // a place
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1
    const amount = amountOf(sorted[from] as number) // from < length
    while (to < sorted.length && amountOf(sorted[to] as number) === amount) to++
    if (to - from > 1) {
      const equal = sorted.slice(from, to).sort(byText)
      for (const [i, thing] of equal.entries()) sorted[from + i] = thing
    }
    from = to
  }
  return sorted
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
