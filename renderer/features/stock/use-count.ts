import { useAuthor, useCan, useDeps, useDocument, useShop, useStore } from '@renderer/db/hooks.ts'
import { useCountView, useProjections } from '@renderer/projections/hooks.ts'
import type { CountView } from '@renderer/projections/projections.ts'
import { toast } from '@renderer/ui/toast.ts'
import { type CountChoice, pagesTaken } from '@shared/domain/stock/count-progress.ts'
import { type CountScope, countSessionOf, dropCount, openCount } from '@shared/domain/stock/count-session.ts'
import { countIdOf, recordCount } from '@shared/domain/stock/movement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CountSessionDetails, PageLine } from '@shared/schemas/count-details.schema.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { explainFailure, writeFailure } from '../products/public.ts'
import { type CountComparison, compareCount } from './compare-count.ts'
import { countLines } from './count-results.ts'
import { lotsOfShortages } from './fill-lots.ts'
import { useOwnPages } from './use-own-pages.ts'
import { usePostMovement } from './use-post-movement.ts'

/** A variant as the count needs it. */
export interface Countable {
  readonly variantId: Id
  readonly name: string
  readonly sku: string
}

export interface OpenedCount extends CountSessionDetails {
  readonly id: Id
  readonly openedBy: Id
}

export interface CountModel {
  /** Undefined while it is looked up which count is this person's; null while none is chosen. */
  readonly session: OpenedCount | null | undefined
  /** What this person counted on this device, without what was taken out again. */
  readonly own: readonly PageLine[]
  /** What everybody counted, as far as this device knows. */
  readonly view: CountView | null | undefined
  /** Whether the count may still be counted in. */
  readonly isOpen: boolean
  /** Who opened it compares and closes it, or whoever answers for the tasks of others. */
  readonly mayClose: boolean
  /** The comparison with the ledger, once it was asked for. */
  readonly comparison: CountComparison | null
  readonly posting: boolean
  start(scope: CountScope): Promise<void>
  join(sessionId: Id | null): void
  scan(variant: Countable): void
  /** Null takes the line out of the count again. */
  type(variant: Countable, counted: number | null): void
  review(): Promise<void>
  choose(variantId: Id, choice: CountChoice): void
  backToCounting(): void
  post(): Promise<boolean>
  drop(): Promise<void>
}

