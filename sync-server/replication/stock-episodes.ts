import { stockKey } from '@shared/domain/stock/postings.ts'
import type { AddedPosting, ShelfLevel } from './ledger.ts'

/** Sales of one shelf that happened while it was below zero in this push. */
export interface Episode {
  readonly level: ShelfLevel
  /** The posting that took the shelf below zero: the episode's name. */
  readonly key: string
  /** Sales that joined the episode now, in order. */
  readonly joined: readonly AddedPosting[]
  /** The sale just before the shelf went below zero, when this push brought it too. */
  readonly before: AddedPosting | null
}

export interface ShelfOutcome {
  readonly level: ShelfLevel
  /** The episode open after the push; null when the shelf is not below zero. */
  readonly openKey: string | null
  readonly episodes: readonly Episode[]
}

/**
 * TASK-1: follows each shelf posting by posting, in the order in which they were pushed, from the level before to the
 * level after. An episode lasts from the posting that takes the shelf below zero until it is not below any more.
 */
export function followShelves(added: readonly AddedPosting[], levels: readonly ShelfLevel[]): ShelfOutcome[] {
  const postingsByShelf = new Map<string, AddedPosting[]>()
  for (const one of added) {
    const key = stockKey(one.posting.variantId, one.posting.locationId)
    const postings = postingsByShelf.get(key)
    if (postings) postings.push(one)
    else postingsByShelf.set(key, [one])
  }
  return levels.map((level) =>
    followShelf(level, postingsByShelf.get(stockKey(level.variantId, level.locationId)) ?? []),
  )
}

interface OpenEpisode {
  readonly key: string
  readonly joined: AddedPosting[]
  readonly before: AddedPosting | null
}

function followShelf(level: ShelfLevel, postings: readonly AddedPosting[]): ShelfOutcome {
  let onHand = postings.reduce((sum, { posting }) => sum - posting.quantity, level.onHand)
  let open: OpenEpisode | null =
    level.episode === null ? null : { key: level.episode, joined: [], before: null }
  let lastSale: AddedPosting | null = null
  const met: OpenEpisode[] = open ? [open] : []
  for (const added of postings) {
    const { posting } = added
    onHand += posting.quantity
    const isSale = posting.kind === 'sale' && posting.quantity < 0
    if (onHand >= 0) open = null
    else if (!open) {
      open = { key: posting.id, joined: [], before: lastSale }
      met.push(open)
    }
    if (isSale) {
      open?.joined.push(added)
      lastSale = added
    }
  }
  const episodes = met.filter(({ joined }) => joined.length > 0).map((episode) => ({ level, ...episode }))
  return { level, openKey: open?.key ?? null, episodes }
}
