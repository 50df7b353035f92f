/**
 * The first `count` of the items in that order. With few wanted of many it never sorts the rest: an item that does not beat the
 * worst one taken costs one comparison.
 */
export function takeBest<Item>(
  items: readonly Item[],
  count: number,
  compare: (a: Item, b: Item) => number,
): Item[] {
  if (count >= items.length) return [...items].sort(compare)
  const best: Item[] = []
  for (const item of items) {
    const worst = best[count - 1]
    if (worst !== undefined && compare(item, worst) >= 0) continue
    let at = best.length
    while (at > 0 && compare(item, best[at - 1] as Item) < 0) at-- // at > 0: it is there
    best.splice(at, 0, item)
    if (best.length > count) best.pop()
  }
  return count <= 0 ? [] : best
}
