/** Where every entry's words stand, one entry behind the other in one string: searched several times faster than one by one. */
export interface JoinedTexts {
  /** Calls back, in order, with the place of each entry that holds every word; words have no spaces. Without words, with each. */
  find(words: readonly string[], visit: (place: number) => void): void
}

/** What no folded word holds, so that none runs from one entry into the next. */
const BETWEEN = '\n'

export function joinTexts(texts: readonly string[]): JoinedTexts {
  const whole = texts.join(BETWEEN) + BETWEEN
  const starts = new Uint32Array(texts.length + 1)
  for (let place = 0; place < texts.length; place++)
    starts[place + 1] = (starts[place] ?? 0) + (texts[place]?.length ?? 0) + BETWEEN.length
  const startOf = (place: number): number => starts[place] ?? whole.length
  return {
    find(words, visit) {
      const [rarest, ...others] = words.toSorted((a, b) => b.length - a.length)
      if (rarest === undefined) {
        for (let place = 0; place < texts.length; place++) visit(place)
        return
      }
      let place = 0
      for (let at = whole.indexOf(rarest); at >= 0; at = whole.indexOf(rarest, startOf(place))) {
        place = placeAt(starts, at, place)
        const text = others.length === 0 ? '' : whole.slice(startOf(place), startOf(place + 1))
        if (others.every((word) => text.includes(word))) visit(place)
        place++
      }
    },
  }
}

/** The last place from `from` on that starts at or before `at`: hits are mostly near one another, so the steps grow from there. */
function placeAt(starts: Uint32Array, at: number, from: number): number {
  const isBefore = (place: number) => (starts[place] ?? at + 1) <= at
  let low = from
  let step = 1
  while (isBefore(low + step)) {
    low += step
    step *= 2
  }
  let high = low + step
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (isBefore(middle)) low = middle
    else high = middle
  }
  return low
}
