import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import { countIdOf, recordCount } from '@shared/domain/stock/movement.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type CountResult,
  type CountSession,
  countLines,
  countOneMore,
  countResults,
  countTyped,
  uncount,
} from './count-session.ts'
import { keepCount, loadCount } from './count-storage.ts'
import { lotsOfShortages } from './fill-lots.ts'
import type { StockedVariant } from './stock-lines.ts'
import { usePostMovement } from './use-post-movement.ts'

/** A variant as the count needs it. */
export interface Countable {
  readonly variantId: Id
  readonly name: string
  readonly sku: string
}

export interface CountModel {
  readonly session: CountSession | null
  /** The comparison with the ledger, once it was asked for. */
  readonly results: readonly CountResult[] | null
  readonly posting: boolean
  start(categoryId: Id | null, locationId: Id): void
  scan(variant: StockedVariant): void
  /** Null takes the line out of the count again. */
  type(variant: Countable, counted: number | null): void
  review(): Promise<void>
  backToCounting(): void
  post(): Promise<boolean>
  drop(): void
}

/** A count from the first scan to its posting. Every step is kept on this device. */
export function useCount(): CountModel {
  const { t } = useTranslation('stock')
  const { id: shopId } = useShop()
  const author = useAuthor()
  const deps = useDeps()
  const store = useStore()
  const projections = useProjections()
  const { post, businessDay } = usePostMovement()
  const [session, setSession] = useState(() => loadCount(localStorage, shopId))
  const [results, setResults] = useState<readonly CountResult[] | null>(null)
  const [posting, setPosting] = useState(false)

  const change = (step: (current: CountSession) => CountSession): void =>
    setSession((current) => {
      if (current === null) return null
      const next = step(current)
      keepCount(localStorage, shopId, next)
      return next
    })
  const begin = (next: CountSession | null): void => {
    keepCount(localStorage, shopId, next)
    setSession(next)
    setResults(null)
  }
  const compare = async (current: CountSession): Promise<CountResult[]> => {
    await projections.settled() // a sale made a moment ago must be in the figures
    const { lines, locationId } = current
    const moments = lines.map(({ variantId, countedAt }) => ({ variantId, locationId, at: countedAt }))
    const answers = await projections.onHandAt(moments)
    return countResults(current, new Map(answers.map((answer) => [answer.variantId, answer])))
  }
  const typeCounted = async (variant: Countable, counted: number): Promise<void> => {
    const locationId = session?.locationId
    if (locationId === undefined) return
    const [answer] = await projections.onHand([{ variantId: variant.variantId, locationId }])
    change((current) =>
      countTyped(current, { ...variant, onHand: answer?.onHand ?? 0 }, counted, deps.clock.now()),
    )
  }
  return {
    session,
    results,
    posting,
    start: (categoryId, locationId) =>
      begin({ id: deps.ids.next(), locationId, startedAt: deps.clock.now(), categoryId, lines: [] }),
    scan: (variant) => change((current) => countOneMore(current, variant, deps.clock.now())),
    type(variant, counted) {
      if (counted === null) change((current) => uncount(current, variant.variantId))
      else void typeCounted(variant, counted)
    },
    async review() {
      if (session) setResults(await compare(session))
    },
    backToCounting: () => setResults(null),
    async post() {
      if (session === null) return false
      setPosting(true)
      // Posted, and the device stopped before it could forget the count: it is not posted again (STOCK-3).
      if (await store.get('stockMovements', countIdOf(session.id))) {
        setPosting(false)
        toast.info(t('countDialog.already'))
        begin(null)
        return true
      }
      // Compared once more at the moment of posting: what was sold while the review was read is in it (COUNT-1).
      const latest = await compare(session)
      const compared = countLines(latest, session.locationId)
      const lots = await lotsOfShortages(projections, compared, session.locationId)
      const lines = compared.map((line, i) => ({ ...line, lots: lots[i] ?? [] }))
      const movement = recordCount(
        { lines, businessDay: businessDay(), countSessionId: session.id },
        author,
        deps,
      )
      if (!movement.ok) toast.error(t('failure.refused', { type: movement.error.type }))
      const differing = latest.filter(({ difference }) => difference !== 0).length
      const message =
        differing === 0 ? t('countDialog.doneEqual') : t('countDialog.done', { count: differing })
      const stored = movement.ok && (await post(movement.value, message))
      setPosting(false)
      if (stored) begin(null)
      return stored
    },
    drop: () => begin(null),
  }
}
