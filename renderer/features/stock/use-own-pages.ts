import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import {
  type Counting,
  countOnPage,
  countPageIdOf,
  countPageOf,
  newCountPage,
  pageFor,
} from '@shared/domain/stock/count-session.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import type { CountPageDetails } from '@shared/schemas/count-details.schema.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { useEffect, useRef, useState } from 'react'
import { writeFailure } from '../products/public.ts'

interface OwnPages {
  /** Undefined while they are being read. */
  readonly pages: readonly CountPageDetails[] | undefined
  /** True once it is durable. Counts are written one after the other, in the order in which they were given. */
  count(counting: Counting): Promise<boolean>
  /** Resolves once what was counted until now is durable, or was told not to be. */
  settled(): Promise<unknown>
}

/** What this person counted in a session on this device. Read from the store itself: who counts quickly does not wait for the projections. */
export function useOwnPages(sessionId: Id | null): OwnPages {
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const { utcOffsetMinutes } = useShop()
  const [held, setHeld] = useState<{ sessionId: Id; pages: readonly CountPageDetails[] }>()
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const { staffId, deviceId } = author
  const pageId = (page: number, of: Id): Id => countPageIdOf({ sessionId: of, staffId, deviceId, page })

  const readAll = async (of: Id): Promise<CountPageDetails[]> => {
    const pages: CountPageDetails[] = []
    for (;;) {
      const stored = await store.get('stockMovements', pageId(pages.length, of))
      const page = stored && countPageOf(stored)
      if (!page) return pages
      pages.push(page)
    }
  }
  const write = async (of: Id, counting: Counting): Promise<boolean> => {
    const pages = await readAll(of)
    const page = pageFor(pages, counting.variantId)
    const written = page ? await rewrite(page, counting) : await begin(of, pages.length, counting)
    if (written) setHeld({ sessionId: of, pages: await readAll(of) })
    return written
  }
  const begin = async (of: Id, page: number, counting: Counting): Promise<boolean> => {
    const today = businessDayOf(deps.clock.now(), utcOffsetMinutes)
    const first = newCountPage({ sessionId: of, page }, counting, today, author, deps)
    return (await writeFailure(store.insert('stockMovements', first))) === null
  }
  const rewrite = async ({ page, sessionId: of }: CountPageDetails, counting: Counting): Promise<boolean> => {
    const edited = await store.edit('stockMovements', pageId(page, of), (document) =>
      ok(withCount(document, counting, deps.clock.now())),
    )
    return edited.ok
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read depends on who counts, where, and in which session
  useEffect(() => {
    let stopped = false
    if (sessionId !== null) void readAll(sessionId).then((pages) => !stopped && setHeld({ sessionId, pages }))
    return () => {
      stopped = true
    }
  }, [store, sessionId, staffId, deviceId])
  return {
    pages: held?.sessionId === sessionId ? held?.pages : undefined,
    settled: () => queue.current,
    count(counting) {
      if (sessionId === null) return Promise.resolve(false)
      const written = queue.current.then(() => write(sessionId, counting))
      queue.current = written.catch(() => false)
      return written
    },
  }
}

function withCount(document: StockMovement, counting: Counting, now: number): StockMovement {
  const page = countPageOf(document)
  return page ? { ...document, details: countOnPage(page, counting, now) } : document
}
