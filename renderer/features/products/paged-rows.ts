import { useCallback, useEffect, useRef, useState } from 'react'

export interface RowPage<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

interface PagedRowsOptions<Row> {
  readonly fetchPage: (offset: number, limit: number) => Promise<RowPage<Row>>
  /** The question as text: `fetchPage` answers another one when it changes. */
  readonly question: string
  /** Rises when the answer may have changed: the rows in sight are asked for again. */
  readonly version: number
}

export interface PagedRows<Row> {
  /** Undefined until the first answer. */
  readonly total: number | undefined
  readonly getRow: (index: number) => Row | undefined
  readonly onVisibleRangeChange: (first: number, last: number) => void
  readonly failed: boolean
}

const PAGE = 100

interface Answer<Row> {
  readonly round: number
  readonly total: number
  readonly pages: ReadonlyMap<number, readonly Row[]>
}

/** Rows of a long table, asked for page by page around what is in sight. Old rows stay until new ones are there. */
export function usePagedRows<Row>({ fetchPage, question, version }: PagedRowsOptions<Row>): PagedRows<Row> {
  const [answer, setAnswer] = useState<Answer<Row> | null>(null)
  const [failed, setFailed] = useState(false)
  const range = useRef({ first: 0, last: 0 })
  const asked = useRef(new Set<number>())
  const round = useRef(0)
  const ask = useRef(fetchPage)
  ask.current = fetchPage

  const load = useCallback(async (pages: readonly number[]) => {
    const ownRound = round.current
    for (const page of pages) asked.current.add(page)
    try {
      const answers = await Promise.all(pages.map((page) => ask.current(page * PAGE, PAGE)))
      if (round.current !== ownRound) return
      setFailed(false)
      setAnswer((known) => {
        const merged = new Map(known?.round === ownRound ? known.pages : [])
        for (const [i, page] of pages.entries()) merged.set(page, answers[i]?.rows ?? [])
        return { round: ownRound, total: answers[0]?.total ?? 0, pages: merged }
      })
    } catch {
      // A call rejects only when the projection worker is gone: the screen says so and offers to try again.
      if (round.current === ownRound) setFailed(true)
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: question and version are the reasons to ask again
  useEffect(() => {
    round.current++
    asked.current.clear()
    void load(pagesIn(range.current.first, range.current.last))
  }, [question, version, load])

  const onVisibleRangeChange = useCallback(
    (first: number, last: number) => {
      range.current = { first, last }
      const missing = pagesIn(first, last).filter((page) => !asked.current.has(page))
      if (missing.length > 0) void load(missing)
    },
    [load],
  )
  const getRow = useCallback(
    (index: number) => answer?.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    [answer],
  )
  return { total: answer?.total, getRow, onVisibleRangeChange, failed }
}

function pagesIn(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first) / PAGE)
  const to = Math.floor(Math.max(0, last) / PAGE)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
