import { type Author, touch } from '@shared/domain/authoring.ts'
import {
  countedVariants,
  type KnownPage,
  pagesTaken,
  takeCounts,
} from '@shared/domain/stock/count-progress.ts'
import {
  countOnPage,
  countPageOf,
  newCountPage,
  openCount,
  pageFor,
} from '@shared/domain/stock/count-session.ts'
import { recordCount } from '@shared/domain/stock/movement.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { CountPageDetails } from '@shared/schemas/count-details.schema.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { authorOn, DAY, idOf, LOCATION, mustBeOk, testDeps } from './builders.ts'

export const openedCount = (author: Author = authorOn('A1'), deps = testDeps(700)): StockMovement =>
  openCount({ locationId: LOCATION, categoryId: null, blind: true }, DAY, author, deps)

export const mustBePage = (document: StockMovement): CountPageDetails => {
  const page = countPageOf(document)
  if (!page) throw new Error('It is a page')
  return page
}

export const knownPage = (document: StockMovement): KnownPage => {
  const { staffId, deviceId, step, lines } = mustBePage(document)
  return { pageId: document.id, staffId, deviceId, step, lines }
}

/** Somebody who counts in a session on a device of his own. */
export function counting(session: StockMovement, device: string, deps = testDeps(device.charCodeAt(0))) {
  const author = authorOn(device)
  const pages: StockMovement[] = []
  return {
    author,
    /** Every page as it is now. */
    pages: (): readonly StockMovement[] => [...pages],
    count(word: string, counted: number | null): StockMovement {
      deps.advance(1_000)
      const variantId = idOf(word)
      const one = { variantId, next: () => counted }
      const own = pageFor(pages.map(mustBePage), variantId)
      if (!own) {
        const first = newCountPage({ sessionId: session.id, page: pages.length }, one, DAY, author, deps)
        pages.push(first)
        return first
      }
      const before = pages[own.page]
      if (!before) throw new Error('It has that page')
      const after = touch({ ...before, details: countOnPage(own, one, deps.clock.now()) }, author, deps)
      pages[own.page] = after
      return after
    },
  }
}

/** The count that closes the session with what is known of it; the ledger says zero everywhere. */
export function closedBy(
  device: string,
  session: StockMovement,
  pages: readonly StockMovement[],
  deps = testDeps(900 + device.charCodeAt(0)),
): StockMovement {
  const known = pages.map(knownPage)
  const { taken, leftOut } = takeCounts(countedVariants(known), new Map())
  const lines = taken.map(({ variantId, counted }) => ({
    variantId,
    locationId: LOCATION,
    counted: quantity(counted),
    expected: quantity(0),
  }))
  const closing = { pages: pagesTaken(known), leftOut: [...leftOut] }
  return mustBeOk(
    recordCount({ lines, businessDay: DAY, countSessionId: session.id, closing }, authorOn(device), deps),
  )
}
