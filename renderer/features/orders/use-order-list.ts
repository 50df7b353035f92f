import { useDocuments } from '@renderer/db/hooks.ts'
import type { LocalDocument } from '@renderer/db/store.ts'
import { useEffect, useMemo, useState } from 'react'
import { filterOrders, type OrderFilter, orderQuery } from './order-filter.ts'

const PAGE = 200
/** A live list longer than this is a job for a narrower question; the screen says so, nothing is cut in silence. */
const MOST = 2_000
const ENOUGH = 40

interface OrderList {
  readonly orders: readonly LocalDocument<'orders'>[]
  readonly loading: boolean
  /** How many orders were looked through; null when all that fit the days and the status were. */
  readonly lookedThrough: number | null
  readonly loadMore: () => void
}

/** Newest first, live, a page at a time. */
export function useOrderList(filter: OrderFilter): OrderList {
  const question = JSON.stringify([filter.status, filter.from, filter.to])
  const [reach, setReach] = useState({ question, limit: PAGE })
  const limit = reach.question === question ? reach.limit : PAGE
  const read = useDocuments('orders', orderQuery(filter, limit))
  const orders = useMemo(() => filterOrders(read ?? [], filter), [read, filter])
  const full = read !== undefined && read.length >= limit
  const canGrow = full && limit < MOST
  // Text and channel are in no index: look further back until a screenful is found.
  const tooFew = canGrow && orders.length < ENOUGH
  useEffect(() => {
    if (tooFew) setReach({ question, limit: Math.min(MOST, limit * 2) })
  }, [tooFew, question, limit])
  return {
    orders,
    loading: read === undefined || tooFew,
    lookedThrough: full && !canGrow ? limit : null,
    loadMore: () => {
      if (canGrow) setReach({ question, limit: Math.min(MOST, limit + PAGE) })
    },
  }
}