/** A count from the first scan to its posting, alone or with others. Every step is kept, and others hear of it. */
export function useCount(asked: Id | null): CountModel {
  const { t } = useTranslation('stock')
  const { t: tCounts } = useTranslation('counts')
  const { t: tProducts } = useTranslation('products')
  const { utcOffsetMinutes } = useShop()
  const author = useAuthor()
  const deps = useDeps()
  const store = useStore()
  const projections = useProjections()
  const mayManage = useCan('tasks.manage')
  const { post, businessDay } = usePostMovement()
  const [sessionId, setSessionId] = useChosenSession(asked)
  const document = useDocument('stockMovements', sessionId)
  const view = useCountView(sessionId ?? null)
  const pages = useOwnPages(sessionId ?? null)
  const [comparison, setComparison] = useState<CountComparison | null>(null)
  const [choices, setChoices] = useState<ReadonlyMap<Id, CountChoice>>(new Map())
  const [posting, setPosting] = useState(false)
  const session = openedOf(sessionId, document)

  const join = (next: Id | null): void => {
    setComparison(null)
    setChoices(new Map())
    setSessionId(next)
  }
  const count = async (variantId: Id, next: (counted: number) => number | null): Promise<void> => {
    if (!(await pages.count({ variantId, next }))) toast.error(tCounts('notKept'))
  }
  const compare = async (of: OpenedCount, chosen = choices): Promise<CountComparison> => {
    await pages.settled() // a figure typed a moment ago is in it
    return compareCount(projections, of, chosen)
  }
  const postOnce = async (of: OpenedCount): Promise<boolean> => {
    // Posted already, here or elsewhere: it is not posted again (STOCK-3).
    if (await store.get('stockMovements', countIdOf(of.id))) {
      toast.info(t('countDialog.already'))
      join(null)
      return true
    }
    // Compared once more at the moment of posting: what was sold while the review was read is in it (COUNT-1).
    const latest = await compare(of)
    if (!isSameContent(pagesTaken(latest.pages), pagesTaken(comparison?.pages ?? []))) {
      setComparison(latest)
      toast.info(tCounts('moreArrived'))
      return false
    }
    const { results, leftOut } = latest
    const closing = { pages: pagesTaken(latest.pages), leftOut: [...leftOut] }
    const compared = countLines(results, of.locationId)
    const lots = await lotsOfShortages(projections, compared, of.locationId)
    const lines = compared.map((line, i) => ({ ...line, lots: lots[i] ?? [] }))
    const movement = recordCount(
      { lines, businessDay: businessDay(), countSessionId: of.id, closing },
      author,
      deps,
    )
    if (!movement.ok) {
      toast.error(t('failure.refused', { type: movement.error.type }))
      return false
    }
    const differing = results.filter(({ difference }) => difference !== 0).length
    const message = differing === 0 ? t('countDialog.doneEqual') : t('countDialog.done', { count: differing })
    return post(movement.value, message)
  }
  return {
    session,
    own: (pages.pages ?? []).flatMap(({ lines }) => lines.filter(({ counted }) => counted !== null)),
    view,
    isOpen: session?.state === 'open' && (view?.closing ?? null) === null,
    mayClose: mayManage || session?.openedBy === author.staffId,
    comparison,
    posting,
    async start(scope) {
      const opened = openCount(scope, businessDayOf(deps.clock.now(), utcOffsetMinutes), author, deps)
      const failure = await writeFailure(store.insert('stockMovements', opened))
      if (failure) toast.error(explainFailure(tProducts, failure))
      else join(opened.id)
    },
    join,
    scan: ({ variantId }) => void count(variantId, (counted) => counted + 1),
    type: ({ variantId }, counted) => void count(variantId, () => counted),
    async review() {
      if (session) setComparison(await compare(session))
    },
    choose(variantId, choice) {
      const chosen = new Map(choices).set(variantId, choice)
      setChoices(chosen)
      if (session) void compare(session, chosen).then(setComparison)
    },
    backToCounting: () => setComparison(null),
    async post() {
      if (!session) return false
      setPosting(true)
      const posted = await postOnce(session)
      setPosting(false)
      return posted
    },
    async drop() {
      if (!session) return
      const dropped = await store.edit('stockMovements', session.id, dropCount)
      if (dropped.ok) join(null)
      else toast.error(t('failure.refused', { type: dropped.error.type }))
    },
  }
}

function openedOf(
  sessionId: Id | null | undefined,
  document: ReturnType<typeof useDocument<'stockMovements'>>,
): OpenedCount | null | undefined {
  if (sessionId === undefined) return undefined
  if (sessionId === null || document === null) return null
  const details = document && countSessionOf(document)
  return document && details ? { ...details, id: document.id, openedBy: document.createdBy } : undefined
}

/** The count that was asked for, else the newest one that this person has begun or counted in, else none. */
function useChosenSession(asked: Id | null) {
  const projections = useProjections()
  const { staffId } = useAuthor()
  const [sessionId, setSessionId] = useState<Id | null | undefined>(asked ?? undefined)
  useEffect(() => {
    let stopped = false
    const look = async (): Promise<Id | null> => {
      await projections.settled() // a count that was posted a moment ago is not open any more
      const { rows } = await projections.counts({ openOnly: true })
      const own = rows.find(({ openedBy, staffIds }) => openedBy === staffId || staffIds.includes(staffId))
      return own?.sessionId ?? null
    }
    const found = look().catch(() => null)
    void found.then((own) => !stopped && setSessionId((chosen) => (chosen === undefined ? own : chosen)))
    return () => {
      stopped = true
    }
  }, [projections, staffId])
  return [sessionId, setSessionId] as const
}
