import type { CollectionName } from '@shared/schemas/registry.ts'
import type { DocumentSource, ReadCheckpoint, StoredDocument } from './document-source.ts'

/** Small enough that a sale's commit never waits long behind a read. */
const PAGE = 500
/** Two writes may land in another order than they were stamped in; a busy device can hold one back for seconds. */
const OVERLAP_MS = 30_000
/** As long as a write may be held back: a snapshot knows nothing of what was under way when it was taken. */
export const RESTART_OVERLAP_MS = 300_000
const REMEMBERED = 20_000

/**
 * Reads what was written to one collection since the last time. `pull` reads the end, at once; `sweep` reads the last stretch again, for
 * writes that landed late. What was applied already in the same state is not given out twice.
 */
export interface Follower {
  readonly checkpoint: ReadCheckpoint | null
  /** Everything stored up to here has been given out, also what landed late: where a next start goes on. */
  readonly restartFrom: ReadCheckpoint | null
  /** All three answer how many documents were new or changed. */
  pull(): Promise<number>
  sweep(): Promise<number>
  /**
   * A sweep; once nothing new has come for as long as a write may be held back, one over all of that time. After a first
   * load, which writes everything within minutes, no start would otherwise ever be spared reading it again.
   */
  settle(): Promise<number>
}

export function createFollower(options: {
  readonly source: DocumentSource
  readonly collection: CollectionName
  readonly checkpoint: ReadCheckpoint | null
  readonly onDocuments: (documents: readonly StoredDocument[]) => void
  /** Only ever rises, whatever happens to the clock. */
  readonly monotonicMs?: () => number
}): Follower {
  const { source, collection, onDocuments, monotonicMs = () => performance.now() } = options
  let checkpoint = options.checkpoint
  let settledTo = options.checkpoint
  let advancedAt = monotonicMs()
  let sweptTo = options.checkpoint?.lwt ?? 0
  const lwtById = new Map<string, number>()

  const take = (page: readonly StoredDocument[]): number => {
    const news = page.filter((document) => lwtById.get(document.id) !== document.lwt)
    for (const { id, lwt } of news) lwtById.set(id, lwt)
    if (news.length > 0) onDocuments(news)
    return news.length
  }

  /** Reads pages from a place on to the end and leaves the checkpoint at the furthest document seen. */
  const readFrom = async (start: ReadCheckpoint | null): Promise<number> => {
    let from = start
    let taken = 0
    for (;;) {
      const page = await source.readSince(collection, from, PAGE)
      taken += take(page)
      const last = page.at(-1)
      if (!last) return taken
      from = { lwt: last.lwt, id: last.id }
      if (!checkpoint || isAfter(from, checkpoint)) {
        checkpoint = from
        advancedAt = monotonicMs()
      }
      if (page.length < PAGE) return taken
    }
  }

  const forgetOld = () => {
    if (lwtById.size <= REMEMBERED) return
    for (const [id, lwt] of lwtById) if (lwt < sweptTo - OVERLAP_MS) lwtById.delete(id)
  }

  const sweep = async (): Promise<number> => {
    const reached = checkpoint?.lwt ?? 0
    const taken = await readFrom({ lwt: Math.max(0, sweptTo - OVERLAP_MS), id: '' })
    sweptTo = reached
    forgetOld()
    return taken
  }

  return {
    get checkpoint() {
      return checkpoint
    },
    get restartFrom() {
      const recent = checkpoint && backDated(checkpoint)
      return recent && settledTo && isAfter(settledTo, recent) ? settledTo : recent
    },
    async pull() {
      const isFirst = checkpoint === null
      const taken = await readFrom(checkpoint)
      // Everything was just read once: what may still land late was written in the last moments only.
      if (isFirst) sweptTo = checkpoint?.lwt ?? 0
      return taken
    },
    sweep,
    async settle() {
      const reached = checkpoint
      const isNew = reached !== null && (settledTo === null || isAfter(reached, settledTo))
      if (!isNew || monotonicMs() - advancedAt < RESTART_OVERLAP_MS) return sweep()
      const taken = await readFrom(backDated(reached))
      sweptTo = reached.lwt
      settledTo = reached
      forgetOld()
      return taken
    },
  }
}

/** A snapshot may be older than writes that were under way when it was taken. */
const backDated = (at: ReadCheckpoint): ReadCheckpoint => ({
  lwt: Math.max(0, at.lwt - RESTART_OVERLAP_MS),
  id: '',
})

function isAfter(a: ReadCheckpoint, b: ReadCheckpoint): boolean {
  return a.lwt !== b.lwt ? a.lwt > b.lwt : a.id > b.id
}
