/**
 * The value that a share of all values does not exceed (nearest rank), without sorting them: the array is put in another
 * order. Null where there is none.
 */
export function takeQuantile(values: Float64Array, share: number): number | null {
  if (values.length === 0) return null
  const rank = Math.min(values.length - 1, Math.max(0, Math.ceil(share * values.length) - 1))
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = medianOfThree(values, low, high)
    const { below, above } = partition(values, low, high, pivot)
    if (rank <= below) high = below
    else if (rank >= above) low = above
    else return pivot
  }
  return values[rank] ?? null
}

function medianOfThree(values: Float64Array, low: number, high: number): number {
  const [a = 0, b = 0, c = 0] = [values[low], values[(low + high) >> 1], values[high]]
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

/** Up to `below` nothing is above the pivot, from `above` on nothing is below it, and between them all are equal to it. */
function partition(
  values: Float64Array,
  low: number,
  high: number,
  pivot: number,
): { below: number; above: number } {
  let left = low
  let right = high
  while (left <= right) {
    while ((values[left] as number) < pivot) left++ // the pivot stands among them, as below
    while ((values[right] as number) > pivot) right--
    if (left > right) break
    const held = values[left] as number
    values[left] = values[right] as number
    values[right] = held
    left++
    right--
  }
  return { below: right, above: left }
}
